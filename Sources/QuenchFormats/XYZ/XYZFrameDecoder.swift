import QuenchModel
import QuenchUnits

/// Turns one XYZ frame, whose two header lines have been read, into a frame of the house.
struct XYZFrameDecoder {
  let comment: XYZComment
  let count: Int
  let options: ReadOptions
  let isFirst: Bool
  private var warnings: [Warning] = []

  init(comment: XYZComment, count: Int, options: ReadOptions, isFirst: Bool) {
    self.comment = comment
    self.count = count
    self.options = options
    self.isFirst = isFirst
  }

  mutating func decode(_ cursor: inout TextCursor, into frame: inout Frame) throws(ParseError) {
    let storage = frame.structure.positions.flat
    frame.structure = Structure()
    let facts = try XYZFacts(comment, options: options)
    var columns =
      if let entry = comment.entry("properties") {
        try XYZColumns(entry, of: comment, reusing: storage)
      } else {
        XYZColumns(plainReusing: storage)
      }
    if comment.entry("properties") == nil { noteExtraColumns(cursor) }
    noteIgnored(columns.ignored)
    try columns.table.read(count, &cursor)
    frame.structure = try structure(of: &columns, facts)
    frame.step = facts.step
    frame.time = facts.time
    frame.observables = facts.observables
    frame.warnings += isFirst ? facts.warnings + warnings : []
  }

  private mutating func structure(
    of columns: inout XYZColumns, _ facts: XYZFacts
  ) throws(ParseError) -> Structure {
    let species = try species(of: columns)
    let positions = columns.table.takeReals(columns.positions)
    var structure = Structure(
      title: facts.title, lattice: facts.lattice, periodicity: facts.periodicity,
      species: species, positions: Coordinates(flat: positions))
    if let origin = facts.origin, facts.lattice != nil { structure.shift(by: -origin) }
    addMotion(columns, &structure)
    structure.charges = columns.charges.map { columns.table.reals[$0] }
    structure.occupancies = columns.occupancies.map { columns.table.reals[$0] }
    if let slot = columns.identifiers {
      let identifiers = columns.table.integers[slot]
      if !identifiers.countsFromOne { structure.identifiers = identifiers }
    }
    structure.fixedAxes = try fixedAxes(columns, facts.lattice)
    return structure
  }

  /// Velocities in Å/fs; momenta are in the units of ASE, √(u eV), and need masses.
  private mutating func addMotion(_ columns: XYZColumns, _ structure: inout Structure) {
    structure.masses = columns.masses.map { columns.table.reals[$0] }
    structure.forces = columns.forces.map { Coordinates(flat: columns.table.reals[$0]) }
    if let slot = columns.velocities {
      structure.velocities = Coordinates(flat: columns.table.reals[slot])
    } else if let slot = columns.momenta {
      guard let masses = structure.atomicMasses, masses.allSatisfy({ $0 > 0 }) else {
        warnings.append(
          Warning("W-XYZ-MOMENTA", "momenta are left out: not every atom has a mass"))
        return
      }
      let unit = Factor.atomicMassSquareAngstromPerSquareFemtosecondPerElectronvolt.squareRoot()
      var velocities = columns.table.reals[slot]
      for index in velocities.indices { velocities[index] *= unit / masses[index / 3] }
      structure.velocities = Coordinates(flat: velocities)
    }
  }
}

// MARK: - Species

extension XYZFrameDecoder {
  private mutating func species(
    of columns: XYZColumns
  ) throws(ParseError) -> Categorical<Species> {
    guard let slot = columns.species else { return try speciesByNumber(columns) }
    let words = columns.table.tables[slot].labels
    let codes = columns.table.codes[slot]
    guard let labelSlot = columns.labels else {
      return Categorical(try species(named: words), codes: codes)
    }
    return labelled(
      try species(named: words), codes, columns.table.tables[labelSlot].labels,
      columns.table.codes[labelSlot])
  }

