"""OUTCARs of relaxations as VASP 6.3 writes them (ISIF 3, spin, DFT+U), one folder each.

Every file has energies, cells, positions and forces of its own; the bulk of an OUTCAR, its
timings, energy terms and bands, is taken in turn from a small seeded pool, so that a thousand
files take seconds to make.
"""
import os
import random

TITLES = {"V": ("V_pv", 11.0, 50.941, 263.673), "O": ("O", 6.0, 16.0, 400.0)}
DASHES = "-" * 104
KPOINTS, BANDS = 8, 48
TIMED = ("POTLOK", "SETDIJ", "EDDAV", "DOS", "CHARGE", "MIXING")
TERMS = ("alpha Z        PSCENC", "Ewald energy   TEWEN ", "-Hartree energ DENC  ",
         "-exchange      EXHF  ", "-V(xc)+E(xc)   XCENC ", "PAW double counting  ",
         "entropy T*S    EENTRO", "eigenvalues    EBANDS", "atomic energy  EATOM ",
         "Solvation  Ediel_sol ")
STRESSES = ("Alpha Z", "Ewald  ", "Hartree", "E(xc)  ", "Local  ", "n-local", "augment",
            "Kinetic", "Fock   ")


def head(vanadium, oxygen):
    lines = [
        " vasp.6.3.2 27Jun22 (build Jan 15 2023 10:12:33) complex",
        " executed on             LinuxIFC date 2023.05.11  10:20:30",
        " running on   32 total cores", " distrk:  each k-point on   32 cores,    1 groups", "",
        DASHES, "", " INCAR:", "   SYSTEM = V2O3", ""]
    lines += [f" POTCAR:    PAW_PBE {TITLES[e][0]} 07Sep2000" for e in "VO"]
    for element in "VO":
        title, valence, mass, enmax = TITLES[element]
        lines += [
            f" POTCAR:    PAW_PBE {title} 07Sep2000", f"   VRHFIN ={element}: valence",
            "   LEXCH  = PE", "   EATOM  =   432.3788 eV,   31.7789 Ry", "",
            f"   TITEL  = PAW_PBE {title} 07Sep2000",
            "   LULTRA =        F    use ultrasoft PP ?",
            f"   POMASS = {mass:8.3f}; ZVAL   = {valence:8.3f}    mass and valenz",
            f"   ENMAX  = {enmax:8.3f}; ENMIN  = {0.75 * enmax:8.3f} eV", ""]
        lines += [f"   {k:5d}   {k / 7:9.3f}   {k / 11:9.3f}   {k / 13:9.3f}" for k in range(60)]
    atoms = vanadium + oxygen
    lines += [
        "", " Dimension of arrays:",
        f"   k-points           NKPTS = {KPOINTS:6d}   k-points in BZ     NKDIM = {KPOINTS:6d}"
        f"   number of bands    NBANDS={BANDS:7d}",
        f"   number of dos      NEDOS =    301   number of ions     NIONS = {atoms:6d}",
        f"   ions per type =        {vanadium:8d}{oxygen:5d}", "",
        " Startparameter for this run:", "   NWRITE =      2    write-flag & timer",
        "   PREC   = accura    normal or accurate (medium, high low for compatibility)",
        "   ISPIN  =      2    spin polarized calculation?",
        "   LNONCOLLINEAR =      F non collinear calculations", "",
        " k-points in reciprocal lattice and weights: Automatic mesh",
        *[f"  {k / 16:12.8f}{0:12.8f}{0:12.8f}{1 / KPOINTS:16.3f}" for k in range(KPOINTS)], "",
        " Electronic Relaxation 1",
        "   ENCUT  =  500.0 eV  36.75 Ry    6.06 a.u.  20.31 20.31 25.00*2*pi/ulx,y,z",
        "   NELM   =     60;   NELMIN=  6; NELMDL= -5     # of ELM steps",
        "   EDIFF  = 0.1E-05   stopping-criterion for ELM", " Ionic relaxation",
        "   EDIFFG = -.2E-01   stopping-criterion for IOM",
        "   NSW    =     99    number of steps for IOM",
        "   IBRION =      2    ionic relax: 0-MD 1-quasi-New 2-CG",
        "   ISIF   =      3    stress and relaxation",
        f"   NELECT = {11.0 * vanadium + 6.0 * oxygen:12.4f}    total number of electrons",
        "   ISMEAR =     0;   SIGMA  =   0.05  broadening in eV -4-tet -1-fermi 0-gaus",
        "   GGA     =    --    GGA type", "   LHFCALC =     F    Hartree Fock is set to",
        "   IVDW  = 12", "   LDIPOL =      F    correct potential (dipole corrections)",
        "   IDIPOL =      0    1-x, 2-y, 3-z, 4-all directions",
        " LDA+U is selected, type is set to LDAUTYPE =  2",
        "   angular momentum for each species LDAUL =     2   -1",
        "   U (eV)           for each species LDAUU =   3.2  0.0",
        "   J (eV)           for each species LDAUJ =   0.0  0.0", "", ""]
    return "\n".join(lines)


