public import QuenchModel

/// Keeps the atoms of regions, or takes them away.
public struct Cut: Hashable, Sendable {
  /// Atoms must lie in all of them.
  public var regions: [CutRegion]
  /// Keeps what lies outside instead.
  public var isInverted: Bool
  /// Keeps a residue if its first atom is kept, whole.
  public var wholeResidues: Bool

  public init(_ regions: [CutRegion], isInverted: Bool = false, wholeResidues: Bool = false) {
    (self.regions, self.isInverted) = (regions, isInverted)
    self.wholeResidues = wholeResidues
  }

  /// The cell stays. Throws `EditError` where nothing is left.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    var keeps = [Bool](repeating: true, count: structure.count)
    for region in regions {
      let mask = try region.mask(structure)
      keeps = zip(keeps, mask).map { $0 && $1 }
    }
    if isInverted { keeps = keeps.map { !$0 } }
    if wholeResidues, let starts = structure.residues?.starts {
      for (first, end) in zip(starts, starts.dropFirst() + [structure.count]) {
        for atom in first..<end { keeps[atom] = keeps[first] }
      }
    }
    let kept = keeps.indices.filter { keeps[$0] }
    guard !kept.isEmpty else { throw .nothingChosen("the cut") }
    return Built(structure.selecting(kept), Self.report(structure, kept: kept.count))
  }

  static func report(_ structure: Structure, kept: Int) -> BuildReport {
    var report = BuildReport()
    report.add(
      "kept", key: "kept_atoms", .text("\(kept) of \(structure.count) atoms"))
    return report
  }
}

extension Structure {
  /// The atoms of a selection, or all others, with what is to be said of them.
  ///
  /// Throws `EditError` where none is left.
  public func choosing(
    _ selection: Selection, inverted: Bool = false
  ) throws -> Built {
    let mask = try selection.mask(in: self)
    let kept = mask.indices.filter { mask[$0] != inverted }
    guard !kept.isEmpty else {
      throw EditError.nothingChosen((inverted ? "not " : "") + "'\(selection)'")
    }
    return Built(selecting(kept), Cut.report(self, kept: kept.count))
  }
}
