/// Named choices of atoms, in order: what index files and thermostats go by.
public struct AtomGroups: Hashable, Sendable {
  public struct Group: Hashable, Sendable {
    /// Without blanks, e.g. `Electrode_bottom`.
    public let name: String
    /// From 0, ascending.
    public let atoms: [Int]

    public init(_ name: String, _ atoms: some Sequence<Int>) {
      self.name = name
      self.atoms = Array(atoms)
    }
  }

  public private(set) var groups: [Group]

  public init(_ groups: [Group] = []) { self.groups = groups }

  public mutating func add(_ name: String, _ atoms: some Sequence<Int>) {
    groups.append(Group(name, atoms))
  }

  /// The first group of a name.
  public subscript(name: String) -> [Int]? { groups.first { $0.name == name }?.atoms }
}

extension AtomGroups {
  /// `System`, and one group per residue name in the order of first appearance.
  public init(residuesOf structure: Structure) {
    self.init([Group("System", 0..<structure.count)])
    guard let residues = structure.residues else { return }
    var members = [[Int]](repeating: [], count: residues.names.categories.count)
    for (atom, code) in residues.names.codes.enumerated() { members[Int(code)].append(atom) }
    for (name, atoms) in zip(residues.names.categories, members) where !atoms.isEmpty {
      add(name, atoms)
    }
  }
}
