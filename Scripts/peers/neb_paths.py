"""Paths of quench neb against ASE's image-dependent pair potential.

For each case both programs lay five images between the same ends. Both paths are then judged by one
referee, ASE's IDPP calculator with all nearest-image pairs: its energy of each image, and the nearest
approach of two atoms on the way. quench must be as good as ASE within 2 % of the straight path's
energy, and never come nearer to a contact than the straight line does.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from ase.build import bulk, molecule
from ase.geometry import find_mic
from ase.io import read, write
from ase.mep import NEB, idpp_interpolate
from ase.mep.neb import IDPP

IMAGES = 5


def vacancy_hop():
    """A neighbour jumps into a vacancy of fcc Cu."""
    cell = bulk("Cu", "fcc", a=3.61, cubic=True).repeat((3, 3, 3))
    distances = cell.get_distances(0, range(len(cell)), mic=True)
    neighbour = int(np.argsort(distances)[1])
    start = cell.copy()
    vacancy = start.positions[0].copy()
    end = start.copy()
    end.positions[neighbour] = vacancy
    del start[0], end[0]
    return start, end


def exchange():
    """Two atoms of rocksalt change places: on straight lines they would nearly meet."""
    start = bulk("MgO", "rocksalt", a=4.21, cubic=True).repeat((2, 2, 2))
    metal = [atom.index for atom in start if atom.symbol == "Mg"]
    distances = start.get_distances(metal[0], metal, mic=True)
    other = metal[int(np.argsort(distances)[1])]
    end = start.copy()
    end.positions[[metal[0], other]] = start.positions[[other, metal[0]]]
    # ASE divides by zero where two atoms meet exactly.
    end.positions[metal[0]] += [0.3, -0.3, 0.5]
    return start, end


def turned_molecule():
    """Water turned by 150 degrees about an axis off its atoms, across the boundary of its cell."""
    start = molecule("H2O")
    start.set_cell([9.0, 9.5, 10.0])
    start.pbc = True
    start.positions += [0.2, 4.0, 5.0]
    end = start.copy()
    end.rotate(150, (0.2, 1.0, 0.3), center=end.positions.mean(axis=0) + [0.3, 0.0, 0.2])
    end.wrap()
    return start, end


def sheared_cell():
    """A neighbour jumps into a vacancy of a strongly triclinic cell."""
    start, _ = vacancy_hop()
    shear = np.array([[1.0, 0.0, 0.0], [0.35, 1.0, 0.0], [-0.2, 0.3, 1.0]])
    start.set_cell(shear @ start.cell.array, scale_atoms=True)
    end = start.copy()
    end.positions[5] += 0.45 * start.cell.array[0] / 3
    end.wrap()
    return start, end


def ase_path(start, end):
    images = [start.copy() for _ in range(IMAGES + 1)] + [end.copy()]
    neb = NEB(images, method="improvedtangent")
    neb.interpolate(mic=True)
    straight = [image.copy() for image in images]
    idpp_interpolate(neb, traj=None, log=None, fmax=0.005, mic=True, steps=400)
    return straight, images


def referee(straight):
    """Distances that each image should have: even steps between those of the ends."""
    first = straight[0].get_all_distances(mic=True)
    last = straight[-1].get_all_distances(mic=True)
    count = len(straight) - 1
    return [first + (last - first) * place / count for place in range(count + 1)]


def judge(path, targets):
    """Sum of the energies of all images between the ends, and the nearest approach on the way."""
    energy, nearest = 0.0, np.inf
    for image, target in list(zip(path, targets))[1:-1]:
        probe = image.copy()
        probe.calc = IDPP(target=target, mic=True)
        energy += probe.get_potential_energy()
        distances = probe.get_all_distances(mic=True)
        np.fill_diagonal(distances, np.inf)
        nearest = min(nearest, distances.min())
    return energy, nearest


def main(quench):
    failed = 0
    print(f"{'case':16}{'straight S':>12}{'ASE S':>12}{'quench S':>12}"
          f"{'straight d':>12}{'ASE d':>9}{'quench d':>10}")
    for case in (vacancy_hop, exchange, turned_molecule, sheared_cell):
        start, end = case()
        with tempfile.TemporaryDirectory() as folder:
            ends = [str(Path(folder) / name) for name in ("start.vasp", "end.vasp")]
            for name, atoms in zip(ends, (start, end)):
                write(name, atoms, vasp5=True, direct=True, sort=False)
            out = Path(folder) / "path.xyz"
            subprocess.run(
                [quench, "neb", *ends, "--images", str(IMAGES), "--cutoff", "12", "-o", str(out),
                 "--to", "extxyz", "-q"], check=True)
            ours = read(out, ":")
            straight, theirs = ase_path(*(read(name) for name in ends))
        targets = referee(straight)
        results = [judge(path, targets) for path in (straight, theirs, ours)]
        (s0, d0), (s1, d1), (s2, d2) = results
        steps = [find_mic(b.positions - a.positions, a.cell, a.pbc)[1].max()
                 for a, b in zip(ours, ours[1:])]
        good = s2 <= s1 + 0.02 * s0 and d2 >= min(d0, d1) - 0.02 and max(steps) < 3
        failed += not good
        print(f"{case.__name__:16}{s0:12.4f}{s1:12.4f}{s2:12.4f}{d0:12.3f}{d1:9.3f}{d2:10.3f}"
              f"{'' if good else '  FAILED'}")
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1] if len(sys.argv) > 1 else "quench") else 0)
