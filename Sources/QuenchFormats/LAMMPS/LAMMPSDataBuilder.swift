import QuenchModel

/// Makes a structure of a data file: units, elements, order.
struct LAMMPSDataBuilder {
  let file: LAMMPSDataFile
  let units: LAMMPSUnits
  let options: ReadOptions
  private(set) var warnings: [Warning] = []

  init(file: LAMMPSDataFile, units: LAMMPSUnits, options: ReadOptions) {
    self.file = file
    self.units = units
    self.options = options
  }

  mutating func structure() throws(ParseError) -> Structure {
    let atoms = try atomsSection()
    var box = file.box
    box.lattice = box.lattice.scaled(by: units.length)
    box.origin *= units.length
    guard box.lattice.isValid else {
      throw error(1, .outOfRange("the box spans no volume"))
    }
    let (species, masses) = try species(of: atoms)
    var positions = Coordinates(flat: atoms.positions)
    positions.scale(by: units.length)
    var structure = Structure(
      title: file.title.text, lattice: box.lattice, species: species, positions: positions)
    if box.origin != .zero {
      structure.shift(by: -box.origin)
      warnings.append(.originMoved(box.origin, code: "W-LMP-ORIGIN"))
    }
    structure.charges = atoms.charges?.scaled(by: units.charge)
    structure.images = atoms.images
    structure.masses = masses
    if let molecules = atoms.molecules, molecules.contains(where: { $0 != 0 }) {
      structure.residues = try Residues(molecules: molecules, species: species, file.cursor)
    }
    structure = try sorted(structure, atoms)
    noteSections()
    return structure
  }

  private func atomsSection() throws(ParseError) -> LAMMPSDataAtoms {
    if let atoms = file.atoms { return atoms }
    throw file.cursor.error(
      .endOfFile(expected: file.atomCount == nil ? "'N atoms'" : "an Atoms section"))
  }

  private mutating func noteSections() {
    guard !file.skipped.isEmpty else { return }
    warnings.append(
      Warning(
        "W-LMP-SECTION", "sections that are not read: \(file.skipped.joined(separator: ", "))"))
  }

  private func error(_ line: Int, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError
  {
    ParseError(source: file.cursor.source, line: line, column: 1, reason: reason, advice: advice)
  }
}

// MARK: - Order

extension LAMMPSDataBuilder {
  /// Sorts by atom number and joins the velocities by theirs.
  private func sorted(
    _ structure: Structure, _ atoms: LAMMPSDataAtoms
  ) throws(ParseError) -> Structure {
    var structure = structure
    var identifiers = atoms.identifiers
    if let order = identifiers.sortingOrder() {
      structure = structure.selecting(order)
      identifiers = order.map { identifiers[$0] }
    }
    for index in identifiers.indices.dropFirst() where identifiers[index] == identifiers[index - 1]
    {
      throw error(atoms.line, .outOfRange("atom number \(identifiers[index]) occurs twice"))
    }
    structure.identifiers = identifiers.countsFromOne ? nil : identifiers
    structure.velocities = try velocities(for: identifiers)
    return structure
  }

  private func velocities(for identifiers: [Int]) throws(ParseError) -> Coordinates? {
    guard let section = file.velocities else { return nil }
    var vectors = Coordinates(flat: section.vectors)
    var numbers = section.identifiers
    if let order = numbers.sortingOrder() {
      vectors = Coordinates(order.lazy.map { vectors[$0] })
      numbers = order.map { numbers[$0] }
    }
    guard numbers == identifiers else {
      throw error(
        section.line, .unsupported("the Velocities section has other atom numbers than Atoms"))
    }
    vectors.scale(by: units.velocity)
    return vectors
  }
}

// MARK: - Species

extension LAMMPSDataBuilder {
  /// Masses differing from the element's by less than this are the element's, to the file's digits.
  private static let massTolerance = 0.01

