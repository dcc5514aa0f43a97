package import QuenchModel
internal import QuenchUnits

/// Cell and atoms as the outputs of pw.x and cp.x give them, line by line.
///
/// The head has six or seven digits; the blocks CELL_PARAMETERS and ATOMIC_POSITIONS have nine and more
/// and count from their first appearance on, also where pw.x repeats its head for a last SCF.
package struct PWOutputGeometry: Sendable {
  package enum Program: Sendable { case pw, cp }

  package private(set) var program = Program.pw
  /// alat, Å.
  package private(set) var parameter = 0.0
  /// Cell vectors, Å; three where the cell is known.
  package private(set) var vectors: [Vector3] = []
  package private(set) var labels: [String] = []
  /// Cartesian, Å, three per label.
  package private(set) var positions: [Double] = []
  /// Atoms in the cell, as the head says; nil before.
  package private(set) var count: Int?
  /// All atoms of the present block have been read.
  package var isWhole: Bool { !labels.isEmpty && positions.count == 3 * (count ?? labels.count) }

  private let source: String
  private var block = Block.none
  private var hasCellBlock = false
  /// Positions are those of a block, not of the head's table.
  package private(set) var hasPositionBlock = false
  /// Between the lines that enclose the repeated result of a relaxation.
  package private(set) var isFinalBlock = false

  private enum Block: Equatable {
    case none, sites
    case cell(scale: Double, row: Int)
    case positions(Unit)
  }

  private enum Unit: Equatable {
    case length(Double)
    case fractions
  }

  package init(source: String) { self.source = source }

  /// Nil where the cell is not known or has no volume.
  package var lattice: Lattice? {
    guard vectors.count == 3 else { return nil }
    let lattice = Lattice(a: vectors[0], b: vectors[1], c: vectors[2])
    return lattice.isValid ? lattice : nil
  }

  /// True where the line belongs to the geometry. Throws where a row of a block is no row.
  package mutating func take(_ line: ReportLine) throws(ParseError) -> Bool {
    switch block {
    case .none: return takeHeading(line)
    case .sites: return try takeSite(line)
    case .cell(let scale, let row): return try takeVector(line, scale, row)
    case .positions(let unit): return try takePosition(line, unit)
    }
  }
}

// MARK: - Headings

extension PWOutputGeometry {
  private mutating func takeHeading(_ line: ReportLine) -> Bool {
    guard !line.isBlank else { return false }
    switch line.bytes[line.first] {
    case UInt8(ascii: "A") where line.begins("ATOMIC_POSITIONS"): beginPositions(line)
    case UInt8(ascii: "C") where line.begins("CELL_PARAMETERS"): beginCell(line)
    case UInt8(ascii: "B") where line.begins("Begin final coordinates"): isFinalBlock = true
    case UInt8(ascii: "E") where line.begins("End final coordinates"): isFinalBlock = false
    default: return takeHead(line)
    }
    return true
  }

  private mutating func takeHead(_ line: ReportLine) -> Bool {
    switch line.bytes[line.first] {
    case UInt8(ascii: "a") where line.begins("a("): takeAxis(line)
    case UInt8(ascii: "c") where line.begins("celldm(1)="):
      takeParameter(line.number(after: "celldm(1)="))
    case UInt8(ascii: "l") where line.begins("lattice parameter (alat)"):
      parameter = (line.number(after: "=") ?? 0) * Constant.bohr
    case UInt8(ascii: "n") where line.begins("number of atoms/cell"):
      count = line.integer(after: "=").flatMap(Self.possible)
    case UInt8(ascii: "s") where line.begins("site n.     atom") && !line.contains("cryst"):
      if !hasPositionBlock { beginSites() }
    case UInt8(ascii: "P") where line.begins("Program PWSCF v"): restart(.pw)
    case UInt8(ascii: "P") where line.begins("Program CP v"): restart(.cp)
    case UInt8(ascii: "S") where program == .cp && line.begins("Species "): takeSpecies(line)
    default: return false
    }
    return true
  }

  private mutating func restart(_ program: Program) {
    self = PWOutputGeometry(source: source)
    self.program = program
  }

  /// cp.x: `Species   1 atoms =    2 mass = …`.
  private mutating func takeSpecies(_ line: ReportLine) {
    guard let own = line.integer(after: "atoms =").flatMap(Self.possible) else { return }
    count = Self.possible((count ?? 0) + own)
  }

  private static func possible(_ count: Int) -> Int? { count > 0 && count < 1 << 31 ? count : nil }

  /// Six decimals where "lattice parameter (alat)" has four.
  private mutating func takeParameter(_ bohr: Double?) {
    guard let bohr, abs(bohr * Constant.bohr - parameter) < 1e-3 else { return }
    parameter = bohr * Constant.bohr
  }

