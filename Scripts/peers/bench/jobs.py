"""What is measured: the files, both sides' work, the bar."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Job:
    name: str
    what: str
    # A ratio to reach, or for `memory` MB and for `help` and `limit` seconds not to exceed.
    bar: float
    # Workloads to make first.
    files: list = field(default_factory=list)
    # Arguments of the measuring program; {data} is the folder of workloads.
    ours: list = field(default_factory=list)
    # Kind of peer and its arguments; empty where Quench is held against itself or a limit.
    peer: list = field(default_factory=list)
    kind: str = "ratio"
    check: str = "reading"
    # Å within which the last atom's positions agree.
    tolerance: float = 1e-6
    note: str = ""
    # Entry of our report that must equal the peer's count: a number, or the length of a list.
    counts: str = ""


def reading(name, file, bar, what, peer="ovito", **more):
    return Job(
        name=name, what=what, bar=bar, files=[file], ours=["read", "{data}/" + file],
        peer=[f"{peer}-read", "{data}/" + file], **more)


OXIDE = ["rdf", "{data}/oxide.XDATCAR", "--cutoff", "12", "--bins", "600"]
LIQUID = [
    "rdf", "{data}/liquid.xtc", "--cutoff", "12", "--bins", "600", "--topology",
    "{data}/liquid.extxyz"]
MILLION = ["rdf-points", "{data}/million.f64", "--cutoff", "10", "--bins", "600"]


def threads(name, what, ours, *files):
    return Job(
        name=f"rdf-threads-{name}", what=what, bar=1.8, files=files, ours=ours,
        kind="threads", check="same")


def ledger(name, images, bar, what):
    return Job(
        name=name, what=what, bar=bar, files=["outcars"], ours=["ledger", "{data}/outcars"],
        peer=["ase-outcar", "{data}/outcars", images], check="energies",
        note="ours reads every step, hashes and stores")


def library(name, peer, bar, what, ours, **more):
    """A whole command against a library's work."""
    return Job(
        name=f"build-{name}", what=what, bar=bar, kind="library", ours=ours, peer=peer,
        **{"note": "ours starts a process and writes the file", **more})


