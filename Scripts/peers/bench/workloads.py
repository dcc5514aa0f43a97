"""Seeded workloads of the benchmark. Each function makes the files named in MAKES.

usage: workloads.py FOLDER MEGABYTES NAME...

Runs in the environment of the peers: numpy always, scipy and mdtraj for the electrolyte, h5py for
H5MD. Files longer than their trajectory repeat it, so that making them takes seconds.
"""
import itertools
import os
import sys

import numpy as np

import outcars as vasp

OXIDE_FRAMES = 9000
LIQUID_FRAMES = 200
TEXT_FRAMES = 40  # distinct frames of the liquid in text files
COLUMNS = "%12.8f%12.8f%12.8f\n"


def triclinic(a, b, c, alpha, beta, gamma):
    """Rows a, b, c with a along x and b in the xy plane; Å and degrees."""
    ca, cb, cg = np.cos(np.radians([alpha, beta, gamma]))
    sg = np.sqrt(1 - cg**2)
    y = (ca - cb * cg) / sg
    return np.array(
        [[a, 0, 0], [b * cg, b * sg, 0], [c * cb, c * y, c * np.sqrt(1 - cb**2 - y**2)]])


def write_whole(path, chunks):
    """Writes an iterable of bytes; the name appears when all of it is there."""
    with open(path + ".partial", "wb") as file:
        for chunk in chunks:
            file.write(chunk)
    os.replace(path + ".partial", path)


def cycled(head, bodies, size):
    """`head(i)` and then body i, the bodies in turn, until about `size` bytes have come."""
    written = 0
    for index in itertools.count():
        if written >= size:
            return
        for part in (head(index), bodies[index % len(bodies)]):
            written += len(part)
            yield part


# A glass of 64 V and 96 O in a skewed cell, 12 Å wide: as from ab initio dynamics.

def separated(fractions, cell, closest, rng):
    """Pushes atoms apart until no pair is much nearer than `closest` (Å, per pair)."""
    inverse = np.linalg.inv(cell)
    for _ in range(2000):
        offset = fractions[:, None] - fractions[None]
        offset = (offset - np.rint(offset)) @ cell
        distance = np.linalg.norm(offset, axis=-1)
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(closest - distance, 0)
        if overlap.max() < 0.1:
            break
        push = np.einsum("ij,ijk->ik", overlap / distance, offset)
        fractions = fractions + 0.3 * push @ inverse
    return fractions % 1


def oxide(folder, megabytes):
    rng = np.random.default_rng(160)
    cell = triclinic(11.9, 11.7, 11.8, 82, 97, 93)
    is_oxygen = np.arange(160) >= 64
    closest = np.array([[2.6, 1.8], [1.8, 2.4]])[is_oxygen.astype(int)][:, is_oxygen.astype(int)]
    rest = separated(rng.random((160, 3)), cell, closest, rng)
    inverse = np.linalg.inv(cell)
    template = COLUMNS * 160
    thermal = drift = np.zeros((160, 3))
    bodies = []
    for _ in range(OXIDE_FRAMES):
        thermal = 0.9 * thermal + 0.044 * rng.standard_normal((160, 3))
        drift = drift + 0.004 * rng.standard_normal((160, 3))
        fractions = np.round(rest + (thermal + drift) @ inverse, 8) % 1
        bodies.append((template % tuple(fractions.ravel())).encode())
    rows = "".join("%16.8f%16.8f%16.8f\n" % tuple(row) for row in cell)
    head = f"V2O3 glass\n  1.0\n{rows}   V    O\n  64   96\n".encode()

    def mark(index):
        return (head if index == 0 else b"") + b"Direct configuration=%6d\n" % (index + 1)

    write_whole(
        f"{folder}/oxide.XDATCAR", (mark(k) + body for k, body in enumerate(bodies)))
    write_whole(f"{folder}/large.XDATCAR", cycled(mark, bodies, megabytes * 1e6))


def huge(folder, megabytes):
    """The glass again and again, ten times as long as the other files."""
    with open(f"{folder}/oxide.XDATCAR", "rb") as file:
        head = b"".join(file.readline() for _ in range(7))
        length = len(COLUMNS % (0, 0, 0))
        bodies = []
        while file.readline():
            bodies.append(file.read(160 * length))

    def mark(index):
        return (head if index == 0 else b"") + b"Direct configuration=%6d\n" % (index + 1)

    write_whole(f"{folder}/huge.XDATCAR", cycled(mark, bodies, megabytes * 1e7))


# 1 M LiTFSI in DME and DOL, 21,434 atoms: as from classical dynamics.

