public import QuenchModel

/// Fixes or frees atoms.
public struct Hold: Hashable, Sendable {
  /// From 0.
  public var atoms: [Int]
  /// Cell vectors along which they are fixed, or freed.
  public var axes: FixedAxes
  public var frees: Bool
  /// Frees all others when it fixes.
  public var replaces: Bool

  public init(_ atoms: [Int], axes: FixedAxes = .all, frees: Bool = false, replaces: Bool = false) {
    (self.atoms, self.axes) = (atoms, axes)
    (self.frees, self.replaces) = (frees, replaces)
  }

  /// Constraints that were there stay unless `replaces`. Throws `EditError` for an empty choice.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    guard !atoms.isEmpty else { throw .nothingChosen("the selection") }
    var fixed = structure.fixedAxes ?? [FixedAxes](repeating: .none, count: structure.count)
    if replaces { fixed = fixed.map { _ in .none } }
    for atom in atoms {
      if frees { fixed[atom].subtract(axes) } else { fixed[atom].formUnion(axes) }
    }
    var result = structure
    result.fixedAxes = fixed
    var report = BuildReport()
    report.add(frees ? "freed" : "fixed", key: "atoms_changed", .text(AtomNumbers.text(atoms)))
    return Built(result, report)
  }
}
