import QuenchModel

/// A structure as GROMACS takes it: a list of molecules in the order of its atoms, with the names that
/// topology and coordinates share.
struct MoleculeBlocks {
  /// Molecules alike that follow one another.
  struct Block {
    /// Of the moleculetype.
    let name: String
    var count: Int
  }

  enum Part: Hashable { case liquid, film, electrodeBottom, electrodeTop }

  private(set) var blocks: [Block] = []
  /// Molecule types of the model, in the order of their first appearance.
  private(set) var modelTypes: [ModelMolecule] = []
  /// With residues named and numbered as the topology has them.
  private(set) var structure: Structure
  private(set) var parts: [Part] = []
  /// e.
  private(set) var netCharge = 0.0
  /// Bonds to hydrogen, each a constraint.
  private(set) var hydrogenBonds = 0
  let model: LennardJonesModel

  init(_ source: Structure, _ field: ForceField, _ settings: GROMACSSettings) throws(DeckError) {
    structure = source
    let residues = Self.residues(of: source)
    let recognised = try Self.recognised(residues, source, field)
    parts = Self.parts(residues, recognised, count: source.count)
    let film = source.selecting(parts.indices.filter { [parts] in parts[$0] == .film })
    model = LennardJonesModel(
      charges: settings.modelCharges, scale: settings.modelChargeScale, film: film)
    try LennardJonesModel.check(modelElements)
    var names = NamesUnderWay(count: source.count)
    for (index, residue) in residues.enumerated() {
      if let molecule = recognised[index] {
        add(molecule, field)
        names.add(residue, molecule)
      } else {
        names.add(residue, try addModel(residue, source, field))
      }
    }
    structure.residues = names.residues
    try checkCharges(settings.modelCharges.keys.sorted(), film: film, residues)
  }

  /// Charges given must have somebody to carry them: a film's element, or a residue of the model.
  private func checkCharges(
    _ given: [String], film: Structure, _ residues: [Residue]
  ) throws(DeckError) {
    guard !given.isEmpty else { return }
    let carriers = Set(residues.filter { parts[$0.atoms.lowerBound] != .liquid }.map(\.name))
    let known = carriers.union(film.species.categories.map(\.name))
    guard let stray = given.first(where: { !known.contains($0) }) else { return }
    let list =
      known.isEmpty ? "there are neither" : "known: " + known.sorted().joined(separator: ", ")
    throw DeckError(
      .inconsistent(
        "gromacs.charges: '\(stray)' is no element of the film and no residue of film or electrodes; "
          + list))
  }

  /// Elements of the model's atoms, in order of first appearance.
  var modelElements: [String] {
    var elements: [String] = []
    for (atom, part) in parts.enumerated() where part != .liquid {
      let name = structure.species[atom].name
      if !elements.contains(name) { elements.append(name) }
    }
    return elements
  }

  // MARK: Reading the structure

  struct Residue {
    let name: String
    let atoms: Range<Int>
  }

  private static func residues(of structure: Structure) -> [Residue] {
    guard let residues = structure.residues else {
      return (0..<structure.count).map {
        Residue(name: structure.species[$0].name, atoms: $0..<$0 + 1)
      }
    }
    let starts = residues.starts + [structure.count]
    return zip(starts, starts.dropFirst()).flatMap { first, next -> [Residue] in
      let name = residues.names[first]
      return [Residue(name: name, atoms: first..<next)]
    }
  }

  /// The force field's molecule of each residue; nil for atoms of films and electrodes, which come first.
  private static func recognised(
    _ residues: [Residue], _ structure: Structure, _ field: ForceField
  ) throws(DeckError) -> [Topology.Molecule?] {
    var found: [Topology.Molecule?] = []
    for residue in residues {
      let molecule = field.molecule(residue: residue.name)
      if let molecule {
        try check(residue, molecule, structure, field)
      } else {
        try checkBondless(residue, structure, field)
      }
      found.append(molecule)
    }
    // An ion among the atoms of a film is one of the film.
    if let last = found.lastIndex(where: { $0 == nil }) {
      for index in 0..<last where found[index]?.atoms.count == 1 { found[index] = nil }
    }
    return found
  }

  private static func check(
    _ residue: Residue, _ molecule: Topology.Molecule, _ structure: Structure, _ field: ForceField
  ) throws(DeckError) {
    let expected = field.topology.elements(of: molecule).map { $0?.symbol ?? "?" }
    let found = residue.atoms.map { structure.species[$0].name }
    guard expected != found else { return }
    throw DeckError(
      .inconsistent(
        "residue \(residue.name) with atom \(residue.atoms.lowerBound + 1) has the elements "
          + "\(found.joined(separator: " ")), and \(molecule.name) of \(field.name) has "
          + expected.joined(separator: " ")))
  }

