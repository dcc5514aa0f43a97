internal import QuenchModel
internal import QuenchUnits

/// Writes what CP2K needs of a structure; the method, basis sets and the kind of run are left to a person.
struct CP2KEncoder: FrameEncoder {
  let options: WriteOptions
  private var isDone = false

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard !isDone else { throw WriteError("a CP2K input is written with one structure") }
    isDone = true
    let structure = frame.structure
    guard let lattice = structure.lattice else {
      throw WriteError("CP2K needs a cell and this structure has none; put it into a box")
    }
    guard structure.count > 0 else { throw WriteError("a CP2K input needs at least one atom") }
    guard lattice.isValid, structure.positions.flat.allSatisfy(\.isFinite) else {
      throw WriteError("a cell vector or position is not finite")
    }
    head(structure, into: &output)
    try holds(structure, into: &output)
    output.append("&FORCE_EVAL\n  &SUBSYS\n")
    cell(structure, lattice, into: &output)
    try coordinates(structure, into: &output)
    velocities(structure, into: &output)
    try kinds(structure, into: &output)
    output.append("  &END SUBSYS\n&END FORCE_EVAL\n")
  }

  private func head(_ structure: Structure, into output: inout TextBuffer) {
    if let provenance = options.provenance {
      output.append("# \(String(provenance.map { $0.isNewline ? " " : $0 }))\n")
    }
    output.append(
      """
      # The method (&DFT, METHOD), basis sets and RUN_TYPE are yours to add; quench deck writes whole inputs.
      &GLOBAL
        PROJECT \(Self.project(structure.title))
      &END GLOBAL

      """)
  }

  /// A file name's part: letters, digits, `_` and `-`.
  private static func project(_ title: String) -> String {
    let name = title.utf8.prefix(60).map { byte in
      (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        || byte == UInt8(ascii: "-") ? byte : UInt8(ascii: "_")
    }
    return name.isEmpty ? "structure" : String(decoding: name, as: UTF8.self)
  }

  private func cell(_ structure: Structure, _ lattice: Lattice, into output: inout TextBuffer) {
    output.append("    &CELL\n")
    for (row, name) in zip(lattice.rows, ["A", "B", "C"]) {
      output.append("      \(name)")
      output.append(line: row.x, row.y, row.z, decimals: 16, width: 21, isExact: true)
    }
    let axes = zip("XYZ", 0..<3).filter { structure.periodicity[$1] }.map { String($0.0) }
    output.append("      PERIODIC \(axes.isEmpty ? "NONE" : axes.joined())\n    &END CELL\n")
  }

  private func coordinates(
    _ structure: Structure, into output: inout TextBuffer
  ) throws(WriteError) {
    let labels = try structure.species.categories.map { (species) throws(WriteError) in
      try Self.label(species)
    }
    let decimals = options.decimals ?? 16
    output.append("    &COORD\n")
    output.reserve(structure.count * (3 * decimals + 20))
    for (atom, position) in structure.positions.enumerated() {
      output.append("      \(labels[Int(structure.species.codes[atom])])")
      output.append(
        line: position.x, position.y, position.z, decimals: decimals, width: decimals + 5,
        isExact: options.decimals == nil)
    }
    output.append("    &END COORD\n")
  }

  /// A kind is one word; what CP2K would take for a keyword, comment or variable is none.
  private static func label(_ species: Species) throws(WriteError) -> String {
    let label = species.label
    let isWord =
      label.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      && !label.contains { "#!&@$\\".contains($0) }
      && !["UNIT", "SCALED", ""].contains(label.uppercased())
    if isWord { return label }
    guard let element = species.element else {
      throw WriteError("'\(label)' cannot be a kind of CP2K; give its element, e.g. with --species")
    }
    return element.symbol
  }

  private func velocities(_ structure: Structure, into output: inout TextBuffer) {
    guard let velocities = structure.velocities else { return }
    output.append("    &VELOCITY\n")
    for velocity in velocities {
      let scaled = velocity / Factor.angstromPerFemtosecondPerBohrPerAtomicTime
      output.append(
        line: scaled.x, scaled.y, scaled.z, decimals: 17, width: 21, isExact: true)
    }
    output.append("    &END VELOCITY\n")
  }

  /// One &KIND for each label that is no symbol, and for each mass that is not the element's.
  private func kinds(_ structure: Structure, into output: inout TextBuffer) throws(WriteError) {
    var masses = [Double?](repeating: nil, count: structure.species.categories.count)
    for (code, mass) in zip(structure.species.codes, structure.masses ?? []) {
      if let known = masses[Int(code)], known != mass {
        throw WriteError(
          "atoms of species \(structure.species.categories[Int(code)]) have different masses, and CP2K "
            + "has one mass per kind; give them labels of their own")
      }
      masses[Int(code)] = mass
    }
    var written: Set<String> = []
    for (species, mass) in zip(structure.species.categories, masses) {
      let label = try Self.label(species)
      let own = mass == species.element?.mass ? nil : mass
      guard label != species.element?.symbol || own != nil, written.insert(label).inserted else {
        continue
      }
      output.append("    &KIND \(label)\n")
      if let element = species.element { output.append("      ELEMENT \(element.symbol)\n") }
      if let own {
        output.append("      MASS ")
        output.append(shortest: own)
        output.newline()
      }
      output.append("    &END KIND\n")
    }
  }

  /// One &FIXED_ATOMS for each set of directions.
  private func holds(_ structure: Structure, into output: inout TextBuffer) throws(WriteError) {
    var groups: [UInt8: [Int]] = [:]
    for (atom, fixed) in (structure.fixedAxes ?? []).enumerated() where fixed != .none {
      guard let held = fixed.cartesian(in: structure.lattice) else {
        throw WriteError(
          "CP2K holds atoms along x, y, z only, and atom \(atom + 1) is held along a vector of a "
            + "tilted cell; free it or hold it whole")
      }
      groups[held.rawValue, default: []].append(atom)
    }
    guard !groups.isEmpty else { return }
    output.append("&MOTION\n  &CONSTRAINT\n")
    for (held, atoms) in groups.sorted(by: { $0.key > $1.key }) {
      let axes = zip("XYZ", 0..<3).filter { FixedAxes(rawValue: held)[$1] }.map { String($0.0) }
      output.append("    &FIXED_ATOMS\n      COMPONENTS_TO_FIX \(axes.joined())\n")
      for run in Self.runs(atoms) { output.append("      LIST \(run)\n") }
      output.append("    &END FIXED_ATOMS\n")
    }
    output.append("  &END CONSTRAINT\n&END MOTION\n")
  }

  /// `1..4`, `9`: consecutive numbers from 1.
  private static func runs(_ atoms: [Int]) -> [String] {
    var runs: [String] = []
    var start = 0
    for index in atoms.indices
    where index + 1 == atoms.count || atoms[index + 1] != atoms[index] + 1 {
      let (first, last) = (atoms[start] + 1, atoms[index] + 1)
      runs.append(first == last ? "\(first)" : "\(first)..\(last)")
      start = index + 1
    }
    return runs
  }
}
