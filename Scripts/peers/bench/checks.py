"""Do both sides agree? Each check returns what disagrees, or nothing."""
import json
import subprocess


def reading(job, ours, theirs, tools):
    """The same number of frames and atoms, the last atom in the same place."""
    for key in ("frames", "atoms"):
        if ours[key] != theirs[key]:
            return f"{key}: {ours[key]} against {theirs[key]}"
    apart = max(abs(a - b) for a, b in zip(ours["last"], theirs["last"]))
    if not apart <= job.tolerance:
        return f"last atom {ours['last']} against {theirs['last']}"
    return None


def energies(job, ours, theirs, tools):
    """As many calculations, and their energies add up to the same."""
    if ours["frames"] != theirs["frames"]:
        return f"{ours['frames']} calculations against {theirs['frames']}"
    if not abs(ours["energy"] - theirs["energy"]) < 1e-6 * abs(theirs["energy"]):
        return f"{ours['energy']} eV against {theirs['energy']}"
    return None


def same(job, ours, theirs, tools):
    """One and two threads count the same pairs."""
    if ours["counted"] != theirs["counted"] or ours["frames"] != theirs["frames"]:
        return f"{ours['counted']} pairs against {theirs['counted']}"
    return None


def part(job, ours, theirs, tools):
    """Every bin of the cut-out holds as many pairs as the peer's."""
    found = tools.run_ours([a.replace("million.f64", "part.f64") for a in job.ours])
    return first_difference(found["pairs"], theirs["pairs"])


def oxide(job, ours, theirs, tools):
    return against_referee("oxide", job, theirs, tools)


def liquid(job, ours, theirs, tools):
    return against_referee("liquid", job, theirs, tools)


def against_referee(name, job, theirs, tools):
    """Every bin equals an exhaustive count; g(r) follows the peer's up to its own normalisation."""
    frames = str(theirs["frames"])
    found = tools.run_ours(job.ours + ["--frames", frames])
    cutoff, bins = job.ours[3], job.ours[5]
    command = [tools.python, tools.here("referee.py"), name, tools.data, frames, cutoff, bins]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        return "the referee failed: " + done.stderr.strip()[-200:]
    exact = json.loads(done.stdout)
    for key in ("pairs", "own"):
        difference = first_difference(found[key], exact[key])
        if difference:
            return f"{key}: {difference}"
    return curves(found["g"], theirs["g"])


def first_difference(found, exact):
    """Histograms by name of a pair, in either order of its species."""
    for name, wanted in exact.items():
        swapped = "-".join(reversed(name.split("-")))
        counts = found.get(name, found.get(swapped))
        if counts is None:
            return f"no pair {name}"
        if len(counts) != len(wanted):
            return f"{name}: {len(counts)} bins against {len(wanted)}"
        for bin_, (a, b) in enumerate(zip(counts, wanted)):
            if a != b:
                return f"{name}, bin {bin_}: {a} pairs against {b}"
    return None


def curves(found, theirs):
    """Mean deviation below 2 % of the mean: bins of either may hold an atom's own images or not."""
    for name, curve in theirs.items():
        swapped = "-".join(reversed(name.split("-")))
        ours = found.get(name, found.get(swapped))
        deviation = sum(abs(a - b) for a, b in zip(ours, curve)) / max(sum(curve), 1e-9)
        if not deviation < 0.02:
            return f"g of {name} differs by {100 * deviation:.1f} %"
    return None


BY_NAME = {
    "reading": reading, "energies": energies, "same": same, "part": part, "oxide": oxide, "liquid": liquid}