  /// What no force field here knows becomes part of a film, without bonds: not so molecules of another
  /// force field, and nothing organic.
  private static func checkBondless(
    _ residue: Residue, _ structure: Structure, _ field: ForceField
  ) throws(DeckError) {
    guard residue.atoms.count > 1 else { return }
    let known = field.topology.molecules.map(\.name).joined(separator: ", ")
    if let other = ForceField.all.first(where: { $0.molecule(residue: residue.name) != nil }) {
      throw DeckError(
        .inconsistent(
          "residue \(residue.name) is a molecule of \(other.name) (combination rule "
            + "\(other.combinationRule)), and \(field.name) (rule \(field.combinationRule)) has \(known): "
            + "force fields of different rules do not mix"))
    }
    let elements = Set(residue.atoms.map { structure.species[$0].name })
    guard elements.isSuperset(of: ["C", "H"]) else { return }
    throw DeckError(
      .inconsistent(
        "residue \(residue.name) with atom \(residue.atoms.lowerBound + 1) is no molecule of "
          + "\(field.name), which has \(known): give a directory with its itp file as force-field"))
  }

  private static func parts(
    _ residues: [Residue], _ recognised: [Topology.Molecule?], count: Int
  ) -> [Part] {
    var parts: [Part] = []
    parts.reserveCapacity(count)
    for (residue, molecule) in zip(residues, recognised) {
      let part: Part = molecule == nil ? electrode(residue.name) ?? .film : .liquid
      parts.append(contentsOf: repeatElement(part, count: residue.atoms.count))
    }
    return parts
  }

  /// Electrodes are named element and B or T, with a q where a layer is charged.
  private static func electrode(_ name: String) -> Part? {
    let stem = name.hasSuffix("q") ? name.dropLast() : name[...]
    guard Element(symbol: stem.dropLast()) != nil else { return nil }
    if stem.hasSuffix("B") { return .electrodeBottom }
    return stem.hasSuffix("T") ? .electrodeTop : nil
  }

  // MARK: Blocks

  private mutating func append(_ name: String) {
    if blocks.last?.name == name {
      blocks[blocks.count - 1].count += 1
    } else {
      blocks.append(Block(name: name, count: 1))
    }
  }

  private mutating func add(_ molecule: Topology.Molecule, _ field: ForceField) {
    append(molecule.name)
    netCharge += field.topology.charge(of: molecule) ?? 0
    let elements = field.topology.elements(of: molecule)
    hydrogenBonds += molecule.bonds.count { first, second in
      [first, second].contains {
        elements.indices.contains($0 - 1) && elements[$0 - 1]?.symbol == "H"
      }
    }
  }

  private mutating func addModel(
    _ residue: Residue, _ source: Structure, _ field: ForceField
  ) throws(DeckError) -> Topology.Molecule {
    let atoms = residue.atoms.map { atom in
      let element = source.species[atom].name
      let own = source.charges?[atom]
      let charge = model.charge(
        of: element, residue: residue.name, isFilm: parts[atom] == .film, own: own)
      let name = source.residues?.atomNames[atom] ?? element
      return Topology.Atom(
        type: LennardJonesModel.type(of: element), residue: residue.name, name: name,
        charge: charge, mass: source.species[atom].element?.mass)
    }
    let known = modelTypes.first { $0.molecule.atoms == atoms }
    let type = known ?? addType(residue.name, atoms, field)
    append(type.molecule.name)
    netCharge += atoms.reduce(0) { $0 + ($1.charge ?? 0) }
    return type.molecule
  }

  private mutating func addType(
    _ name: String, _ atoms: [Topology.Atom], _ field: ForceField
  ) -> ModelMolecule {
    var free = name
    var number = 1
    while field.topology.molecule(free) != nil
      || modelTypes.contains(where: { $0.molecule.name == free })
    {
      number += 1
      free = "\(name)_\(number)"
    }
    let type = ModelMolecule(name: free, atoms: atoms)
    modelTypes.append(type)
    return type
  }
}

/// A molecule type of the model.
struct ModelMolecule {
  let molecule: Topology.Molecule

  init(name: String, atoms: [Topology.Atom]) {
    let line = TopologyLine(words: [], file: "", number: 0)
    molecule = Topology.Molecule(name: name, line: line, atoms: atoms)
  }

  /// Atoms of one formula unit do not see each other: the model has no bonds to keep them apart.
  ///
  /// Connections of type 5 have no energy; with two of them between any pair all are excluded, and the
  /// unit stays whole where GROMACS puts atoms into the box.
  var lines: [String] {
    let isUnit = molecule.atoms.count > 1
    var lines = ["[ moleculetype ]", "\(molecule.name) \(isUnit ? 2 : 1)", "", "[ atoms ]"]
    for (index, atom) in molecule.atoms.enumerated() {
      lines.append(
        "\(index + 1) \(atom.type) 1 \(atom.residue) \(atom.name) \(index + 1) "
          + "\(atom.charge ?? 0) \(atom.mass ?? 0)")
    }
    guard isUnit else { return lines + [""] }
    lines += ["", "[ bonds ]"] + (2...molecule.atoms.count).map { "1 \($0) 5" }
    return lines + [""]
  }
}

/// Residue and atom names of the whole, taken from the topology.
private struct NamesUnderWay {
  private var numbers: [Int32] = []
  private var names = Categorical<String>()
  private var atomNames = Categorical<String>()
  private var number: Int32 = 0

  init(count: Int) { numbers.reserveCapacity(count) }

  mutating func add(_ residue: MoleculeBlocks.Residue, _ molecule: Topology.Molecule) {
    number &+= 1
    for atom in molecule.atoms {
      numbers.append(number)
      names.append(atom.residue)
      atomNames.append(atom.name)
    }
  }

  var residues: Residues { Residues(numbers: numbers, names: names, atomNames: atomNames) }
}
