internal import QuenchModel

/// Cell, positions and forces of one ionic step, read from where a scan found their tables.
///
/// Å and eV/Å, Cartesian. A scan passes over thousands of such tables and keeps the places of the
/// last ones.
package struct OUTCARStep {
  /// Nine numbers, rows a b c; nil where the table is cut.
  package let cell: [Double]?
  package private(set) var positions: [Double] = []
  package private(set) var forces: [Double] = []

  /// The title of the table of positions and forces (`(ML)` behind it where a force field made them).
  static func isTable(_ line: ReportLine) -> Bool {
    line.begins("POSITION") && line.contains("TOTAL-FORCE (eV/Angst)")
  }

  /// The last energies of an ionic step; those of electronic steps have one blank behind `energy`.
  static func isLastEnergy(_ line: ReportLine) -> Bool {
    line.begins("energy  without entropy") || line.begins("ML energy  without entropy")
  }

  /// Offsets of the first line of each table.
  package init(_ bytes: UnsafeRawBufferPointer, source: String, lattice: Int?, forces table: Int?) {
    cell = lattice.flatMap { Self.cell(ReportLines(bytes, source: source, from: $0)) }
    guard let table else { return }
    var lines = ReportLines(bytes, source: source, from: table)
    while let line = lines.next() {
      if line.begins("-----") {
        if positions.isEmpty { continue }
        return
      }
      let numbers = line.numbers
      guard numbers.count == 6 else { return }
      positions += numbers[..<3]
      forces += numbers[3...]
    }
  }

  private static func cell(_ lines: ReportLines) -> [Double]? {
    var lines = lines
    var cell: [Double] = []
    while cell.count < 9, let line = lines.next() {
      let numbers = line.numbers
      guard numbers.count >= 3 else { return nil }
      cell += numbers[..<3]
    }
    return cell.count == 9 ? cell : nil
  }

  /// eV/Å; nil without forces.
  package var worstForce: Double? {
    stride(from: 0, to: forces.count, by: 3)
      .map { Vector3(forces[$0], forces[$0 + 1], forces[$0 + 2]).length }.max()
  }
}
