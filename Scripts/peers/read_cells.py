#!/usr/bin/env python3
"""Reads heterophases and electrochemical cells with other programs and counts what is in them.

usage: read_cells.py QUENCH

Heterophase: ASE and pymatgen see the held half of V2O3 in POSCAR and extxyz. Electrochemical cells,
those of a lithium battery with three and with six compounds in the film: `gmx check` and `gmx editconf`
read the GRO file, `gmx make_ndx` the groups; MDAnalysis finds no two molecules nearer than asked.
Exit status 0 only if all agree.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import MDAnalysis
from ase.constraints import FixAtoms
from ase.io import read
from MDAnalysis.lib.distances import self_capped_distance
from pymatgen.io.vasp import Poscar

warnings.filterwarnings("ignore")
quench = os.path.abspath(sys.argv[1])
LIQUID = ["125:Li+", "125:TFSI", "600:DME", "894:DOL", "--density", "1.14"]
THREE = ["150:Li2O", "150:LiOH", "150:Li2CO3"]
SIX = ["60:Li2O", "60:LiOH", "60:Li2CO3", "60:SiO2", "60:Li2SiO3", "60:Li4SiO4"]


def run(folder, *words):
    done = subprocess.run([quench, *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"quench {' '.join(words)}: {done.stderr}"
    return done.stdout


def held_by_ase(path, format):
    atoms = read(path, format=format)
    fixed = [c.index for c in atoms.constraints if isinstance(c, FixAtoms)]
    return atoms, sorted(int(i) for i in np.concatenate(fixed)) if fixed else []


def check_heterophase(folder):
    report = json.loads(run(
        folder, "heterophase", "V2O3_corundum", "--supercell", "2x2x1", "--fraction", "0.5", "--json",
        "-o", "het.vasp"))
    run(folder, "convert", "het.vasp", "het.extxyz", "-q")
    path = os.path.join(folder, "het.vasp")
    atoms, held = held_by_ase(path, "vasp")
    assert len(atoms) == 120 and len(held) == 60, f"{len(held)} of {len(atoms)} held in ASE"
    flags = Poscar.from_file(path).structure.site_properties["selective_dynamics"]
    assert [i for i, f in enumerate(flags) if not any(f)] == held, "pymatgen sees others held"
    mask = read(os.path.join(folder, "het.extxyz"), format="extxyz")
    other = sorted(int(i) for c in mask.constraints for i in c.index)
    assert other == held, "the extxyz file holds others"
    heights = atoms.get_scaled_positions()[:, 2]
    free = sorted(set(range(120)) - set(held))
    assert heights[held].max() < heights[free].min(), "the held half is no slab"
    densities = [row["density/g/cm³"] for row in report["parts"]]
    print(f"heterophase: 60 of 120 atoms held in ASE and pymatgen, halves of {densities} g/cm³")


def gmx(folder, *words, text=None):
    done = subprocess.run(
        ["gmx", "-nobackup", *words], cwd=folder, input=text, capture_output=True, text=True,
        env=dict(os.environ, OMP_NUM_THREADS="1"))
    assert done.returncode == 0, f"gmx {' '.join(words)}: {done.stderr[-400:]}"
    return done.stdout + done.stderr


def check_electrode(folder, name, film):
    words = ["electrode", *LIQUID, "--electrode", "Li_bcc", "--hkl", "110", "--layers", "3",
             "--electrode-atoms", "1224", "--height", "160", "--delta-v", "0.2", "--capacitance", "5"]
    for part in film:
        words += ["--film", part]
    report = json.loads(run(folder, *words, "--json", "-o", f"{name}.gro", "--ndx", f"{name}.ndx"))
    sizes = {"System": 25682, "Electrode_bottom": 1224, "Electrode_top": 1224, "Film": 1800,
             "Liquid": 21434, "Layer_bottom": 408, "Layer_top": 408}
    if shutil.which("gmx"):
        said = gmx(folder, "check", "-f", f"{name}.gro")
        said = gmx(folder, "editconf", "-f", f"{name}.gro", "-o", "read.gro")
        assert "Read 25682 atoms" in said, "gmx editconf counts other atoms"
        groups = dict(
            (match[0], int(match[1])) for match in re.findall(
                r"^\s*\d+\s+(\S+)\s*:\s+(\d+) atoms", gmx(
                    folder, "make_ndx", "-f", f"{name}.gro", "-n", f"{name}.ndx", "-o", "x.ndx",
                    text="q\n"), re.M))
        for group, count in sizes.items():
            assert groups.get(group) == count, f"{group}: {groups.get(group)} atoms in gmx"
    universe = MDAnalysis.Universe(os.path.join(folder, f"{name}.gro"))
    atoms = universe.atoms
    assert np.allclose(atoms.dimensions, [59.6581, 59.5548, 160, 90, 90, 90], atol=1e-3)
    mobile = np.array([not r.endswith(("B", "T", "q")) for r in atoms.resnames])
    pairs, distances = self_capped_distance(atoms.positions, 2.5, box=atoms.dimensions)
    foreign = atoms.resindices[pairs[:, 0]] != atoms.resindices[pairs[:, 1]]
    foreign &= mobile[pairs].any(axis=1)
    nearest = distances[foreign].min()
    # Either atom may be moved by √3 · 0.005 Å when written.
    assert nearest > 2 - 0.0175, f"{nearest} Å between molecules"
    charge = report["electrode_charge_e"]
    # 5 µF/cm² / 2 · 0.2 V on 35.529 nm², 6.2415 e/nm² per µC/cm² · 10⁻²: 1.1088 e.
    assert abs(charge - 1.1088) < 1e-3, f"{charge} e"
    print(f"{name}: 25,682 atoms in gmx and MDAnalysis, nearest {nearest:.3f} Å, ±{charge:.4f} e")
    return nearest


with tempfile.TemporaryDirectory() as folder:
    check_heterophase(folder)
    nearest = [check_electrode(folder, "three", THREE), check_electrode(folder, "six", SIX)]
print(
    "held atoms of a heterophase in ASE and pymatgen; two electrochemical cells of 25,682 atoms in "
    + ("gmx and " if shutil.which("gmx") else "") + f"MDAnalysis, nearest {min(nearest):.3f} Å")
