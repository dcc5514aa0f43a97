import QuenchFormats
import QuenchModel
import QuenchNeighbors
import QuenchUnits

/// Cell and atoms of a CP2K input, and what is wrong with their units.
struct CP2KGeometry {
  /// Nil where cell or atoms are given in a way that is not read here.
  let structure: Structure?
  let lines: StructureFindings.Lines
  private let input: CP2KFindings
  private let rows: [Vector3]?
  private let unit: CP2KInput.Entry?
  private let isBohr: Bool

  init(_ input: CP2KFindings) {
    self.input = input
    unit = input.entry("SUBSYS/COORD", "UNIT")
    isBohr = unit?.value.lowercased() == "bohr"
    rows = input.input.cell
    let place = input.entry("SUBSYS/CELL", "_")?.line
    guard let rows, Lattice(a: rows[0], b: rows[1], c: rows[2]).isValid else {
      (structure, lines) = (nil, StructureFindings.Lines(cell: place))
      return
    }
    let lattice = Lattice(a: rows[0], b: rows[1], c: rows[2])
    if var read = Self.coordinateFile(input) {
      read.lattice = lattice
      (structure, lines) = (Self.holding(input, read), StructureFindings.Lines(cell: place))
    } else {
      let (read, atoms) = Self.coordinates(input.input, lattice, isBohr: isBohr)
      structure = read.map { Self.holding(input, $0) }
      lines = StructureFindings.Lines(cell: place, atoms: atoms)
    }
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    let isElsewhere = input.entry("SUBSYS/CELL", "CELL_FILE_NAME") != nil
    if rows == nil, !isElsewhere {
      let place = input.entry("SUBSYS/CELL", "_")
      if let variable {
        return [
          input.finding(
            .note, "CELL",
            "\(variable.value.isEmpty ? "the cell" : "'\(variable.value)'") is not known here: distances, vacuum and k-mesh are not checked",
            variable)
        ]
      }
      findings.append(
        input.finding(
          .error, "CELL",
          place == nil
            ? "there is no &CELL"
            : input.input.problems.first.map { "&CELL is not understood: \($0.reason)" }
              ?? "&CELL is not understood: A B C or ABC, in angstrom or bohr",
          place ?? input.entry("FORCE_EVAL", "_")))
    }
    let isElsewhereToo = ["SUBSYS/TOPOLOGY", "SUBSYS/COORD"].contains {
      input.entry($0, "_") != nil
    }
    if !isElsewhereToo, !input.hasIncludes, input.entry("FORCE_EVAL/SUBSYS", "_") != nil,
      input.entry("MOTION/BAND", "_") == nil
    {
      findings.append(
        input.finding(
          .error, "COORD", "there are no atoms: neither &COORD nor &TOPOLOGY",
          input.entry("FORCE_EVAL/SUBSYS", "_")))
    }
    if let unit, !["angstrom", "bohr"].contains(unit.value.lowercased()),
      !input.input.isOn("SUBSYS/COORD", "SCALED")
    {
      findings.append(
        input.finding(.error, "UNIT", "UNIT '\(unit.value)' in &COORD: angstrom or bohr", unit))
    }
    return findings
  }

  /// A word of &CELL that the preprocessor or another file is to fill in.
  private var variable: CP2KInput.Entry? {
    input.input.entries.first {
      $0.path.hasSuffix("SUBSYS/CELL") && ($0.value.contains("$") || $0.value.contains("@"))
    } ?? (input.hasIncludes ? input.entry("FORCE_EVAL", "_") : nil)
  }

  /// Atoms of &COORD, and their lines.
  private static func coordinates(
    _ input: CP2KInput, _ lattice: Lattice, isBohr: Bool
  ) -> (Structure?, [Int]) {
    let isScaled = input.isOn("SUBSYS/COORD", "SCALED")
    var species = Categorical<Species>()
    var positions = Coordinates()
    var lines: [Int] = []
    let keywords: Set = ["_", "UNIT", "SCALED"]
    for entry in input.entries where entry.path.hasSuffix("SUBSYS/COORD") {
      guard !keywords.contains(entry.keyword.uppercased()) else { continue }
      let words = entry.value.split(whereSeparator: \.isWhitespace)
      let numbers = words.prefix(3).compactMap { ReportLine.number($0) }
      guard numbers.count == 3 else { continue }
      let vector = Vector3(numbers[0], numbers[1], numbers[2])
      positions.append(
        isScaled ? lattice.cartesian(vector) : isBohr ? vector * Constant.bohr : vector)
      let element = Species(label: input.kindElement(entry.keyword)).element
      species.append(Species(label: entry.keyword, element: element))
      lines.append(entry.line)
    }
    guard !positions.isEmpty else { return (nil, []) }
    return (Structure(lattice: lattice, species: species, positions: positions), lines)
  }

  /// The xyz file that &TOPOLOGY names, where it lies beside the input.
  private static func coordinateFile(_ input: CP2KFindings) -> Structure? {
    guard let name = input.entry("SUBSYS/TOPOLOGY", "COORD_FILE_NAME")?.value,
      let format = input.entry("SUBSYS/TOPOLOGY", "COORD_FILE_FORMAT")?.value.uppercased(),
      format == "XYZ", let bytes = input.folder.read(name)
    else { return nil }
    do throws(ParseError) {
      return try FileFormat.extxyz.read(bytes, source: name).frames.first?.structure
    } catch { return nil }
  }

  private static func holding(_ input: CP2KFindings, _ structure: Structure) -> Structure {
    let held = input.input.fixedAtoms
    guard !held.isEmpty else { return structure }
    var structure = structure
    structure.fixedAxes = (0..<structure.count).map { held.contains($0) ? .all : .none }
    return structure
  }

  /// Contacts; where bonds would have their lengths in the other unit, that is said too.
  func contacts(_ general: StructureFindings) -> [Finding] {
    let found = general.contacts
    guard let share = shortestBond, !input.input.isOn("SUBSYS/COORD", "SCALED") else {
      return found
    }
    let other = isBohr ? share / Constant.bohr : share * Constant.bohr
    guard isBohr ? share < 0.7 : share > 1.7, (0.7...1.7).contains(other) else { return found }
    let (told, meant) = isBohr ? ("bohr", "angstrom") : ("angstrom", "bohr")
    return found + [
      input.finding(
        isBohr ? .error : .warning, "UNIT",
        "the coordinates make sense in \(meant), and "
          + (unit == nil ? "without UNIT they are in \(told)" : "UNIT says \(told)"),
        unit ?? input.entry("SUBSYS/COORD", "_"))
    ]
  }

  /// The shortest distance of two atoms in units of the sum of their covalent radii: about 1 for a bond.
  private var shortestBond: Double? {
    guard let structure, structure.count > 1 else { return nil }
    do throws(NeighborError) {
      return try structure.nearestPairs(within: 8).compactMap { pair in
        guard let distance = pair.distance, let half = pair.leastPlausible else { return nil }
        return distance / (2 * half)
      }.min()
    } catch { return nil }
  }
}
