internal import QuenchModel

/// What a data block says of a crystal: cell, symmetry, sites.
struct CIFCrystal {
  let title: String
  let lattice: Lattice
  let operations: [SymmetryOperation]
  private(set) var sites: [Site] = []
  var warnings: [Warning] = []

  struct Site {
    var label: String
    var species: Species
    /// Fractional, as written.
    var position: Vector3
    var occupancy: Double
    var line: Int
  }

  static let fractX = "_atom_site_fract_x"

  init(_ block: CIFBlock, source: String) throws(ParseError) {
    title = block.value("_chemical_name_common")?.known ?? block.name
    lattice = try Self.cell(block, source)
    (operations, warnings) = try Self.symmetry(block, source)
    guard let loop = block.loop(with: Self.fractX) else { return }
    try readSites(loop, source)
  }
}

// MARK: - Cell

extension CIFCrystal {
  private static func cell(_ block: CIFBlock, _ source: String) throws(ParseError) -> Lattice {
    var lengths = Vector3.zero
    var angles = Vector3.zero
    for (axis, name) in ["a", "b", "c"].enumerated() {
      lengths[axis] = try number("_cell_length_\(name)", block, source)
    }
    for (axis, name) in ["alpha", "beta", "gamma"].enumerated() {
      angles[axis] = try number("_cell_angle_\(name)", block, source)
    }
    let inRange = (0..<3).allSatisfy { lengths[$0] > 0 && angles[$0] > 0 && angles[$0] < 180 }
    guard inRange,
      let lattice = Lattice(lengths: lengths, alpha: angles.x, beta: angles.y, gamma: angles.z),
      lattice.isValid
    else {
      let token = block.value("_cell_length_a")
      throw ParseError(
        source: source, line: token?.line ?? block.line, column: token?.column ?? 1,
        reason: .outOfRange("these lengths and angles close no cell"))
    }
    return lattice
  }

  private static func number(
    _ tag: String, _ block: CIFBlock, _ source: String
  ) throws(ParseError) -> Double {
    guard let token = block.value(tag) else {
      throw ParseError(
        source: source, line: block.line, column: 1,
        reason: .expected(tag, found: "none in data block '\(block.name)'"))
    }
    return try number(token, source).value
  }

  static func number(_ token: CIFToken, _ source: String) throws(ParseError) -> CIFNumber {
    if let number = CIFNumber(token.text) { return number }
    let shown = Array(token.text.utf8).withUnsafeBufferPointer { TextCursor.excerpt($0) }
    throw ParseError(
      source: source, line: token.line, column: token.column, reason: .notANumber(shown),
      advice: shown.contains(",") ? "write a point, not a decimal comma" : nil)
  }
}

// MARK: - Symmetry

extension CIFCrystal {
  /// Operators first; without them only P 1 is certain.
  private static func symmetry(
    _ block: CIFBlock, _ source: String
  ) throws(ParseError) -> ([SymmetryOperation], [Warning]) {
    let given =
      block.list(
        "_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz")?
      .filter { $0.known != nil } ?? []
    let group = groupName(block)
    guard !given.isEmpty else { return (try triclinic(group, block, source), []) }
    var operations = [SymmetryOperation.identity]
    var hasIdentity = false
    for token in given {
      guard let operation = SymmetryOperation(token.text) else {
        throw ParseError(
          source: source, line: token.line, column: token.column,
          reason: .expected("a symmetry operation such as '-y,x-y,z+1/3'", found: token.text))
      }
      if operation.isIdentity { hasIdentity = true } else { operations.append(operation) }
    }
    guard hasIdentity else {
      throw ParseError(
        source: source, line: given[0].line, column: given[0].column,
        reason: .expected("the identity 'x,y,z' among the symmetry operations", found: "none"))
    }
    guard operations.count == 1, let group, !isP1(group) else { return (operations, []) }
    return (
      operations,
      [
        Warning(
          "W-CIF-SYMMETRY",
          "the space group is called \(group) but the only operation listed is the identity: "
            + "the atoms are taken as complete")
      ]
    )
  }

  private static func triclinic(
    _ group: String?, _ block: CIFBlock, _ source: String
  ) throws(ParseError) -> [SymmetryOperation] {
    if let group, isP1(group) { return [.identity] }
    let found = group.map { "only the space group \($0)" } ?? "neither these nor a space group"
    throw ParseError(
      source: source, line: block.line, column: 1,
      reason: .expected("symmetry operations (_space_group_symop_operation_xyz)", found: found),
      advice: "let the program that wrote the file list the operations, or expand it to P 1")
  }

