/// How atoms belong to molecules: residue number and name and atom name, one of each per atom.
public struct Residues: Hashable, Sendable {
  /// As the source numbers them (GRO wraps modulo 100,000).
  public var numbers: [Int32]
  /// Residue names, e.g. `SOL`, `TFS`.
  public var names: Categorical<String>
  /// Atom names, e.g. `OW`, `C1`.
  public var atomNames: Categorical<String>

  public init(numbers: [Int32], names: Categorical<String>, atomNames: Categorical<String>) {
    precondition(numbers.count == names.count && names.count == atomNames.count)
    self.numbers = numbers
    self.names = names
    self.atomNames = atomNames
  }

  /// First atom of each residue; a new one begins where number or name changes.
  public var starts: [Int] {
    numbers.indices.filter { atom in
      atom == 0 || numbers[atom] != numbers[atom - 1]
        || names.codes[atom] != names.codes[atom - 1]
    }
  }

  func selecting(_ indices: [Int]) -> Residues {
    Residues(
      numbers: indices.map { numbers[$0] }, names: names.selecting(indices),
      atomNames: atomNames.selecting(indices))
  }
}
