"""Adsorption sites of quench against pymatgen's AdsorbateSiteFinder; usage: … QUENCH.

pymatgen triangulates with diagonals: where four atoms lie on one circle, their fourfold hollow comes
out as the bridge in the middle of a diagonal. Its sites are named here by how many surface atoms are
nearest to them, then kinds and counts must agree; quench's own count of the surface has to be the
textbook's.
"""

import collections
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from pymatgen.analysis.adsorption import AdsorbateSiteFinder
from pymatgen.core import Structure
from pymatgen.core.surface import Slab

warnings.simplefilter("ignore")
COPPER = "Cu\n3.615\n1 0 0\n0 1 0\n0 0 1\nCu\n4\nDirect\n0 0 0\n0 .5 .5\n.5 0 .5\n.5 .5 0\n"
KINDS = {"ontop": "top", "bridge": "bridge", "hollow": "hollow"}
CASES = [
    ("Cu", "111", "1x1", 0.9, {"top": 1, "bridge": 1, "hollow": 2}),
    ("Cu", "111", "3x3", 0.9, {"top": 1, "bridge": 1, "hollow": 2}),
    ("Cu", "100", "1x1", 0.9, {"top": 1, "bridge": 1, "hollow": 1}),
    ("Cu", "100", "3x3", 0.9, {"top": 1, "bridge": 1, "hollow": 1}),
    ("Cu", "110", "1x1", 1.5, {"top": 2, "bridge": 3, "hollow": 2}),
    ("Li_bcc", "110", "1x1", 0.9, None),
    ("TiO2_rutile", "110", "1x1", 0.9, {"top": 1, "bridge": 2, "hollow": 1}),
    ("TiO2_rutile", "110", "2x1", 0.9, {"top": 1, "bridge": 2, "hollow": 1}),
    ("Li2O", "111", "1x1", 0.5, {"top": 1, "bridge": 1, "hollow": 2}),
    ("Zn_hcp", "001", "2x2", 0.9, {"top": 1, "bridge": 1, "hollow": 2}),
]


def run(quench, *arguments):
    return subprocess.run(
        [quench, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def ours(quench, path, depth):
    listed = json.loads(run(quench, "adsorb", path, "Li+", "--list", "--json", "--depth", depth))
    kinds, places = collections.Counter(), collections.Counter()
    for site in listed["configurations"]:
        kinds[site["kind"]] += 1
        places[site["kind"]] += site["multiplicity"]
    return kinds, places


def theirs(path, depth):
    bulk = Structure.from_file(path)
    slab = Slab(bulk.lattice, bulk.species, bulk.frac_coords, (0, 0, 1), bulk, 0, None)
    finder = AdsorbateSiteFinder(slab, height=depth)
    surface = np.array([site.coords for site in finder.surface_sites])
    shifts = np.array([i * slab.lattice.matrix[0] + j * slab.lattice.matrix[1]
                       for i in range(-3, 4) for j in range(-3, 4)])
    images = (surface[:, None] + shifts[None]).reshape(-1, 3)[:, :2]

    def named(kind, place):
        distances = np.linalg.norm(images - place[:2], axis=1)
        nearest = (distances < distances.min() + 0.05).sum()
        return "hollow" if kind == "bridge" and nearest > 2 else KINDS[kind]

    def count(**how):
        found = finder.find_adsorption_sites(distance=0, put_inside=True, **how)
        return collections.Counter(
            named(kind, place) for kind, places in found.items() if kind != "all" for place in places)

    return (count(symm_reduce=0.01, near_reduce=0.05), count(symm_reduce=0, near_reduce=0.05))


def main(quench):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "Cu").write_text(COPPER)
        for name, plane, size, depth, textbook in CASES:
            crystal = folder / name if name == "Cu" else name
            path = folder / f"{name}_{plane}_{size}.vasp"
            extra = ["--from", "poscar"] if name == "Cu" else []
            run(quench, "slab", crystal, plane, "--supercell", size, "-q", "-o", path, *extra)
            mine, peer = ours(quench, path, depth), theirs(path, depth)
            good = mine == peer and (textbook is None or mine[0] == textbook)
            failures += not good
            print(f"{'ok  ' if good else 'DIFF'} {name} ({plane}) {size}, {depth} Å deep: quench "
                  f"{dict(mine[0])} at {dict(mine[1])} places"
                  + ("" if good else f"; pymatgen {dict(peer[0])} at {dict(peer[1])}"))
    print(f"{len(CASES)} surfaces: all sites agree" if not failures else f"{failures} surfaces differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
