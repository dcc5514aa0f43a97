internal import QuenchModel

/// Writes what pw.x needs of a structure; cut-offs, k-points and pseudopotentials are left to a person.
struct PWInputEncoder: FrameEncoder {
  let options: WriteOptions
  private var isDone = false

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard !isDone else { throw WriteError("a pw.x input is written with one structure") }
    isDone = true
    let structure = frame.structure
    guard let lattice = structure.lattice else {
      throw WriteError("a pw.x input needs a cell and this structure has none")
    }
    guard structure.count > 0 else { throw WriteError("a pw.x input needs at least one atom") }
    guard lattice.isValid, structure.positions.flat.allSatisfy(\.isFinite) else {
      throw WriteError("a cell vector or position is not finite")
    }
    let labels = try structure.species.mapValues(Self.label).checkedForPW()
    namelists(structure, labels, into: &output)
    try species(structure, labels, into: &output)
    cell(lattice, into: &output)
    try positions(structure, labels, into: &output)
  }

  private func namelists(
    _ structure: Structure, _ labels: Categorical<String>, into output: inout TextBuffer
  ) {
    if let provenance = options.provenance { output.append("! \(Self.oneLine(provenance))\n") }
    output.append("&CONTROL\n")
    if !structure.title.isEmpty {
      let title = Self.oneLine(structure.title).replacing("'", with: "\"")
      output.append("  title = '\(title)'\n")
    }
    output.append(
      """
      /
      ! Cut-offs (ecutwfc), occupations, K_POINTS and pseudopotentials are yours to add;
      ! quench deck writes whole inputs.
      &SYSTEM
        ibrav = 0
        nat = \(structure.count)
        ntyp = \(labels.runsOfUse)
      /
      &ELECTRONS
      /

      """)
  }

  private func species(
    _ structure: Structure, _ labels: Categorical<String>, into output: inout TextBuffer
  ) throws(WriteError) {
    var masses = [Double?](repeating: nil, count: labels.categories.count)
    for atom in 0..<structure.count {
      let code = Int(labels.codes[atom])
      let mass = structure.masses?[atom] ?? structure.species[atom].element?.mass
      if let known = masses[code], known != mass {
        throw WriteError(
          "atoms of species \(labels.categories[code]) have different masses, and pw.x has one mass "
            + "per species; give them labels of their own")
      }
      masses[code] = mass
    }
    output.append("ATOMIC_SPECIES\n")
    for (label, mass) in zip(labels.categories, masses) {
      guard let mass else { continue }
      output.append("  \(label) ")
      output.append(shortest: mass)
      output.append(" PSEUDOPOTENTIAL_OF_\(label).UPF\n")
    }
  }

  private func cell(_ lattice: Lattice, into output: inout TextBuffer) {
    output.append("CELL_PARAMETERS angstrom\n")
    for row in lattice.rows {
      output.append(line: row.x, row.y, row.z, decimals: 16, width: 21, isExact: true)
    }
  }

  private func positions(
    _ structure: Structure, _ labels: Categorical<String>, into output: inout TextBuffer
  ) throws(WriteError) {
    let isCartesian = options.cartesian
    let values = isCartesian ? structure.positions : structure.fractional ?? []
    let isExact = isCartesian || structure.sourceFractional != nil
    let decimals = options.decimals ?? 16
    output.append("ATOMIC_POSITIONS \(isCartesian ? "angstrom" : "crystal")\n")
    output.reserve(structure.count * (3 * decimals + 20))
    for (atom, value) in values.enumerated() {
      output.append(labels[atom])
      output.append(
        line: value.x, value.y, value.z, decimals: decimals, width: decimals + 3,
        isExact: isExact && options.decimals == nil)
      guard let fixed = structure.fixedAxes?[atom], fixed != .none else { continue }
      guard let held = fixed.cartesian(in: structure.lattice) else {
        throw WriteError(
          "pw.x holds atoms along x, y, z only, and atom \(atom + 1) is held along a vector of a "
            + "tilted cell; free it or hold it whole")
      }
      output.removeNewline()
      for axis in 0..<3 { output.append(held[axis] ? " 0" : " 1") }
      output.newline()
    }
  }

  /// The source's label where pw.x takes it (a symbol, then a digit, a letter or `_x`, three characters at
  /// most), else the symbol.
  private static func label(_ species: Species) -> String {
    guard let element = species.element else { return "" }
    let label = species.label
    let isPlain = label.utf8.allSatisfy { byte in
      (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
    let isOwn = label.hasPrefix(element.symbol) && Species(label: label).element == element
    return isPlain && isOwn && label.utf8.count <= 3 ? label : element.symbol
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}

extension Categorical<String> {
  /// How many categories have an atom.
  fileprivate var runsOfUse: Int { counts.count { $0 > 0 } }

  fileprivate func checkedForPW() throws(WriteError) -> Categorical<String> {
    for (code, count) in counts.enumerated() where count > 0 && categories[code].isEmpty {
      throw WriteError(
        "an atom has no element, and pw.x needs one for its pseudopotential; give it, e.g. with "
          + "--species")
    }
    return self
  }
}
