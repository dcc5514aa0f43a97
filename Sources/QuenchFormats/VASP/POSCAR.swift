public import QuenchModel

/// VASP's structure file (VASP wiki: POSCAR, CONTCAR).
public enum POSCAR {
  /// Keys of `Structure.verbatim`: what only VASP understands, word for word.
  public enum Verbatim {
    /// The block "Lattice velocities and vectors", eight lines (NpT).
    public static let latticeVelocities = "vasp.latticeVelocities"
    /// Velocities in fractions of a cell per time step, mode line included; the step is not in the file.
    public static let directVelocities = "vasp.directVelocities"
    /// All that follows the velocities.
    public static let predictorCorrector = "vasp.predictorCorrector"
  }

  /// The order in which the writer puts the atoms: species together, in the order of the table.
  ///
  /// The identity where `groupSpecies` is false or the atoms already stand so. Per-atom lists (MAGMOM,
  /// LDAU…) must follow the same permutation.
  public static func order(of structure: Structure, groupSpecies: Bool = true) -> Permutation {
    guard groupSpecies else { return .identity(count: structure.count) }
    return structure.species.mapValues(POSCARLabel.text).grouping()
  }
}

extension FileFormat {
  /// VASP POSCAR and CONTCAR, VASP 4 to 6.
  public static let poscar = FileFormat(
    name: "poscar", title: "VASP POSCAR/CONTCAR", isTrajectory: false,
    holds: [
      .title, .cell, .speciesLabels, .velocities, .fixedAxes, .verbatim, .precision, .orientation,
    ],
    ownsName: { name in
      let name = name.lowercased()
      return name.hasPrefix("poscar") || name.hasPrefix("contcar")
        || name.hasSuffix(".vasp")
          && !name.hasPrefix("xdatcar")
        || name.hasSuffix(".poscar")
    },
    ownsContent: { VASPSignature(head: $0) == .poscar },
    makeReader: { _, _, options in POSCARReader(options: options) },
    makeEncoder: { POSCAREncoder(options: $0) })
}
