#!/usr/bin/env python3
"""Packs cells with quench and measures them with MDAnalysis.

usage: packing.py QUENCH

The shortest distance between atoms of different residues, by minimum image, must be at least what
was asked, in the GRO file as it is written (0.01 Å steps), and equal what the report says within
that rounding. Exit status 0 only if all hold.
"""
import json
import os
import subprocess
import sys
import tempfile
import warnings

import MDAnalysis
from MDAnalysis.lib.distances import self_capped_distance

warnings.filterwarnings("ignore")

OXIDE = {"V-O": 1.6, "O-O": 2.2, "V-V": 2.4}
LIQUID = ["125:Li+", "125:TFSI", "600:DME", "894:DOL", "--density", "1.14"]
# Two atoms may each be moved by √3 · 0.005 Å when written.
ROUNDING = 0.0175

CASES = [
    (["V48O72", "--density", "4.0", "--seed", str(seed)], OXIDE)
    for seed in (1, 2, 3)
] + [
    (["V48O72", "--cell", cell], OXIDE)
    for cell in ("12,12,13,90,90,120", "13,14,15,70,80,65", "16,16,16,60,60,60")
] + [
    (LIQUID, 2.0),
    (LIQUID + ["--between-molecules", "2.2", "--seed", "7"], 2.2),
    (["1.0molal:LiFSI", "200:DME", "--cell", "36,36,36,75,80,70"], 2.0),
    (["400:H2O", "--cell", "26,26,40,90,90,120", "--region", "z 5 30"], 2.0),
]


def shortest(path, asked):
    """Smallest distance by pair of elements between atoms of different residues."""
    universe = MDAnalysis.Universe(path)
    atoms = universe.atoms
    reach = max(asked.values()) if isinstance(asked, dict) else asked
    pairs, distances = self_capped_distance(atoms.positions, reach + 0.5, box=atoms.dimensions)
    elements = [name.rstrip("0123456789") for name in atoms.names]
    found = {}
    for (i, j), distance in zip(pairs, distances):
        if atoms.resindices[i] == atoms.resindices[j]:
            continue
        key = "-".join(sorted((elements[i], elements[j])))
        found[key] = min(found.get(key, 1e9), distance)
    return len(atoms), found


def check(quench, words, asked):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "packed.gro")
        command = [quench, "pack", *words, "--output", path, "--json", "-q"]
        if isinstance(asked, dict):
            command += ["--distances", ",".join(f"{k}={v}" for k, v in asked.items())]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        report = {
            "-".join(sorted(row["pair"].split("-"))): row["reached/Å"]
            for row in json.loads(done.stdout)["contacts_A"]}
        count, found = shortest(path, asked)
    for pair, distance in found.items():
        limit = asked if not isinstance(asked, dict) else {
            "-".join(sorted(k.split("-"))): v for k, v in asked.items()}[pair]
        assert distance >= limit - 1e-4, f"{pair}: {distance:.4f} below {limit} Å"
        assert abs(distance - report[pair]) < ROUNDING + 1e-3, (
            f"{pair}: {distance:.4f} Å against {report[pair]} in the report")
    assert found, "no pair was met at all"
    closest = min(found.values())
    print(f"{' '.join(words)}: {count} atoms, nearest {closest:.3f} Å, all as asked")


for words, asked in CASES:
    check(sys.argv[1], words, asked)
print(f"{len(CASES)} packings agree with MDAnalysis {MDAnalysis.__version__}")