JOBS = [
    Job(
        name="rdf-160", what="3 partials to 12 Å, 160 atoms, 9,000 frames of XDATCAR", bar=15,
        files=["oxide.XDATCAR"], ours=OXIDE,
        peer=["ovito-rdf", "{data}/oxide.XDATCAR", "300", "12", "600"],
        check="oxide",
        note="OVITO timed on 300 frames, scaled"),
    Job(
        name="rdf-electrolyte", what="28 partials to 12 Å, 21,434 atoms, 200 frames", bar=15,
        files=["liquid.xtc", "liquid.extxyz", "liquid.npy", "liquid.elements"], ours=LIQUID,
        peer=["ovito-rdf", "{data}/liquid.extxyz", "4", "12", "600"],
        check="liquid",
        note="XTC against extxyz; OVITO timed on 4 frames, scaled"),
    Job(
        name="rdf-million", what="3 partials to 10 Å, 999,600 atoms in memory", bar=12,
        files=["million.f64", "part.f64"], ours=MILLION,
        peer=["vesin-rdf", "{data}/part.f64", "10", "600"],
        check="part", note="vesin timed on a cut-out, scaled"),
    threads("160", "the same, two threads against one (wall)", OXIDE, "oxide.XDATCAR"),
    threads(
        "electrolyte", "the same, two threads against one (wall)", LIQUID,
        "liquid.xtc", "liquid.extxyz"),
    threads("million", "the same, two threads against one (wall)", MILLION, "million.f64"),
    reading("read-xdatcar", "large.XDATCAR", 20, "XDATCAR, 160 atoms"),
    reading("read-poscar", "large.POSCAR", 3, "POSCAR, one structure"),
    reading("read-gro-trajectory", "large.gro", 3, "GRO, 21,434 atoms"),
    reading("read-gro-million", "million.gro", 3, "GRO, 999,600 atoms"),
    reading("read-extxyz", "large.extxyz", 3, "extxyz, 21,434 atoms"),
    reading("read-dump", "large.dump", 3, "LAMMPS dump, 21,434 atoms"),
    reading(
        "read-xtc", "large.xtc", 4, "XTC, 21,434 atoms", peer="mdanalysis",
        tolerance=1e-4, note="MDAnalysis has located the frames before the clock starts"),
    Job(
        name="read-h5md-float32", what="H5MD of floats, 21,434 atoms", bar=0.8,
        files=["large.h5"], ours=["read-store", "{data}/large.h5"],
        peer=["h5py-read", "{data}/large.h5"],
        note="read_direct into float32; ours into double"),
    Job(
        name="read-h5md-store", what="our own store, doubles, 21,434 atoms", bar=0.8,
        files=["large.xtc", "store.h5"], ours=["read-store", "{data}/store.h5"],
        peer=["h5py-read", "{data}/store.h5"]),
    ledger(
        "ledger", "all", 10, "1,000 OUTCARs into a ledger; ASE reads all their images"),
    ledger(
        "ledger-last", "last", 3, "1,000 OUTCARs into a ledger; ASE reads the last image alone"),
    Job(
        name="memory", what="peak while reading a ten times larger XDATCAR, g(r) of 2,000 frames",
        bar=300, files=["oxide.XDATCAR", "huge.XDATCAR"],
        ours=["memory", "{data}/huge.XDATCAR", "--frames", "2000"], kind="memory"),
    Job(
        name="build-pack-electrolyte", bar=10, kind="packmol",
        what="125 LiTFSI + 600 DME + 894 DOL, 21,434 atoms, ≥ 2.0 Å",
        ours=["pack", "125:Li+", "125:TFSI", "600:DME", "894:DOL", "--density", "1.14",
              "-o", "packed.gro"],
        note="ours through the periodic boundary, GRO written; Packmol in a box without one"),
    Job(
        name="build-pack-oxide", bar=1, kind="limit",
        what="V48O72 at 4.0 g/cm³, V–O 1.6, O–O 2.2, V–V 2.4 Å (wall)",
        ours=["pack", "V48O72", "--density", "4.0", "--distances", "V-O=1.6,O-O=2.2,V-V=2.4",
              "-o", "packed.vasp"]),
    Job(
        name="build-electrode", bar=10, kind="limit",
        what="electrochemical cell of 25,682 atoms: Li(110), film, electrolyte, Li(110) (wall)",
        ours=["electrode", "125:Li+", "125:TFSI", "600:DME", "894:DOL", "--electrode", "Li_bcc",
              "--hkl", "110", "--layers", "3", "--electrode-atoms", "1224",
              "--film", "150:Li2O", "--film", "150:LiOH", "--film", "150:Li2CO3",
              "--density", "1.14", "--height", "160", "-o", "packed.gro"]),
    Job(
        name="build-supercell-poscar", bar=1, kind="limit",
        what="10⁶ atoms of rock salt and their POSCAR (wall)",
        ours=["supercell", "NaCl_halite", "50x50x50", "-o", "packed.vasp"]),
    Job(
        name="build-supercell-gro", bar=1, kind="limit",
        what="10⁶ atoms of rock salt and their GRO (wall)",
        ours=["supercell", "NaCl_halite", "50x50x50", "-o", "packed.gro"]),
    library(
        "supercell-ase", ["ase-supercell", "50"], 5,
        "10⁶ atoms of rock salt and their POSCAR",
        ["supercell", "NaCl_halite", "50x50x50", "-o", "packed.vasp"], counts="natoms"),
    library(
        "supercell-pymatgen", ["pymatgen-supercell", "10"], 5,
        "8,000 atoms of rock salt and their POSCAR",
        ["supercell", "NaCl_halite", "10x10x10", "-o", "packed.vasp"], counts="natoms"),
    library(
        "slab", ["pymatgen-slabs", "{structures}/V2O3_corundum.cif"], 5,
        "all terminations of V2O3 (012)",
        ["slab", "V2O3_corundum", "012", "--list"], counts="terminations"),
    library(
        "interface", ["pymatgen-zsl"], 5,
        "matches of VO2(B)(001) on graphene, ≤ 3 %, ≤ 400 Å²",
        ["interface", "VO2_B:001", "C_graphene_20A", "--max-strain", "3", "--max-area", "400",
         "--list"],
        note="ZSLGenerator takes strains by length and angle: it asks a narrower question"),
    library(
        "defect", ["pymatgen-defects", "{structures}/V2O3_corundum.cif"], 5,
        "distinct vacancies, antisites and Voronoi interstitials of V2O3",
        ["defect", "V2O3_corundum", "--list"]),
    library(
        "order", ["icet-sqs", "10000"], 5,
        "quasi-random NaTiO2, 64 atoms, pairs to four shells",
        ["order", "NaTiO2_rocksalt_disordered", "--supercell", "2x2x2", "--steps", "10000",
         "-o", "packed.vasp"],
        counts="natoms", note="10,000 exchanges on both sides"),
    Job(
        name="build-order-216", bar=5, kind="limit",
        what="quasi-random NaTiO2, 216 atoms (wall)",
        ours=["order", "NaTiO2_rocksalt_disordered", "--supercell", "3x3x3", "-o", "packed.vasp"]),
    Job(name="help", what="quench --help, median of 20 (wall)", bar=0.030, kind="help"),
]

# What makes the liquid's files, and who stands behind each kind of peer.
LIQUID_PACKAGES = {"numpy", "scipy", "h5py", "mdtraj"}
LIQUID_FILES = {
    "liquid.npy", "liquid.elements", "liquid.extxyz", "liquid.xtc", "large.xtc", "large.gro",
    "large.extxyz", "large.dump", "large.h5"}
PEER_PACKAGES = {"ovito": "ovito", "vesin": "vesin", "mdanalysis": "MDAnalysis", "h5py": "h5py",
    "ase": "ase", "pymatgen": "pymatgen", "icet": "icet"}
# Kinds of peers that need more than their name says.
MORE_PACKAGES = {"pymatgen-defects": {"pymatgen-analysis-defects"}, "icet-sqs": {"ase"}}


def packages(job):
    """What has to be installed from PyPI for a job."""
    needed = {"numpy"} if job.files else set()
    if LIQUID_FILES.intersection(job.files):
        needed |= LIQUID_PACKAGES
    if job.peer:
        needed.add(PEER_PACKAGES[job.peer[0].split("-")[0]])
        needed |= MORE_PACKAGES.get(job.peer[0], set())
    return needed


def chosen(names):
    """Jobs by name or by its beginning (`read`, `rdf-threads`); all when none is named."""
    for name in names:
        if not any(matches(job, name) for job in JOBS):
            raise KeyError(name)
    return [j for j in JOBS if not names or any(matches(j, n) for n in names)]


def matches(job, name):
    return job.name == name or job.name.startswith(name + "-")
