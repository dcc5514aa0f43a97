import Quench

/// What a person wants to know of a structure at a glance.
struct StructureCard {
  private let structure: Structure
  private let extra: [(name: String, value: String)]

  init(_ structure: Structure, extra: [(name: String, value: String)] = []) {
    self.structure = structure
    self.extra = extra
  }

  /// Name and value, in the order of reading.
  var lines: [(name: String, value: String)] {
    var lines: [(name: String, value: String)] = [("formula", formulaLine)]
    lines += cellLines
    if let density = structure.density {
      lines.append(("density", "\(Numerals.fixed(density, 4)) g/cm³"))
    }
    return lines + extra
  }

  var text: String {
    lines.map { $0.name.padded(to: 14) + $0.value }.joined(separator: "\n")
  }

  /// Formula, atoms, cell, and density under their stable names.
  var members: [JSONValue.Member] {
    let composition = structure.composition
    return [
      .init("formula", .string(composition.formula)),
      .init("reduced_formula", .string(composition.reducedFormula)),
      .init("natoms", .integer(structure.count)),
      .init("species", .object(speciesCounts)),
      .init("cell", structure.lattice.map { .array($0.rows.map(Self.row)) } ?? .null),
      .init("lengths", structure.lattice.map { Self.row($0.lengths) } ?? .null),
      .init("angles", structure.lattice.map { Self.row($0.angles) } ?? .null),
      .init("periodic", .array((0..<3).map { .bool(structure.periodicity[$0]) })),
      .init("volume_A3", .number(structure.lattice?.volume)),
      .init("density_g_cm3", .number(structure.density)),
    ]
  }

  var json: JSONValue {
    .object(
      [.init("schema", 1)] + members + extra.map { .init($0.name, .string($0.value)) })
  }

  /// Atoms of each element, whatever their occupancy.
  private var speciesCounts: [JSONValue.Member] {
    let names = structure.species.mapValues(\.name)
    return zip(names.categories, names.counts).map { .init($0, .integer($1)) }
  }

  private var formulaLine: String {
    let composition = structure.composition
    var line = composition.formula
    if composition.units > 1 { line += " = \(composition.units) × \(composition.reducedFormula)" }
    return line + ", \(structure.count) atoms"
  }

  private var cellLines: [(name: String, value: String)] {
    guard let lattice = structure.lattice else { return [("cell", "none")] }
    let (lengths, angles) = (lattice.lengths, lattice.angles)
    func list(_ v: Vector3, _ decimals: Int) -> String {
      [v.x, v.y, v.z].map { Numerals.fixed($0, decimals) }.joined(separator: "  ")
    }
    return [
      ("cell", "\(list(lengths, 4)) Å   \(list(angles, 3))°\(periodicityNote)"),
      ("volume", "\(Numerals.fixed(lattice.volume, 3)) Å³"),
    ]
  }

  private var periodicityNote: String {
    if structure.periodicity == .all { return "" }
    let axes = zip(["a", "b", "c"], 0..<3).filter { structure.periodicity[$0.1] }.map(\.0)
    return axes.isEmpty ? "   not periodic" : "   periodic along \(axes.joined(separator: ", "))"
  }

  private static func row(_ v: Vector3) -> JSONValue { .numbers([v.x, v.y, v.z]) }
}

extension String {
  /// Blanks appended up to `width` characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
