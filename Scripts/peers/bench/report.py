"""The results as a table for people and as JSON for programs."""
import json
import platform


def names(jobs):
    for job in jobs:
        print(f"{job.name:22} {job.what}; bar {bar(job)}")
    return 0


def bar(job):
    limits = {"memory": f"< {job.bar:.0f} MB", "help": f"< {1000 * job.bar:.0f} ms",
              "limit": f"< {job.bar:g} s"}
    return limits.get(job.kind, f"≥ {job.bar:g} ×")


def seconds(value):
    return f"{value:.1f} s" if value >= 10 else f"{value:.3g} s"


def row(job, result):
    if "ours" not in result:
        return [job.name, "", "", "", "", bar(job), "no"]
    holds = "yes" if result["holds"] else "no"
    if job.kind == "memory":
        found = f"{result['peak_mb']:.0f} MB"
        return [job.name, found, "", "", "", bar(job), holds]
    if job.kind == "help":
        found = f"{1000 * result['ours']['median_s']:.1f} ms"
        return [job.name, found, "", "", "", bar(job), holds]
    if job.kind == "limit":
        return [
            job.name, seconds(result["ours"]["median_s"]), "", "", "", bar(job), holds]
    peer = f"{result['peer']} {result['version']}".strip()
    return [
        job.name, seconds(result["ours"]["min_s"]), peer, seconds(result["theirs"]["min_s"]),
        f"{result['ratio']:.2f} ×", bar(job), holds]


def remarks(job, result):
    if result["disagreement"]:
        yield result["disagreement"]
    if "mb_per_s" in result:
        yield f"{result['mb_per_s']:.0f} MB/s"
    if "cpu_ratio" in result:
        yield f"{result['cpu_ratio']:.2f} × the CPU time of one thread"
        yield f"{result['processors']:.2f} of 2 processors at load {result['load']:.1f}"
    if "file_mb" in result:
        yield f"{result['file_mb']:.0f} MB, {result['frames']} frames"
    if job.note:
        yield job.note


def as_table(results, megabytes):
    head = ["job", "ours", "peer", "theirs", "ratio", "bar", "holds", ""]
    rows = [row(job, result) + ["; ".join(remarks(job, result))] for job, result in results]
    widths = [max(len(r[k]) for r in [head] + rows) for k in range(len(head))]
    for line in [head] + rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def as_json(results, megabytes):
    found = [
        {"job": job.name, "what": job.what, "kind": job.kind, "bar": job.bar, "note": job.note,
         **result}
        for job, result in results]
    machine = {"machine": platform.machine(), "system": platform.platform()}
    print(
        json.dumps(
            {"schema": 1, "file_mb": megabytes, **machine, "results": found}, indent=2,
            ensure_ascii=False))