def chain(heavy, spacing=1.25):
    """A zigzag of heavy atoms; each carbon gets two hydrogens, one more at the ends."""
    atoms = []
    for k, element in enumerate(heavy):
        side = 1 - 2 * (k % 2)
        here = np.array([spacing * k, 0.4 * side, 0.0])
        atoms.append((element, here))
        if element == "C":
            atoms += [("H", here + [0, 0.6 * side, z]) for z in (0.9, -0.9)]
            if k in (0, len(heavy) - 1):
                atoms.append(("H", here + [1.05 if k else -1.05, 0, 0]))
    return atoms


def ring(heavy, radius=1.2):
    """A flat ring of heavy atoms, two hydrogens at each carbon."""
    atoms = []
    for k, element in enumerate(heavy):
        outward = np.array([np.cos(0.4 * np.pi * k), np.sin(0.4 * np.pi * k), 0])
        atoms.append((element, radius * outward))
        if element == "C":
            atoms += [("H", (radius + 0.55) * outward + [0, 0, z]) for z in (0.9, -0.9)]
    return atoms


def imide():
    """N(SO2CF3)2, trans."""
    atoms = [("N", np.zeros(3))]
    for side in (1, -1):
        sulfur, carbon = np.array([1.4 * side, 0.7, 0]), np.array([2.9 * side, -0.4, 0])
        atoms.append(("S", sulfur))
        atoms += [("O", sulfur + [0.5 * side, 0.6, z]) for z in (1.2, -1.2)]
        atoms.append(("C", carbon))
        atoms += [("F", carbon + [0.3 * side, -0.65, z]) for z in (1.1, -1.1)]
        atoms.append(("F", carbon + [0.9 * side, 0.95, 0]))
    return atoms


MOLECULES = [
    ("LI", 125, [("Li", np.zeros(3))]), ("TFS", 125, imide()),
    ("DME", 600, chain("COCCOC")), ("DOL", 894, ring("OCOCC")),
]
BOX = np.array([61.0, 61.2, 60.8])
ELEMENTS = ["Li", "C", "F", "H", "N", "O", "S"]
NUMBERS = {"Li": 3, "C": 6, "F": 9, "H": 1, "N": 7, "O": 8, "S": 16}


class Liquid:
    """Rigid molecules on a jittered grid, turned at random, pushed apart; then they diffuse."""

    def __init__(self):
        self.rng = np.random.default_rng(21434)
        self.elements, self.names, self.residues, molecule, local = [], [], [], [], []
        count = 0
        for residue, copies, atoms in MOLECULES:
            middle = np.mean([place for _, place in atoms], axis=0)
            for _ in range(copies):
                turn = self.rotation()
                for k, (element, place) in enumerate(atoms):
                    self.elements.append(element)
                    self.names.append(f"{element.upper()}{k + 1}" if len(atoms) > 1 else "LI")
                    self.residues.append((count + 1, residue))
                    molecule.append(count)
                    local.append(turn @ (place - middle))
                count += 1
        self.molecule, self.local = np.array(molecule), np.array(local)
        sites = np.array(list(itertools.product(range(13), repeat=3)))
        sites = sites[self.rng.permutation(len(sites))[:count]]
        self.centres = (sites + 0.5) / 13 * BOX + self.rng.uniform(-0.4, 0.4, (count, 3))
        self.thermal = np.zeros_like(self.local)
        self.push_apart()

    def rotation(self):
        q, r = np.linalg.qr(self.rng.standard_normal((3, 3)))
        return q * np.sign(np.diag(r))

    def push_apart(self, closest=2.0):
        from scipy.spatial import cKDTree

        for _ in range(100):
            place = (self.centres[self.molecule] + self.local) % BOX
            pairs = cKDTree(place, boxsize=BOX).query_pairs(closest, output_type="ndarray")
            owners = self.molecule[pairs]
            apart = owners[:, 0] != owners[:, 1]
            pairs, owners = pairs[apart], owners[apart]
            if len(pairs) == 0:
                return
            offset = place[pairs[:, 0]] - place[pairs[:, 1]]
            offset -= np.rint(offset / BOX) * BOX
            distance = np.linalg.norm(offset, axis=1, keepdims=True) + 1e-9
            push = np.clip((closest - distance) / distance * offset, -0.3, 0.3)
            np.add.at(self.centres, owners[:, 0], 0.5 * push)
            np.add.at(self.centres, owners[:, 1], -0.5 * push)

    def step(self):
        """Positions of the next frame in units of 0.01 Å, wrapped: what XTC and GRO can hold."""
        normal = self.rng.standard_normal
        self.centres = self.centres + 0.05 * normal(self.centres.shape)
        self.thermal = 0.5 * self.thermal + 0.05 * normal(self.local.shape)
        place = self.centres[self.molecule] + self.local + self.thermal
        whole = np.rint(BOX * 100).astype(np.int64)
        return np.rint(place * 100).astype(np.int64) % whole


