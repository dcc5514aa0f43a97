#!/usr/bin/env python3
"""Compares what symmetry tells apart in a crystal with pymatgen-analysis-defects.

usage: compare_defects.py QUENCH CRYSTAL...

Vacancies: the distinct sites of each element and how many of each the cell holds. Antisites: the
same sites, once per other element. Interstitials: every place that pymatgen's Voronoi search keeps
near a corner of the Voronoi cells must be one of ours, within 0.5 Å. Exit status 0 only if all agree.
"""
import json
import logging
import subprocess
import sys
import tempfile
import warnings
from collections import Counter

import numpy as np
from pymatgen.analysis.defects.generators import (
    AntiSiteGenerator,
    VacancyGenerator,
    VoronoiInterstitialGenerator,
)
from pymatgen.core import Structure
from pymatgen.symmetry.analyzer import SpacegroupAnalyzer
from scipy.spatial import Voronoi

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
quench, crystals = sys.argv[1], sys.argv[2:]


def run(*arguments):
    return subprocess.run([quench, *arguments], check=True, capture_output=True, text=True).stdout


def ours(path):
    rows = json.loads(run("defect", path, "--list", "--json", "--min-void", "0.9"))["rows"]
    for row in rows:
        row["name"] = row["site"].split("@")[0]
    return rows


def check(crystal, folder):
    path = f"{folder}/{crystal}.vasp"
    run("convert", crystal, path, "-q")
    structure = Structure.from_file(path)
    rows = ours(path)
    atoms = [row for row in rows if row["name"] != "void"]
    mine = Counter((row["name"], row["in cell"]) for row in atoms)
    theirs = Counter(
        (next(iter(v.site.species)).symbol, v.multiplicity)
        for v in VacancyGenerator().generate(structure)
    )
    assert mine == theirs, f"{crystal}: vacancies {mine} here, {theirs} in pymatgen"
    elements = len(structure.elements)
    antisites = len(list(AntiSiteGenerator().generate(structure)))
    assert antisites == len(atoms) * (elements - 1), f"{crystal}: {antisites} antisites in pymatgen"
    voids, found, missing = compare_voids(structure, rows)
    print(
        f"{crystal}: {len(atoms)} distinct sites, multiplicities and {antisites} antisites agree;"
        f" {found - missing} of {found} of pymatgen's voids are among our {voids}"
    )
    return len(atoms), antisites, found, missing


def compare_voids(structure, rows):
    lattice = structure.lattice
    operations = SpacegroupAnalyzer(structure).get_symmetry_operations()
    voids = [np.array([r["x"], r["y"], r["z"]]) for r in rows if r["name"] == "void"]
    places = [operation.operate(void) for void in voids for operation in operations]
    vertices = lattice.get_fractional_coords(Voronoi((structure * [3, 3, 3]).cart_coords).vertices)
    vertices = vertices[((vertices >= 0.9) & (vertices < 2.1)).all(axis=1)]
    found, missing = 0, 0
    for interstitial in VoronoiInterstitialGenerator().generate(structure, ["He"]):
        place = interstitial.site.frac_coords
        # A mean of corners far from any corner is no void but an artefact of the merging.
        if lattice.get_all_distances(place, vertices).min() > 0.5:
            continue
        found += 1
        missing += lattice.get_all_distances(place, places).min() > 0.5
    return len(voids), found, missing


with tempfile.TemporaryDirectory() as folder:
    sites, antisites, voids, missing = map(sum, zip(*(check(c, folder) for c in crystals)))
print(
    f"{len(crystals)} crystals: {sites} distinct sites, their multiplicities and {antisites} antisites"
    f" as pymatgen-analysis-defects, {voids - missing} of its {voids} voids found")
sys.exit(1 if missing else 0)
