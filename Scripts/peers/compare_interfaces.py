"""Lattice matches against pymatgen's ZSLGenerator; usage: … QUENCH.

The two searches ask different questions, so matches are compared by what they have in common: for
every pair of superlattices that pymatgen finds, the principal strains are computed here from its
matrices; all pairs within the limit, laid on one another by a proper rotation, must be in Quench's
list up to symmetry (same area, strain and twist), and the other way round.
"""

import io
import itertools
import json
import math
import subprocess
import sys
import time

import numpy as np
from ase.io import read
from pymatgen.analysis.interfaces.zsl import ZSLGenerator

QUENCH = sys.argv[1]


def quench(*words, text=None):
    run = subprocess.run([QUENCH, *words], input=text, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"quench {' '.join(words)}: {run.stderr}")
    return run.stdout


def plane(cell):
    a, b = cell[0], cell[1]
    x = a / np.linalg.norm(a)
    y = np.cross(np.cross(a, b), x)
    y /= np.linalg.norm(y)
    return np.array([[a @ x, a @ y], [b @ x, b @ y]])


def stretches(film, substrate):
    """Singular values of the map that takes the film's rows to the substrate's, and its determinant."""
    map_ = np.linalg.solve(film, substrate)
    return np.linalg.svd(map_, compute_uv=False), np.linalg.det(map_)


def best_strain(film, substrate):
    """Least largest principal strain over proper bases of the substrate's superlattice."""
    best = math.inf
    for a, b, c, d in itertools.product(range(-2, 3), repeat=4):
        if a * d - b * c in (1, -1):
            values, determinant = stretches(film, np.array([[a, b], [c, d]]) @ substrate)
            if determinant > 0:
                best = min(best, abs(values - 1).max())
    return best


def check_matches(film_name, substrate_name, area, strain):
    slabs = []
    for name in (film_name, substrate_name):
        if ":" in name:
            crystal, hkl = name.split(":")
            text = quench("slab", crystal, hkl, "--thickness", "6", "-q")
        else:
            text = quench("supercell", name, "1x1x1", "-q")
        slabs.append(read(io.StringIO(text), format="vasp"))
    film, substrate = (plane(slab.cell.array) for slab in slabs)
    start = time.time()
    generator = ZSLGenerator(
        max_area_ratio_tol=0.09, max_area=area, max_length_tol=strain, max_angle_tol=0.01
    )
    found = list(generator(film_vectors(slabs[0]), film_vectors(slabs[1])))
    peer_time = time.time() - start
    start = time.time()
    table = json.loads(
        quench(
            "interface", film_name, substrate_name, "--max-strain", str(100 * strain), "--max-area",
            str(area), "--list", "--multiples", "--json",
        )
    )
    own_time = time.time() - start
    rows = table["rows"] if isinstance(table, dict) else table
    ours = {(round(r[1], 3), round(r[3], 3)) for r in map(values, rows)}
    theirs = set()
    beyond = 0
    for match in found:
        f = np.rint(match.film_transformation) @ film
        s = np.rint(match.substrate_transformation) @ substrate
        least = best_strain(reduce(f), reduce(s))
        if least > strain:
            beyond += 1
        elif abs(np.linalg.det(s)) <= area:
            theirs.add((round(abs(np.linalg.det(s)), 3), round(100 * least, 3)))
    missing = [t for t in theirs if not any(close(t, o) for o in ours)]
    print(
        f"{film_name} on {substrate_name}: pymatgen {len(found)} pairs in {peer_time:.2f} s, "
        f"{beyond} of them beyond {100 * strain:g} % principal strain; quench {len(ours)} distinct "
        f"areas and strains of {len(rows)} matches in {own_time:.2f} s"
    )
    if missing:
        sys.exit(f"not found by quench (area, strain %): {missing[:10]}")
    return len(theirs)


def film_vectors(slab):
    return [np.array(v, dtype=float) for v in slab.cell.array[:2]]


def values(row):
    return list(row.values()) if isinstance(row, dict) else row


def close(one, other):
    return abs(one[0] - other[0]) < 0.01 and abs(one[1] - other[1]) < 0.002


def reduce(rows):
    u, v = rows
    while True:
        if v @ v < u @ u:
            u, v = v, u
        step = round((u @ v) / (u @ u))
        if step == 0:
            return np.array([u, v])
        v = v - step * u


found = check_matches("VO2_B:001", "C_graphene_20A", 400, 0.03)
found += check_matches("TiO2_rutile:110", "Si_diamond:100", 300, 0.03)
found += check_matches("Li_bcc:110", "Li2O:111", 250, 0.04)
print(f"three interfaces: all {found} distinct matches of pymatgen's ZSLGenerator are found")
