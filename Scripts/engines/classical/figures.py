"""Prints what a deck that has run shows beside what is demanded; exit 1 where they differ.

figures.py silica|titania|conserved|capacitor QUENCH DECK
figures.py same QUENCH STAGE STAGE
"""

import json
import subprocess
import sys
import tempfile

failed = False


def say(what, found, wanted, holds):
    global failed
    failed |= not holds
    print(f"  {'ok  ' if holds else 'FAIL'}  {what:52} {found:>24}   {wanted}")


def quench(*words):
    words = [sys.argv[2], *map(str, words)]
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)


def within(what, value, middle, tolerance, unit):
    holds = abs(value - middle) <= tolerance
    say(what, f"{value:.3f} {unit}", f"{middle} ± {tolerance} {unit}", holds)


def peak(pair, edges):
    """The top of a parabola through the highest bin and its neighbours; its height."""
    g = pair["g"]
    i = max(range(1, len(g) - 1), key=g.__getitem__)
    low, top, high = g[i - 1 : i + 2]
    shift = (low - high) / (2 * (low - 2 * top + high))
    return (edges[i] + edges[i + 1]) / 2 + shift * (edges[i + 1] - edges[i]), top


def molten(deck, run):
    words = [sys.argv[2], "check", deck, "--run", run, "--until", "molten"]
    result = subprocess.run(words, stdout=subprocess.PIPE, text=True)
    print(f"        {result.stdout.strip()}")
    say(f"{run} is molten before the quench", f"exit {result.returncode}", "exit 0", result.returncode == 0)


def silica(deck):
    molten(deck, "02-melt")
    glass = f"{deck}/05-hold/trajectory.h5"
    g = quench("rdf", glass, "--pairs", "Si-O", "--rmax", 6, "--json", "-q")
    distance, height = peak(g["pairs"][0], g["r_edges_A"])
    within(f"g(r): Si-O (height {height:.1f})", distance, 1.61, 0.03, "Å")
    for pair, wanted in (("Si-O", 4.0), ("O-Si", 2.0)):
        n = quench("cn", glass, "--pairs", pair, "--cutoff", "Si-O=2.2", "--json", "-q")["pairs"][0]
        within(f"CN {pair} within 2.2 Å {histogram(n)}", n["cn"], wanted, 0.05, "")
    angles = quench(
        "angles", glass, "--triplet", "Si-O-Si,O-Si-O", "--cutoff", "Si-O=2.2", "--json", "-q")
    bridge, tetrahedron = angles["triplets"]
    within("Si-O-Si", bridge["mean"], 150, 4, "°")
    say("Si-O-Si spread", f"{bridge['spread']:.2f} °", "> 10 °", bridge["spread"] > 10)
    within("O-Si-O", tetrahedron["mean"], 109.4, 1, "°")


def capacitor(path):
    """The Coulomb force on the charged layers; what Lennard-Jones adds is seen on the neutral ones."""
    with open(path) as file:
        count, head = int(next(file)), next(file)
        atoms = [line.split() for line in file][:count]
    cell = [float(x) for x in head.split('Lattice="')[1].split('"')[0].split()]
    layers = {}
    for atom in atoms:
        layers.setdefault(round(float(atom[3]), 1), []).append(float(atom[6]))
    mean = [sum(forces) / len(forces) for _, forces in sorted(layers.items())]
    charge, sites = 0.1, len(next(iter(layers.values())))
    exact = charge * charge * sites / (cell[0] * cell[4]) / (2 * 0.0055263494)
    for name, force in (("lower", mean[2] + mean[0]), ("upper", -mean[3] - mean[5])):
        say(f"force on the {name} plate, {sites} atoms", f"{force:.6f} eV/Å",
            f"{exact:.6f} eV/Å (q σ / 2 ε₀)", abs(force - exact) < 1e-4 * exact)


def histogram(pair):
    counts = pair["histogram"]
    total = sum(counts)
    return " ".join(f"{n}:{100 * c / total:.1f}%" for n, c in enumerate(counts) if c)


def frames(path):
    """Text of the positions of each frame of a dump, by atom."""
    with open(path) as dump:
        lines = iter(dump)
        for line in lines:
            if line.startswith("ITEM: NUMBER"):
                count = int(next(lines))
            elif line.startswith("ITEM: ATOMS"):
                yield {int(w[0]): w[3:6] for w in (next(lines).split() for _ in range(count))}


def held(deck):
    with open(f"{deck}/quench-deck.json") as file:
        stretches = json.load(file)["members"][0]["frozen"]
    return {atom for first, last in stretches for atom in range(first, last + 1)}


