import QuenchModel

/// Writes GROMACS GRO frames; a number that does not fit its column is an error.
struct GROEncoder: FrameEncoder {
  /// n: positions get n decimals in nm, velocities n + 1.
  private let decimals: Int
  private let provenance: String?
  /// Lines before they go to the output together.
  private var lines: [UInt8] = []

  static let defaultDecimals = 3
  static let supportedDecimals = 3...10

  init(_ options: WriteOptions) {
    decimals = options.decimals ?? Self.defaultDecimals
    provenance = options.provenance
  }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard Self.supportedDecimals.contains(decimals) else {
      throw WriteError("GRO holds 3 to 10 decimals, not \(decimals)")
    }
    let structure = try frame.structure.alignedForGROMACS()
    appendTitle(frame, to: &output)
    output.append(structure.count, width: 5)
    output.newline()
    try appendAtoms(structure, to: &output)
    appendBox(structure.lattice, to: &output)
  }

  private func appendTitle(_ frame: Frame, to output: inout TextBuffer) {
    var title = frame.structure.title
    if title.isEmpty { title = provenance ?? "" }
    // A line break or another control character would end the title's line.
    output.append(bytes: title.utf8.map { $0 < 0x20 ? 0x20 : $0 })
    if let time = frame.time {
      output.append(" t= ")
      output.append(picoseconds: time)
    }
    if let step = frame.step {
      output.append(" step= ")
      output.append(step)
    }
    output.newline()
  }

  private mutating func appendAtoms(
    _ structure: Structure, to output: inout TextBuffer
  ) throws(WriteError) {
    let names = try GRONames(structure)
    let columns = GROColumns(decimals: decimals, hasVelocities: structure.velocities != nil)
    let length = columns.lineWidth + 1
    lines = [UInt8](repeating: UInt8(ascii: " "), count: 512 * length)
    let positions = structure.positions.flat
    let velocities = structure.velocities?.flat ?? []
    let codec = GROColumnWriter(columns)
    var atom = 0
    while atom < structure.count {
      let chunk = min(512, structure.count - atom)
      try lines.withUnsafeMutableBufferPointer { (lines) throws(WriteError) in
        for row in 0..<chunk {
          let line = UnsafeMutableBufferPointer(
            rebasing: lines[row * length..<(row + 1) * length])
          try names.write(atom + row, to: line)
          try codec.write(positions, velocities, atom + row, to: line)
          line[length - 1] = 0x0A
        }
      }
      output.append(bytes: lines[..<(chunk * length)])
      atom += chunk
    }
  }

  /// Free format: two decimals more than the positions, and at least GROMACS's five.
  private func appendBox(_ lattice: Lattice?, to output: inout TextBuffer) {
    let decimals = max(5, decimals + 2)
    var values = [0.0, 0, 0]
    if let lattice {
      let (a, b, c) = (lattice.a, lattice.b, lattice.c)
      values = [a.x, b.y, c.z]
      if b.x != 0 || c.x != 0 || c.y != 0 { values += [0, 0, b.x, 0, c.x, c.y] }
    }
    for (index, value) in values.enumerated() {
      // Ten columns and five decimals, as GROMACS has it; a longer number still stands apart.
      if index > 0 { output.space() }
      output.append(nanometres: value, decimals: decimals, width: decimals + (index > 0 ? 4 : 5))
    }
    output.newline()
  }
}

extension Structure {
  /// Turned so that the cell is lower triangular, as GROMACS demands; the loss report says so.
  func alignedForGROMACS() throws(WriteError) -> Structure {
    if lattice == nil { return self }
    guard let aligned = alignedToLowerTriangular() else {
      throw WriteError(
        "the cell is left-handed or has no volume, which GROMACS cannot hold; "
          + "exchange two cell vectors first")
    }
    return aligned.structure
  }
}

/// Residue and atom names, packed once for all atoms that share them.
private struct GRONames {
  private let residueNumbers: [Int32]?
  private let residueCodes: [Int32]
  private let residueNames: [[UInt8]]
  private let atomCodes: [Int32]
  private let atomNames: [[UInt8]]

  /// Without residues every atom is one of its own, named like its species, as ions are.
  init(_ structure: Structure) throws(WriteError) {
    let species = try structure.species.categories.map(Self.label)
    if let residues = structure.residues {
      residueNumbers = residues.numbers
      residueCodes = residues.names.codes
      residueNames = try residues.names.categories.map { (name) throws(WriteError) in
        try Self.column(name, right: false, "residue name")
      }
      atomCodes = residues.atomNames.codes
      atomNames = try residues.atomNames.categories.map { (name) throws(WriteError) in
        try Self.column(name, right: true, "atom name")
      }
    } else {
      residueNumbers = nil
      residueCodes = structure.species.codes
      atomCodes = residueCodes
      residueNames = try species.map { (name) throws(WriteError) in
        try Self.column(name, right: false, "species label")
      }
      atomNames = try species.map { (name) throws(WriteError) in
        try Self.column(name, right: true, "species label")
      }
    }
  }