def electronic_filler(rng):
    """Timings, mixing and energy terms of one electronic step, with places for what differs."""
    lines = [""]
    lines += [f"    {name}:  cpu time{rng.random() * 9:11.4f}: real time{rng.random() * 9:11.4f}"
              for name in TIMED]
    lines += [
        "    --------------------------------------------",
        f"      LOOP:  cpu time{rng.random() * 40:11.4f}: real time{rng.random() * 40:11.4f}", "",
        " eigenvalue-minimisations  :  2880",
        " total energy-change (2. order) :%16.7E  (%15.7E)",
        " number of electron     240.0000000 magnetization      %11.7f",
        f" augmentation part       90.1234567 magnetization      {rng.random() * 9:11.7f}", "",
        " Broyden mixing:", "  rms(total) = 0.61E+00    rms(broyden)= 0.60E+00",
        "  rms(prec ) = 0.83E+00", "  weight for this iteration     100.00", "",
        " eigenvalues of (default mixing * dielectric matrix)",
        "  average eigenvalue GAMMA=   1.8123", "  2.4051  1.0213  1.9344", "",
        " Free energy of the ion-electron system (eV)",
        "  ---------------------------------------------------"]
    lines += [f"  {name} = {rng.uniform(-9e3, 9e3):18.8f}" for name in TERMS]
    lines += [
        "  ---------------------------------------------------",
        "  free energy    TOTEN  = %18.8f eV", "",
        "  energy without entropy = %18.8f  energy(sigma->0) = %18.8f", "", "", DASHES, ""]
    return "\n".join(lines) + "\n"


def band_filler(rng):
    lines = ["", " average (electrostatic) potential at core",
             "  the test charge radii are     0.9755  0.7215"]
    lines += [f"      {k + 1:2d} {rng.uniform(-80, -40):9.4f}" for k in range(20)]
    lines += ["", f" E-fermi : {rng.uniform(2, 5):8.4f}     XC(G=0): -10.1234     alpha+bet : -9.5", ""]
    for spin in (1, 2):
        lines += ["", f" spin component {spin}", ""]
        for k in range(KPOINTS):
            lines += [f" k-point {k + 1:5d} :    {k / 16:9.4f}{0:10.4f}{0:10.4f}",
                      "  band No.  band energies     occupation "]
            lines += [f"  {b + 1:5d} {-20 + b / 2 + rng.random():11.4f} {float(b < 40):11.5f}"
                      for b in range(BANDS)]
            lines.append("")
    lines += ["", DASHES, "", "",
              "  FORCE on cell =-STRESS in cart. coord.  units (eV):",
              "  Direction    XX          YY          ZZ          XY          YZ          ZX",
              "  " + "-" * 86]
    lines += ["  %s " % name + "".join(f"{rng.uniform(-900, 900):12.5f}" for _ in range(6))
              for name in STRESSES]
    return "\n".join(lines) + "\n"


