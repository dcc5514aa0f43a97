package import QuenchModel
internal import QuenchUnits

/// Cell and atoms of a pw.x input, with the lines they stand in.
package struct PWInputGeometry {
  package private(set) var structure: Structure
  /// Of each atom.
  package let lines: [Int]
  package private(set) var warnings: [Warning]

  /// `positions`: which of several ATOMIC_POSITIONS; nil takes the first.
  package init(
    _ input: PWInputFile, positions: PWInputFile.Card? = nil
  ) throws(ParseError) {
    let cell = try PWCell(input)
    guard let card = positions ?? input.card("ATOMIC_POSITIONS") else {
      throw input.error(input.lastLine, .endOfFile(expected: "ATOMIC_POSITIONS"))
    }
    let scale = try Self.scale(card, cell, input)
    var atoms = PWAtoms()
    for (row, line) in zip(card.rows, card.lines) { try atoms.take(row, line, input) }
    structure =
      if let scale {
        Structure(
          lattice: cell.lattice, species: atoms.species,
          positions: Coordinates(atoms.vectors.lazy.map { $0 * scale }))
      } else {
        Structure(lattice: cell.lattice, species: atoms.species, fractional: atoms.vectors)
      }
    if let atom = structure.positions.firstIndex(where: { !($0.sum()).isFinite }) {
      throw input.error(card.lines[atom], .outOfRange("the position is too large for a Double"))
    }
    lines = card.lines
    warnings = cell.warnings
    hold(atoms.held)
  }

  /// Å per unit of the positions; nil where they are fractions of the cell.
  private static func scale(
    _ card: PWInputFile.Card, _ cell: PWCell, _ input: PWInputFile
  ) throws(ParseError) -> Double? {
    switch card.option {
    case "angstrom": return 1
    case "bohr": return Constant.bohr
    case "crystal": return nil
    case "alat", "": return cell.parameter
    case "crystal_sg":
      throw input.error(
        card.line,
        .unsupported(
          "crystal_sg names the inequivalent atoms only, and space groups of pw.x are "
            + "not read"),
        advice: "pw.x prints all atoms of the cell at its start; or give a CIF")
    default:
      throw input.error(
        card.line,
        .expected("a unit of ATOMIC_POSITIONS: alat, bohr, angstrom or crystal", found: card.option)
      )
    }
  }

  /// `if_pos` holds along x, y, z; what that is along the cell vectors.
  private mutating func hold(_ held: [FixedAxes]) {
    guard held.contains(where: { $0 != .none }) else { return }
    let mapped = held.map { FixedAxes(cartesian: $0, in: structure.lattice) }
    let lost = mapped.count { $0 == nil }
    structure.fixedAxes = mapped.map { $0 ?? .none }
    guard lost > 0 else { return }
    warnings.append(
      Warning(
        "W-PW-HELD",
        "\(lost) atoms are held along x, y or z (if_pos), which are no cell vectors here; these holds "
          + "are left out"))
  }
}

/// The lines of ATOMIC_POSITIONS.
struct PWAtoms {
  private(set) var species = Categorical<Species>()
  private(set) var vectors = Coordinates()
  /// Along x, y, z.
  private(set) var held: [FixedAxes] = []

  /// A label, three numbers or expressions, and perhaps three flags.
  mutating func take(
    _ row: [String], _ line: Int, _ input: PWInputFile
  ) throws(ParseError) {
    guard row.count == 4 || row.count == 7 else {
      throw input.error(
        line,
        .expected(
          "a label, three positions and perhaps three of 0 or 1",
          found: row.joined(separator: " ")))
    }
    let numbers = try row[1...3].map { (word) throws(ParseError) in
      guard let value = PWExpression.value(word) else {
        throw input.error(line, .expected("a number or an expression such as 1/3", found: word))
      }
      return value
    }
    vectors.append(numbers[0], numbers[1], numbers[2])
    species.append(Self.species(row[0]))
    var axes = FixedAxes.none
    for (axis, word) in row.dropFirst(4).enumerated() {
      guard let flag = Int(word) else {
        throw input.error(line, .expected("0 (held) or 1 (free)", found: word))
      }
      // pw.x multiplies the force by the flag.
      guard flag == 0 || flag == 1 else {
        throw input.error(line, .outOfRange("if_pos is 0 or 1, not \(flag)"))
      }
      if flag == 0 { axes.insert(FixedAxes(rawValue: 1 << UInt8(axis))) }
    }
    held.append(axes)
  }

  /// `Fe`, `Fe1`, `C_h`, `C-h`, and `Feu`: a symbol, perhaps with a digit or letter behind it.
  private static func species(_ label: String) -> Species {
    let plain = Species(label: label)
    guard plain.element == nil else { return plain }
    return Species(label: label, element: Element(symbol: label.prefix(2)))
  }
}
