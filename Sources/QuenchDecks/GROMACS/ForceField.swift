import QuenchModel

/// A force field for molecules, with the files GROMACS needs of it.
struct ForceField {
  /// As in a protocol: `opls-clp`.
  let name: String
  let title: String
  let citation: String
  /// Lines before any atom type: an include of GROMACS's own, or `[ defaults ]`.
  let head: [String]
  let combinationRule: Int
  /// Names and contents of the files, atom types first.
  let includes: [(name: String, text: String)]
  let topology: Topology

  static let combinationRules = [1: "C6/C12", 2: "Lorentz-Berthelot", 3: "geometric"]

  /// In the order of the help.
  static let all = [oplsCLP, gaff2]

  static func named(_ name: String) -> ForceField? { all.first { $0.name == name } }

  static let oplsCLP = ForceField(
    name: "opls-clp", title: "OPLS-AA with CL&P anions",
    citation: "J. Am. Chem. Soc. 118 (1996) 11225; J. Phys. Chem. B 108 (2004) 16893",
    head: ["#include \"oplsaa.ff/forcefield.itp\""], rule: 3)

  static let gaff2 = ForceField(
    name: "gaff2", title: "GAFF2 with AM1-BCC charges",
    citation: "J. Comput. Chem. 25 (2004) 1157; J. Comput. Chem. 23 (2002) 1623", head: [], rule: 2)

  private init(name: String, title: String, citation: String, head: [String], rule: Int) {
    let own = Self.files.filter { $0.key.hasPrefix(name + "/") }
      .map { (name: String($0.key.dropFirst(name.count + 1)), text: $0.value) }
    self.init(
      name: name, title: title, citation: citation, head: head, rule: rule, files: own)
  }

  /// From a person's own itp files, which bring their own `[ defaults ]`. Throws where there are none.
  init(files: [(name: String, text: String)], directory: String) throws(DeckError) {
    guard !files.isEmpty else {
      throw DeckError(
        .missing(
          key: "gromacs.force-field",
          expected: "'\(directory)' has no itp files; take "
            + Self.all.map(\.name).joined(separator: " or ") + ", or such a directory"))
    }
    self.init(
      name: directory, title: "own files", citation: "from \(DeckPath.comment(directory))",
      head: [], rule: nil, files: files)
    let rules = Set(topology.defaults.map(\.combinationRule))
    guard rules.count == 1 else {
      throw DeckError(
        .inconsistent(
          rules.isEmpty
            ? "no itp file of '\(directory)' has [ defaults ]"
            : "the itp files of '\(directory)' have [ defaults ] with combination rules "
              + rules.sorted().map(String.init).joined(separator: " and ")
              + "; one system has one rule"))
    }
  }

  private init(
    name: String, title: String, citation: String, head: [String], rule: Int?,
    files: [(name: String, text: String)]
  ) {
    (self.name, self.title, self.citation, self.head) = (name, title, citation, head)
    // Types before the molecules that use them; the rest by name.
    includes = files.sorted { left, right in
      let (a, b) = (Self.rank(left.text), Self.rank(right.text))
      return (a, left.name) < (b, right.name)
    }
    let texts = Dictionary(files.map { ($0.name, $0.text) }) { first, _ in first }
    let all = includes.map { "#include \"\($0.name)\"" }.joined(separator: "\n")
    topology = Topology(TopologyText("all.top") { $0 == "all.top" ? all : texts[$0] })
    combinationRule = rule ?? topology.defaults.first?.combinationRule ?? 0
  }

  private static func rank(_ text: String) -> Int {
    if text.contains("[ defaults ]") { return 0 }
    return text.contains("[ atomtypes ]") ? 1 : 2
  }

  /// Molecules that are asked for by name, and by the names other programs give them.
  func molecule(residue: String) -> Topology.Molecule? {
    let wanted = residue.uppercased()
    return topology.molecules.first { molecule in
      let known = molecule.name.uppercased()
      return known == wanted || (molecule.atoms.count == 1 && known + "+" == wanted)
        || Self.aliases[wanted] == known
    }
  }

  private static let aliases = ["TFS": "TFSI", "TF2": "TFSI", "NTF2": "TFSI", "LI+": "LI"]
}
