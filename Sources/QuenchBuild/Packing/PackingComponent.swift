public import QuenchModel

/// One kind of atom or molecule, and how many of it are to be packed.
public struct PackingComponent: Hashable, Sendable {
  /// As a person calls it, e.g. `TFSI`.
  public var name: String
  /// One of it, unbroken; its cell does not matter.
  public var molecule: Structure
  public var count: Int
  /// Net charge, e; nil where nothing says it.
  public var charge: Double?
  /// At most five characters, so that a GRO file holds it.
  public var residueName: String
  /// Loose atoms keep distances by element, molecules one distance from all others.
  public var isAtomic: Bool
  /// A formula unit of a crystal: no solvent.
  public internal(set) var isCluster = false

  /// A molecule, whose charge is that of its atoms, or what its title says as `charge=-1`.
  public init(_ name: String, molecule: Structure, count: Int, charge: Double? = nil) {
    self.name = name
    self.molecule = molecule
    self.count = count
    self.charge =
      charge ?? molecule.charges.map { $0.reduce(0, +) } ?? Self.charge(inTitle: molecule.title)
    residueName = Self.residueName(for: name, molecule)
    isAtomic = false
  }

  /// An ion of one atom, which keeps the distance of molecules. Throws where it is no element.
  public init(_ name: String, ion: MonatomicIon, count: Int) throws(PackingError) {
    guard let element = Element(symbol: ion.symbol) else { throw .unknownSpecies(ion.symbol) }
    let atom = Structure(species: Categorical([Species(element)]), positions: [.zero])
    self.init(name, molecule: atom, count: count, charge: ion.charge)
  }

  /// Loose atoms of one element.
  public init(_ element: Element, count: Int) {
    name = element.symbol
    molecule = Structure(species: Categorical([Species(element)]), positions: [.zero])
    self.count = count
    charge = nil
    residueName = element.symbol
    isAtomic = true
  }

  /// u; nil where an atom's mass is unknown.
  public var mass: Double? { molecule.atomicMasses?.reduce(0, +) }

  /// Largest distance between two of its nuclei at most: twice that from the centre.
  var span: Double {
    let centre = molecule.centre
    return 2 * (molecule.positions.map { ($0 - centre).length }.max() ?? 0)
  }

  private static func charge(inTitle title: String) -> Double? {
    for word in title.split(separator: " ") where word.hasPrefix("charge=") {
      if let value = Double(word.dropFirst("charge=".count)), value.isFinite { return value }
    }
    return nil
  }

  /// The molecule's own, where it has one, else the name up to a sign or an underscore.
  private static func residueName(for name: String, _ molecule: Structure) -> String {
    if let residues = molecule.residues, let first = residues.names.first { return first }
    let stem = name.split(separator: "/").last.map(String.init) ?? name
    let letters = stem.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return letters.isEmpty ? "MOL" : String(letters.prefix(5))
  }

  /// Names within the molecule: those it has, or element and number (`C1`), the symbol for an ion.
  var atomNames: [String] {
    if let residues = molecule.residues { return Array(residues.atomNames) }
    guard molecule.count > 1 else { return molecule.species.map(\.name) }
    var seen: [String: Int] = [:]
    return molecule.species.map { species in
      seen[species.name, default: 0] += 1
      return "\(species.name)\(seen[species.name] ?? 1)"
    }
  }

  /// Per atom, e: those of the molecule; the net charge of an ion that is one atom.
  var atomCharges: [Double]? {
    if let charges = molecule.charges { return charges }
    guard molecule.count == 1, let charge else { return nil }
    return [charge]
  }
}

extension PackingComponent {
  /// Loose atoms with the formal charges of their composition as a whole, times `scale`; unchanged
  /// where these cannot be told (see `OxidationStates`).
  ///
  /// Throws `PackingError` unless the scale lies in 0…2.
  public static func formallyCharged(
    _ atoms: [PackingComponent], scale: Double
  ) throws(PackingError) -> [PackingComponent] {
    guard scale.isFinite, (0...2).contains(scale) else {
      throw .outOfRange(parameter: "the charge scale", value: "\(scale)", allowed: "0 to 2")
    }
    var species = Categorical<Species>()
    for part in atoms {
      for kind in part.molecule.species { species.append(kind, count: part.count) }
    }
    let whole = Structure(
      species: species, positions: Coordinates(repeating: .zero, count: species.count))
    let states = OxidationStates.guessed(for: whole.composition)
    return atoms.map { part in
      var part = part
      part.molecule.charges = states.charges(of: part.molecule)?.map { $0 * scale }
      part.charge = part.molecule.charges?.reduce(0, +) ?? part.charge
      return part
    }
  }

  /// Different molecules get different residue names: a digit takes the place of the last letters
  /// where two would be called alike.
  static func withDistinctResidues(_ parts: [PackingComponent]) -> [PackingComponent] {
    var used: [String: Structure] = [:]
    return parts.map { part in
      var part = part
      var number = 2
      while let other = used[part.residueName], other != part.molecule {
        part.residueName = String(part.residueName.prefix(4)) + "\(number)"
        number += 1
        if number > 9 { break }
      }
      used[part.residueName] = part.molecule
      return part
    }
  }
}

extension Structure {
  /// Mean of all positions, Å.
  var centre: Vector3 {
    var sum = Vector3.zero
    for position in positions { sum += position }
    return count == 0 ? .zero : sum / Double(count)
  }
}
