public import QuenchModel

/// Makes atoms of one species atoms of another.
public struct Substitution: Hashable, Sendable {
  /// Name or label.
  public var old: String
  public var new: Species
  /// How many, at random; nil takes all.
  public var count: Int?
  /// Only among these (from 0); nil is all.
  public var atoms: [Int]?
  public var seed: UInt64

  public init(
    _ old: String, by new: Species, count: Int? = nil, atoms: [Int]? = nil, seed: UInt64 = 1
  ) {
    (self.old, self.new, self.count) = (old, new, count)
    (self.atoms, self.seed) = (atoms, seed)
  }

  /// Masses follow; charges, which the new species does not say, are dropped. Species come out
  /// grouped unless atoms belong to residues. Throws `EditError`.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    let kinds = Set(try structure.known(old))
    let codes = structure.species.codes
    let candidates = (atoms ?? Array(0..<structure.count)).filter { kinds.contains(Int(codes[$0])) }
    guard !candidates.isEmpty else { throw .nothingChosen("'\(old)' within the selection") }
    var report = BuildReport()
    let chosen = try Self.choose(count, from: candidates, of: old, seed: seed, &report)
    var result = structure
    var species = structure.species
    let code = species.code(adding: new)
    var newCodes = species.codes
    for atom in chosen { newCodes[atom] = code }
    species.setCodes(newCodes)
    result.species = species
    refresh(&result, chosen, &report)
    report.add("changed", key: "changed_atoms", .text(AtomNumbers.text(chosen)))
    guard structure.residues == nil else { return Built(result, report) }
    return Built(result.reordered(by: species.grouping()), report)
  }

  private func refresh(_ result: inout Structure, _ chosen: [Int], _ report: inout BuildReport) {
    if result.charges != nil {
      result.charges = nil
      report.warn("W-SWAP-CHARGES", "charges are dropped: that of \(new.label) is not known")
    }
    if result.masses != nil {
      if let mass = new.element?.mass {
        for atom in chosen { result.masses?[atom] = mass }
      } else {
        result.masses = nil
        report.warn("W-SWAP-MASSES", "masses are dropped: that of \(new.label) is not known")
      }
    }
    if var residues = result.residues {
      var names = Array(residues.atomNames)
      for atom in chosen { names[atom] = new.label }
      residues.atomNames = Categorical(names)
      result.residues = residues
    }
    result.verbatim = [:]
  }

  /// `count` of the candidates at random, ascending; all where it is nil.
  static func choose(
    _ count: Int?, from candidates: [Int], of name: String, seed: UInt64,
    _ report: inout BuildReport
  ) throws(EditError) -> [Int] {
    guard let count else { return candidates }
    guard count > 0 else {
      throw .outOfRange(parameter: "the count", value: "\(count)", allowed: "at least 1")
    }
    guard count <= candidates.count else {
      throw .tooFew(of: name, asked: count, found: candidates.count)
    }
    guard count < candidates.count else { return candidates }
    var generator = SeededGenerator(seed: seed)
    var shuffled = candidates
    generator.shuffle(&shuffled)
    report.seed = seed
    return shuffled.prefix(count).sorted()
  }
}
