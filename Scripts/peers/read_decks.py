"""Reads VASP decks with pymatgen and ASE and stops where either finds fault; argument: a directory."""

import sys
import warnings
from pathlib import Path

import ase.io
from pymatgen.io.vasp import Incar, Kpoints, Poscar

# What pymatgen 2026 does not list: tags of VTST, and of VASP 6.4 (wiki: MDALGO, ML_LMLFF).
UNKNOWN_TO_PYMATGEN = {
    "LCLIMB", "SPRING", "IMAGES", "CSVR_PERIOD", "ML_LMLFF", "MDALGO: Cannot find 5 ",
}


def check_incar(path, species, atoms):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        incar = Incar.from_file(path)
        incar.check_params()
    faults = [
        str(w.message)
        for w in caught
        if not any(tag in str(w.message) for tag in UNKNOWN_TO_PYMATGEN)
    ]
    if incar.get("LDAU"):
        for tag in ("LDAUL", "LDAUU", "LDAUJ"):
            if len(incar[tag]) != len(species):
                faults.append(f"{tag} has {len(incar[tag])} values for {species}")
    if "MAGMOM" in incar and atoms and len(incar["MAGMOM"]) != atoms:
        faults.append(f"MAGMOM has {len(incar['MAGMOM'])} values for {atoms} atoms")
    return faults, incar


def check_structure(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mode line of flags that hold nobody
        poscar = Poscar.from_file(path, check_for_potcar=False)
    atoms = ase.io.read(path, format="vasp")
    faults = []
    if len(atoms) != len(poscar.structure):
        faults.append("ASE and pymatgen count different atoms")
    if [s.symbol for s in poscar.structure.species] != atoms.get_chemical_symbols():
        faults.append("ASE and pymatgen read different species")
    if poscar.structure.lattice.matrix.dot([1, 1, 1]).shape != (3,) or atoms.cell.handedness < 0:
        faults.append("left-handed")
    return faults, poscar


def main(root):
    failed = 0
    for incar_path in sorted(root.rglob("INCAR")):
        folder = incar_path.parent
        structures = sorted(folder.glob("**/POSCAR"))
        faults, species, count = [], [], 0
        for path in structures:
            found, poscar = check_structure(path)
            faults += [f"{path.parent.name}/POSCAR: {fault}" for fault in found]
            species, count = poscar.site_symbols, len(poscar.structure)
        if not structures:  # a later stage: its POSCAR is made from the CONTCAR before
            first = sorted(root.glob(f"{folder.relative_to(root).parts[0]}/*/POSCAR"))
            _, poscar = check_structure(first[0])
            species, count = poscar.site_symbols, len(poscar.structure)
        found, incar = check_incar(incar_path, species, count)
        faults += found
        kpoints = Kpoints.from_file(folder / "KPOINTS")
        spec = (folder / "POTCAR.spec").read_text().split()
        if [title.split("_")[0] for title in spec] != species:
            faults.append(f"POTCAR.spec {spec} is not in the order {species}")
        print(
            f"{folder.relative_to(root)}: {len(incar)} tags, {kpoints.style} {kpoints.kpts[0]}, "
            f"{len(structures)} structures" + "".join(f"\n  {fault}" for fault in faults)
        )
        failed += bool(faults)
    sys.exit(1 if failed else 0)


main(Path(sys.argv[1]))
