import ArgumentParser
import Quench

struct LedgerVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Keep calculations with what they were, in one SQLite file.",
    subcommands: [
      LedgerAdd.self, LedgerList.self, LedgerShow.self, LedgerSet.self, LedgerRemove.self,
      LedgerReference.self, LedgerExport.self, LedgerImportVerb.self, LedgerBackup.self,
      LedgerCheck.self, LedgerSchema.self,
    ])
}

struct LedgerAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Read calculations into the ledger.",
    discussion: """
      Files, or directories that are searched with all below them. The same output twice is added \
      once. An unconverged run is refused (exit 3) unless --allow unconverged, which is recorded and \
      shown in every table it enters; the other runs are added all the same.
      """)

  @Argument(help: "Outputs, or directories.")
  var paths: [String]
  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("Read all as this format.", valueName: "format"))
  var from: String?
  @Option(help: ArgumentHelp("Unit style of LAMMPS logs that do not echo it.", valueName: "style"))
  var lammpsUnits: String?
  @Option(help: ArgumentHelp("Name of the calculation, when it is one.", valueName: "name"))
  var name: String?
  @Option(help: ArgumentHelp("Tags for all of them.", valueName: "tag"))
  var tag: [String] = []
  @Option(help: ArgumentHelp("A note for all of them.", valueName: "text"))
  var note: [String] = []
  @Option(help: ArgumentHelp("unconverged: add such runs too and say so.", valueName: "what"))
  var allow: [String] = []
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if let other = allow.first(where: { $0 != "unconverged" }) {
      throw ValidationError("--allow takes unconverged here, not '\(other)'")
    }
  }

  func run() throws {
    let outputs = try paths.flatMap { try CalculationSearch.outputs(under: $0) }
    guard !outputs.isEmpty else {
      throw Refusal(
        .unreadableInput, "no calculation was found under \(paths.joined(separator: " "))")
    }
    if name != nil, outputs.count > 1 {
      throw ValidationError("--name is for one calculation; \(outputs.count) were found")
    }
    let intake = LedgerIntake(self, try ledger.open(create: true))
    try intake.run(outputs)
  }
}

struct LedgerList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what the ledger holds.")

  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("Only those with this tag.", valueName: "tag"))
  var tag: String?
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try ledger.open()
    let entries = try tag.map { try ledger.entries(tagged: $0) } ?? ledger.entries()
    try EnergyReport(table: LedgerTable.list(entries), notes: []).write(output)
  }
}

struct LedgerShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is known of one calculation.")

  @Argument(help: "Name, #id, tag or reference species.")
  var name: String
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let entry = try ledger.open().entry(name)
    try EnergyReport(table: LedgerTable.card(entry), notes: []).write(output)
  }
}

struct LedgerRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take calculations out of the ledger.")

  @Argument(help: "Names or #ids.")
  var names: [String]
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let ledger = try ledger.open()
    for name in names { try ledger.remove(name) }
  }
}

struct LedgerReference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Name the calculation that stands for a species: bulk metals, O2, molecules.",
    discussion: """
      quench ledger reference Na na_bulk; then "slab+Na - slab - Na" works, and the reference is \
      printed. A correction (O2 overbinding, …) is recorded with the calculation: quench ledger set.
      """)

  @Argument(help: "Species, as reactions will write it.")
  var species: String?
  @Argument(help: "Name of the calculation.")
  var name: String?
  @Option(help: ArgumentHelp("What it is: bulk metal, isolated atom, …", valueName: "text"))
  var note: String?
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    if let species, let name {
      return try ledger.open().setReference(species, to: name, note: note)
    }
    guard species == nil else { throw ValidationError("name the calculation, too") }
    let references = try ledger.open().references()
    let table = Table(
      columns: [.init("species"), .init("calculation"), .init("note")],
      rows: references.map { [.text($0.species), .text($0.name), .text($0.note ?? "-")] })
    try EnergyReport(table: table, notes: []).write(output)
  }
}

struct LedgerBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the ledger, whole even while others write to it.")

  @Argument(help: "The copy; it must not exist.")
  var target: String
  @OptionGroup var ledger: LedgerOptions

  func run() throws { try ledger.open().backup(to: target) }
}

struct LedgerCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Examine the ledger file for damage.")

  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let problems = try ledger.open().integrityProblems()
    guard problems.isEmpty else {
      throw Refusal(.unreadableInput, problems.joined(separator: "\n"))
    }
    try Terminal.say("\(ledger.ledger): no damage found\n")
  }
}

struct LedgerSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the tables and columns of a ledger with their units.")

  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let table = Table(
      columns: [.init("table"), .init("column"), .init("meaning")],
      rows: Ledger.schema.map { [.text($0.table), .text($0.column), .text($0.meaning)] })
    try EnergyReport(table: table, notes: []).write(output)
  }
}
