public import QuenchModel
import QuenchNeighbors
import QuenchSymmetry

/// The facts of a report card that follow from the structure alone.
public struct StructureFacts: Sendable {
  private let structure: Structure
  private let host: Composition?

  /// `host` is the formula unit to count in, e.g. V2O3 in a vanadium-deficient cell.
  public init(_ structure: Structure, host: Composition? = nil) {
    self.structure = structure
    self.host = host
  }

  /// In the order of reading; what does not apply is left out.
  public var all: [BuildReport.Fact] {
    hostFacts + chargeFacts + surfaceFacts + fixedFacts + contactFacts + symmetryFacts
  }

  /// Amounts per host formula unit, counted by the host's first element that is still there in full
  /// or the mean over its elements where none is.
  private var hostFacts: [BuildReport.Fact] {
    guard let host, let units = Self.units(of: host, in: structure.composition) else { return [] }
    let parts = structure.composition.parts.map { part in
      part.name + Self.amount(part.amount / units)
    }
    return [
      BuildReport.Fact(
        "per host unit", key: "formula_per_host_unit",
        .text("\(parts.joined()) per \(host.reducedFormula) (\(Self.amount(units)) units)"))
    ]
  }

  /// Host formula units in a structure: the largest number any of the host's elements accounts for.
  static func units(of host: Composition, in composition: Composition) -> Double? {
    let scale = Double(host.units)
    return host.parts.compactMap { part in
      composition.parts.first { $0.name == part.name }.map { $0.amount * scale / part.amount }
    }.max()
  }

  private static func amount(_ value: Double) -> String {
    let rounded = (value * 10_000).rounded() / 10_000
    return Int(exactly: rounded).map(String.init) ?? rounded.description
  }

  private var chargeFacts: [BuildReport.Fact] {
    guard let charges = structure.charges else { return [] }
    let total = charges.reduce(0, +)
    return [
      BuildReport.Fact(
        "net charge", key: "net_charge_e",
        .number(abs(total) < 5e-13 ? 0 : total, unit: "e", decimals: 6)),
      BuildReport.Fact("charges used", key: "charges", .list(chargesPerSpecies(charges))),
    ]
  }

  private func chargesPerSpecies(_ charges: [Double]) -> [String] {
    var ranges: [ClosedRange<Double>?] = structure.species.categories.map { _ in nil }
    for (code, charge) in zip(structure.species.codes, charges) {
      let old = ranges[Int(code)] ?? charge...charge
      ranges[Int(code)] = min(old.lowerBound, charge)...max(old.upperBound, charge)
    }
    return zip(structure.species.categories, ranges).compactMap { species, range in
      range.map { range in
        range.lowerBound == range.upperBound
          ? "\(species.label) \(range.lowerBound)"
          : "\(species.label) \(range.lowerBound) to \(range.upperBound)"
      }
    }
  }

  /// Vacuum beyond which a structure is called a slab, Å.
  static let slabGap = 5.0

  private var surfaceFacts: [BuildReport.Fact] {
    guard let lattice = structure.lattice, lattice.isValid, structure.count > 0 else { return [] }
    var facts = [
      BuildReport.Fact(
        "area", key: "area_A2", .number(lattice.area(2), unit: "Å² (a × b)", decimals: 4))
    ]
    guard structure.count <= Self.mostAtomsForContacts else { return facts }
    let stack = structure.layers()
    guard stack.vacuum > Self.slabGap else { return facts }
    facts += [
      BuildReport.Fact("layers", key: "layers", .integer(stack.layers.count)),
      BuildReport.Fact(
        "thickness", key: "thickness_A", .number(stack.thickness, unit: "Å", decimals: 4)),
    ]
    if stack.vacuum.isFinite {
      facts.append(
        BuildReport.Fact("vacuum", key: "vacuum_A", .number(stack.vacuum, unit: "Å", decimals: 4)))
    }
    return facts
  }

  private var fixedFacts: [BuildReport.Fact] {
    guard let fixed = structure.fixedAxes else { return [] }
    let held = fixed.count { $0 != .none }
    return [BuildReport.Fact("held atoms", key: "fixed_atoms", .integer(held))]
  }

  /// Atoms up to which every card counts layers and contacts: a million would take seconds.
  static let mostAtomsForContacts = 200_000

  private var contactFacts: [BuildReport.Fact] {
    guard structure.count > 0 else { return [] }
    guard structure.count <= Self.mostAtomsForContacts else {
      return [Self.shortest(.text("not looked for beyond \(Self.mostAtomsForContacts) atoms"))]
    }
    do throws(NeighborError) {
      let rows = try structure.nearestPairs(within: 6).compactMap { pair in
        pair.distance.map { [pair.name, "\(($0 * 10_000).rounded() / 10_000)"] }
      }
      return [Self.shortest(.table(columns: ["pair", "distance/Å"], rows: rows))]
    } catch {
      return [Self.shortest(.text("not found: \(error)"))]
    }
  }

  private static func shortest(_ value: BuildReport.Fact.Value) -> BuildReport.Fact {
    BuildReport.Fact("shortest", key: "shortest_A", value)
  }

  /// Atoms up to which a space group is looked for: spglib's time grows with the square.
  static let mostAtomsForSymmetry = 3000

  private var symmetryFacts: [BuildReport.Fact] {
    guard structure.lattice != nil, structure.periodicity == .all, structure.count > 0,
      structure.count <= Self.mostAtomsForSymmetry
    else { return [] }
    return [BuildReport.Fact("space group", key: "space_group", .text(symmetryText))]
  }

  private var symmetryText: String {
    do throws(SymmetryError) {
      let group = try structure.spaceGroup()
      return "\(group.symbol) (\(group.number)), tolerance \(group.tolerance) Å"
    } catch {
      return "not found: \(error)"
    }
  }
}
