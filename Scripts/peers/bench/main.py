"""Runs Quench and its peers side by side; see Scripts/bench --help."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time

import checks
import commands
import duel
import jobs
import report

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))


class Tools:
    """Where the programs and files of this run are."""

    def __init__(self, options):
        self.megabytes = 50 if options.quick else 500
        self.data = os.path.join(os.path.abspath(options.data), f"{self.megabytes}MB")
        self.venv = os.path.abspath(options.venv or os.path.join(options.data, "venv"))
        self.python = os.path.join(self.venv, "bin", "python")
        self.keep = options.keep
        self.bin = os.path.abspath(options.bin) if options.bin else None

    def here(self, name):
        return os.path.join(HERE, name)

    def file(self, name):
        return os.path.join(self.data, name)

    def build(self, products):
        if self.bin:
            return
        for product in products:
            run(["swift", "build", "-c", "release", "--product", product], "the build failed")
        shown = subprocess.run(
            ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT,
            capture_output=True, text=True, check=True)
        self.bin = shown.stdout.strip()

    def install(self, packages):
        """Makes the environment of the peers and adds what it lacks."""
        if not packages:
            return
        if not os.path.exists(self.python):
            run([sys.executable, "-m", "venv", self.venv], "python3-venv is missing")
        present = subprocess.run(
            [self.python, "-m", "pip", "list", "--format", "json"], capture_output=True,
            text=True, check=True)
        names = {p["name"].lower() for p in json.loads(present.stdout)}
        missing = sorted(p for p in packages if p.lower() not in names)
        if missing:
            run(
                [self.python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
                + missing,
                f"pip could not install {', '.join(missing)}; the peers come from PyPI, which "
                "needs a network (or --venv with them installed)")

    def make(self, files):
        os.makedirs(self.data, exist_ok=True)
        made = [f for f in files if f != "store.h5"]
        if made:
            run(
                [self.python, self.here("workloads.py"), self.data, str(self.megabytes)] + made,
                "the workloads could not be made")
        if "store.h5" in files and not os.path.exists(self.file("store.h5")):
            self.make_store()

    def make_store(self):
        frames = max(1, round(self.megabytes * 1e6 / (24 * 21434)))
        run(
            [os.path.join(self.bin, "QuenchBench"), "make-store", self.file("large.xtc"),
             self.file("store.h5"), "--frames", str(frames)], "the store could not be made")

    def arguments(self, words):
        structures = os.path.join(ROOT, "Structures")
        return [w.replace("{data}", self.data).replace("{structures}", structures) for w in words]

    def ours(self, words, threads=1):
        command = [os.path.join(self.bin, "QuenchBench")] + self.arguments(words)
        if words[0].startswith("rdf"):
            command += ["--threads", str(threads)]
        return duel.Worker(command, threads)

    def theirs(self, words):
        command = [self.python, self.here("peer.py")] + self.arguments(words)
        return duel.Worker(command, greets=True)

    def run_ours(self, words):
        """One repetition with all counts."""
        worker = self.ours(words + ["--counts"])
        worker.repeat()
        worker.close()
        return worker.result


def run(command, complaint):
    """Its output goes to standard error: standard output is for results."""
    done = subprocess.run(command, cwd=ROOT, stdout=sys.stderr)
    if done.returncode != 0:
        sys.exit(f"Scripts/bench: {complaint}")


def measure_ratio(job, tools):
    ours, theirs = tools.ours(job.ours), tools.theirs(job.peer)
    duel.alternate([ours, theirs], "cpu")
    ours.close()
    theirs.close()
    work = [w.result["frames"] * w.result["atoms"] for w in (ours, theirs)]
    scale = work[0] / work[1]
    mine = duel.summary(ours.times("cpu"))
    other = {k: v if k == "repetitions" else v * scale
             for k, v in duel.summary(theirs.times("cpu")).items()}
    wrong = checks.BY_NAME[job.check](job, ours.result, theirs.result, tools)
    result = {
        "ours": mine, "peer": theirs.greeting["peer"], "version": theirs.greeting["version"],
        "theirs": other, "ratio": other["min_s"] / mine["min_s"], "clock": "cpu",
        "disagreement": wrong}
    if job.ours[0].startswith("read"):
        size = os.path.getsize(tools.arguments(job.ours)[1])
        result["mb_per_s"] = size / 1e6 / mine["min_s"]
    return dict(result, holds=wrong is None and result["ratio"] >= job.bar)


def measure_threads(job, tools):
    two, one = tools.ours(job.ours, threads=2), tools.ours(job.ours, threads=1)
    duel.alternate([two, one], "wall", least=4, seconds=12)
    two.close()
    one.close()
    wrong = checks.same(job, two.result, one.result, tools)
    mine, other = duel.summary(two.times("wall")), duel.summary(one.times("wall"))
    ratio = other["min_s"] / mine["min_s"]
    work = [min(w.times("cpu")) for w in (two, one)]
    fastest = min((m["time"] for m in two.measurements), key=lambda time: time["wall"])
    return {
        "ours": mine, "peer": "one thread", "version": "", "theirs": other, "ratio": ratio,
        "clock": "wall", "cpu_ratio": work[0] / work[1],
        "processors": fastest["cpu"] / fastest["wall"], "load": os.getloadavg()[0],
        "disagreement": wrong, "holds": wrong is None and ratio >= job.bar}


def measure_memory(job, tools):
    worker = tools.ours(job.ours)
    worker.repeat()
    worker.close()
    path = tools.file("huge.XDATCAR")
    size, peak = os.path.getsize(path), worker.result["peak"]
    if not tools.keep:
        os.remove(path)
    return {
        "ours": duel.summary(worker.times("cpu")), "clock": "cpu", "peak_mb": peak,
        "file_mb": size / 1e6, "frames": worker.result["reading"]["frames"],
        "disagreement": None, "holds": peak < job.bar}


def measure_help(job, tools):
    command, times = [os.path.join(tools.bin, "quench"), "--help"], []
    for _ in range(20):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    mine = duel.summary(times)
    return {
        "ours": mine, "clock": "wall", "disagreement": None,
        "holds": mine["median_s"] < job.bar}


def measure_packmol(job, tools):
    return commands.pack_against_packmol(job, tools, ROOT)


KINDS = {
    "ratio": measure_ratio, "threads": measure_threads, "memory": measure_memory,
    "help": measure_help, "packmol": measure_packmol, "limit": commands.within_limit,
    "library": commands.against_library}
COMMANDS = {"help", "packmol", "limit", "library"}


def measure(job, tools):
    try:
        tools.make(job.files)
        return KINDS[job.kind](job, tools)
    except duel.Failure as failure:
        return {"holds": False, "disagreement": str(failure)}


def parse():
    parser = argparse.ArgumentParser(
        prog="Scripts/bench",
        description="Times Quench beside other programs and says whether it is as fast as it "
        "should be. CPU seconds of one thread on one processor, both sides in turn, minimum of "
        "the repetitions, unless a job says otherwise. Exit code 0 only if all asked for holds.")
    parser.add_argument("jobs", nargs="*", metavar="JOB", help="a name, or how it begins")
    parser.add_argument("--list", action="store_true", help="name the jobs and stop")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="files of 50 MB instead of 500 MB")
    parser.add_argument(
        "--data", default="bench-data", help="folder of the workloads, reused (bench-data)")
    parser.add_argument("--venv", help="Python environment with the peers (DATA/venv)")
    parser.add_argument("--bin", help="folder of programs built already (they are built)")
    parser.add_argument("--keep", action="store_true", help="keep the largest file too")
    return parser.parse_args()


def main():
    options = parse()
    if options.list:
        return report.names(jobs.JOBS)
    try:
        asked = jobs.chosen(options.jobs)
    except KeyError as unknown:
        print(f"Scripts/bench: no job {unknown}; see --list", file=sys.stderr)
        return 64
    tools = Tools(options)
    tools.build(sorted({"quench" if job.kind in COMMANDS else "QuenchBench" for job in asked}))
    tools.install(set().union(*map(jobs.packages, asked)))
    results = []
    for job in asked:
        print(f"{job.name}: {job.what}", file=sys.stderr, flush=True)
        results.append((job, measure(job, tools)))
    (report.as_json if options.json else report.as_table)(results, tools.megabytes)
    return 0 if all(result["holds"] for _, result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