def liquid(folder, megabytes):
    from mdtraj.formats import XTCTrajectoryFile

    system = Liquid()
    assert len(system.elements) == 21434
    frames = np.array([system.step() for _ in range(LIQUID_FRAMES)])
    np.save(f"{folder}/liquid.npy", frames[:4])
    with open(f"{folder}/liquid.elements", "w") as file:
        file.write(" ".join(system.elements))
    write_liquid_text(folder, megabytes * 1e6, system, frames)
    path = f"{folder}/liquid.xtc"
    with XTCTrajectoryFile(path + ".partial", "w") as file:
        for k, frame in enumerate(frames):
            file.write(
                (frame[None] / 1000).astype("f4"), time=np.array([0.1 * k], "f4"),
                step=np.array([50 * k]), box=np.diag(BOX / 10)[None].astype("f4"))
    os.replace(path + ".partial", path)
    with open(path, "rb") as file:
        whole = file.read()
    repeats = max(1, round(megabytes * 1e6 / len(whole)))
    write_whole(f"{folder}/large.xtc", itertools.repeat(whole, repeats))
    write_h5md(f"{folder}/large.h5", frames, system.elements, megabytes * 1e6)


def write_liquid_text(folder, size, system, frames):
    """The first frames as extxyz alone, and cycled as extxyz, GRO and LAMMPS dump."""
    n = len(system.elements)
    gro = "".join(
        f"{r:5d}{residue:<5s}{name:>5s}{(i + 1) % 100000:5d}%8.3f%8.3f%8.3f\n"
        for i, ((r, residue), name) in enumerate(zip(system.residues, system.names)))
    xyz = "".join(element + " %15.8f %15.8f %15.8f\n" for element in system.elements)
    dump = "".join(
        f"{i + 1} {ELEMENTS.index(element) + 1} {element} %.6f %.6f %.6f\n"
        for i, element in enumerate(system.elements))
    nanometres = [tuple((f / 1000).ravel().tolist()) for f in frames[:TEXT_FRAMES]]
    angstroms = [tuple((f / 100).ravel().tolist()) for f in frames[:TEXT_FRAMES]]
    a, b, c = BOX

    def gro_head(k):
        return f"LiTFSI in DME and DOL t= {0.1 * k:9.5f} step= {50 * k}\n{n}\n".encode()

    def xyz_head(k):
        return (
            f'{n}\nLattice="{a} 0.0 0.0 0.0 {b} 0.0 0.0 0.0 {c}" '
            f'Properties=species:S:1:pos:R:3 Time={0.1 * k:.3f} pbc="T T T"\n').encode()

    def dump_head(k):
        return (
            f"ITEM: TIMESTEP\n{50 * k}\nITEM: NUMBER OF ATOMS\n{n}\nITEM: BOX BOUNDS pp pp pp\n"
            f"0.0 {a}\n0.0 {b}\n0.0 {c}\nITEM: ATOMS id type element x y z\n").encode()

    edge = "%10.5f%10.5f%10.5f\n" % tuple(BOX / 10)
    gro_bodies = [(gro % x + edge).encode() for x in nanometres]
    xyz_bodies = [(xyz % x).encode() for x in angstroms]
    dump_bodies = [(dump % x).encode() for x in angstroms]
    write_whole(
        f"{folder}/liquid.extxyz", (xyz_head(k) + body for k, body in enumerate(xyz_bodies[:4])))
    write_whole(f"{folder}/large.gro", cycled(gro_head, gro_bodies, size))
    write_whole(f"{folder}/large.extxyz", cycled(xyz_head, xyz_bodies, size))
    write_whole(f"{folder}/large.dump", cycled(dump_head, dump_bodies, size))


def write_h5md(path, frames, elements, size):
    """H5MD of single precision as other programs write it: a chunk per frame, Å and ps."""
    import h5py

    n = len(elements)
    count = max(1, round(size / (12 * n)))
    with h5py.File(path + ".partial", "w", libver="latest") as file:
        about = file.create_group("h5md")
        about.attrs["version"] = np.array([1, 1], "i4")
        about.create_group("author").attrs["name"] = "benchmark"
        about.create_group("creator").attrs.update(name="workloads.py", version="1")
        group = file.create_group("particles/trajectory")
        group["species"] = np.array([NUMBERS[e] for e in elements], "i4")
        box = group.create_group("box")
        box.attrs["dimension"] = 3
        box.attrs["boundary"] = np.array([b"periodic"] * 3)
        step, time = np.arange(count) * 50, np.arange(count) * 0.1
        place = group.create_group("position")
        value = place.create_dataset("value", (count, n, 3), "f4", chunks=(1, n, 3))
        for k in range(count):
            value[k] = frames[k % len(frames)] / 100
        edges = box.create_group("edges")
        edges["value"] = np.repeat(np.diag(BOX)[None], count, axis=0)
        for part in (place, edges):
            part["value"].attrs["unit"] = "Angstrom"
            part["step"], part["time"] = step, time
            part["time"].attrs["unit"] = "ps"
    os.replace(path + ".partial", path)


