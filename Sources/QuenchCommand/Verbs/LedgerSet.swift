import ArgumentParser
import Quench

struct LedgerSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Record what files do not say: tags, notes, corrections, statements.",
    discussion: """
      quench ledger set o2 --correction "O2 overbinding=1.36" --source "Wang 2006"; quench ledger \
      set li --simple-metal; quench ledger set slab+ --correction "Makov-Payne=0.21" --treats-charge.
      """)

  @Argument(help: "Name, #id, or tag of one calculation.")
  var name: String
  @Option(help: ArgumentHelp("A new name.", valueName: "name"))
  var rename: String?
  @Option(help: ArgumentHelp("Add a tag.", valueName: "tag"))
  var tag: [String] = []
  @Option(help: ArgumentHelp("Take a tag away.", valueName: "tag"))
  var untag: [String] = []
  @Option(help: ArgumentHelp("Add a note.", valueName: "text"))
  var note: [String] = []
  @Option(help: ArgumentHelp("Add to the cell's energies, by name: NAME=eV.", valueName: "NAME=eV"))
  var correction: [String] = []
  @Option(help: ArgumentHelp("Where the correction is from.", valueName: "text"))
  var source: String?
  @Flag(help: "The correction makes a charged cell usable.")
  var treatsCharge = false
  @Flag(help: "Computed without spin and closed-shell.")
  var closedShell = false
  @Flag(help: "Computed without spin and a simple metal.")
  var simpleMetal = false
  @Option(help: ArgumentHelp("Standard uncertainty of its energies, eV.", valueName: "eV"))
  var uncertainty: Double?
  @Option(help: ArgumentHelp("Net charge of the cell, e.", valueName: "e"))
  var charge: Double?
  @Option(help: ArgumentHelp("Harmonic wavenumbers, cm⁻¹: 1595,3657,3756.", valueName: "list"))
  var wavenumbers: String?
  @Option(
    help: ArgumentHelp(
      "All atoms of the cell, where no file told them (LAMMPS logs, xvg): Si216O432.",
      valueName: "formula"))
  var formula: String?
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let changes = try self.changes()
    guard !changes.isEmpty else { throw ValidationError("nothing to set was given") }
    try ledger.open().change(name, changes)
  }

  private func changes() throws -> [Change] {
    var changes: [Change] = rename.map { [.name($0)] } ?? []
    changes += tag.map { .tag($0) } + untag.map { .untag($0) } + note.map { .note($0) }
    changes += try correction.map { .correction(try parse($0)) }
    guard [uncertainty, charge].allSatisfy({ $0?.isFinite ?? true }), (uncertainty ?? 0) >= 0 else {
      throw ValidationError("--charge takes a number, --uncertainty one that is not negative")
    }
    if closedShell { changes.append(.spin(.closedShell)) }
    if simpleMetal { changes.append(.spin(.simpleMetal)) }
    changes += uncertainty.map { [.uncertainty($0)] } ?? []
    changes += charge.map { [.charge($0)] } ?? []
    changes += try formula.map { [.composition(try Formula(parsing: $0))] } ?? []
    if let wavenumbers {
      let values = wavenumbers.split { $0 == "," || $0 == " " }.compactMap { Double($0) }
      guard !values.isEmpty, values.allSatisfy(\.isFinite) else {
        throw ValidationError("--wavenumbers takes numbers in cm⁻¹")
      }
      changes.append(.wavenumbers(values))
    }
    return changes
  }

  private func parse(_ text: String) throws -> Correction {
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex,
      let value = Double(text[text.index(after: mark)...]), value.isFinite
    else { throw ValidationError("--correction takes NAME=eV, e.g. \"O2 overbinding=1.36\"") }
    return Correction(
      name: String(text[..<mark]), value: value, source: source, treatsCharge: treatsCharge)
  }
}
