import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads outputs in parallel and adds them batch by batch; a batch is one transaction.
struct LedgerIntake {
  private let command: LedgerAdd
  private let ledger: Ledger

  init(_ command: LedgerAdd, _ ledger: Ledger) {
    self.command = command
    self.ledger = ledger
  }

  func run(_ outputs: [String]) throws {
    var rows: [[Table.Cell]] = []
    var worst: (any Error)?
    let progress = ProgressBar(total: outputs.count, quiet: command.report.quiet, unit: "outputs")
    var start = 0
    while start < outputs.count {
      let paths = Array(outputs[start..<min(start + CalculationBatch.size, outputs.count)])
      rows += try add(
        CalculationBatch.read(paths, from: command.from, lammpsUnits: command.lammpsUnits), &worst)
      start += CalculationBatch.size
      progress.update(min(start, outputs.count))
    }
    progress.finish()
    try say(rows)
    if let worst { throw worst }
  }

  private func add(
    _ readings: [CalculationBatch.Reading], _ worst: inout (any Error)?
  ) throws -> [[Table.Cell]] {
    var rows: [[Table.Cell]] = []
    var accepted: [Calculation] = []
    for reading in readings {
      do {
        accepted.append(try accept(try reading.result.get()))
      } catch {
        worst = worst ?? error
        Terminal.complain("\(reading.path): not added: \(error)")
      }
    }
    let outcomes = try ledger.add(accepted, by: Self.signature)
    for (calculation, outcome) in zip(accepted, outcomes) {
      rows.append(LedgerTable.addedRow(calculation, outcome))
    }
    return rows
  }

  /// Unconverged runs are refused, or marked.
  private func accept(_ calculation: Calculation) throws -> Calculation {
    var calculation = calculation
    if let name = command.name { calculation.name = name }
    calculation.tags += command.tag
    calculation.notes += command.note
    if !calculation.convergence.isConverged {
      guard command.allow.contains("unconverged") else {
        let why = calculation.convergence.reason ?? "its run did not converge"
        throw Refusal(
          .inconsistent, "not converged (\(why)); --allow unconverged adds it and says so")
      }
      calculation.allowances.append("unconverged")
    }
    return calculation
  }

  private func say(_ rows: [[Table.Cell]]) throws {
    guard !command.report.quiet || command.report.json || command.report.csv else { return }
    let table = LedgerTable.added(rows)
    if command.report.json { return try Terminal.say(table.json().rendered() + "\n") }
    if command.report.csv { return try Terminal.say(table.csv()) }
    guard rows.count > 40 else { return try Terminal.say(table.rendered()) }
    let new = rows.filter { $0.first == .text("added") }.count
    try Terminal.say("\(new) calculations added, \(rows.count - new) were there already\n")
  }

  static var signature: Signature {
    let name = getpwuid(getuid()).flatMap { $0.pointee.pw_name.map { String(cString: $0) } }
    return Signature(user: name ?? "\(getuid())", version: QuenchCommand.version)
  }
}
