import QuenchFormats
import QuenchModel
import QuenchUnits

/// Cell and atoms of a pw.x input (INPUT_PW: ibrav, celldm, A, CELL_PARAMETERS, ATOMIC_POSITIONS).
struct PWCell {
  private let input: PWInputFile

  init(_ input: PWInputFile) { self.input = input }

  /// The lattice parameter, Å; nil where none is given.
  private var parameter: Double? {
    input["a"]?.number ?? input["celldm(1)"]?.number.map { $0 * Constant.bohr }
  }

  /// b/a or c/a, as `celldm` says or B and C over A.
  private func ratio(_ place: Int, _ letter: String) -> Double? {
    if let ratio = input["celldm(\(place))"]?.number { return ratio }
    guard let a = input["a"]?.number, let other = input[letter]?.number, a != 0 else { return nil }
    return other / a
  }

  /// Å; nil where it is given in a way that is not read here.
  var lattice: Lattice? {
    let rows: [Vector3]?
    switch input["ibrav"]?.integer {
    case 0?, nil: rows = given
    case .some(let kind): rows = bravais(kind)
    }
    guard let rows, rows.count == 3 else { return nil }
    let lattice = Lattice(a: rows[0], b: rows[1], c: rows[2])
    return lattice.isValid ? lattice : nil
  }

  private var given: [Vector3]? {
    guard let card = input.card("CELL_PARAMETERS"), card.rows.count >= 3,
      let scale = length(card.option, otherwise: Constant.bohr)
    else { return nil }
    let rows = card.rows.prefix(3).map { row in row.prefix(3).compactMap { ReportLine.number($0) } }
    guard rows.allSatisfy({ $0.count == 3 }) else { return nil }
    return rows.map { Vector3($0[0], $0[1], $0[2]) * scale }
  }

  /// Å of a unit; `alat` and no unit are the lattice parameter where there is one.
  private func length(_ unit: String, otherwise: Double?) -> Double? {
    switch unit {
    case "angstrom": 1
    case "bohr": Constant.bohr
    case "alat": parameter
    case "": parameter ?? otherwise
    default: nil
    }
  }

  /// The lattices of INPUT_PW that need no angles.
  private func bravais(_ kind: Int) -> [Vector3]? {
    guard let a = parameter else { return nil }
    let c = ratio(3, "c")
    switch kind {
    case 1: return [Vector3(a, 0, 0), Vector3(0, a, 0), Vector3(0, 0, a)]
    case 2:
      return [Vector3(-1, 0, 1), Vector3(0, 1, 1), Vector3(-1, 1, 0)].map { $0 * (a / 2) }
    case 3:
      return [Vector3(1, 1, 1), Vector3(-1, 1, 1), Vector3(-1, -1, 1)].map { $0 * (a / 2) }
    case 4:
      return c.map {
        [Vector3(a, 0, 0), Vector3(-a / 2, a * 0.75.squareRoot(), 0), Vector3(0, 0, a * $0)]
      }
    case 6: return c.map { [Vector3(a, 0, 0), Vector3(0, a, 0), Vector3(0, 0, a * $0)] }
    case 8:
      guard let b = ratio(2, "b"), let c else { return nil }
      return [Vector3(a, 0, 0), Vector3(0, a * b, 0), Vector3(0, 0, a * c)]
    default: return nil
    }
  }

  /// The atoms of the first ATOMIC_POSITIONS, and their lines.
  var structure: (Structure, StructureFindings.Lines)? {
    input.card("ATOMIC_POSITIONS").flatMap { structure(of: $0) }
  }

  /// The atoms of one of several ATOMIC_POSITIONS.
  func structure(of card: PWInputFile.Card) -> (Structure, StructureFindings.Lines)? {
    guard let lattice else { return nil }
    let scale = length(card.option, otherwise: nil)
    guard card.option == "crystal" || scale != nil else { return nil }
    var species = Categorical<Species>()
    var positions = Coordinates()
    var held: [FixedAxes] = []
    var lines: [Int] = []
    for (row, line) in zip(card.rows, card.lines) where row.count >= 4 {
      let numbers = row[1...3].compactMap { ReportLine.number($0) }
      guard numbers.count == 3 else { continue }
      let vector = Vector3(numbers[0], numbers[1], numbers[2])
      positions.append(card.option == "crystal" ? lattice.cartesian(vector) : vector * (scale ?? 1))
      species.append(Species(label: row[0]))
      lines.append(line)
      held.append(row.count >= 7 && row[4...6].allSatisfy { $0 == "0" } ? .all : .none)
    }
    guard !positions.isEmpty else { return nil }
    var structure = Structure(lattice: lattice, species: species, positions: positions)
    if held.contains(.all) { structure.fixedAxes = held }
    let cell = input.card("CELL_PARAMETERS")?.line ?? input["ibrav"]?.line
    return (structure, StructureFindings.Lines(cell: cell, atoms: lines))
  }
}
