import QuenchModel

/// A structure as LAMMPS takes it: lower-triangular cell of small tilts, one atom type per element,
/// charges of the potential, groups of held and free atoms.
struct LAMMPSSystem {
  let structure: Structure
  /// In the order of atom types.
  let elements: [String]
  let hasCharges: Bool
  /// What was changed, and why.
  let choices: [String]
  /// e.
  let netCharge: Double

  /// `charges` by element, e; nil keeps those of the structure.
  init(_ source: Structure, charges: [String: Double]?) throws(DeckError) {
    guard source.lattice != nil else {
      throw DeckError(.impossible("the structure has no cell; LAMMPS decks are for periodic ones"))
    }
    guard let aligned = source.alignedToLowerTriangular() else {
      throw DeckError(
        .impossible("the cell is left-handed or has no volume; exchange two cell vectors first"))
    }
    var choices: [String] = []
    if !aligned.rotation.isIdentity {
      choices.append("cell and atoms are turned so that a lies along x and b in the xy plane")
    }
    var structure = aligned.structure
    if let lattice = structure.lattice {
      let reduced = lattice.withSmallTilts()
      if reduced != lattice {
        structure.lattice = reduced
        choices.append("cell vectors b and c are taken by their shortest tilts, as LAMMPS demands")
      }
    }
    structure.species = try Self.byElement(structure.species)
    structure.residues = nil
    structure.identifiers = nil
    structure.images = nil
    elements = structure.species.categories.map(\.name)
    if let charges { structure.charges = structure.species.map { charges[$0.name] ?? 0 } }
    hasCharges = structure.charges != nil
    netCharge = structure.charges?.reduce(0, +) ?? 0
    self.structure = structure
    self.choices = choices
  }

  /// Elements alone, those without atoms dropped.
  private static func byElement(
    _ species: Categorical<Species>
  ) throws(DeckError) -> Categorical<Species> {
    var elements: [Species] = []
    elements.reserveCapacity(species.count)
    for one in species {
      guard let element = one.element else {
        throw DeckError(.impossible("species '\(one.label)' is no element, and has no mass"))
      }
      elements.append(Species(element))
    }
    return Categorical(elements)
  }

  var frozen: [Int] { (structure.fixedAxes ?? []).indices.filter { fixed($0) == .all } }

  /// Atoms held along axis 0, 1 or 2 but not along all three.
  func held(along axis: Int) -> [Int] {
    (structure.fixedAxes ?? []).indices.filter { fixed($0) != .all && fixed($0)[axis] }
  }

  private func fixed(_ atom: Int) -> FixedAxes { structure.fixedAxes?[atom] ?? .none }

  var isTriclinic: Bool {
    guard let lattice = structure.lattice else { return false }
    return lattice.b.x != 0 || lattice.c.x != 0 || lattice.c.y != 0
  }

  /// Atoms as LAMMPS lists them: `1:384 500`.
  static func ranges(_ atoms: [Int]) -> String {
    var parts: [String] = []
    var start = 0
    while start < atoms.count {
      var end = start
      while end + 1 < atoms.count, atoms[end + 1] == atoms[end] + 1 { end += 1 }
      let (first, last) = (atoms[start] + 1, atoms[end] + 1)
      parts.append(first == last ? "\(first)" : "\(first):\(last)")
      start = end + 1
    }
    return parts.joined(separator: " ")
  }
}

extension Lattice {
  /// The same lattice with |xy|, |xz| ≤ lx/2 and |yz| ≤ ly/2; tilts below a rounding error are zero.
  /// The cell must be lower triangular.
  fileprivate func withSmallTilts() -> Lattice {
    var lattice = self
    lattice.c -= (lattice.c.y / lattice.b.y).rounded() * lattice.b
    lattice.c -= (lattice.c.x / lattice.a.x).rounded() * lattice.a
    lattice.b -= (lattice.b.x / lattice.a.x).rounded() * lattice.a
    if abs(lattice.b.x) < 1e-10 * lattice.a.x { lattice.b.x = 0 }
    if abs(lattice.c.x) < 1e-10 * lattice.a.x { lattice.c.x = 0 }
    if abs(lattice.c.y) < 1e-10 * lattice.b.y { lattice.c.y = 0 }
    return lattice
  }
}
