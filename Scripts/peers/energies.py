"""Voltages and hulls of quench against pymatgen, to 1e-9, through the command.

usage: energies.py QUENCH [SEED]

Seeded random entries go into a ledger as JSON; `quench energy insertion` and `quench energy phase`
compute, InsertionElectrode and PhaseDiagram of pymatgen compute the same. At last ten thousand
entries of five elements: hull with every distance, and how long each side takes (CPU).
"""
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")
from pymatgen.analysis.phase_diagram import PDEntry, PhaseDiagram  # noqa: E402
from pymatgen.apps.battery.insertion_battery import InsertionElectrode  # noqa: E402
from pymatgen.core import Composition, Lattice, Structure  # noqa: E402
from pymatgen.entries.computed_entries import ComputedStructureEntry  # noqa: E402

TOLERANCE = 1e-9


def record(name, amounts, energy, tag):
    """One calculation as a ledger's JSON holds it."""
    return {
        "schema": 1,
        "calculation": {
            "name": name, "program": {"name": "VASP"}, "run": "single point",
            "energies": {"total": energy}, "charge": 0,
            "composition": [{"name": e, "amount": n} for e, n in amounts.items()],
            "settings": {
                "functional": "PBE", "cutoff": 500, "spin": "spin-polarised",
                "potentials": {}, "hubbard": {}, "parallel": {}},
            "convergence": {"electrons": True}, "corrections": [], "allowances": [],
            "tags": [tag], "notes": [], "files": [], "missing": []}}


class Quench:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def take(self, records, name):
        path = os.path.join(self.folder, name + ".json")
        ledger = os.path.join(self.folder, name + ".ledger")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(records, file)
        self.run("ledger", "import", "-q", path, "--ledger", ledger)
        return ledger

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"quench {' '.join(arguments[:4])} …: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def energies(self, *arguments):
        return json.loads(self.run("energy", *arguments, "--json"))


def same(what, ours, theirs, worst):
    difference = abs(ours - theirs)
    if not difference < TOLERANCE:
        sys.exit(f"{what}: {ours!r} against {theirs!r} of pymatgen")
    return max(worst, difference)


def insertion(quench, seed, ion, z):
    rng = random.Random(seed)
    metal = -rng.uniform(1, 2)
    contents = sorted(rng.sample(range(1, 8), 4))
    # Every step gains energy: pymatgen leaves out what falls apart into the metal.
    energies, before = {0: -100 + rng.random()}, 0
    for n in contents:
        energies[n] = energies[before] + (n - before) * (metal - rng.uniform(0.2, 3))
        before = n
    records = [record("metal", {ion: 1}, metal, "all")]
    entries = []
    for n, energy in energies.items():
        amounts = {ion: n, "Ti": 4, "O": 8} if n else {"Ti": 4, "O": 8}
        records.append(record(f"x{n}", amounts, energy, "all"))
        species = [ion] * n + ["Ti"] * 4 + ["O"] * 8
        places = [[i / len(species), 0.3, 0.1] for i in range(len(species))]
        entries.append(ComputedStructureEntry(
            Structure(Lattice.cubic(6 + n / 10), species, places), energy))
    bulk = ComputedStructureEntry(Structure(Lattice.cubic(3), [ion], [[0, 0, 0]]), metal)
    electrode = InsertionElectrode.from_entries(entries, bulk)
    ledger = quench.take(records, f"insertion-{seed}-{ion}")
    found = quench.energies(
        "insertion", *[f"x{n}" for n in energies], "--ion", ion, "--z", str(z), "--metal", "metal",
        "--host", "Ti4O8", "--ledger", ledger)
    steps = found["details"][0]["rows"]
    if len(steps) != len(electrode.voltage_pairs):
        sys.exit(f"{ion}, seed {seed}: {len(steps)} steps against {len(electrode.voltage_pairs)}")
    worst = 0.0
    for step, pair in zip(steps, electrode.voltage_pairs):
        worst = same(f"voltage of {ion}, seed {seed}", step["voltage"], pair.voltage, worst)
    return len(steps), worst


def entries_of(rng, elements, count):
    """Pure elements and random compounds, so that most lie above the hull."""
    found = [({e: 1}, -rng.uniform(1, 5)) for e in elements]
    while len(found) < count:
        chosen = rng.sample(elements, rng.randint(2, len(elements)))
        amounts = {e: rng.randint(1, 8) for e in chosen}
        atoms = sum(amounts.values())
        mixing = sum(n * found[elements.index(e)][1] for e, n in amounts.items())
        found.append((amounts, mixing + atoms * rng.uniform(-1.2, 0.3)))
    return found


def hull(quench, seed, elements, count):
    rng = random.Random(seed)
    found = entries_of(rng, elements, count)
    records = [record(f"e{i}", a, e, "all") for i, (a, e) in enumerate(found)]
    ledger = quench.take(records, f"hull-{seed}-{len(elements)}-{count}")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown = quench.energies("phase", "--tag", "all", "--ledger", ledger)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    entries = [PDEntry(Composition(a), e) for a, e in found]
    start = time.process_time()
    diagram = PhaseDiagram(entries)
    distances = [diagram.get_e_above_hull(entry) for entry in entries]
    theirs = time.process_time() - start
    rows = shown["table"]["rows"]
    if len(rows) != count:
        sys.exit(f"hull of {count} entries: {len(rows)} rows")
    worst = 0.0
    for row, entry, distance in zip(rows, entries, distances):
        worst = same(f"distance of {row['name']}, seed {seed}", row["above hull"], distance, worst)
        form = diagram.get_form_energy_per_atom(entry)
        worst = same(f"formation energy of {row['name']}, seed {seed}", row["formation energy"], form, worst)
    return worst, ours, theirs


def main():
    program = os.path.abspath(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="quench-energies-") as folder:
        quench = Quench(program, folder)
        steps, worst = 0, 0.0
        for number, (ion, z) in itertools.product(range(5), (("Na", 1), ("Zn", 2), ("Mg", 2))):
            count, difference = insertion(quench, seed + number, ion, z)
            steps, worst = steps + count, max(worst, difference)
        print(f"voltages: {steps} steps of 15 series, largest difference {worst:.1e} V")
        elements = ["Li", "O", "Ti", "V", "Na"]
        worst = 0.0
        for number, size in itertools.product(range(3), (2, 3, 4, 5)):
            difference, _, _ = hull(quench, seed + number, elements[:size], 200)
            worst = max(worst, difference)
        print(f"hulls: 12 of 200 entries, 2 to 5 elements, largest difference {worst:.1e} eV/atom")
        worst, ours, theirs = hull(quench, seed, elements, 10000)
        print(
            f"10,000 entries, 5 elements: largest difference {worst:.1e} eV/atom; the whole command"
            f" {ours:.2f} s, pymatgen's hull and distances {theirs:.1f} s CPU ({theirs / ours:.1f} x)")


if __name__ == "__main__":
    main()
