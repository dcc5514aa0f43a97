#!/usr/bin/env python3
"""Recomputes the pair correlations of ordered cells with icet, and lets icet search as well.

usage: compare_order.py QUENCH

Na/Ti on the cations of rock salt, 64 and 216 atoms, random and quasi-random: the correlations in
our report must be icet's cluster vector of the written structure. For the quasi-random cell of 64
atoms icet's own Monte Carlo search is run for comparison. Exit status 0 only if all agree.
"""
import json
import logging
import subprocess
import sys
import tempfile
import time

import numpy as np
from ase import Atoms
from ase.io import read
from icet import ClusterSpace
from icet.tools.structure_generation import generate_sqs_from_supercells

logging.disable(logging.CRITICAL)
quench = sys.argv[1]
A = 4.20464
SHELLS = 4


def cluster_space():
    half = A / 2
    primitive = Atoms(
        "NaO",
        cell=[[0, half, half], [half, 0, half], [half, half, 0]],
        scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]],
        pbc=True,
    )
    # Behind the fourth fcc shell of the cations, a √2.
    return primitive, ClusterSpace(primitive, [A * 1.45], [["Na", "Ti"], ["O"]])


def pairs(space, atoms):
    vector = space.get_cluster_vector(atoms)
    orbits = space.as_list
    rows = [(o["radius"], v) for o, v in zip(orbits, vector) if o["order"] == 2]
    return np.array([v for _, v in sorted(rows)])


def ours(size, folder, *options):
    path = f"{folder}/ordered.vasp"
    start = time.time()
    out = subprocess.run(
        [quench, "order", "NaTiO2_rocksalt_disordered", "--supercell", size, "-o", path, "--json",
         "--force", "--shells", str(SHELLS), *options],
        check=True, capture_output=True, text=True).stdout
    took = time.time() - start
    report = json.loads(out)
    found = np.array([row["⟨σσ⟩"] for row in report["pair_correlations"]])
    return read(path, format="vasp"), found, took


primitive, space = cluster_space()
worst = 0.0
with tempfile.TemporaryDirectory() as folder:
    for size in ("2x2x2", "3x3x3"):
        for options in (["--random"], []):
            atoms, reported, took = ours(size, folder, *options)
            icet = pairs(space, atoms)
            difference = np.abs(icet - reported).max()
            worst = max(worst, difference)
            print(
                f"{size} {' '.join(options) or 'quasi-random'}: reported {reported}, icet {icet},"
                f" largest difference {difference:.1e}, {took:.2f} s")
    atoms, reported, took = ours("2x2x2", folder)
    start = time.time()
    sqs = generate_sqs_from_supercells(
        space, [atoms], {"Na": 0.5, "Ti": 0.5}, n_steps=10000, random_seed=1,
        optimality_weight=1.0)
    print(
        f"2x2x2 search: icet {pairs(space, sqs)} in {time.time() - start:.1f} s (10,000 steps),"
        f" quench {reported} in {took:.2f} s")
print(f"correlations of four cells of 64 and 216 atoms within {worst:.0e} of icet's")
sys.exit(0 if worst < 2e-5 else 1)