  private mutating func species(
    of atoms: LAMMPSDataAtoms
  ) throws(ParseError) -> (Categorical<Species>, masses: [Double]?) {
    let typeOfCode = try atoms.types.labels.map { (label) throws(ParseError) in
      try type(named: label, atoms)
    }
    let types = Set(typeOfCode).union(file.types.keys).sorted()
    var categorical = Categorical<Species>()
    var codes: [Int: Int32] = [:]
    var masses: [Int: Double] = [:]
    var byMass: [String] = []
    var merged: [String] = []
    for type in types {
      let known = categorical.categories.count
      let species = try species(ofType: type, atoms, &byMass)
      codes[type] = categorical.code(adding: species)
      if categorical.categories.count == known { merged.append("\(type) (\(species.label))") }
      masses[type] = file.types[type]?.mass.map { $0 * units.mass }
    }
    noteTypes(byMass, merged)
    let codeOfCode = typeOfCode.map { codes[$0] ?? 0 }
    categorical.setCodes(atoms.typeCodes.map { codeOfCode[Int($0)] })
    let massOfCode = typeOfCode.map { masses[$0] }
    return (categorical, keptMasses(atoms, massOfCode, categorical))
  }

  private mutating func noteTypes(_ byMass: [String], _ merged: [String]) {
    if !byMass.isEmpty {
      warnings.append(
        Warning("W-LMP-MASS", "elements taken from masses: \(byMass.joined(separator: ", "))"))
    }
    if !merged.isEmpty {
      warnings.append(
        Warning(
          "W-LMP-MERGED",
          "types of one name become one species: \(merged.joined(separator: ", "))"))
    }
  }

  private func type(named label: String, _ atoms: LAMMPSDataAtoms) throws(ParseError) -> Int {
    guard let type = Int(label) ?? file.type(labelled: label) else {
      throw error(atoms.line, .expected("an atom type or one of the type labels", found: label))
    }
    if let most = file.typeCount, type > most || type < 1 {
      throw error(
        atoms.line, .outOfRange("atom type \(type) is not one of the \(most) of the header"))
    }
    return type
  }

  /// By the person's word, the comment behind the mass, the type label, or the mass: in this order.
  private func species(
    ofType type: Int, _ atoms: LAMMPSDataAtoms, _ byMass: inout [String]
  ) throws(ParseError) -> Species {
    if let names = options.species {
      guard let name = names.element(forType: type) else {
        throw error(
          atoms.line, .outOfRange("type \(type) has no name among \(names.joined(separator: ","))"),
          advice: "name one species per type, in the order of types")
      }
      return Species(label: name)
    }
    let facts = file.types[type]
    let mass = facts?.mass.map { $0 * units.mass }
    let massElement = mass.flatMap { Element.nearest(mass: $0) }
    let word = facts?.comment?.split(separator: " ").first.map(String.init) ?? facts?.label
    if let word {
      let species = Species(label: word)
      // GAFF's `ca` is an aromatic carbon: the mass decides where the two disagree.
      let agrees = massElement == nil || massElement == species.element
      if species.element != nil, agrees { return species }
      if let massElement {
        byMass.append("type \(type) '\(word)' = \(massElement.symbol)")
        return Species(label: word, element: massElement)
      }
    }
    guard let massElement, let mass else {
      throw error(
        atoms.line, .unsupported("atom type \(type) has no element"),
        advice: "name one per type, e.g. --species Si,O for types 1 and 2")
    }
    byMass.append("type \(type) (\(mass) u) = \(massElement.symbol)")
    return Species(massElement)
  }

  private func keptMasses(
    _ atoms: LAMMPSDataAtoms, _ masses: [Double?], _ species: Categorical<Species>
  ) -> [Double]? {
    guard !masses.isEmpty, !masses.contains(where: { $0 == nil }) else { return nil }
    var elementMass: [Double?] = Array(repeating: nil, count: masses.count)
    for (code, category) in zip(atoms.typeCodes, species.codes) {
      elementMass[Int(code)] = species.categories[Int(category)].element?.mass
    }
    let areUsual = zip(masses, elementMass).allSatisfy { own, usual in
      guard let own, let usual else { return false }
      return abs(own - usual) <= Self.massTolerance
    }
    if areUsual { return nil }
    return atoms.typeCodes.map { masses[Int($0)] ?? 0 }
  }
}
