import QuenchModel

/// What a GROMACS topology says: combination rule, molecule types, and how many of each in which order.
struct Topology {
  struct Defaults: Hashable {
    /// 1 C6/C12, 2 Lorentz-Berthelot, 3 geometric.
    let combinationRule: Int
    /// Scaling of 1-4 Lennard-Jones and Coulomb terms.
    let scaling: [Double]
    let line: TopologyLine
  }

  struct Atom: Hashable {
    let type: String
    let residue: String
    let name: String
    /// e; nil where the atom type has it.
    let charge: Double?
    /// u; nil where the atom type has it.
    let mass: Double?
  }

  struct Molecule {
    let name: String
    let line: TopologyLine
    var atoms: [Atom] = []
    var bonds: [(Int, Int)] = []
  }

  struct Count {
    let name: String
    let count: Int
    let line: TopologyLine
  }

  private(set) var defaults: [Defaults] = []
  /// Charge and mass by atom type.
  private(set) var types: [String: (charge: Double, mass: Double)] = [:]
  private(set) var molecules: [Molecule] = []
  private(set) var counts: [Count] = []

  init(_ text: TopologyText) {
    var section = ""
    for line in text.lines {
      if line.words[0].hasPrefix("[") {
        section = line.words.joined().filter { $0 != "[" && $0 != "]" }.lowercased()
      } else {
        add(line, to: section)
      }
    }
  }

  private mutating func add(_ line: TopologyLine, to section: String) {
    let words = line.words
    switch section {
    case "defaults":
      guard words.count > 1, let rule = Int(words[1]) else { return }
      defaults.append(
        Defaults(
          combinationRule: rule, scaling: words.dropFirst(3).compactMap { Double($0) }, line: line))
    case "atomtypes": addType(words)
    case "moleculetype": molecules.append(Molecule(name: String(words[0]), line: line))
    case "atoms":
      guard words.count >= 5, !molecules.isEmpty else { return }
      molecules[molecules.count - 1].atoms.append(
        Atom(
          type: String(words[1]), residue: String(words[3]), name: String(words[4]),
          charge: words.count > 6 ? Double(words[6]) : nil,
          mass: words.count > 7 ? Double(words[7]) : nil))
    case "bonds", "constraints":
      guard words.count >= 2, !molecules.isEmpty, let i = Int(words[0]), let j = Int(words[1])
      else { return }
      molecules[molecules.count - 1].bonds.append((i, j))
    case "molecules":
      guard words.count >= 2, let count = Int(words[1]), count >= 0 else { return }
      counts.append(Count(name: String(words[0]), count: count, line: line))
    default: break
    }
  }

  /// `name [bondtype] [number] mass charge particle sigma epsilon`: counted from the particle's letter.
  private mutating func addType(_ words: [Substring]) {
    guard
      let particle = words.indices.dropFirst(3).last(where: {
        ["A", "V", "D", "S"].contains(words[$0])
      }), let charge = Double(words[particle - 1]), let mass = Double(words[particle - 2])
    else { return }
    types[String(words[0])] = (charge, mass)
  }

  /// The last of this name, as GROMACS takes it.
  func molecule(_ name: String) -> Molecule? { molecules.last { $0.name == name } }

  /// e; nil where an atom's type is unknown.
  func charge(of molecule: Molecule) -> Double? {
    var sum = 0.0
    for atom in molecule.atoms {
      guard let charge = atom.charge ?? types[atom.type]?.charge else { return nil }
      sum += charge
    }
    return sum
  }

  /// Elements by mass, nil for those that are none.
  func elements(of molecule: Molecule) -> [Element?] {
    molecule.atoms.map { atom in
      (atom.mass ?? types[atom.type]?.mass).flatMap { Element.nearest(mass: $0) }
    }
  }
}
