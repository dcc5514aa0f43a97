#!/usr/bin/env python3
"""Builds supercells and standard cells with quench and compares them atom by atom.

usage: compare_supercells.py QUENCH [SEED]

Sizes and seeded integer matrices: the cell and the atoms of ASE's make_supercell. --primitive,
--conventional and --niggli: spglib's lattices, the same crystal by pymatgen's StructureMatcher.
--target and --min-image: no superlattice of the same size, all Hermite normal forms tried here, has
images farther apart. Exit status 0 only if all agree.
"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np
import spglib
from ase.build import make_supercell
from ase.geometry import minkowski_reduce
from ase.io import read
from pymatgen.analysis.structure_matcher import StructureMatcher
from pymatgen.io.ase import AseAtomsAdaptor

quench = os.path.abspath(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
CRYSTALS = ["V2O3_corundum", "TiO2_anatase", "VO2_B", "Li2CO3_zabuyelite", "Li4SiO4_P1_MP"]
SIZES = ["1x1x1", "2x2x1", "3x1x2"]


def run(folder, *words):
    path = os.path.join(folder, "cell.vasp")
    done = subprocess.run(
        [quench, "supercell", *words, "--force", "--json", "-o", path], capture_output=True,
        text=True)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"
    return read(path, format="vasp"), json.loads(done.stdout)


def matrix(text):
    if "x" in text:
        return np.diag([int(n) for n in text.split("x")])
    return np.array([[int(n) for n in row.split(",")] for row in text.split(";")])


def seeded_matrices(count, generator):
    """Entries −3…3, determinant 2…20."""
    while count:
        rows = [[generator.randint(-3, 3) for _ in range(3)] for _ in range(3)]
        if 2 <= round(np.linalg.det(rows)) <= 20:
            count -= 1
            yield ";".join(",".join(map(str, row)) for row in rows)


def same_atoms(one, other):
    """Each atom of one has its own atom of the same species in the other, Å between them at most."""
    if sorted(one.symbols) != sorted(other.symbols):
        return np.inf
    worst = 0.0
    for symbol in set(one.symbols):
        a = one.get_scaled_positions()[one.symbols == symbol]
        b = other.get_scaled_positions()[other.symbols == symbol]
        gap = a[:, None, :] - b[None, :, :]
        gap -= np.rint(gap)
        apart = np.linalg.norm(gap @ one.cell.array, axis=-1)
        nearest = apart.argmin(axis=1)
        if len(set(nearest)) < len(nearest):
            return np.inf
        worst = max(worst, apart.min(axis=1).max())
    return worst


def check_supercells(folder):
    generator = random.Random(seed)
    worst, count = 0.0, 0
    for name in CRYSTALS:
        unit, _ = run(folder, name, "1x1x1")
        for text in SIZES + list(seeded_matrices(5, generator)):
            own, report = run(folder, name, text)
            peer = make_supercell(unit, matrix(text))
            assert np.allclose(own.cell.array, peer.cell.array, atol=1e-8), f"{name} {text}: cell"
            apart = same_atoms(own, peer)
            assert apart < 1e-6, f"{name} {text}: atoms {apart} Å apart"
            assert own.cell.volume > 0 and np.linalg.det(own.cell.array) > 0, f"{name} {text}: hand"
            assert abs(report["image_distance_A"] - shortest(own.cell.array)) < 1e-6, (name, text)
            worst, count = max(worst, apart), count + 1
        print(f"{name}: {len(SIZES) + 5} supercells as ASE's")
    return count, worst


def check_standard_cells(folder):
    matcher = StructureMatcher(primitive_cell=False, scale=False, attempt_supercell=False)
    count = 0
    for name in CRYSTALS:
        unit, _ = run(folder, name, "1x1x1")
        cell = (unit.cell.array, unit.get_scaled_positions(), unit.numbers)
        peers = {
            "--primitive": spglib.standardize_cell(cell, to_primitive=True, symprec=1e-2),
            "--conventional": spglib.standardize_cell(cell, to_primitive=False, symprec=1e-2),
        }
        for flag, peer in peers.items():
            own, _ = run(folder, name, flag)
            assert len(own) == len(peer[2]), f"{name} {flag}: {len(own)} against {len(peer[2])}"
            assert abs(own.cell.volume - abs(np.linalg.det(peer[0]))) < 1e-3, f"{name} {flag}"
            twin = AseAtomsAdaptor.get_structure(unit.__class__(
                numbers=peer[2], cell=peer[0], scaled_positions=peer[1], pbc=True))
            assert matcher.fit(AseAtomsAdaptor.get_structure(own), twin), f"{name} {flag}: crystal"
            count += 1
        own, _ = run(folder, name, "--niggli")
        peer = spglib.niggli_reduce(unit.cell.array)
        assert np.allclose(sorted(own.cell.lengths()), sorted(np.linalg.norm(peer, axis=1)),
                           atol=1e-6), f"{name} --niggli"
        count += 1
    print(f"{count} primitive, conventional and Niggli cells as spglib's")
    return count


def shortest(cell):
    reduced, _ = minkowski_reduce(cell)
    return np.linalg.norm(reduced, axis=1).min()


def best_distance(cell, index):
    """Over all superlattices of an index, by their Hermite normal forms."""
    best = 0.0
    for a in (n for n in range(1, index + 1) if index % n == 0):
        for c in (n for n in range(1, index // a + 1) if index // a % n == 0):
            for b, d, e in itertools.product(range(a), range(a), range(c)):
                form = np.array([[a, 0, 0], [b, c, 0], [d, e, index // a // c]])
                best = max(best, shortest(form @ cell))
    return best


def check_searches(folder):
    count = 0
    for name, index in [("V2O3_corundum", 3), ("VO2_B", 4), ("Li2CO3_zabuyelite", 3)]:
        unit, _ = run(folder, name, "1x1x1")
        own, report = run(folder, name, "--target", str(index * len(unit)))
        cells = len(own) // len(unit)
        best = max(best_distance(unit.cell.array, cells), 0)
        found = report["image_distance_A"]
        assert abs(found - best) < 1e-6, f"{name} --target: {found} against {best} Å"
        own, report = run(folder, name, "--min-image", f"{found - 0.01:.3f}")
        assert report["image_distance_A"] >= found - 0.01 and len(own) <= cells * len(unit), name
        for smaller in range(1, len(own) // len(unit)):
            assert best_distance(unit.cell.array, smaller) < found - 0.01, f"{name} --min-image"
        print(f"{name}: {cells} cells, images {found:.4f} Å apart, the best of all superlattices")
        count += 2
    return count


with tempfile.TemporaryDirectory() as folder:
    supercells, worst = check_supercells(folder)
    standard = check_standard_cells(folder)
    searched = check_searches(folder)
print(
    f"{supercells} supercells within {worst:.0e} Å of ASE's, {standard} standard cells as spglib's,"
    f" {searched} searches find the best superlattice")
