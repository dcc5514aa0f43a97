"""Does the peers' side of the benchmark: once per line of standard input, one line of JSON each.

usage: peer.py KIND FILE [NUMBER...]
"""
import importlib.metadata
import json
import os
import sys
import tempfile
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def reading(frames, positions, atoms):
    return {"frames": frames, "atoms": atoms, "last": [float(x) for x in positions[-1]]}


class OvitoRead:
    """Imports and loads every frame through a new pipeline, so that nothing is cached."""

    package = "ovito"

    def __init__(self, path):
        self.path = path

    def prepare(self):
        from ovito.io import import_file

        self.import_file = import_file

    def work(self):
        pipeline = self.import_file(self.path)
        count = pipeline.source.num_frames
        for frame in range(count):
            data = pipeline.compute(frame)
            positions = data.particles.positions[...]
            positions[0, 0]
        # It moves the cell of a GRO file so that its centre is the origin.
        return reading(count, positions[-1:] - data.cell[:, 3], len(positions))


class OvitoRadial:
    """Partial g(r) of the first frames; the scan for frames is not timed, loading them is."""

    package = "ovito"

    def __init__(self, path, frames, cutoff, bins):
        self.path, self.frames = path, int(frames)
        self.cutoff, self.bins = float(cutoff), int(bins)

    def prepare(self):
        from ovito.io import import_file
        from ovito.modifiers import CoordinationAnalysisModifier

        self.pipeline = import_file(self.path)
        self.pipeline.modifiers.append(
            CoordinationAnalysisModifier(
                cutoff=self.cutoff, number_of_bins=self.bins, partial=True))
        assert self.pipeline.source.num_frames >= self.frames

    def work(self):
        total = 0
        for frame in range(self.frames):
            data = self.pipeline.compute(frame)
            table = data.tables["coordination-rdf"]
            total = total + table.y[...]
        names = list(table.y.component_names)
        g = np.asarray(total) / self.frames
        curves = dict(zip(names, g.T.tolist()))
        return {"frames": self.frames, "atoms": data.particles.count, "g": curves}


class VesinRadial:
    """All pairs of the half list, then a histogram with numpy; coordinates in memory."""

    package = "vesin"

    def __init__(self, path, cutoff, bins):
        data = np.fromfile(path)
        self.silicon, self.oxygen = int(data[0]), int(data[1])
        self.box, self.positions = np.diag(data[2:5]), data[5:].reshape(-1, 3)
        self.cutoff, self.bins = float(cutoff), int(bins)

    def prepare(self):
        from vesin import NeighborList

        self.list = NeighborList(cutoff=self.cutoff, full_list=False)
        self.group = (np.arange(len(self.positions)) >= self.silicon).astype(np.int64)

    def work(self):
        i, j, distance = self.list.compute(
            points=self.positions, box=self.box, periodic=True, quantities="ijd")
        place = (distance * (self.bins / self.cutoff)).astype(np.int64)
        key = (self.group[i] + self.group[j]) * self.bins + place
        counts = np.bincount(key[place < self.bins], minlength=3 * self.bins).reshape(3, -1)
        names, weights = ("Si-Si", "Si-O", "O-O"), (2, 1, 2)
        pairs = {name: (w * row).tolist() for name, w, row in zip(names, weights, counts)}
        return {"frames": 1, "atoms": len(self.positions), "pairs": pairs}


class MDAnalysisRead:
    """Its XTC reader alone, opened (and the file's frames located) before the clock starts."""

    package = "MDAnalysis"

    def __init__(self, path):
        self.path = path

    def prepare(self):
        from MDAnalysis.coordinates.XTC import XTCReader

        self.reader = XTCReader(self.path, refresh_offsets=True)

    def work(self):
        count = 0
        for frame in self.reader:
            frame.positions[0, 0]
            count += 1
            last = frame.positions[-1:].copy()
        return reading(count, last, frame.n_atoms)


class RawHDF5:
    """Each frame's positions with read_direct, as the file has them."""

    package = "h5py"

    def __init__(self, path):
        self.path = path

    def prepare(self):
        import h5py

        self.file_type = h5py.File

    def work(self):
        with self.file_type(self.path, "r") as file:
            value = file["particles/trajectory/position/value"]
            frame = np.empty(value.shape[1:], value.dtype)
            for k in range(value.shape[0]):
                value.read_direct(frame, np.s_[k])
            return reading(value.shape[0], frame, len(frame))


class AseOutcar:
    """ase.io.read of every OUTCAR below a folder: all images (index=':') or the last (index=-1)."""

    package = "ase"

    def __init__(self, folder, images):
        self.folder, self.index = folder, {"all": ":", "last": -1}[images]

    def prepare(self):
        from ase.io import read

        self.read = read

    def work(self):
        paths = sorted(os.path.join(self.folder, run, "OUTCAR") for run in os.listdir(self.folder))
        energy = 0.0
        for path in paths:
            images = self.read(path, index=self.index, format="vasp-out")
            last = images[-1] if self.index == ":" else images
            energy += last.get_potential_energy(force_consistent=True)
        return {"frames": len(paths), "atoms": 1, "energy": energy}


