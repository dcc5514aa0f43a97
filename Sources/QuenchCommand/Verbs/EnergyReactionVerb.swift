import ArgumentParser
import Quench

struct EnergyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "energy",
    abstract: "Reaction, adsorption, formation and other energies of what the ledger holds.",
    discussion: """
      quench energy "slab+TFSI - slab - TFSI"; quench energy "2 Li + 0.5 O2 -> Li2O" --per Li2O. \
      Atoms and charge must cancel, settings must match, runs must be converged: otherwise exit 3 \
      says what does not belong together. Every number carries its basis and unit.
      """,
    subcommands: [
      EnergyReaction.self, EnergyAdsorption.self, EnergyFormation.self, EnergyDefect.self,
      EnergySurface.self, EnergyInterface.self, EnergyInsertion.self, EnergyPhase.self,
      EnergyPath.self, EnergyCompare.self,
    ],
    defaultSubcommand: EnergyReaction.self)
}

/// How a reaction's energy is divided.
struct BasisOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Divide: a formula (per formula unit of it), area, or a number and a word (2:adsorbate).",
      valueName: "what"))
  var per: String?
  @Option(help: ArgumentHelp("Faces that share the area.", valueName: "1|2"))
  var faces = 1
}

struct EnergyReaction: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reaction", abstract: "The energy of a reaction over names, tags or #ids.")

  @Argument(help: "Terms with + and -, or reactants -> products; coefficients 2, 0.5, 1/2.")
  var reaction: String
  @OptionGroup var basis: BasisOptions
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let result = try showingMismatch {
      try ReactionRun(energy, ledger).energy(reaction, basis: basis)
    }
    try Self.report(result).write(output, inputs: [energy.ledger.ledger])
  }

  static func report(_ result: ReactionEnergy) -> EnergyReport {
    let unit = result.basis.unit
    let cell: Table.Cell =
      result.uncertainty.map { .measured(result.value, error: $0) }
      ?? .fixed(result.value, decimals: 7)
    let table = Table(
      columns: [.init("reaction"), .init("energy", unit: unit), .init("flags")],
      rows: [[.text(result.reaction.text), cell, .text(result.flags)]])
    let terms = Table(
      title: "terms",
      columns: [
        .init("coefficient"), .init("name"), .formula("formula"), .init("energy", unit: "eV"),
        .init("code"), .init("file"),
      ],
      rows: result.terms.map { term in
        let calculation = term.calculation
        return [
          .number(term.coefficient), .text(calculation.name),
          .text(calculation.composition.description), .fixed(term.energy, decimals: 7),
          .text(calculation.program.name), .text(calculation.mainFile),
        ]
      })
    return EnergyReport(table: table, notes: result.notes, details: [terms])
  }
}

extension ReactionEnergy {
  /// What a table must show beside the number.
  var flags: String {
    var flags: [String] = []
    if remarks.contains(where: { $0.hasPrefix("UNCONVERGED") }) { flags.append("unconverged") }
    flags += differences.filter { $0.severity == .waived }.map { "waived " + $0.fieldName }.unique()
    return flags.isEmpty ? "-" : flags.joined(separator: ", ")
  }
}
