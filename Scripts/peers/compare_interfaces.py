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
import re
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


def hermite(index):
    """All superlattices of an index, as rows (a b; 0 d) with 0 <= b < d."""
    for d in range(1, index + 1):
        if index % d == 0:
            for b in range(d):
                yield np.array([[index // d, b], [0, d]])


def hermite_of(rows):
    """The form above of any rows, and the change of basis that leads there."""
    (u, v), (p, q) = [[int(n) for n in row] for row in rows], ([1, 0], [0, 1])
    while v[0]:
        n = u[0] // v[0]
        u, v = v, [x - n * y for x, y in zip(u, v)]
        p, q = q, [x - n * y for x, y in zip(p, q)]
    if u[0] < 0:
        u, p = [-x for x in u], [-x for x in p]
    if v[1] < 0:
        v, q = [-x for x in v], [-x for x in q]
    n = u[1] // v[1] if v[1] else 0
    u, p = [x - n * y for x, y in zip(u, v)], [x - n * y for x, y in zip(p, q)]
    return (tuple(u), tuple(v)), np.array([p, q])


def reduced_change(cell, rows):
    """Shortest vectors of a superlattice, right-handed, in terms of the surface cell's."""
    u, v = (np.array(row) for row in rows)
    while True:
        if np.linalg.norm(v @ cell) < np.linalg.norm(u @ cell) - 1e-12:
            u, v = v, -u
        share = (u @ cell) @ (v @ cell) / ((u @ cell) @ (u @ cell))
        if abs(share) < 0.5 + 1e-9:
            return np.array([u, v])
        v = v - round(share) * u


def referee(film, substrate, area, strain):
    """Every way to lay superlattices on one another within the largest principal strain, by force."""
    def superlattices(cell):
        unit = abs(np.linalg.det(cell))
        return [(h, reduced_change(cell, h)) for n in range(1, int(area / unit) + 1)
                for h in hermite(n)]

    # No change of basis between two pairs of shortest vectors of nearly the same lengths is longer.
    changes = np.array([[[a, b], [c, d]] for a, b, c, d in itertools.product(range(-2, 3), repeat=4)
                        if a * d - b * c == 1])
    lower = superlattices(substrate)
    cells = np.array([r @ substrate for _, r in lower])
    areas = np.abs(np.linalg.det(cells))
    found = []
    for h, r in superlattices(film):
        cell = r @ film
        size = abs(np.linalg.det(cell))
        near = np.where((areas > size * (1 - strain) ** 2 - 1e-9)
                        & (areas < size * (1 + strain) ** 2 + 1e-9))[0]
        inverse = np.linalg.inv(cell)
        bases = np.einsum("uij,njk->nuik", changes, cells[near])
        maps = [sum(inverse[i, k] * bases[:, :, k, j] for k in (0, 1)) for i in (0, 1) for j in (0, 1)]
        square = sum(m**2 for m in maps)
        product = maps[0] * maps[3] - maps[1] * maps[2]
        root = np.sqrt(np.maximum(square**2 - 4 * product**2, 0))
        most = np.sqrt((square + root) / 2) - 1
        least = 1 - np.sqrt(np.maximum((square - root) / 2, 0))
        worst = np.maximum(most, least)
        for n, u in zip(*np.where((worst <= strain + 1e-9) & (product > 0))):
            found.append((h, lower[near[n]][0], r, changes[u] @ lower[near[n]][1], worst[n, u]))
    return found


def plane_operations(slab):
    """How the operations that keep the slab's upper side up act on rows of its plane."""
    import spglib

    cell = (slab.cell.array, slab.get_scaled_positions(), slab.numbers)
    symmetry = spglib.get_symmetry(cell, symprec=1e-2)
    kept = {(1, 0, 0, 1)}
    for w, t in zip(symmetry["rotations"], symmetry["translations"]):
        if tuple(w[2]) == (0, 0, 1) and abs(t[2] - round(t[2])) < 1e-3:
            kept.add(tuple(w[:2, :2].T.ravel()))
    return [np.array(k).reshape(2, 2) for k in kept]


def orbit(pair, film_operations, substrate_operations):
    keys = []
    for f in film_operations:
        for s in substrate_operations:
            if round(np.linalg.det(f)) == round(np.linalg.det(s)):
                form, change = hermite_of(pair[0] @ f)
                keys.append((form, tuple(map(tuple, change @ pair[1] @ s))))
    return min(keys)


def account(film_name, area, strain, edge):
    """Why ZSLGenerator's number of matches differs from ours, match by match."""
    film = read(io.StringIO(quench("slab", *film_name.split(":"), "--thickness", "6", "-q")),
                format="vasp")
    graphene = (f"graphene\n1.0\n{edge} 0 0\n{-edge / 2} {edge * 3**0.5 / 2} 0\n0 0 20\nC\n2\n"
                f"Direct\n0 0 0.5\n{1 / 3:.16f} {2 / 3:.16f} 0.5\n")
    substrate = read(io.StringIO(graphene), format="vasp")
    start = time.time()
    generator = ZSLGenerator(
        max_area_ratio_tol=0.09, max_area=area, max_length_tol=strain, max_angle_tol=0.01)
    theirs = {
        tuple(hermite_of(np.rint(m).astype(int))[0] for m in pair)
        for pair in ((z.film_transformation, z.substrate_transformation)
                     for z in generator(film_vectors(film), film_vectors(substrate)))
    }
    peer_time = time.time() - start
    start = time.time()
    words = [QUENCH, "interface", film_name, "-", "--max-strain", str(100 * strain), "--max-area",
             str(area), "--list"]
    said = subprocess.run(words, input=graphene, capture_output=True, text=True, check=True).stderr
    own_time = time.time() - start
    counts = re.search(r"; (\d+) distinct .* of (\d+) pairs .* in (\d+) ways", said)
    distinct, paired, laid = (int(n) for n in counts.groups())
    all_ways = referee(plane(film.cell.array), plane(substrate.cell.array), area, strain)
    pairs = {(tuple(map(tuple, f)), tuple(map(tuple, s))) for f, s, *_ in all_ways}
    operations = plane_operations(film), plane_operations(substrate)
    orbits = {orbit((f, s), *operations) for _, _, f, s, _ in all_ways}
    print(
        f"{film_name} on graphene of {edge} Å, {100 * strain:g} %, {area:g} Å²: pymatgen "
        f"{len(theirs)} pairs of superlattices in {peer_time:.2f} s: {len(theirs - pairs)} have a "
        f"principal strain beyond {100 * strain:g} % (its limit is on lengths and angle apart), "
        f"{len(theirs & pairs)} are within; it misses {len(pairs - theirs)} whose shortest vectors are "
        f"not unique or whose angle differs by more than 1 %")
    print(
        f"  by force {len(pairs)} pairs within, laid on one another in {len(all_ways)} ways, "
        f"{len(orbits)} that symmetry ({len(operations[0])} and {len(operations[1])} operations) does "
        f"not make equal; quench {paired}, {laid} and {distinct} "
        f"in {own_time:.2f} s with its start")
    if (paired, laid, distinct) != (len(pairs), len(all_ways), len(orbits)):
        sys.exit("quench and the referee differ")


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


account("VO2_B:001", 400, 0.03, 2.461)
account("VO2_B:001", 400, 0.03, 2.456)
found = check_matches("VO2_B:001", "C_graphene_20A", 400, 0.03)
found += check_matches("TiO2_rutile:110", "Si_diamond:100", 300, 0.03)
found += check_matches("Li_bcc:110", "Li2O:111", 250, 0.04)
print(f"three interfaces: all {found} distinct matches of pymatgen's ZSLGenerator are found")
