internal import QuenchModel

extension FileFormat {
  /// VASP's OUTCAR as a trajectory: positions to five decimals, forces, cell, stress, energies.
  ///
  /// `energy` is the free energy TOTEN, which the forces belong to. vasprun.xml has more digits.
  public static let outcar = FileFormat(
    name: "outcar", title: "VASP OUTCAR", isTrajectory: true,
    holds: [.title, .cell, .speciesLabels, .forces, .step, .time, .observables, .atomOrder],
    ownsName: { $0.lowercased().hasPrefix("outcar") },
    ownsContent: { head in
      var lines = ReportLines(UnsafeRawBufferPointer(rebasing: head.prefix(256)), source: "")
      while let line = lines.next() {
        if !line.isBlank { return line.begins("vasp.") }
      }
      return false
    },
    makeReader: { (_, _, _) throws(ParseError) in OUTCARReader() })
}