def rocksalt(package):
    """NaCl as both libraries make it."""
    if package == "ase":
        from ase.build import bulk

        return bulk("NaCl", "rocksalt", a=5.64056, cubic=True)
    from pymatgen.core import Lattice, Structure

    return Structure.from_spacegroup(
        "Fm-3m", Lattice.cubic(5.64056), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


class AseSupercell:
    """Repeats rock salt n × n × n and writes the POSCAR."""

    package = "ase"

    def __init__(self, n):
        self.n = int(n)

    def prepare(self):
        from ase.io.vasp import write_vasp

        self.write, self.unit = write_vasp, rocksalt("ase")

    def work(self):
        cell = self.unit.repeat(self.n)
        with tempfile.TemporaryFile("w") as file:
            self.write(file, cell, direct=True, sort=True)
        return {"count": len(cell)}


class PymatgenSupercell:
    """The same with pymatgen."""

    package = "pymatgen"

    def __init__(self, n):
        self.n = int(n)

    def prepare(self):
        from pymatgen.io.vasp import Poscar

        self.poscar, self.unit = Poscar, rocksalt("pymatgen")

    def work(self):
        cell = self.unit * (self.n, self.n, self.n)
        with tempfile.TemporaryFile("w") as file:
            file.write(str(self.poscar(cell)))
        return {"count": len(cell)}


class PymatgenSlabs:
    """All terminations of the (012) planes of a crystal."""

    package = "pymatgen"

    def __init__(self, path):
        self.path = path

    def prepare(self):
        from pymatgen.core import Structure
        from pymatgen.core.surface import SlabGenerator

        self.generator, self.bulk = SlabGenerator, Structure.from_file(self.path)

    def work(self):
        generator = self.generator(self.bulk, (0, 1, 2), 10, 20, center_slab=True, primitive=True)
        return {"count": len(generator.get_slabs(ftol=0.3))}


class PymatgenZSL:
    """Coincidence lattices of VO2(B)(001) and graphene (Zur & McGill)."""

    package = "pymatgen"

    def prepare(self):
        from pymatgen.analysis.interfaces.zsl import ZSLGenerator

        self.generator = ZSLGenerator(
            max_area_ratio_tol=0.09, max_area=400, max_length_tol=0.03, max_angle_tol=0.01)

    def work(self):
        film = [np.array([3.7021, 0.0, 0.0]), np.array([-1.85105, 6.0465, 0.0])]
        graphene = [np.array([2.46, 0.0, 0.0]), np.array([-1.23, 1.23 * 3**0.5, 0.0])]
        return {"count": len(list(self.generator(film, graphene)))}


class PymatgenDefects:
    """Vacancies, antisites and Voronoi interstitials that symmetry tells apart."""

    package = "pymatgen-analysis-defects"

    def __init__(self, path):
        self.path = path

    def prepare(self):
        from pymatgen.analysis.defects import generators
        from pymatgen.core import Structure

        self.generators, self.bulk = generators, Structure.from_file(self.path)

    def work(self):
        kinds = self.generators
        found = list(kinds.VacancyGenerator().generate(self.bulk))
        found += list(kinds.AntiSiteGenerator().generate(self.bulk))
        found += list(kinds.VoronoiInterstitialGenerator().generate(self.bulk, ["Li"]))
        return {"count": len(found)}


class IcetSQS:
    """Quasi-random Na/Ti on the cations of rock salt, 64 atoms, pairs to the fourth shell."""

    package = "icet"

    def __init__(self, steps):
        self.steps = int(steps)

    def prepare(self):
        import logging

        from ase.build import bulk
        from icet import ClusterSpace
        from icet.tools.structure_generation import generate_sqs_from_supercells

        logging.disable(logging.CRITICAL)
        unit = bulk("NaO", "rocksalt", a=4.20464)
        self.space = ClusterSpace(unit, [4.20464 * 1.45], [["Na", "Ti"], ["O"]])
        self.cell = bulk("NaO", "rocksalt", a=4.20464, cubic=True).repeat(2)
        self.search = generate_sqs_from_supercells

    def work(self):
        found = self.search(
            self.space, [self.cell], {"Na": 0.5, "Ti": 0.5}, n_steps=self.steps, random_seed=1)
        return {"count": len(found)}


KINDS = {
    "ovito-read": OvitoRead, "ovito-rdf": OvitoRadial, "vesin-rdf": VesinRadial,
    "mdanalysis-read": MDAnalysisRead, "ase-outcar": AseOutcar, "h5py-read": RawHDF5,
    "ase-supercell": AseSupercell, "pymatgen-supercell": PymatgenSupercell,
    "pymatgen-slabs": PymatgenSlabs, "pymatgen-zsl": PymatgenZSL,
    "pymatgen-defects": PymatgenDefects, "icet-sqs": IcetSQS,
}


def answer(value):
    print(json.dumps(value), file=sys.__stdout__, flush=True)


def main():
    peer = KINDS[sys.argv[1]](*sys.argv[2:])
    answer({"peer": peer.package, "version": importlib.metadata.version(peer.package)})
    for _ in sys.stdin:
        peer.prepare()
        cpu, wall = time.process_time(), time.perf_counter()
        result = peer.work()
        spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        answer({"time": spent, "result": result})


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
