import ArgumentParser
import Quench

struct EnergyDefect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "defect",
    abstract: "Formation energies of vacancies, antisites, interstitials.",
    discussion: """
      E(defect) - E(bulk) + sum n mu, n atoms removed (negative: added), + q (E_VBM + E_F) and a \
      recorded finite-size correction when charged. Chemical potentials: --mu O=-0.5 counts from the \
      element's reference; --limits TAG takes the corners of the region in which the bulk is stable \
      beside all calculations that carry the tag, one row for each (O-rich, O-poor, ...).

        quench energy defect v_o --bulk v2o3 --mu O=-1.2
        quench energy defect v_o v_v --bulk v2o3 --limits v-o
      """,
    aliases: ["vacancy", "antisite"])

  @Argument(help: "Cells with a defect.")
  var defects: [String]
  @Option(help: ArgumentHelp("The perfect crystal.", valueName: "name"))
  var bulk: String
  @Option(help: ArgumentHelp("Chemical potential from the reference, eV.", valueName: "El=eV"))
  var mu: [String] = []
  @Option(help: ArgumentHelp("Tag of the competing phases.", valueName: "tag"))
  var limits: String?
  @Option(help: ArgumentHelp("Valence band maximum of the bulk, eV.", valueName: "eV"))
  var vbm: Double?
  @Option(help: ArgumentHelp("Fermi level above it, eV.", valueName: "eV"))
  var fermi = 0.0
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let host = try energy.calculation(bulk, in: ledger)
    let cells = try defects.map { try energy.calculation($0, in: ledger) }
    let check = try showingMismatch { try SeriesCheck(cells + [host], energy, name: "defects") }
    let sets = try PotentialSets(
      cells: cells, host: host, shifts: mu, tag: limits, energy, ledger)
    var rows: [[Table.Cell]] = []
    for set in sets.sets {
      for cell in cells {
        let result = try DefectEnergy(
          defect: cell, bulk: host, kind: energy.kind(), potentials: set.potentials,
          valenceBandMaximum: vbm, fermiLevel: fermi)
        rows.append([
          .text(cell.name), .text(result.kind), .number(result.charge), .text(set.name),
          ReactionTable.cell(result.sum),
        ])
      }
    }
    let table = Table(
      title: "defects in \(host.name)",
      columns: [
        .init("name"), .init("kind"), .init("charge", unit: "e"), .init("chemical potentials"),
        .init("formation energy", unit: "eV/defect"),
      ], rows: rows)
    try EnergyReport(table: table, notes: sets.notes + check.notes)
      .write(output, inputs: [energy.ledger.ledger])
  }
}

/// The chemical potentials under which defects are formed.
struct PotentialSets {
  /// eV/atom, absolute.
  private(set) var sets: [(name: String, potentials: [String: EnergySum])] = []
  private(set) var notes: [String] = []

  init(
    cells: [Calculation], host: Calculation, shifts: [String], tag: String?,
    _ options: EnergyOptions, _ ledger: Ledger
  ) throws {
    if let tag {
      try takeLimits(host, tag, options, ledger)
      return
    }
    let elements = (cells + [host]).flatMap(\.composition.names).unique()
    let shift = try Self.parse(shifts)
    var potentials: [String: EnergySum] = [:]
    for element in elements {
      let changes = cells.contains { cell in
        let n = (cell.atoms / host.atoms).rounded()
        return abs(host.composition[element] * n - cell.composition[element]) > 1e-6
      }
      guard changes else { continue }
      let reference = try options.calculation(element, in: ledger)
      potentials[element] =
        try EnergySum(reference, options.kind()) / reference.atoms
        + EnergySum(shift[element] ?? 0)
      notes.append(
        "mu(\(element)) = E(\(reference.name))/atom + \(Numerals.exact(shift[element] ?? 0)) eV")
    }
    sets = [("as given", potentials)]
  }

  private static func parse(_ words: [String]) throws -> [String: Double] {
    var shifts: [String: Double] = [:]
    for word in words.flatMap({ $0.split(separator: ",") }) {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw ValidationError("--mu takes O=-0.5")
      }
      shifts[String(parts[0])] = value
    }
    return shifts
  }

  private mutating func takeLimits(
    _ host: Calculation, _ tag: String, _ options: EnergyOptions, _ ledger: Ledger
  ) throws {
    var phases = try ledger.entries(tagged: tag).map { try options.stated($0.calculation) }
    if !phases.contains(where: { $0.name == host.name }) { phases.append(host) }
    _ = try SeriesCheck(phases, options, name: "competing phases")
    let kind = try options.kind()
    let entries = phases.compactMap { phase in
      phase.energy(kind).map {
        PhaseDiagram.Entry(
          name: phase.name, composition: phase.composition, energy: $0,
          uncertainty: phase.uncertainty)
      }
    }
    let diagram = try PhaseDiagram(entries)
    guard let place = entries.firstIndex(where: { $0.name == host.name }),
      diagram.stable.contains(place)
    else {
      throw EnergeticsError(
        .inconsistent, "'\(host.name)' is not on the hull: no chemical potentials hold it stable")
    }
    for limit in diagram.chemicalPotentialLimits(of: place) {
      let potentials = Dictionary(
        uniqueKeysWithValues: zip(diagram.elements, limit.absolute).map { ($0, $1) })
      let names = limit.with.map { diagram.entries[$0].name }.joined(separator: ", ")
      sets.append(("with " + names, potentials))
      notes.append(
        "with \(names): "
          + zip(diagram.elements, limit.potentials)
          .map { "Δmu(\($0)) \(Numerals.fixed($1, 4)) eV" }.joined(separator: ", "))
    }
  }
}
