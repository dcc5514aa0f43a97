extension ProtocolKeys {
  /// Those at least one engine renders.
  static let functionals = [
    "PBE", "PBEsol", "revPBE", "RPBE", "AM05", "LDA", "SCAN", "rSCAN", "r2SCAN", "TPSS", "revTPSS",
    "M06L", "PBE0", "HSE06", "HSE03",
  ]

  static let dft = Record(
    "dft", "What a density-functional calculation is, whichever engine does it.",
    [
      Field("functional", .choice(functionals), "Exchange and correlation; PBE without it."),
      Field(
        "dispersion", .choice(["none", "D2", "D3(zero)", "D3(BJ)"]), "Dispersion correction."),
      Field("hubbard", .elements(.record(hubbard)), "DFT+U by element."),
      Field("kpoints", kpoints, "gamma, a mesh such as 2x2x1, or a spacing."),
      Field("spin", .choice(DFTSettings.Spin.allCases.map(\.rawValue)), "Spin polarisation."),
      Field(
        "moments", .elements(.quantity(.moment, .from(-20, to: 20), example: "2 muB")),
        "Initial moments by element."),
      Field("charge", .quantity(.charge, .from(-100, to: 100), example: "0 e"), "Of the cell, e."),
      Field(
        "electronic-tolerance", .quantity(.energy, .above(0, to: 1), example: "1e-5 eV"),
        "Electronic convergence, per cell."),
      Field("smearing", .record(smearing), "Of the occupations."),
    ])

  private static let hubbard = Record(
    "hubbard", "U of one element.",
    [
      Field("l", .choice(["s", "p", "d", "f"]), "Orbital.", isRequired: true),
      Field(
        "U_eff", .quantity(.energy, .from(-20, to: 20), example: "3.25 eV"),
        "U − J, in Dudarev's scheme."),
      Field(
        "U", .quantity(.energy, .from(-20, to: 20), example: "4.25 eV"),
        "U, in Liechtenstein's scheme."),
      Field(
        "J", .quantity(.energy, .from(-20, to: 20), example: "1 eV"),
        "J, in Liechtenstein's scheme."),
      Field(
        "scheme", .choice(DFTSettings.Hubbard.Scheme.allCases.map(\.rawValue)),
        "dudarev without it."),
    ])

  private static let kpoints = FieldKind.anyOf([
    .anyOf([.choice(["gamma"]), .mesh]),
    .record(
      Record(
        "kpoints", "Sampling of reciprocal space.",
        [
          Field("mesh", .mesh, "Divisions along the three reciprocal vectors."),
          Field("gamma-centred", .flag, "Whether the mesh holds Γ; true without it."),
          Field(
            "spacing", .quantity(.inverseLength, .above(0, to: 5), example: "0.25 1/A"),
            "Largest distance between points, 2π included."),
        ])),
  ])

  private static let smearing = Record(
    "smearing", "Of the occupations.",
    [
      Field(
        "kind", .choice(DFTSettings.Smearing.Kind.allCases.map(\.rawValue)), "Function.",
        isRequired: true),
      Field(
        "width", .quantity(.energy, .from(0, to: 5), example: "0.05 eV"), "Width.",
        isRequired: true),
    ])

  static let vasp = Record(
    "vasp", "What only VASP needs.",
    [
      Field("ENCUT", .quantity(.energy, .above(0, to: 5000), example: "450 eV"), "Plane waves."),
      Field(
        "PREC", .choice(["Normal", "Accurate", "Single", "Low", "Medium", "High"]), "Precision."),
      Field(
        "potentials", .text,
        "Directory of your own potentials; else VASP_PP_PATH or PMG_VASP_PSP_DIR."),
      Field("potcar", .elements(.name), "Titles where the recommended are not wanted: V: V_pv."),
      Field(
        "machine-learning", .choice(["train", "refit", "run"]), "Machine-learned force field."),
      Field("KPAR", .integer(1...10_000), "Groups of k-points."),
      Field("NCORE", .integer(1...10_000), "Cores per band."),
      Field("tags", .names(.text), "Further INCAR tags, last word."),
      Field("program", .text, "vasp_std, vasp_gam, vasp_ncl, or a path."),
    ])

  static let cp2k = Record(
    "cp2k", "What only CP2K needs.",
    [
      Field(
        "cutoff", .quantity(.rydbergs, .above(0, to: 10_000), example: "600 Ry"),
        "Of the finest grid."),
      Field(
        "rel-cutoff", .quantity(.rydbergs, .above(0, to: 1000), example: "60 Ry"),
        "Of the grid a Gaussian is mapped to."),
      Field("method", .choice(["gpw", "gfn1-xtb"]), "gpw without it."),
      Field("basis", .name, "Basis set."),
      Field("program", .text, "cp2k, cp2k.psmp, or a path."),
    ])

  static let quantumESPRESSO = Record(
    "qe", "What only Quantum ESPRESSO needs.",
    [
      Field(
        "ecutwfc", .quantity(.rydbergs, .above(0, to: 1000), example: "60 Ry"), "Wave functions."),
      Field(
        "ecutrho", .quantity(.rydbergs, .above(0, to: 10_000), example: "480 Ry"), "Density."),
      Field(
        "pseudopotentials", .elements(.name), "File names by element."),
      Field("directory", .text, "Where the pseudopotentials are."),
      Field("program", .choice(["pw.x", "cp.x"]), "Of dynamics; pw.x without it."),
      Field("version", .text, "6.7 without it; from 7.1 on DFT+U is a card of its own."),
    ])

  static let lammps = Record(
    "lammps", "What only LAMMPS needs.",
    [
      Field(
        "potential", .choice(["bks", "matsui-akaogi", "pedone", "vashishta", "file"]),
        "A published potential, or file with your own commands."),
      Field("commands", .list(.text), "Pair commands as written, with potential: file."),
      Field("files", .list(.text), "Files these commands need."),
      Field(
        "accuracy", .number(.from(1e-8, to: 1e-2)),
        "Relative, of forces from the charge mesh; 1e-5 without it."),
      Field("program", .text, "lmp, or a path."),
    ])

  static let gromacs = Record(
    "gromacs", "What only GROMACS needs.",
    [
      Field("force-field", .text, "opls-clp, gaff2, or a directory with your own itp files."),
      Field(
        "cutoff", .quantity(.length, .above(0, to: 100), example: "1.2 nm"),
        "Of Lennard-Jones and real-space Coulomb."),
      Field("pme-order", .integer(3...12), "Interpolation order of PME; 4 without it."),
      Field(
        "pme-spacing", .quantity(.length, .above(0, to: 10), example: "0.12 nm"), "PME grid."),
      Field(
        "as-published", .flag, "Keep a paper's settings that grompp warns of, each waived by name."),
      Field(
        "charge-scale", .number(.above(0, to: 2)), "Of formal charges in films and electrodes."),
      Field(
        "charges", .names(.quantity(.charge, .from(-10, to: 10), example: "0.5 e")),
        "Of the film by element (O), of any atom of film or electrode by residue (LiBq)."),
      Field("program", .text, "gmx, gmx_mpi, or a path."),
    ])
}
