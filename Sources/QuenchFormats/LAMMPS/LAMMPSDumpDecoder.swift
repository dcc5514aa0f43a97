import QuenchModel

/// Turns one dump frame, whose header has been read, into a frame of the house.
///
/// Atoms are sorted by id where there are ids. Wrapped positions stay wrapped beside their image
/// flags, unwrapped ones stay unwrapped. The box is moved to begin at zero.
struct LAMMPSDumpDecoder {
  let header: LAMMPSDumpHeader
  let units: LAMMPSUnits
  let options: ReadOptions
  private(set) var warnings: [Warning] = []

  init(header: LAMMPSDumpHeader, units: LAMMPSUnits, options: ReadOptions) {
    self.header = header
    self.units = units
    self.options = options
  }

  mutating func decode(_ cursor: inout TextCursor, into frame: inout Frame) throws(ParseError) {
    let storage = frame.structure.positions.flat
    frame.structure = Structure()
    let start = cursor
    var columns = try LAMMPSDumpColumns(header, reusing: storage, cursor)
    if !columns.ignored.isEmpty {
      warnings.append(
        Warning(
          "W-LMP-COLUMNS",
          "columns that have no place here: \(columns.ignored.joined(separator: ", "))"))
    }
    try columns.table.read(header.count, &cursor)
    var structure = placed(&columns, try species(columns, start))
    try addRest(&structure, columns, start)
    frame.structure = try sorted(structure, columns, start)
    frame.step = header.step
    frame.time = header.time
    frame.observables = [:]
  }

  private mutating func placed(
    _ columns: inout LAMMPSDumpColumns, _ species: Categorical<Species>
  ) -> Structure {
    var positions = Coordinates(flat: columns.table.takeReals(columns.positions))
    let (lattice, periodicity) = (header.box.lattice, header.periodicity)
    let origin = header.box.origin
    if origin != .zero { warnings.append(.originMoved(origin, code: "W-LMP-ORIGIN")) }
    if columns.kind.isScaled {
      return Structure(
        lattice: lattice, periodicity: periodicity, species: species, fractional: positions)
    }
    positions.scale(by: units.length)
    var structure = Structure(
      lattice: lattice, periodicity: periodicity, species: species, positions: positions)
    if origin != .zero { structure.shift(by: -origin) }
    return structure
  }

  private func addRest(
    _ structure: inout Structure, _ columns: LAMMPSDumpColumns, _ start: TextCursor
  ) throws(ParseError) {
    let table = columns.table
    structure.velocities = vectors(columns.velocities, table, unit: units.velocity)
    structure.forces = vectors(columns.forces, table, unit: units.force)
    structure.charges = columns.charges.map { table.reals[$0].scaled(by: units.charge) }
    structure.masses = columns.masses.map { table.reals[$0].scaled(by: units.mass) }
    if let slot = columns.images {
      structure.images = try table.integers[slot].imageFlags(start)
    }
    if let slot = columns.molecules {
      structure.residues = try Residues(
        molecules: table.integers[slot], species: structure.species, start)
    }
  }

  private func vectors(_ slot: Int?, _ table: AtomTable, unit: Double) -> Coordinates? {
    guard let slot else { return nil }
    var vectors = Coordinates(flat: table.reals[slot])
    vectors.scale(by: unit)
    return vectors
  }

  private func sorted(
    _ structure: Structure, _ columns: LAMMPSDumpColumns, _ start: TextCursor
  ) throws(ParseError) -> Structure {
    guard let slot = columns.identifiers else { return structure }
    var structure = structure
    let identifiers = columns.table.integers[slot]
    if identifiers.countsFromOne { return structure }
    structure.identifiers = identifiers
    if let order = identifiers.sortingOrder() {
      structure = structure.selecting(order)
      if columns.types == nil { structure.species = structure.species.inOrderOfAppearance() }
    }
    guard let ids = structure.identifiers else { return structure }
    for index in ids.indices.dropFirst() where ids[index] == ids[index - 1] {
      throw start.error(.outOfRange("atom number \(ids[index]) occurs twice in this frame"))
    }
    if ids.countsFromOne { structure.identifiers = nil }
    return structure
  }
}

