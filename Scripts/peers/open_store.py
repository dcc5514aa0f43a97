#!/usr/bin/env python3
"""Opens a store with the programs of the field and compares what they see.

usage: open_store.py FILE...

h5py is the referee: positions, boxes, times and species as they stand in the file. MDAnalysis
(alone and with a topology) and znh5md must see the same. Exit status 0 only if all agree.
"""
import os
import shutil
import sys
import tempfile
import warnings

import h5py
import MDAnalysis
import numpy as np
import znh5md

warnings.filterwarnings("ignore")


def truth(path):
    with h5py.File(path, "r") as f:
        group = f["particles/trajectory"]
        assert list(f["h5md"].attrs["version"]) == [1, 1]
        assert group["position/value"].attrs["unit"] == "Angstrom"
        assert group["position/time"].attrs["unit"] == "fs"
        for name in ("velocity", "force", "species", "box/edges"):
            if name in group:
                assert group[name]["step"] == group["position/step"], f"{name}/step is no link"
        seen = {
            "position": group["position/value"][:],
            "step": group["position/step"][:],
            "time": group["position/time"][:],
            "box": group["box/edges/value"][:],
            "species": group["species/value"][:],
            "boundary": [str(b) for b in group["box"].attrs["boundary"]],
            "count": f["observables/particle_number/value"][:],
        }
        for name in ("velocity", "force"):
            if name in group:
                seen[name] = group[name]["value"][:]
        observables = {k: f["observables"][k]["value"][:] for k in f["observables"]}
    assert (seen["step"] >= 0).all(), "an uncommitted frame"
    return seen, observables


def close(a, b, what, tolerance):
    a, b = np.asarray(a, float), np.asarray(b, float)
    assert a.shape == b.shape, f"{what}: shape {a.shape} instead of {b.shape}"
    assert np.allclose(a, b, rtol=2e-6, atol=tolerance, equal_nan=True), f"{what} differs"


def box_matrix(dimensions):
    if dimensions is None:
        return np.zeros((3, 3))
    return MDAnalysis.lib.mdamath.triclinic_vectors(dimensions)


def lengths_and_angles(box):
    if not box.any():
        return np.zeros(6)
    a, b, c = (np.linalg.norm(row) for row in box)
    angle = lambda u, v: np.degrees(np.arccos(u @ v / np.linalg.norm(u) / np.linalg.norm(v)))
    return np.array([a, b, c, angle(box[1], box[2]), angle(box[0], box[2]), angle(box[0], box[1])])


def check_mdanalysis(universe, seen, observables, name):
    assert len(universe.trajectory) == len(seen["step"]), f"{name}: number of frames"
    for i, frame in enumerate(universe.trajectory):
        close(frame.positions, seen["position"][i], f"{name}: positions of frame {i}", 1e-5)
        dimensions = frame.dimensions if frame.dimensions is not None else np.zeros(6)
        close(dimensions, lengths_and_angles(seen["box"][i]), f"{name}: box of frame {i}", 1e-3)
        # MDAnalysis hands out ps and Angstrom/ps.
        close(frame.time, seen["time"][i] / 1000, f"{name}: time of frame {i}", 1e-9)
        assert frame.data["step"] == seen["step"][i], f"{name}: step of frame {i}"
        if "velocity" in seen:
            close(frame.velocities, seen["velocity"][i] * 1000, f"{name}: velocities", 1e-5)
        if "force" in seen:
            close(frame.forces, seen["force"][i], f"{name}: forces", 1e-4)
        for key, values in observables.items():
            close(frame.data[key], values[i], f"{name}: {key}", 1e-9)


def check_znh5md(path, seen):
    frames = znh5md.IO(filename=path, particles_group="trajectory")
    assert len(frames) == len(seen["step"]), "znh5md: number of frames"
    for i in range(len(frames)):
        atoms = frames[i]
        count = len(atoms)
        close(atoms.positions, seen["position"][i][:count], f"znh5md: frame {i}", 1e-9)
        close(atoms.cell[:], seen["box"][i], f"znh5md: cell of frame {i}", 1e-9)
        close(atoms.numbers, seen["species"][i][:count], f"znh5md: species of frame {i}", 0)
        assert list(atoms.pbc) == [b != "none" for b in seen["boundary"]], "znh5md: pbc"
    frames[:]


def check(path):
    seen, observables = truth(path)
    folder = tempfile.mkdtemp()
    try:
        # The reader knows the format by the ending.
        copy = os.path.join(folder, "store.h5md")
        shutil.copy(path, copy)
        if (seen["count"] == seen["position"].shape[1]).all():
            check_mdanalysis(MDAnalysis.Universe(copy), seen, observables, "MDAnalysis alone")
            topology = MDAnalysis.Universe.empty(seen["position"].shape[1], trajectory=True)
            topology.add_TopologyAttr("names", ["X"] * topology.atoms.n_atoms)
            gro = os.path.join(folder, "top.gro")
            topology.dimensions = [1, 1, 1, 90, 90, 90]
            topology.atoms.write(gro)
            check_mdanalysis(
                MDAnalysis.Universe(gro, copy), seen, observables, "MDAnalysis with a topology"
            )
            check_znh5md(path, seen)
    finally:
        shutil.rmtree(folder)
    return len(seen["step"])


for path in sys.argv[1:]:
    print(
        f"{path}: {check(path)} frames agree in h5py {h5py.__version__}, "
        f"MDAnalysis {MDAnalysis.__version__}, znh5md {znh5md.__version__}"
    )