  private mutating func takeAxis(_ line: ReportLine) {
    let numbers =
      line.text(after: "= (")?.split { $0 == " " || $0 == ")" }
      .compactMap { ReportLine.number($0) } ?? []
    guard numbers.count >= 3, !hasCellBlock else { return }
    if vectors.count >= 3 { vectors = [] }
    vectors.append(Vector3(numbers[0], numbers[1], numbers[2]) * parameter)
  }

  private mutating func beginCell(_ line: ReportLine) {
    hasCellBlock = true
    let own = line.number(after: "alat=").map { $0 * Constant.bohr }
    let scale: Double
    if program == .cp || line.contains("bohr") {
      scale = Constant.bohr
    } else if line.contains("alat") {
      scale = own ?? parameter
    } else {
      scale = 1
    }
    vectors = [.zero, .zero, .zero]
    block = .cell(scale: scale, row: 0)
  }

  private mutating func beginPositions(_ line: ReportLine) {
    hasPositionBlock = true
    let unit: Unit =
      if program == .cp || line.contains("bohr") {
        .length(Constant.bohr)
      } else if line.contains("crystal") {
        .fractions
      } else {
        .length(line.contains("angstrom") ? 1 : parameter)
      }
    block = .positions(unit)
    forgetPositions()
  }

  private mutating func beginSites() {
    block = .sites
    labels.removeAll(keepingCapacity: true)
    forgetPositions()
  }

  /// Cell and labels stay: what a frame without a head begins with.
  package mutating func forgetPositions() { positions.removeAll(keepingCapacity: true) }
}

// MARK: - Rows

extension PWOutputGeometry {
  /// pw.x prints a cell vector per line, cp.x the matrix whose columns they are.
  private mutating func takeVector(
    _ line: ReportLine, _ scale: Double, _ row: Int
  ) throws(ParseError) -> Bool {
    var cursor = cursor(line)
    let (x, y, z) = try cursor.vector("row \(row + 1) of the cell")
    if program == .cp {
      for (place, value) in [x, y, z].enumerated() { vectors[place][row] = value * scale }
    } else {
      vectors[row] = Vector3(x, y, z) * scale
    }
    block = row == 2 ? .none : .cell(scale: scale, row: row + 1)
    return true
  }

  private mutating func takePosition(
    _ line: ReportLine, _ unit: Unit
  ) throws(ParseError) -> Bool {
    // Without a count, as where a head is cut off, a blank line ends the block.
    if count == nil, line.isBlank {
      block = .none
      return true
    }
    var cursor = cursor(line)
    let atom = positions.count / 3
    let place = cursor.position
    let word = cursor.word()
    let (x, y, z) = try cursor.vector("the position of atom \(atom + 1)")
    try name(atom, word, cursor, place)
    let position = cartesian(Vector3(x, y, z), unit)
    positions += [position.x, position.y, position.z]
    if atom + 1 == count { block = .none }
    return true
  }

  /// All blocks name the same atoms.
  private mutating func name(
    _ atom: Int, _ word: UnsafeBufferPointer<UInt8>, _ cursor: TextCursor,
    _ place: UnsafePointer<UInt8>
  ) throws(ParseError) {
    guard atom < labels.count else {
      labels.append(String(decoding: word, as: UTF8.self))
      return
    }
    guard !labels[atom].utf8.elementsEqual(word) else { return }
    throw cursor.error(
      at: place,
      .expected("atom \(atom + 1), \(labels[atom])", found: TextCursor.excerpt(word)))
  }

  private func cartesian(_ v: Vector3, _ unit: Unit) -> Vector3 {
    switch unit {
    case .length(let scale): return v * scale
    case .fractions:
      guard vectors.count == 3 else { return v }
      return v.x * vectors[0] + v.y * vectors[1] + v.z * vectors[2]
    }
  }

  /// `1  Li  tau(   1) = (  0.0  0.0  0.0  )`; another line ends the table.
  private mutating func takeSite(_ line: ReportLine) throws(ParseError) -> Bool {
    guard let numbers = line.text(after: "= ("), let label = line.words.dropFirst().first else {
      block = .none
      return takeHeading(line)
    }
    let values = numbers.split { $0 == " " || $0 == ")" }.compactMap { ReportLine.number($0) }
    guard values.count >= 3 else {
      throw cursor(line).error(.expected("three coordinates of a site", found: numbers))
    }
    labels.append(label)
    positions += values.prefix(3).map { $0 * parameter }
    return true
  }

  private func cursor(_ line: ReportLine) -> TextCursor {
    TextCursor(UnsafeRawBufferPointer(line.bytes), source: source, firstLine: line.number)
  }
}
