internal import QuenchModel

extension FileFormat {
  /// VASP's vasprun.xml as a trajectory: every ionic step with cell, positions, forces, stress, energies.
  ///
  /// `energy` is the free energy TOTEN (`e_fr_energy`), which the forces belong to.
  public static let vasprun = FileFormat(
    name: "vasprun", title: "VASP vasprun.xml", isTrajectory: true,
    holds: [.cell, .forces, .fixedAxes, .step, .time, .observables, .atomOrder, .orientation],
    ownsName: { name in
      let name = name.lowercased()
      return name.hasPrefix("vasprun") && name.hasSuffix(".xml")
    },
    ownsContent: { head in
      let text = String(decoding: head.prefix(512), as: UTF8.self)
      return text.hasPrefix("<?xml") && text.contains("<modeling>")
    },
    makeReader: { (_, _, _) throws(ParseError) in VASPRunReader() })
}
