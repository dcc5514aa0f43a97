import QuenchFormats

extension RunSeries {
  /// OSZICAR: one line per ionic step, `T= … E= … F= … EK= …` in dynamics, `F= … E0= …` otherwise.
  ///
  /// Electrons: a step converged where its last electronic step came before NELM, or else where the
  /// energy change it prints is below EDIFF; without either number nothing is said.
  package static func oszicar(
    _ bytes: UnsafeRawBufferPointer, source: String, timestep: Double?, nelm: Int?, ediff: Double?
  ) -> RunSeries {
    var series = RunSeries(engine: "vasp")
    series.conservedName = "E (F + EK + SP + SK)"
    var lastCount: Int?
    var lastChange: Double?
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if let colon = line.end(of: ":"), line.contains("E") {
        let numbers = Self.numbers(line, from: colon)
        if let count = numbers.first.flatMap({ Int(exactly: $0) }) {
          lastCount = count
          lastChange = numbers.count > 2 ? numbers[2] : nil
        }
      } else if line.contains("E0="), let row = Self.ionicStep(line, timestep: timestep) {
        series.rows.append(row)
        series.rows[series.rows.count - 1].electronsConverged = Self.isConverged(
          count: lastCount, change: lastChange, nelm: nelm, ediff: ediff)
        lastCount = nil
      }
    }
    return series
  }

  private static func numbers(_ line: ReportLine, from start: Int) -> [Double] {
    String(decoding: line.bytes[start...], as: UTF8.self).split { $0 == " " }
      .prefix(3).map { ReportLine.number($0) ?? .nan }
  }

  private static func ionicStep(_ line: ReportLine, timestep: Double?) -> Row? {
    guard let step = line.words.first.flatMap({ Int($0) }) else { return nil }
    var row = Row(step: step)
    row.time = timestep.map { Double(step) * $0 }
    row.temperature = line.number(after: "T=")
    row.kinetic = line.number(after: "EK=")
    row.potential = line.number(after: " F=")
    row.conserved = line.number(after: " E=")
    return row
  }

  private static func isConverged(
    count: Int?, change: Double?, nelm: Int?, ediff: Double?
  ) -> Bool? {
    guard let count, let nelm else { return nil }
    if count < nelm { return true }
    guard let change, let ediff, change.isFinite else { return false }
    return abs(change) < ediff
  }
}
