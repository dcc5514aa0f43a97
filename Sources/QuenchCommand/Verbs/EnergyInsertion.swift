import ArgumentParser
import Quench

struct EnergyInsertion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insertion",
    abstract: "Ions into a host: formation energies, hull, voltage, capacity, volume, spacings.",
    discussion: """
      quench energy insertion tio2 na0.5 na1 --ion Na --z 1 --host TiO2: the series A_xHost, its \
      convex hull, the voltage profile against bulk A (the reference of the ion), capacities on the \
      host's mass and on the mass with ions.
      """)

  @Argument(help: "The series, empty host included.")
  var names: [String]
  @Option(help: ArgumentHelp("Element of the ion.", valueName: "element"))
  var ion: String
  @Option(help: ArgumentHelp("Charge number of the ion (2 for Zn).", valueName: "z"))
  var z: Int
  @Option(help: ArgumentHelp("Bulk metal, if not the reference of the ion.", valueName: "name"))
  var metal: String?
  @Option(help: ArgumentHelp("Formula unit of the host.", valueName: "formula"))
  var host: String?
  @Option(help: ArgumentHelp("Planes whose spacing is printed: 1,1,0.", valueName: "h,k,l"))
  var plane: [String] = []
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let calculations = try names.map { try energy.calculation($0, in: ledger) }
    let bulk = try energy.calculation(metal ?? ion, in: ledger)
    let check = try showingMismatch { try SeriesCheck(calculations + [bulk], energy) }
    guard let kindEnergy = bulk.energy(try energy.kind()),
      bulk.composition.multiples(of: Formula([(ion, 1)])) != nil
    else {
      throw EnergeticsError(.inconsistent, "'\(bulk.name)' is no bulk \(ion) with this energy kind")
    }
    let series = try InsertionSeries(
      calculations, kind: energy.kind(), host: host.map { try Formula(parsing: $0) }, ion: ion,
      chargeNumber: z, ionEnergy: kindEnergy / bulk.atoms,
      ionUncertainty: bulk.uncertainty.map { $0 / bulk.atoms })
    let report = InsertionReport(
      series, planes: try plane.map { try LatticePlane(parsing: $0) }, calculations: calculations,
      notes: ["ion reference: \(bulk.name), \(ReactionTable.kind(bulk))"] + check.notes)
    try report.report().write(output, inputs: [energy.ledger.ledger])
  }
}

/// h k l of a lattice plane.
struct LatticePlane {
  let text: String
  private let hkl: [Double]

  init(parsing text: String) throws {
    let parts = text.split { $0 == "," || $0 == " " }.compactMap { Int($0) }
    guard parts.count == 3, parts.contains(where: { $0 != 0 }) else {
      throw ValidationError("--plane takes h,k,l, e.g. 1,1,0")
    }
    self.text = "(" + parts.map(String.init).joined(separator: " ") + ")"
    hkl = parts.map(Double.init)
  }

  /// Å.
  func spacing(_ lattice: Lattice) -> Double {
    let g = lattice.reciprocal
    return 1 / (hkl[0] * g.a + hkl[1] * g.b + hkl[2] * g.c).length
  }
}

/// All calculations of a table compared with each other, as a reaction's terms are.
struct SeriesCheck {
  let notes: [String]

  init(_ calculations: [Calculation], _ options: EnergyOptions, name: String = "series") throws {
    let reaction = Reaction(
      text: name, terms: calculations.map { Reaction.Term(1, $0.name) })
    let unique = reaction.terms.compactMap { term in calculations.first { $0.name == term.name } }
    let (differences, remarks) = try reaction.examined(unique, waivers: options.waivers())
    notes =
      ["energy: \(try options.kind().title)"] + remarks
      + differences.filter { $0.severity != .mismatch }.map { difference in
        (difference.severity == .waived ? "WAIVED " : "note ") + difference.fieldName + ": "
          + "\(difference.left.term) \(difference.left.value), "
          + "\(difference.right.term) \(difference.right.value)"
      }.unique()
  }
}
