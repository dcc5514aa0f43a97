"""Times whole commands: Quench's against another program's, or against a limit."""
import json
import os
import resource
import shutil
import subprocess
import tempfile

import duel

# 125 LiTFSI + 600 DME + 894 DOL at 1.14 g/cm³: 21,434 atoms in a cube of 61.0465 Å.
ELECTROLYTE = [("Li", 125), ("TFSI_trans", 125), ("DME_trans", 600), ("DOL", 894)]
EDGE = 61.0465


def timed(command, folder, standard_input=None):
    """CPU and wall seconds of a command that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = os.times().elapsed
    done = subprocess.run(
        duel.pinned(command, 1), cwd=folder, stdin=standard_input, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True)
    wall = os.times().elapsed - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise duel.Failure(f"exit {done.returncode}: {command[0]}: {done.stderr.strip()[-200:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "wall": wall}


def words(job, tools):
    """The command line of a job."""
    quench = os.path.join(tools.bin, "quench")
    return [quench] + job.ours + ["--force"]


def packmol_input(folder, root):
    """The same molecules in the same cube, without its boundary, which Packmol does not know."""
    lines = ["tolerance 2.0", "filetype xyz", "output packed.xyz", "seed 1"]
    with open(os.path.join(folder, "Li.xyz"), "w") as file:
        file.write("1\nlithium\nLi 0 0 0\n")
    for name, count in ELECTROLYTE:
        if name != "Li":
            shutil.copy(os.path.join(root, "Structures", name + ".xyz"), folder)
        lines += [
            f"structure {name}.xyz", f"  number {count}",
            f"  inside box 0. 0. 0. {EDGE} {EDGE} {EDGE}", "end structure"]
    path = os.path.join(folder, "packmol.inp")
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def pack_against_packmol(job, tools, root):
    """CPU seconds, both sides in turn; Packmol once, as it is slow."""
    if not shutil.which("packmol"):
        raise duel.Failure("packmol is missing: apt-get install packmol")
    with tempfile.TemporaryDirectory() as folder:
        ours = [timed(words(job, tools), folder) for _ in range(5)]
        with open(packmol_input(folder, root)) as text:
            theirs = [timed(["packmol"], folder, text)]
        counts = [atoms(os.path.join(folder, "packed.gro"), 1),
                  atoms(os.path.join(folder, "packed.xyz"), 0)]
    mine = duel.summary([t["cpu"] for t in ours])
    other = duel.summary([t["cpu"] for t in theirs])
    ratio = other["min_s"] / mine["min_s"]
    wrong = None if counts[0] == counts[1] else f"{counts[0]} atoms against {counts[1]}"
    return {
        "ours": mine, "peer": "packmol", "version": "", "theirs": other, "ratio": ratio,
        "clock": "cpu", "disagreement": wrong, "holds": wrong is None and ratio >= job.bar}


def atoms(path, line):
    with open(path) as file:
        for _ in range(line):
            file.readline()
        return int(file.readline())


def against_library(job, tools):
    """CPU seconds of the whole command against the bare work in a library that is loaded already."""
    with tempfile.TemporaryDirectory() as folder:
        peer, runs = tools.theirs(job.peer), []
        for count in range(9):
            spent = sum(peer.times("wall"))
            if count and spent > 6:
                break
            runs.append(timed(words(job, tools), folder)["cpu"])
            peer.repeat()
        peer.close()
        found = counted(job, tools, folder)
    mine, other = duel.summary(runs), duel.summary(peer.times("cpu"))
    ratio = other["min_s"] / mine["min_s"]
    theirs = peer.result["count"]
    wrong = f"{found} against {theirs}" if job.counts and found != theirs else None
    return {
        "ours": mine, "peer": peer.greeting["peer"], "version": peer.greeting["version"],
        "theirs": other, "ratio": ratio, "clock": "cpu", "disagreement": wrong,
        "holds": wrong is None and ratio >= job.bar}


def counted(job, tools, folder):
    """How many of what the job names our report has."""
    if not job.counts:
        return None
    done = subprocess.run(
        words(job, tools) + ["--json"], cwd=folder, capture_output=True, text=True, check=True)
    value = json.loads(done.stdout)[job.counts]
    return len(value) if isinstance(value, list) else value


def within_limit(job, tools):
    """Median wall seconds of nine runs against the bar."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [timed(words(job, tools), folder) for _ in range(9)]
    mine = duel.summary([t["wall"] for t in runs])
    return {
        "ours": mine, "clock": "wall", "disagreement": None, "holds": mine["median_s"] < job.bar}