def titania(deck):
    molten(deck, "01-melt")
    frozen = held(deck)
    start = next(frames(f"{deck}/01-melt/trajectory.lammpstrj"))
    worst, count = 0.0, 0
    for stage in ("01-melt", "02-quench", "03-hold"):
        for frame in frames(f"{deck}/{stage}/trajectory.lammpstrj"):
            count += 1
            for atom in frozen:
                for here, there in zip(frame[atom], start[atom]):
                    worst = max(worst, abs(float(here) - float(there)))
    digits = max(len(x.strip("-").replace(".", "").lstrip("0")) for w in frame.values() for x in w)
    say(f"{len(frozen)} held atoms in {count} frames moved", f"{worst:.1e} Å", "< 1e-9 Å", worst < 1e-9)
    say("digits in the dump", str(digits), "12", digits == 12)
    halves(deck, frozen, start)


def halves(deck, frozen, start):
    """The free part lies above the held one; its lower and, through the cell, upper boundary."""
    heights = {atom: float(place[2]) for atom, place in start.items()}
    cell = next(line for line in open(f"{deck}/system.data") if "zlo zhi" in line).split()
    height = float(cell[1]) - float(cell[0])
    top = max(heights[atom] for atom in frozen)
    low = (top + min(h for a, h in heights.items() if a not in frozen)) / 2
    high = (max(heights.values()) + min(heights[a] for a in frozen) + height) / 2
    print(f"        boundaries at z = {low:.2f} and {high:.2f} Å of {height:.2f} Å")
    glass = f"{deck}/03-hold/trajectory.h5"
    crystal = f"z 3 {low - 3:.2f}"
    core = f"z {low + 3:.2f} {high - 3:.2f}"
    shares = {}
    for name, region in (("crystal", crystal), ("amorphous core", core)):
        n = quench("cn", glass, "--pairs", "Ti-O", "--cutoff", "Ti-O=2.6", "--around", region,
                   "--json", "-q")["pairs"][0]
        six = n["histogram"][6] / sum(n["histogram"])
        shares[name] = six
        print(f"        CN Ti-O, {name} ({region}): {n['cn']:.3f}; {histogram(n)}")
    say("Ti with six O in the crystal", f"{100 * shares['crystal']:.1f} %", "> 95 %", shares["crystal"] > 0.95)
    core_share = shares["amorphous core"]
    say("Ti with six O in the core", f"{100 * core_share:.1f} %", "< 90 %", core_share < 0.9)
    peaks(glass, crystal, core)


def peaks(glass, crystal, core):
    """g(r) of each part: sharp in the crystal, whose Ti-Ti stand at 2.96 and 3.57 Å, broad in the glass."""
    tops = {}
    for name, region in (("crystal", crystal), ("core", core)):
        g = quench("rdf", glass, "--around", region, "--pairs", "Ti-O,Ti-Ti", "--rmax", 6, "--json", "-q")
        for pair in g["pairs"]:
            place, top = peak(pair, g["r_edges_A"])
            tops[name, pair["pair"]] = top
            print(f"        g(r) {pair['pair']}, {name}: first maximum {top:.2f} at {place:.3f} Å")
    for pair in ("Ti-O", "Ti-Ti"):
        ratio = tops["crystal", pair] / tops["core", pair]
        say(f"g(r) {pair}: crystal's peak over the core's", f"{ratio:.2f}", "> 1.2", ratio > 1.2)


def steps(stage):
    """Of the frames in a stage's store, as another format has them."""
    with tempfile.NamedTemporaryFile(suffix=".lammpstrj") as file:
        words = [sys.argv[2], "convert", f"{stage}/trajectory.h5", "-o", file.name, "--force", "-q"]
        subprocess.run(words, check=True)
        lines = open(file.name).read().splitlines()
    return [int(after) for line, after in zip(lines, lines[1:]) if line == "ITEM: TIMESTEP"]


def same(whole, interrupted):
    """The interrupted run's store has the frames of the uninterrupted one's, once each, in order."""
    wanted, found = steps(whole), steps(interrupted)
    say("frames, uninterrupted and interrupted", f"{len(found)}", f"{len(wanted)}", len(found) == len(wanted))
    rises = all(b > a for a, b in zip(found, found[1:]))
    say("their steps are the same, rising", f"{found[0]}…{found[-1]}", f"{wanted[0]}…{wanted[-1]}", rises and found == wanted)


def conserved(deck):
    result = subprocess.run([sys.argv[2], "check", deck, "--json"], stdout=subprocess.PIPE)
    for run in json.loads(result.stdout)["runs"]:
        drift = run.get("drift_meV_per_atom_ps")
        if drift is None:
            continue
        say(f"{run['run']}: drift of the conserved energy", f"{drift:.4f} meV/atom/ps",
            "within 1", abs(drift) < 1 and run["finished"] == "yes")


parts = {"silica": silica, "titania": titania, "conserved": conserved, "capacitor": capacitor, "same": same}
parts[sys.argv[1]](*sys.argv[3:])
sys.exit(1 if failed else 0)
