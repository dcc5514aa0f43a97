"""Terminations and slabs of quench against pymatgen's SlabGenerator and StructureMatcher.

For each crystal and plane both programs list their terminations at the same layer tolerance and cut
one slab of each; every slab of either must match exactly one of the other.
"""

import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from pymatgen.analysis.structure_matcher import StructureMatcher
from pymatgen.core import Structure
from pymatgen.core.surface import SlabGenerator

warnings.simplefilter("ignore")

TOLERANCE = 0.3
VACUUM = 20.0
# The default tolerances of StructureMatcher call different terminations equal.
MATCHER = StructureMatcher(
    ltol=0.02, stol=0.02, angle_tol=0.5, scale=False, primitive_cell=True)
PLANES = [
    ("TiO2_rutile", (1, 1, 0)), ("TiO2_rutile", (1, 0, 1)), ("TiO2_rutile", (1, 0, 0)),
    ("TiO2_rutile", (0, 0, 1)), ("TiO2_anatase", (1, 0, 1)), ("TiO2_anatase", (0, 0, 1)),
    ("Li2O", (1, 1, 1)), ("Li2O", (1, 1, 0)), ("V2O3_corundum", (0, 1, 2)),
    ("V2O3_corundum", (0, 0, 1)), ("V2O3_corundum", (1, 0, 4)), ("VO2_B", (0, 0, 1)),
    ("Li2CO3_zabuyelite", (0, 0, 1)), ("Li2SiO3", (0, 0, 1)), ("LiOH", (0, 0, 1)),
    ("Li4SiO4_P1_MP", (0, 0, 1)), ("SiO2_alpha_quartz", (0, 0, 1)),
    ("SiO2_alpha_cristobalite", (0, 0, 1)), ("NaCl_halite", (1, 1, 1)), ("NaCl_halite", (2, 1, 0)),
    ("Li_bcc", (1, 1, 0)), ("Zn_hcp", (0, 0, 1)), ("Si_diamond", (1, 1, 1)),
]


def run(quench, *arguments):
    return subprocess.run(
        [quench, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def terminations(quench, name, plane):
    return json.loads(
        run(quench, "slab", name, ",".join(map(str, plane)), "--list", "--json",
            "--layer-tolerance", TOLERANCE))


def ours(quench, name, plane, listed, units, folder):
    """One slab per termination."""
    text = ",".join(map(str, plane))
    slabs = {}
    for place, termination in enumerate(listed["terminations"], 1):
        path = folder / f"{name}_{text}_{place}.vasp"
        run(quench, "slab", name, text, "--termination", termination["id"], "--units", units,
            "--vacuum", VACUUM, "--layer-tolerance", TOLERANCE, "-q", "-o", path)
        slabs[termination["id"]] = Structure.from_file(path)
    return slabs


def theirs(bulk, plane, thickness):
    """pymatgen's distinct slabs, vacuum brought to ours by moving c along the normal."""
    generator = SlabGenerator(
        bulk, plane, thickness, VACUUM, center_slab=True, primitive=True, lll_reduce=False)
    unique = []
    for slab in generator.get_slabs(ftol=TOLERANCE, symmetrize=False):
        slab = upright(slab)
        if not any(MATCHER.fit(slab, other) for other in unique):
            unique.append(slab)
    return unique


def upright(slab):
    """c along the normal, gap exactly as ours."""
    a, b, c = slab.lattice.matrix
    normal = np.cross(a, b)
    normal /= np.linalg.norm(normal)
    heights = slab.cart_coords @ normal
    period = abs(c @ normal)
    order = np.sort(heights % period)
    gaps = np.diff(np.append(order, order[0] + period))
    start = order[(np.argmax(gaps) + 1) % len(order)]
    cells = np.floor((heights - start + 1e-6) / period)
    places = slab.cart_coords - np.outer(cells, c)
    height = period - gaps.max()
    lattice = np.array([a, b, normal * (height + VACUUM)])
    return Structure(lattice, slab.species, places, coords_are_cartesian=True)


def main(quench):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name, plane in PLANES:
            cif = folder / f"{name}.cif"
            run(quench, "convert", name, "-q", "--force", "-o", cif)
            bulk = Structure.from_file(cif)
            # pymatgen repeats its oriented cell, whose height may be several of our units.
            generator = SlabGenerator(bulk, plane, 1, 1, primitive=True)
            listed = terminations(quench, name, plane)
            period = listed["period_A"]
            per_cell = round(generator._proj_height / period)
            units = max(3, per_cell) if per_cell > 1 else 3
            units += -units % per_cell
            mine = ours(quench, name, plane, listed, units, folder)
            peers = theirs(bulk, plane, units * period - 0.01)
            pairs = {key: [i for i, peer in enumerate(peers) if MATCHER.fit(slab, peer)]
                     for key, slab in mine.items()}
            found = sorted(i for hits in pairs.values() for i in hits)
            is_good = all(len(hits) == 1 for hits in pairs.values()) and found == list(
                range(len(peers)))
            failures += not is_good
            sizes = sorted({len(slab) for slab in mine.values()})
            print(f"{'ok  ' if is_good else 'DIFF'} {name:20} {str(plane):12} quench {len(mine)} "
                  f"pymatgen {len(peers)} terminations, {sizes} atoms  {pairs if not is_good else ''}")
    print(f"the terminations of {len(PLANES)} planes are pymatgen's, atom by atom" if not failures
          else f"{failures} planes differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
