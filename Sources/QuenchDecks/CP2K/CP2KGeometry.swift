import QuenchFormats
import QuenchModel
import QuenchUnits

/// Cell and atoms of a CP2K input, and what is wrong with their units.
struct CP2KGeometry {
  let structure: Structure?
  let findings: [Finding]
  private let isBohr: Bool
  private let unit: CP2KInput.Entry?
  private let input: CP2KFindings

  init(_ input: CP2KFindings) {
    self.input = input
    var findings: [Finding] = []
    unit = input.entry("SUBSYS/COORD", "UNIT")
    let isBohr = unit?.value.lowercased() == "bohr"
    self.isBohr = isBohr
    let rows = input.input.cell
    if rows == nil {
      let place = input.entry("SUBSYS/CELL", "_")
      findings.append(
        input.finding(
          .error, "CELL",
          place == nil
            ? "there is no &CELL" : "&CELL is not understood: A B C or ABC, in angstrom or bohr",
          place))
    }
    if let unit, !["angstrom", "bohr"].contains(unit.value.lowercased()),
      !input.input.isOn("SUBSYS/COORD", "SCALED")
    {
      findings.append(
        input.finding(.error, "UNIT", "UNIT '\(unit.value)' in &COORD: angstrom or bohr", unit))
    }
    structure = rows.flatMap {
      Self.structure(input.input, $0, isBohr: isBohr)
    }
    self.findings = findings
  }

  private static func structure(
    _ input: CP2KInput, _ rows: [Vector3], isBohr: Bool
  ) -> Structure? {
    let lattice = Lattice(a: rows[0], b: rows[1], c: rows[2])
    guard lattice.isValid else { return nil }
    let isScaled = input.isOn("SUBSYS/COORD", "SCALED")
    var species = Categorical<Species>()
    var positions = Coordinates()
    let keywords: Set = ["_", "UNIT", "SCALED"]
    for entry in input.entries where entry.path.hasSuffix("SUBSYS/COORD") {
      guard !keywords.contains(entry.keyword.uppercased()) else { continue }
      let numbers = entry.value.split(separator: " ").prefix(3).compactMap { ReportLine.number($0) }
      guard numbers.count == 3 else { continue }
      let vector = Vector3(numbers[0], numbers[1], numbers[2])
      positions.append(
        isScaled ? lattice.cartesian(vector) : isBohr ? vector * Constant.bohr : vector)
      let element = Species(label: input.kindElement(entry.keyword)).element
      species.append(Species(label: entry.keyword, element: element))
    }
    guard !positions.isEmpty else { return nil }
    var structure = Structure(lattice: lattice, species: species, positions: positions)
    let held = Set(input.fixedAtoms)
    if !held.isEmpty {
      structure.fixedAxes = (0..<structure.count).map { held.contains($0) ? .all : .none }
    }
    return structure
  }

  /// Contacts; where atoms come too near and would not in the other unit, that is said instead.
  func contacts(_ general: StructureFindings) -> [Finding] {
    let found = general.contacts
    guard !found.isEmpty, isBohr, var other = structure else { return found }
    other.positions = Coordinates(other.positions.map { $0 / Constant.bohr })
    guard StructureFindings(other, file: "").contacts.isEmpty else { return found }
    return found + [
      input.finding(
        .error, "UNIT", "the coordinates make sense in angstrom, and UNIT says bohr", unit)
    ]
  }
}
