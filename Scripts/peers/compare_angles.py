"""Angles b-a-c of two real trajectories: quench angles against MDAnalysis, bin by bin.

The dumps are read here by their text; neighbours and angles are MDAnalysis's (capped_distance,
calc_angles with minimum images: all bonds are shorter than half the cell).
"""

import gzip
import itertools
import json
import subprocess
import sys
from collections import defaultdict

import numpy as np
from MDAnalysis.lib.distances import calc_angles, capped_distance

CASES = [
    ("Structures/sio2_bks/traj_prod_every10.lammpstrj.gz", ["Si-O-Si", "O-Si-O"], ("Si", "O"), 2.2),
    ("Tests/QuenchFormatsTests/Fixtures/LAMMPS/tio2_unwrapped.lammpstrj.gz", ["Ti-O-Ti", "O-Ti-O"],
     ("Ti", "O"), 2.6),
]


def frames(path):
    """Elements, positions from the cell's corner and edges of each frame of a rectangular dump."""
    with gzip.open(path, "rt") as dump:
        lines = iter(dump)
        for line in lines:
            if line.startswith("ITEM: NUMBER"):
                count = int(next(lines))
            elif line.startswith("ITEM: BOX"):
                box = np.array([next(lines).split()[:2] for _ in range(3)], float)
            elif line.startswith("ITEM: ATOMS"):
                columns = line.split()[2:]
                rows = [dict(zip(columns, next(lines).split())) for _ in range(count)]
                names = ("xu", "yu", "zu") if "xu" in columns else ("x", "y", "z")
                place = np.array([[row[name] for name in names] for row in rows], float)
                yield np.array([row["element"] for row in rows]), place - box[:, 0], box[:, 1] - box[:, 0]


def angles(path, triplet, cutoff):
    first, centre, last = triplet.split("-")
    for elements, place, edges in frames(path):
        place, box = place % edges, [*edges, 90, 90, 90]
        inner, outer = np.where(elements == centre)[0], np.where(elements == first)[0]
        pairs = capped_distance(place[inner], place[outer], cutoff, box=box, return_distances=False)
        around = defaultdict(list)
        for a, b in pairs:
            if inner[a] != outer[b]:
                around[inner[a]].append(outer[b])
        trios = [(b, a, c) for a, near in around.items() for b, c in itertools.combinations(near, 2)]
        b, a, c = np.array(trios).T
        yield np.degrees(calc_angles(place[b], place[a], place[c], box=box))


def main(quench):
    wrong = 0
    for path, triplets, pair, cutoff in CASES:
        bond = f"{pair[0]}-{pair[1]}={cutoff}"
        words = [quench, "angles", path, "--triplet", ",".join(triplets), "--cutoff", bond,
                 "--lammps-units", "metal", "--json", "-q"]
        ours = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
        for found in ours["triplets"]:
            theirs = np.concatenate(list(angles(path, found["triplet"], cutoff)))
            counts = np.histogram(theirs, bins=180, range=(0, 180))[0]
            # Single precision inside MDAnalysis moves angles over the edge of a bin: right angles above all.
            moved = np.abs(counts - np.array(found["count"])).sum() // 2
            mean = abs(theirs.mean() - found["mean"])
            spread = abs(theirs.std() - found["spread"])
            good = (len(theirs) == sum(found["count"]) and mean < 1e-3 and spread < 1e-3
                    and moved <= 5e-3 * len(theirs))
            wrong += not good
            print(f"{'ok  ' if good else 'FAIL'} {path.split('/')[-1]:34} {found['triplet']:8} "
                  f"{sum(found['count'])} angles (theirs {len(theirs)}), mean {found['mean']:.4f}° "
                  f"(differs by {mean:.1e}), spread {found['spread']:.4f}° ({spread:.1e}), "
                  f"{moved} in a neighbouring bin")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1]))
