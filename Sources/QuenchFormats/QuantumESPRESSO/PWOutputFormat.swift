internal import QuenchModel

extension FileFormat {
  /// What pw.x and cp.x (Quantum ESPRESSO 5 to 7) print while atoms move: relaxations, dynamics, or one
  /// structure. Positions, cell, energy, forces; cp.x also velocities.
  public static let pwOutput = FileFormat(
    name: "pw-out", title: "Quantum ESPRESSO pw.x and cp.x output", isTrajectory: true,
    holds: [.cell, .speciesLabels, .velocities, .forces, .step, .time, .observables, .orientation],
    ownsName: { _ in false },
    ownsContent: { hasProgram($0) },
    makeReader: { (_, source, _) throws(ParseError) in PWOutputReader(source: source) })

  /// mpirun may have its say in the lines before.
  private static func hasProgram(_ head: UnsafeRawBufferPointer) -> Bool {
    var lines = ReportLines(UnsafeRawBufferPointer(rebasing: head.prefix(16384)), source: "")
    while let line = lines.next() {
      if line.begins("Program PWSCF v") || line.begins("Program CP v") { return true }
    }
    return false
  }
}
