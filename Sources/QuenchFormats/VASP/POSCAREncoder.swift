internal import QuenchModel

/// The label a species gets in a VASP file.
enum POSCARLabel {
  /// The source's label where VASP could have written it (`Ti`, `Ti_pv`, `Ti/3f2a`, `H.5`), else the
  /// element's symbol.
  static func text(_ species: Species) -> String {
    guard let element = species.element else { return species.label }
    let letters = species.label.prefix { $0.isASCII && $0.isLetter }
    let next = species.label.dropFirst(letters.count).first
    let isVASP =
      letters == element.symbol && (next == nil || next == "_" || next == "/" || next == ".")
    return isVASP && !species.label.contains(where: \.isWhitespace) ? species.label : element.symbol
  }

  /// Throws where a label cannot stand in a species line.
  static func checked(_ label: String) throws(WriteError) -> String {
    guard let first = label.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A,
      label.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw WriteError(
        "'\(label)' cannot be a species of a VASP file; give its element, e.g. with --species")
    }
    return label
  }
}

/// Writes POSCAR of VASP 5 and later.
struct POSCAREncoder: FrameEncoder {
  let options: WriteOptions
  private var isDone = false

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard !isDone else { throw WriteError("a POSCAR holds one structure; write XDATCAR for more") }
    isDone = true
    let structure = try ordered(frame.structure)
    guard let lattice = structure.lattice else {
      throw WriteError("a POSCAR needs a cell and this structure has none")
    }
    guard !lattice.isLeftHanded else {
      throw WriteError(
        "the cell vectors are left-handed, which VASP refuses; negate all three vectors and the "
          + "fractional coordinates to keep the crystal")
    }
    guard structure.count > 0 else { throw WriteError("a POSCAR needs at least one atom") }
    try VASPHeader.write(structure, lattice, provenance: options.provenance, into: &output)
    if structure.fixedAxes != nil { output.append("Selective dynamics\n" as StaticString) }
    output.append(options.cartesian ? "Cartesian\n" : "Direct\n" as StaticString)
    try positions(structure, into: &output)
    tail(structure, into: &output)
  }

  /// The structure as it will stand in the file. What has no meaning atom by atom survives.
  private func ordered(_ structure: Structure) throws(WriteError) -> Structure {
    let order = POSCAR.order(of: structure, groupSpecies: options.groupSpecies)
    guard !order.isIdentity else { return structure }
    var ordered = structure.reordered(by: order)
    let key = POSCAR.Verbatim.latticeVelocities
    ordered.verbatim[key] = structure.verbatim[key]
    return ordered
  }

  private func positions(
    _ structure: Structure, into output: inout TextBuffer
  ) throws(WriteError) {
    let isExact = options.cartesian || structure.sourceFractional != nil
    let values = options.cartesian ? structure.positions : structure.fractional ?? []
    let flat = values.flat
    guard flat.allSatisfy({ $0.isFinite }) else { throw WriteError("a position is not finite") }
    let decimals = options.decimals ?? 16
    output.reserve(structure.count * (3 * decimals + 16))
    for atom in 0..<structure.count {
      output.append(
        line: flat[3 * atom], flat[3 * atom + 1], flat[3 * atom + 2], decimals: decimals,
        width: decimals + 3, isExact: isExact && options.decimals == nil)
      guard let fixed = structure.fixedAxes?[atom] else { continue }
      output.removeNewline()
      for axis in 0..<3 { output.append(fixed[axis] ? "   F" : "   T" as StaticString) }
      output.newline()
    }
  }

  private func tail(_ structure: Structure, into output: inout TextBuffer) {
    if let text = structure.verbatim[POSCAR.Verbatim.latticeVelocities] { output.append(text) }
    if let velocities = structure.velocities {
      output.newline()
      for velocity in velocities {
        output.append(
          line: velocity.x, velocity.y, velocity.z, decimals: 16, width: 20, isExact: true)
      }
    } else if let text = structure.verbatim[POSCAR.Verbatim.directVelocities] {
      output.append(text)
    }
    if let text = structure.verbatim[POSCAR.Verbatim.predictorCorrector] { output.append(text) }
  }
}

extension VASPHeader {
  /// The seven lines; the scale is 1.
  static func write(
    _ structure: Structure, _ lattice: Lattice, provenance: String?,
    into output: inout TextBuffer
  ) throws(WriteError) {
    let title = structure.title.isEmpty ? provenance ?? "" : structure.title
    output.append(title.split(whereSeparator: \.isNewline).joined(separator: " "))
    output.append("\n1.0\n" as StaticString)
    for row in lattice.rows {
      for axis in 0..<3 {
        guard row[axis].isFinite else { throw WriteError("a cell vector is not finite") }
        output.space()
        output.append(exact: row[axis], decimals: 16, width: 21)
      }
      output.newline()
    }
    let labels = structure.species.mapValues(POSCARLabel.text)
    for run in labels.runs {
      output.append(" ")
      output.append(try POSCARLabel.checked(labels.categories[run.category]), width: 4)
    }
    output.newline()
    for run in labels.runs {
      output.append(" ")
      output.append(run.count, width: 4)
    }
    output.newline()
  }
}