def ionic_step(rng, pools, step, last, energy, atoms):
    parts = []
    cycles = 14 if step == 1 else 9
    for cycle in range(1, cycles + 1):
        off = 0.3 * 10.0 ** (-6 * cycle / cycles)
        change = 1e-7 if cycle == cycles else off
        parts.append(
            f"{'-' * 39} Iteration {step:6d}({cycle:4d})  {'-' * 39}\n")
        parts.append(rng.choice(pools[0]) % (
            -change, -1.1 * change, 3.9 + off, energy + off, energy + off + 0.002,
            energy + off + 0.001))
    parts.append("------------------------ aborting loop because EDIFF is reached "
                 + "-" * 40 + "\n")
    parts.append(rng.choice(pools[1]))
    a, c = 9.9 + 0.02 * rng.random(), 14.0 + 0.02 * rng.random()
    pressure = rng.uniform(-3, 3)
    parts.append(
        "  " + "-" * 86 + "\n"
        + "  Total   " + "".join(f"{rng.uniform(-1, 1):12.5f}" for _ in range(6)) + "\n"
        + f"  in kB   {pressure:12.5f}{pressure:12.5f}{-pressure:12.5f}"
        + f"{0:12.5f}{0:12.5f}{0:12.5f}\n"
        + f"  external pressure = {pressure / 3:11.2f} kB  Pullay stress =        0.00 kB\n\n\n"
        + " VOLUME and BASIS-vectors are now :\n"
        + "  " + "-" * 77 + "\n"
        + "  energy-cutoff  :      500.00\n"
        + f"  volume of cell :   {a * a * c:10.2f}\n"
        + "      direct lattice vectors                 reciprocal lattice vectors\n"
        + f"  {a:13.9f}{0:13.9f}{0:13.9f}  {1 / a:13.9f}{0:13.9f}{0:13.9f}\n"
        + f"  {0:13.9f}{a:13.9f}{0:13.9f}  {0:13.9f}{1 / a:13.9f}{0:13.9f}\n"
        + f"  {0:13.9f}{0:13.9f}{c:13.9f}  {0:13.9f}{0:13.9f}{1 / c:13.9f}\n\n"
        + "  length of vectors\n"
        + f"  {a:13.9f}{a:13.9f}{c:13.9f}  {1 / a:13.9f}{1 / a:13.9f}{1 / c:13.9f}\n\n\n"
        + " POSITION                                       TOTAL-FORCE (eV/Angst)\n"
        + " " + "-" * 83 + "\n")
    row = " %12.5f %12.5f %12.5f    %13.6f %13.6f %13.6f\n"
    parts += [row % (rng.random() * a, rng.random() * a, rng.random() * c,
                     rng.gauss(0, 0.01), rng.gauss(0, 0.01), rng.gauss(0, 0.01))
              for _ in range(atoms)]
    parts.append(
        " " + "-" * 83 + "\n    total drift:                                "
        "0.000123      0.000012     -0.000456\n\n\n" + DASHES + "\n\n\n\n"
        "  FREE ENERGIE OF THE ION-ELECTRON SYSTEM (eV)\n"
        "  ---------------------------------------------------\n"
        f"  free  energy   TOTEN  = {energy:18.8f} eV\n\n"
        f"  energy  without entropy={energy + 0.002:18.8f}  energy(sigma->0) ="
        f"{energy + 0.001:18.8f}\n\n\n\n" + DASHES + "\n\n\n")
    return "".join(parts)


FOOT = """ reached required accuracy - stopping structural energy minimisation


 General timing and accounting informations for this job:
 ========================================================

                  Total CPU time used (sec):     1234.567
                            User time (sec):     1200.001
                         Elapsed time (sec):     1300.123
"""


def outcar(rng, pools, steps):
    vanadium, oxygen = rng.choice([(8, 12), (12, 18), (12, 17), (11, 18)])
    energy = -9.2 * (vanadium + oxygen) + rng.random()
    text = [head(vanadium, oxygen)]
    for step in range(1, steps + 1):
        energy -= 0.05 / step**2
        text.append(ionic_step(rng, pools, step, step == steps, energy, vanadium + oxygen))
    return "".join(text) + FOOT


def make(folder, count, steps, seed=1):
    """`count` folders run0000… with an OUTCAR each."""
    rng = random.Random(seed)
    pools = ([electronic_filler(rng) for _ in range(12)], [band_filler(rng) for _ in range(12)])
    for index in range(count):
        place = os.path.join(folder, f"run{index:04d}")
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, "OUTCAR"), "w", encoding="ascii") as file:
            file.write(outcar(rng, pools, steps))
