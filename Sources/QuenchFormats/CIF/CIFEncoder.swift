internal import QuenchModel

/// Writes all atoms of a cell in P 1.
struct CIFEncoder: FrameEncoder {
  let options: WriteOptions
  private var isDone = false

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard !isDone else { throw WriteError("a CIF is written with one structure") }
    isDone = true
    let structure = frame.structure
    guard let lattice = structure.lattice, let fractional = structure.fractional else {
      throw WriteError("a CIF needs a cell and this structure has none")
    }
    guard lattice.isValid, fractional.flat.allSatisfy(\.isFinite) else {
      throw WriteError("a cell vector or position is not finite")
    }
    head(structure.title, into: &output)
    cell(lattice, into: &output)
    try atoms(structure, fractional, mirrored: lattice.isLeftHanded, into: &output)
  }

  private func head(_ title: String, into output: inout TextBuffer) {
    let title = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    if let provenance = options.provenance {
      output.append("# \(provenance.split(whereSeparator: \.isNewline).joined(separator: " "))\n")
    }
    let name = title.utf8.map { Self.isNameCharacter($0) ? $0 : UInt8(ascii: "_") }.prefix(70)
    output.append("data_\(name.isEmpty ? "structure" : String(decoding: name, as: UTF8.self))\n")
    if !title.isEmpty { output.append("_chemical_name_common \(Self.quoted(title))\n") }
  }

  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"")
      && byte != UInt8(ascii: "#")
  }

  /// A value on one line in quotes, or a text field where it holds both kinds.
  private static func quoted(_ text: String) -> String {
    if !text.contains("'") { return "'\(text)'" }
    if !text.contains("\"") { return "\"\(text)\"" }
    return "\n;\(text)\n;"
  }

  private func cell(_ lattice: Lattice, into output: inout TextBuffer) {
    for (axis, name) in ["a", "b", "c"].enumerated() {
      output.append("_cell_length_\(name) ")
      output.append(exact: lattice.lengths[axis], decimals: 15)
      output.newline()
    }
    for (axis, name) in ["alpha", "beta", "gamma"].enumerated() {
      // 12 decimals: atan2 leaves 119.99999999999999 where 120 is meant.
      output.append("_cell_angle_\(name) ")
      output.append(lattice.angles[axis], decimals: 12)
      output.newline()
    }
    output.append(
      """
      _space_group_name_H-M_alt 'P 1'
      _space_group_IT_number 1
      loop_
      _space_group_symop_operation_xyz
      'x,y,z'

      """ as StaticString)
  }

  /// Negating vectors and fractions of a left-handed cell leaves every atom in place, and lengths and
  /// angles alone describe a right-handed cell.
  private func atoms(
    _ structure: Structure, _ fractional: Coordinates, mirrored: Bool,
    into output: inout TextBuffer
  ) throws(WriteError) {
    output.append(
      """
      loop_
      _atom_site_label
      _atom_site_type_symbol
      _atom_site_fract_x
      _atom_site_fract_y
      _atom_site_fract_z
      _atom_site_occupancy

      """ as StaticString)
    let names = try structure.species.categories.map { (species) throws(WriteError) in
      try Self.name(species)
    }
    var serials: [String: Int] = [:]
    let flat = fractional.flat
    let sign: Double = mirrored ? -1 : 1
    for atom in 0..<structure.count {
      let (symbol, label) = names[Int(structure.species.codes[atom])]
      serials[symbol, default: 0] += 1
      output.append("\(symbol)\(serials[symbol, default: 0]) \(label)")
      for axis in 0..<3 {
        output.space()
        coordinate(sign * flat[3 * atom + axis], into: &output)
      }
      output.space()
      output.append(shortest: structure.occupancies?[atom] ?? 1)
      output.newline()
    }
  }

  private func coordinate(_ value: Double, into output: inout TextBuffer) {
    if let decimals = options.decimals {
      output.append(value, decimals: decimals, width: decimals + 3)
    } else {
      output.append(exact: value == 0 ? 0 : value, decimals: 16, width: 19)
    }
  }

  /// The element's symbol for the label and the source's own name for the type.
  private static func name(_ species: Species) throws(WriteError) -> (symbol: String, type: String)
  {
    guard let element = species.element else {
      throw WriteError("'\(species.label)' names no element, and a CIF needs one per atom")
    }
    let letters = species.label.prefix { $0.isASCII && $0.isLetter }
    let isType =
      letters.lowercased() == element.symbol.lowercased() || Element(symbol: letters) == element
    let isPlain = species.label.utf8.allSatisfy { isNameCharacter($0) }
    return (element.symbol, isType && isPlain ? species.label : element.symbol)
  }
}