  private static func label(_ species: Species) throws(WriteError) -> String {
    species.label.utf8.count <= 5 ? species.label : species.name
  }

  private static func column(
    _ name: String, right: Bool, _ what: String
  ) throws(WriteError) -> [UInt8] {
    let bytes = Array(name.utf8)
    guard bytes.count <= 5, bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw WriteError("the \(what) '\(name)' does not fit GRO's 5 columns; rename it")
    }
    let padding = [UInt8](repeating: UInt8(ascii: " "), count: 5 - bytes.count)
    return right ? padding + bytes : bytes + padding
  }

  /// Columns 1–20: numbers wrap modulo 100,000, as GROMACS's own do.
  @inline(__always)
  func write(_ atom: Int, to line: UnsafeMutableBufferPointer<UInt8>) throws(WriteError) {
    let number = residueNumbers.map { Int($0[atom]) } ?? atom + 1
    guard number > -10_000 else {
      throw WriteError("residue number \(number) of atom \(atom + 1) does not fit 5 columns")
    }
    Self.writeFive(number, to: line, at: 0)
    let (residue, name) = (residueNames[Int(residueCodes[atom])], atomNames[Int(atomCodes[atom])])
    for place in 0..<5 {
      line[5 + place] = residue[place]
      line[10 + place] = name[place]
    }
    Self.writeFive(atom + 1, to: line, at: 15)
  }

  @inline(__always)
  private static func writeFive(
    _ value: Int, to line: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) {
    var rest = UInt32(truncatingIfNeeded: value.magnitude % 100_000)
    var place = start + 5
    repeat {
      place -= 1
      line[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if value < 0, place > start {
      place -= 1
      line[place] = UInt8(ascii: "-")
    }
    while place > start {
      place -= 1
      line[place] = UInt8(ascii: " ")
    }
  }
}

/// Writes the number columns of one line.
private struct GROColumnWriter {
  private let columns: GROColumns
  private let positionPower: Double
  private let velocityPower: Double
  /// 10^(n + 4): what a column without a minus can hold.
  private let limit: UInt64

  init(_ columns: GROColumns) {
    self.columns = columns
    // nm with n decimals are Å with n − 1; nm/ps with n + 1 decimals are Å/fs with n + 3.
    positionPower = PowersOfTen.doubles[columns.decimals - 1]
    velocityPower = PowersOfTen.doubles[columns.decimals + 3]
    limit = PowersOfTen.integers[columns.decimals + 4]
  }

  @inline(__always)
  func write(
    _ positions: [Double], _ velocities: [Double], _ atom: Int,
    to line: UnsafeMutableBufferPointer<UInt8>
  ) throws(WriteError) {
    var start = GROColumns.namesWidth
    for axis in 0..<3 {
      let value = positions[3 * atom + axis]
      let digits = Self.digits(value, positionPower, columns.decimals - 1)
      guard let digits, put(digits, value < 0, 4, line, start) else {
        throw unfit("position", value, "Å", atom)
      }
      start += columns.width
    }
    guard columns.hasVelocities else { return }
    for axis in 0..<3 {
      let value = velocities[3 * atom + axis]
      let digits = Self.digits(value, velocityPower, columns.decimals + 3)
      guard let digits, put(digits, value < 0, 3, line, start) else {
        throw unfit("velocity", value, "Å/fs", atom)
      }
      start += columns.width
    }
  }

  private func unfit(_ what: String, _ value: Double, _ unit: String, _ atom: Int) -> WriteError {
    WriteError(
      "\(what) \(value) \(unit) of atom \(atom + 1) does not fit a GRO column of "
        + "\(columns.width); wrap the positions or take another format")
  }

  /// |value| · 10^decimals rounded half to even on the exact binary value; nil where not finite.
  @inline(__always)
  private static func digits(_ value: Double, _ power: Double, _ decimals: Int) -> UInt64? {
    let scaled = value.magnitude * power
    guard scaled < 1e9 else { return FixedDecimal.digits(of: value, decimals: decimals) }
    let whole = UInt64(scaled)
    let rest = scaled - Double(whole)
    // The product is off by less than 1e-7; only near a half does that matter.
    if abs(rest - 0.5) < 1e-6 { return FixedDecimal.digits(of: value, decimals: decimals) }
    return rest > 0.5 ? whole + 1 : whole
  }

  /// False where the digits do not fit.
  @inline(__always)
  private func put(
    _ digits: UInt64, _ isNegative: Bool, _ integerWidth: Int,
    _ line: UnsafeMutableBufferPointer<UInt8>, _ start: Int
  ) -> Bool {
    guard digits < limit else { return false }
    var rest = digits
    var place = start + columns.width
    let point = start + integerWidth
    while place > point + 1 {
      place -= 1
      line[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    place -= 1
    line[place] = UInt8(ascii: ".")
    repeat {
      place -= 1
      line[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if isNegative, digits != 0 {
      guard place > start else { return false }
      place -= 1
      line[place] = UInt8(ascii: "-")
    }
    while place > start {
      place -= 1
      line[place] = UInt8(ascii: " ")
    }
    return true
  }
}
