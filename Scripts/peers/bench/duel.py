"""Two processes that do the same work in turn, and what each repetition cost."""
import json
import os
import shutil
import statistics
import subprocess


class Failure(Exception):
    """A side that died or said something else than expected."""


class Worker:
    """A process that does its work once per line it is sent and answers with a line of JSON."""

    def __init__(self, command, threads=1, greets=False):
        self.command = command
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONWARNINGS="ignore")
        for name in ("OMP", "OPENBLAS", "MKL"):
            environment[name + "_NUM_THREADS"] = str(threads)
        environment["OVITO_THREAD_COUNT"] = str(threads)
        self.process = subprocess.Popen(
            pinned(command, threads), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment)
        self.measurements = []
        self.greeting = self._answer() if greets else None

    def repeat(self):
        try:
            self.process.stdin.write("again\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # The missing answer says more.
        self.measurements.append(self._answer())

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            raise Failure(f"exit {code}: {' '.join(map(str, self.command))}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def times(self, clock):
        return [m["time"][clock] for m in self.measurements]

    @property
    def result(self):
        return self.measurements[-1]["result"]


def pinned(command, threads):
    """The command on one processor, where the system can do that and one thread is asked for."""
    if threads > 1 or not shutil.which("taskset"):
        return command
    return ["taskset", "-c", str(max(os.sched_getaffinity(0)))] + command


def alternate(workers, clock, least=3, most=9, seconds=6.0):
    """A B A B …: `least` times, and oftener while all of it takes less than `seconds`."""
    for count in range(most):
        spent = sum(sum(w.times("wall")) for w in workers)
        if count >= least and spent > seconds:
            return
        for worker in workers:
            worker.repeat()


def summary(times):
    return {
        "min_s": min(times), "median_s": statistics.median(times), "repetitions": len(times)}
