import ArgumentParser
import Quench

struct LedgerExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the ledger as JSON, CSV, extended XYZ or SQL.")

  @Flag(help: "All records, JSON (the default).")
  var json = false
  @Flag(help: "One line per calculation, CSV.")
  var csv = false
  @Flag(help: "Final structures with their energies.")
  var extxyz = false
  @Flag(help: "SQL text that sqlite3 reads back.")
  var sql = false
  @Option(name: [.short, .long], help: ArgumentHelp("File to write.", valueName: "file"))
  var output = "-"
  @Flag(help: "Replace an existing file.")
  var force = false
  @OptionGroup var ledger: LedgerOptions

  func validate() throws {
    guard [json, csv, extxyz, sql].filter({ $0 }).count < 2 else {
      throw ValidationError("choose one of --json, --csv, --extxyz and --sql")
    }
  }

  func run() throws {
    let ledger = try ledger.open()
    let file = try OutputFile(path: output, force: force)
    try file.write(bytes(ledger))
    try file.finish()
  }

  private func bytes(_ ledger: Ledger) throws -> [UInt8] {
    if csv { return Array(LedgerTable.everything(try ledger.entries()).withInertText.csv().utf8) }
    if sql { return Array(try ledger.sql().utf8) }
    guard extxyz else { return Array(try ledger.json().utf8) }
    let (bytes, left) = try ledger.extxyz()
    if left > 0 { Terminal.complain("warning: W-LOSS: \(left) calculations have no structure") }
    return bytes
  }
}

struct LedgerImportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take in a ledger's JSON, an ASE database (SQLite or JSON), or a YAML of published values.")

  @Argument(help: "Files.")
  var files: [String]
  @Option(help: ArgumentHelp("Tags for all of them.", valueName: "tag"))
  var tag: [String] = []
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let ledger = try ledger.open(create: true)
    for file in files {
      var records = try LedgerImport.records(from: file)
      for index in records.indices { records[index].calculation.tags += tag }
      let outcomes = try ledger.add(records.map(\.calculation), by: LedgerIntake.signature)
      try setReferences(zip(records, outcomes), ledger)
      let new = outcomes.count { if case .added = $0 { true } else { false } }
      if !report.quiet {
        Terminal.complain("\(file): \(new) added, \(outcomes.count - new) were there already")
      }
    }
  }

  /// A species that the ledger knows keeps its calculation.
  private func setReferences(
    _ added: some Sequence<(LedgerRecord, AddOutcome)>, _ ledger: Ledger
  ) throws {
    let known = Set(try ledger.references().map(\.species))
    for (record, outcome) in added {
      for species in record.references ?? [] where !known.contains(species) {
        try ledger.setReference(species, to: outcome.name)
      }
    }
  }
}

struct EnergyCompare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Published values against what follows from their own inputs, and against the ledger.",
    discussion: """
      A YAML file: source: …, values: a list of quantity, published, unit, and formula (with inputs) \
      or reaction. Formulas know M(formula) in g/mol, capacity(n, M) in mAh/g, mean, abs, sqrt, F.
      """)

  @Argument(help: "YAML files.")
  var files: [String]
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    var rows: [[Table.Cell]] = []
    var notes: [String] = []
    for file in files {
      let text = String(decoding: try SmallFile.bytes(of: file, limit: 1 << 20), as: UTF8.self)
      let paper = try PaperFile.read(text, name: file)
      notes.append("source: \(paper.source) [\(file)]")
      for value in paper.values { rows.append(try row(value, &notes)) }
    }
    let table = Table(
      columns: [
        .init("quantity"), .init("published"), .init("computed"), .init("difference"),
        .init("unit"), .init("from its own inputs?"), .init("formula"), .init("remark"),
      ], rows: rows)
    try EnergyReport(table: table, notes: notes).write(output, inputs: files)
  }

  private func row(_ value: PublishedValue, _ notes: inout [String]) throws -> [Table.Cell] {
    let verdict = try value.verdict()
    var computed = verdict.computed
    if let reaction = value.reaction {
      let result = try showingMismatch {
        try ReactionRun(energy, energy.ledger.open()).energy(reaction, basis: nil)
      }
      computed = result.value
      notes += result.notes
    }
    var remark = value.note
    if case .doesNotFollow(_, let why?) = verdict {
      remark = [why, value.note].compactMap { $0 }.joined(separator: "; ")
    }
    return [
      .text(value.quantity), .fixed(value.value, decimals: value.decimals),
      computed.map { .fixed($0, decimals: max(value.decimals, 2)) } ?? .empty,
      computed.map { .fixed($0 - value.value, decimals: max(value.decimals, 2)) } ?? .empty,
      .text(value.unit), .text(verdict.text), .text(value.formula ?? value.reaction ?? "-"),
      .text(remark ?? "-"),
    ]
  }
}
