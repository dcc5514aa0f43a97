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
    .extxyz,
  ]

  public static func named(_ name: String) -> FileFormat? {
    all.first { $0.name == name.lowercased() }
  }
}
