import ArgumentParser
import Quench

struct EnergyAdsorption: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adsorption",
    abstract: "E(total) - E(surface) - n E(molecule), per adsorbate; negative binds.",
    discussion: """
      The number of adsorbates follows from the atoms. The reference of an atom (bulk metal or \
      isolated atom: 1.1 eV apart for Na) is printed.
      """)

  @Argument(help: "Surfaces with their adsorbates.")
  var totals: [String]
  @Option(help: ArgumentHelp("The bare surface.", valueName: "name"))
  var surface: String
  @Option(help: ArgumentHelp("The adsorbate alone, or its reference.", valueName: "name"))
  var molecule: String
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let results = try showingMismatch { try totals.map { try adsorption($0, ledger) } }
    let reference = try energy.calculation(molecule, in: ledger)
    var report = EnergyReport(
      table: ReactionTable.values(
        results.map { ($0.terms.first?.calculation.name ?? "", $0) }, title: "adsorption"),
      notes: ["reference of the adsorbate: \(reference.name), \(ReactionTable.kind(reference))"]
        + results.flatMap(\.notes).unique())
    report.figure = ReactionTable.bars(results, axis: "Adsorption energy (eV)")
    try report.write(output, inputs: [energy.ledger.ledger])
  }

  private func adsorption(_ total: String, _ ledger: Ledger) throws -> ReactionEnergy {
    let run = ReactionRun(energy, ledger)
    let names = [total, surface, molecule]
    let parts = try names.map { try energy.calculation($0, in: ledger) }
    let adsorbed = parts[0].composition.adding(parts[1].composition, times: -1)
    guard let count = adsorbed.multiples(of: parts[2].composition), count > 0 else {
      throw EnergeticsError(
        .inconsistent,
        "'\(total)' minus '\(surface)' leaves \(adsorbed.pruned()), no multiple of '\(molecule)'")
    }
    let reaction = Reaction(
      text: "\(total) - \(surface) - \(Numerals.exact(count)) \(molecule)",
      terms: [.init(1, parts[0].name), .init(-1, parts[1].name), .init(-count, parts[2].name)])
    return try run.energy(reaction, parts, basis: Self.basis(parts[2], count))
  }
}

extension EnergyAdsorption {
  /// Per molecule; per atom where the reference is a bulk element, whose cell may hold several, or a
  /// part of an element's molecule (½ O2).
  fileprivate static func basis(_ reference: Calculation, _ count: Double) -> Basis {
    let formula = reference.composition
    guard formula.names.count == 1, let element = formula.names.first,
      reference.geometry?.extent() != .molecule || count != count.rounded()
    else { return .count(count, reference.name) }
    return .count(count * formula.atoms, element)
  }
}

struct EnergyFormation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formation",
    abstract: "Formation energy from the elements' references, per formula unit and atom.",
    discussion: """
      The references are those of quench ledger reference: Li li_bulk, O o2_gas. Each is used per atom.
      """)

  @Argument(help: "Compounds.")
  var names: [String]
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let results = try showingMismatch { try names.map { try formation($0, ledger) } }
    let rows = results.map { result -> [Table.Cell] in
      let compound = result.terms[0].calculation
      let units = compound.composition.units
      let perAtom = result.value * units / compound.atoms
      return [
        .text(compound.name), .text(compound.composition.reduced.description),
        ReactionTable.cell(result), .fixed(perAtom, decimals: 7), .text(result.flags),
      ]
    }
    let table = Table(
      title: "formation",
      columns: [
        .init("compound"), .formula("formula unit"), .init("energy per f.u.", unit: "eV/f.u."),
        .init("energy per atom", unit: "eV/atom"), .init("flags"),
      ], rows: rows)
    var report = EnergyReport(table: table, notes: results.flatMap(\.notes).unique())
    report.figure = ReactionTable.bars(results, axis: "Formation energy (eV per f.u.)")
    try report.write(output, inputs: [energy.ledger.ledger])
  }

  private func formation(_ name: String, _ ledger: Ledger) throws -> ReactionEnergy {
    let compound = try energy.calculation(name, in: ledger)
    var terms = [Reaction.Term(1, compound.name)]
    var parts = [compound]
    for (element, amount) in compound.composition.parts {
      let reference = try energy.calculation(element, in: ledger)
      guard let atoms = reference.composition.multiples(of: Formula([(element, 1)])) else {
        throw EnergeticsError(
          .inconsistent,
          "the reference '\(reference.name)' of \(element) is \(reference.composition)")
      }
      terms.append(.init(-amount / atoms, reference.name))
      parts.append(reference)
    }
    let unit = compound.composition.reduced
    let reaction = Reaction(text: "formation of \(name)", terms: terms)
    return try ReactionRun(energy, ledger).energy(
      reaction, parts, basis: .count(compound.composition.units, "f.u. of \(unit)"))
  }
}