  /// Numbers in the place of symbols are types (LAMMPS writes them): only a person can name them.
  private mutating func species(named words: [String]) throws(ParseError) -> [Species] {
    var unnamed: [String] = []
    var named: [Species] = []
    for word in words {
      if let type = Int(word) {
        if let symbol = options.species?.element(forType: type) {
          named.append(Species(label: symbol))
          continue
        }
        unnamed.append(word)
      }
      named.append(Species(label: word))
    }
    if !unnamed.isEmpty {
      warnings.append(.typesWithoutElement(unnamed, code: "W-XYZ-TYPES"))
    }
    return named
  }

  private func labelled(
    _ species: [Species], _ codes: [Int32], _ labels: [String], _ labelCodes: [Int32]
  ) -> Categorical<Species> {
    var categorical = Categorical<Species>()
    var known: [Int: Int32] = [:]
    var combined: [Int32] = []
    combined.reserveCapacity(codes.count)
    for (code, labelCode) in zip(codes, labelCodes) {
      let key = Int(code) << 32 | Int(labelCode)
      let new =
        known[key]
        ?? categorical.code(
          adding: Species(label: labels[Int(labelCode)], element: species[Int(code)].element))
      known[key] = new
      combined.append(new)
    }
    categorical.setCodes(combined)
    return categorical
  }

  private func speciesByNumber(_ columns: XYZColumns) throws(ParseError) -> Categorical<Species> {
    guard let slot = columns.atomicNumbers else { return Categorical() }
    var species = Categorical<Species>()
    for number in columns.table.integers[slot] {
      guard let element = Element(atomicNumber: number) else {
        throw ParseError(
          source: comment.source, line: comment.line + 1, column: 1,
          reason: .outOfRange("\(number) in column Z is no atomic number"))
      }
      species.append(Species(element))
    }
    return species
  }
}

// MARK: - What is said and what is held fixed

extension XYZFrameDecoder {
  private mutating func noteExtraColumns(_ cursor: TextCursor) {
    var look = cursor
    guard isFirst, count > 0, look.words().count > 4 else { return }
    warnings.append(
      Warning(
        "W-XYZ-COLUMNS",
        "columns behind x y z have no names (no Properties= in the comment) and are not read"))
  }

  private mutating func noteIgnored(_ names: [String]) {
    guard isFirst, !names.isEmpty else { return }
    warnings.append(
      Warning(
        "W-XYZ-COLUMNS", "columns that have no place here: \(names.joined(separator: ", "))"))
  }

  /// `move_mask` is true where an atom may move; three columns are x, y, z, not the cell vectors.
  private mutating func fixedAxes(
    _ columns: XYZColumns, _ lattice: Lattice?
  ) throws(ParseError) -> [FixedAxes]? {
    guard !columns.moveMask.isEmpty else { return nil }
    var fixed = [FixedAxes](repeating: .none, count: count)
    for (axis, slot) in columns.moveMask.enumerated() {
      let held: FixedAxes =
        columns.moveMask.count == 1 ? .all : FixedAxes(rawValue: 1 << UInt8(axis))
      var isHeld: [Bool] = []
      for word in columns.table.tables[slot].labels {
        guard let moves = XYZComment.logical(word) else {
          throw ParseError(
            source: comment.source, line: comment.line + 1, column: 1,
            reason: .expected("T or F in column move_mask", found: word))
        }
        isHeld.append(!moves)
      }
      for (atom, code) in columns.table.codes[slot].enumerated() where isHeld[Int(code)] {
        fixed[atom].formUnion(held)
      }
    }
    if columns.moveMask.count == 3, let lattice, !lattice.isAxisAligned,
      fixed.contains(where: { $0 != .all && $0 != .none })
    {
      warnings.append(
        Warning(
          "W-XYZ-MASK",
          "move_mask holds atoms along x, y or z, which are not the cell vectors; it is left out"))
      return nil
    }
    return fixed
  }
}

extension Lattice {
  /// a along x, b along y, c along z.
  var isAxisAligned: Bool {
    isLowerTriangular && b.x == 0 && c.x == 0 && c.y == 0
  }
}
