extension FileFormat {
  /// Every format, in the order in which names and contents are tried.
  public static let all: [FileFormat] = [
    .xdatcar,
    .poscar,
    .cif,
    .gro,
    .xtc,
    .trr,
    .lammpsDump,
    .lammpsData,
    .pwInput,
    .cp2k,
    .pdb,
    .vasprun,
    .outcar,
    .extxyz,
    .pwOutput,
    .cpPositions,
  ]

  /// The format of this name or of one of the names people also use.
  public static func named(_ name: String) -> FileFormat? {
    let known = aliases[name.lowercased()] ?? name.lowercased()
    return all.first { $0.name == known }
  }

  private static let aliases = [
    "vasp": "poscar", "contcar": "poscar", "xyz": "extxyz", "dump": "lammps-dump",
    "lammpstrj": "lammps-dump", "data": "lammps-data", "lmp": "lammps-data", "pwi": "pw-in",
    "espresso-in": "pw-in", "restart": "cp2k",
    "ent": "pdb",
  ]
}