  /// The Hermann–Mauguin symbol, the Hall symbol or the number, whichever is known.
  private static func groupName(_ block: CIFBlock) -> String? {
    if let symbol = block.value(
      "_space_group_name_h-m_alt", "_symmetry_space_group_name_h-m",
      "_space_group_name_h-m_full", "_space_group_name_hall", "_symmetry_space_group_name_hall")
    {
      return symbol.text
    }
    return block.value("_space_group_it_number", "_symmetry_int_tables_number")?.text
  }

  private static func isP1(_ group: String) -> Bool {
    let name = group.filter { !$0.isWhitespace && $0 != "_" }.uppercased()
    return name == "P1" || name == "1"
  }
}

// MARK: - Sites

extension CIFCrystal {
  private mutating func readSites(
    _ loop: CIFBlock.Loop, _ source: String
  ) throws(ParseError) {
    let columns = (
      loop.column(Self.fractX), loop.column("_atom_site_fract_y"),
      loop.column("_atom_site_fract_z")
    )
    guard let x = columns.0, let y = columns.1, let z = columns.2 else {
      throw ParseError(
        source: source, line: loop.values.first?.line ?? 1, column: 1,
        reason: .expected("_atom_site_fract_x, _y and _z in one loop", found: "not all of them"))
    }
    let names = (loop.column("_atom_site_type_symbol"), loop.column("_atom_site_label"))
    let occupancy = loop.column("_atom_site_occupancy")
    let flag = loop.column("_atom_site_calc_flag")
    var snapped: [String] = []
    var dropped: [String] = []
    for row in 0..<loop.rows {
      let label = names.1.flatMap { loop[row, $0].known } ?? "atom \(row + 1)"
      let place = [loop[row, x], loop[row, y], loop[row, z]]
      if place.contains(where: { $0.known == nil }) || flag.map({ loop[row, $0].text }) == "dum" {
        dropped.append(label)
        continue
      }
      let (position, wasSnapped) = try position(place, source)
      if wasSnapped { snapped.append(label) }
      sites.append(
        Site(
          label: label, species: try species(loop, row, names, source), position: position,
          occupancy: try occupancy.map { (column) throws(ParseError) in
            try Self.occupancy(loop[row, column], source)
          } ?? 1,
          line: place[0].line))
    }
    warn(snapped, dropped)
  }

  private mutating func warn(_ snapped: [String], _ dropped: [String]) {
    func listed(_ labels: [String]) -> String {
      labels.prefix(5).joined(separator: ", ") + (labels.count > 5 ? " …" : "")
    }
    if !snapped.isEmpty {
      warnings.append(
        Warning(
          "W-CIF-SNAP",
          "coordinates such as 0.3333 are taken as exact thirds or sixths (moved by less than "
            + "0.001 Å): \(listed(snapped))"))
    }
    if !dropped.isEmpty {
      warnings.append(
        Warning(
          "W-CIF-UNLOCATED",
          "sites without coordinates are left out: \(listed(dropped))"))
    }
  }

  private func position(
    _ place: [CIFToken], _ source: String
  ) throws(ParseError) -> (Vector3, Bool) {
    var position = Vector3.zero
    var snapped = false
    for axis in 0..<3 {
      let number = try Self.number(place[axis], source)
      position[axis] = number.value
      if let exact = number.nearestSixth(length: lattice[axis].length) {
        // A coordinate with all its digits only loses its last rounding; that need not be said.
        if abs(exact - number.value) * lattice[axis].length > 1e-6 { snapped = true }
        position[axis] = exact
      }
    }
    return (position, snapped)
  }

  private static func occupancy(
    _ token: CIFToken, _ source: String
  ) throws(ParseError) -> Double {
    guard token.known != nil else { return 1 }
    let value = try number(token, source).value
    guard (0...1.000001).contains(value) else {
      throw ParseError(
        source: source, line: token.line, column: token.column,
        reason: .outOfRange("an occupancy of \(token.text) is not between 0 and 1"))
    }
    return min(value, 1)
  }

  /// From the type symbol (`Ti3+`, `D`); without one from the letters that open the label.
  private func species(
    _ loop: CIFBlock.Loop, _ row: Int, _ columns: (type: Int?, label: Int?), _ source: String
  ) throws(ParseError) -> Species {
    let type = columns.type.map { loop[row, $0] }
    let label = columns.label.map { loop[row, $0] }
    if let type, let symbol = type.known {
      let letters = symbol.prefix { $0.isASCII && $0.isLetter }
      if let element = Element(symbol: letters) { return Species(label: symbol, element: element) }
    } else if let known = label?.known, let element = Species(label: known).element {
      return Species(element)
    }
    let token = type ?? label
    throw ParseError(
      source: source, line: token?.line ?? 1, column: token?.column ?? 1,
      reason: .expected(
        "an element in _atom_site_type_symbol or _atom_site_label",
        found: token.map { $0.text } ?? "neither column"))
  }
}
