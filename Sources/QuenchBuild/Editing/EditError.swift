import QuenchModel

/// Why a structure could not be changed as asked.
public enum EditError: BuilderError, Hashable {
  /// A number outside what is allowed.
  case outOfRange(parameter: String, value: String, allowed: String)
  /// Text that says nothing usable.
  case badText(parameter: String, text: String, expected: String)
  /// No atom is left, or none was there to begin with; says what chose them.
  case nothingChosen(String)
  case noLattice
  case invalidLattice
  case unknownSpecies(String, known: [String])
  /// Fewer atoms than are to be changed.
  case tooFew(of: String, asked: Int, found: Int)
  /// Atom of the first structure, number of the other structure (from 1), atom of that one, Å.
  case overlap(first: Int, other: Int, second: Int, distance: Double, least: Double)
  /// A principal strain and the limit, both as fractions.
  case strainTooLarge(Double, limit: Double)
  case unknownMass
  /// Atoms that cannot be told from their periodic images.
  case severalImages(atom: Int)
  case partialConstraint(atom: Int)
  case search(String)
  /// Facets that leave the particle open.
  case openShape
  /// Atoms asked for or needed, and the most there may be.
  case tooManyAtoms(Int, most: Int)
  /// The particle, with gap, and the room there is, Å.
  case tooLarge(extent: Double, room: Double)

  public var fault: BuilderFault {
    switch self {
    case .outOfRange, .badText, .unknownSpecies, .strainTooLarge, .tooManyAtoms: .parameter
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .badText(let parameter, let text, let expected):
      "\(parameter): '\(text)' is not \(expected)"
    case .nothingChosen(let what): "\(what) chooses no atom"
    case .noLattice: "the structure has no cell"
    case .invalidLattice: "the cell vectors span no volume or are not finite"
    case .unknownSpecies(let name, let known):
      "there is no '\(name)' in the structure; it has \(known.joined(separator: ", "))"
    case .tooFew(let species, let asked, let found):
      "\(asked) atoms of \(species) are asked for, the choice has \(found)"
    case .overlap(let first, let other, let second, let distance, let least):
      "atom \(first + 1) of the first structure and atom \(second + 1) of structure \(other + 1)"
        + " are \(rounded(distance)) Å apart, less than \(rounded(least)) Å: move one, or let the"
        + " overlapping atoms of the later one be removed"
    case .strainTooLarge(let strain, let limit):
      "a strain of \(rounded(100 * strain)) % is beyond the limit of \(rounded(100 * limit)) %"
    case .unknownMass: "the mass of an atom is not known, so there is no density"
    case .severalImages(let atom):
      "atom \(atom + 1) of the choice is no nearer to the others than its periodic image:"
        + " the choice cannot be turned as one piece"
    case .partialConstraint(let atom):
      "atom \(atom + 1) is fixed along single cell vectors, which would no longer be there;"
        + " fix or free it as a whole"
    case .search(let reason): reason
    case .openShape: "the facets do not enclose a particle; give more of them"
    case .tooManyAtoms(let count, let most): "\(count) atoms are more than \(most)"
    case .tooLarge(let extent, let room):
      "the particle with its gap is \(rounded(extent)) Å across, the matrix has"
        + " \(rounded(room)) Å: use a supercell of the matrix or a smaller particle"
    }
  }
}

extension Structure {
  /// The cell, where there is one that spans a volume.
  func usableLattice() throws(EditError) -> Lattice {
    guard let lattice else { throw .noLattice }
    guard lattice.isValid else { throw .invalidLattice }
    return lattice
  }

  /// The species of a name or label; throws with those there are.
  func known(_ name: String) throws(EditError) -> [Int] {
    let found = species.categories.indices.filter {
      species.categories[$0].name == name || species.categories[$0].label == name
    }
    guard !found.isEmpty else {
      throw .unknownSpecies(name, known: species.categories.map(\.label))
    }
    return found
  }
}