// MARK: - Species

extension LAMMPSDumpDecoder {
  /// Elements where the dump names them, types otherwise; the order of species is that of types.
  private mutating func species(
    _ columns: LAMMPSDumpColumns, _ start: TextCursor
  ) throws(ParseError) -> Categorical<Species> {
    let tables = columns.table.tables
    let codes = columns.table.codes
    if let elements = columns.elements {
      let symbols = tables[elements].labels
      guard let types = columns.types else {
        return Categorical(symbols.map { Species(label: $0) }, codes: codes[elements])
      }
      if symbols == ["C"], tables[types].labels.count > 1 {
        warnings.append(
          Warning(
            "W-LMP-ELEMENT",
            "all elements are C, which LAMMPS writes without dump_modify element; types are used"))
      } else if options.species == nil {
        return Self.elements(
          symbols, codes[elements], orderedBy: tables[types].labels, codes[types])
      }
    }
    guard let types = columns.types else { return try onlySpecies(start) }
    return try speciesByType(tables[types].labels, codes[types], start)
  }

  /// A dump without types and elements has one species, which must be said.
  private func onlySpecies(_ start: TextCursor) throws(ParseError) -> Categorical<Species> {
    guard let only = options.species, only.count == 1 || header.count == 0 else {
      throw ParseError(
        source: start.source, line: max(1, start.line - 1), column: 1,
        reason: .expected("a column element or type", found: "neither"),
        advice: "if all atoms are of one element say --species with it")
    }
    var species = Categorical<Species>()
    if let label = only.first { species.append(Species(label: label), count: header.count) }
    return species
  }

  private static func elements(
    _ symbols: [String], _ codes: [Int32], orderedBy types: [String], _ typeCodes: [Int32]
  ) -> Categorical<Species> {
    var firstType = [Int](repeating: .max, count: symbols.count)
    let numbers = types.enumerated().map { Int($1) ?? .max / 2 + $0 }
    var last: (code: Int32, type: Int32) = (-1, -1)
    for (code, type) in zip(codes, typeCodes) where code != last.code || type != last.type {
      last = (code, type)
      firstType[Int(code)] = min(firstType[Int(code)], numbers[Int(type)])
    }
    let order = symbols.indices.sorted { (firstType[$0], $0) < (firstType[$1], $1) }
    return Categorical(symbols.map { Species(label: $0) }, codes: codes, order: order)
  }

  private mutating func speciesByType(
    _ types: [String], _ codes: [Int32], _ start: TextCursor
  ) throws(ParseError) -> Categorical<Species> {
    let numbers = types.map { Int($0) }
    if let names = options.species {
      var categorical = Categorical<Species>()
      let byType = names.map { categorical.code(adding: Species(label: $0)) }
      var mapped: [Int32] = []
      for (label, number) in zip(types, numbers) {
        guard let number, number >= 1, number <= names.count else {
          throw start.error(
            .outOfRange("type \(label) has no name among \(names.joined(separator: ","))"),
            advice: "name one species per type, in the order of types")
        }
        mapped.append(byType[number - 1])
      }
      categorical.setCodes(codes.map { mapped[Int($0)] })
      return categorical
    }
    let species = types.map { Species(label: $0) }
    let unnamed = zip(types, species).filter { $1.element == nil }.map(\.0)
    if !unnamed.isEmpty {
      warnings.append(.typesWithoutElement(unnamed.sortedByNumber(), code: "W-LMP-TYPES"))
    }
    let order = types.indices.sorted {
      (numbers[$0] ?? .max, $0) < (numbers[$1] ?? .max, $1)
    }
    return Categorical(species, codes: codes, order: order)
  }
}