# Cristobalite with thermal noise, 999,600 atoms, Si before O.

def million(folder, megabytes):
    rng = np.random.default_rng(999600)
    edge, repeats = 7.13, (35, 35, 34)
    face = np.array([[0, 0, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]])
    silicon = np.vstack([face, face + 0.25])
    tetrahedron = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]) / 8
    oxygen = (face[:, None] + tetrahedron[None]).reshape(-1, 3)
    cells = np.array(list(itertools.product(*map(range, repeats))))
    sites = [(cells[:, None] + basis[None]).reshape(-1, 3) for basis in (silicon, oxygen)]
    box = edge * np.array(repeats)
    places = np.vstack(sites) * edge
    places = (places + 0.23 * rng.standard_normal(places.shape)) % box
    counts = [len(sites[0]), len(sites[1])]
    write_points(f"{folder}/million.f64", counts, box, places)
    side = 17 * edge
    inside = (places < side).all(axis=1)
    part = [int(inside[:counts[0]].sum()), int(inside[counts[0]:].sum())]
    write_points(f"{folder}/part.f64", part, np.full(3, side), places[inside])
    write_poscar(f"{folder}/large.POSCAR", counts, box, places, megabytes * 1e6)
    write_million_gro(f"{folder}/million.gro", counts, box, places)


def write_points(path, counts, box, places):
    """Doubles: atoms of the first and the second species, three box lengths, positions."""
    write_whole(path, [np.concatenate([counts, box, places.ravel()]).tobytes()])


def write_poscar(path, counts, box, places, size):
    """As many blocks of the same million lines as fill `size`, the last one cut."""
    fractions = (places / box).ravel().tolist()
    line = "%20.16f%20.16f%20.16f\n"
    block = ((line * len(places)) % tuple(fractions)).encode()
    length = len(line % (0, 0, 0))
    total = max(3, int(size) // length)
    rows = "".join("%22.16f%22.16f%22.16f\n" % tuple(row) for row in np.diag(box))
    head = f"SiO2\n  1.0\n{rows}  Si  O\n  {total // 3} {total - total // 3}\nDirect\n".encode()
    rest = total * length % len(block)
    write_whole(
        path, itertools.chain([head], [block] * (total * length // len(block)), [block[:rest]]))


def write_million_gro(path, counts, box, places):
    names = ["Si"] * counts[0] + ["O"] * counts[1]
    lines = "".join(
        f"{(i // 3 + 1) % 100000:5d}SIO2 {name:>5s}{(i + 1) % 100000:5d}%8.3f%8.3f%8.3f\n"
        for i, name in enumerate(names))
    text = lines % tuple((places / 10).ravel().tolist())
    edge = "%10.5f%10.5f%10.5f\n" % tuple(box / 10)
    write_whole(path, [f"SiO2\n{len(names)}\n".encode(), text.encode(), edge.encode()])


# A thousand relaxations, each 1/1000 of a workload.

def outcars(folder, megabytes):
    part = f"{folder}/outcars.partial"
    vasp.make(part, 1000, max(1, round(megabytes / 55)))
    os.replace(part, f"{folder}/outcars")


MAKES = {
    outcars: ["outcars"],
    oxide: ["oxide.XDATCAR", "large.XDATCAR"],
    huge: ["huge.XDATCAR"],
    liquid: [
        "liquid.npy", "liquid.elements", "liquid.extxyz", "liquid.xtc", "large.xtc", "large.gro",
        "large.extxyz", "large.dump", "large.h5"],
    million: ["million.f64", "part.f64", "large.POSCAR", "million.gro"],
}


def main():
    folder, megabytes, wanted = sys.argv[1], float(sys.argv[2]), set(sys.argv[3:])
    os.makedirs(folder, exist_ok=True)
    if "huge.XDATCAR" in wanted:
        wanted.add("oxide.XDATCAR")
    for make, files in MAKES.items():
        missing = [f for f in files if f in wanted and not os.path.exists(f"{folder}/{f}")]
        if missing:
            print(f"making {', '.join(missing)}", file=sys.stderr, flush=True)
            make(folder, megabytes)


if __name__ == "__main__":
    main()
