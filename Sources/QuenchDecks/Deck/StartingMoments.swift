import QuenchModel

/// The magnetic moments atoms start with, the same in every engine, µB by element.
///
/// What the protocol names is taken. Of the rest, elements with an open d or f shell and elements with a
/// U start with 1 µB and all others with none; where nobody would start with any, everybody gets 1 µB.
struct StartingMoments {
  /// In the order of the groups; empty without spin.
  let values: [Double]
  /// Magnetic elements about which the protocol is silent.
  let silent: [String]
  /// Σ over all atoms, µB.
  let total: Double
  /// Σ over all atoms of what the protocol itself names; nil where it names no element of the structure.
  let named: Double?

  init(_ groups: ElementGroups, _ dft: DFTSettings) {
    guard dft.spin == .collinear else {
      (values, silent, total, named) = ([], [], 0, nil)
      return
    }
    let asked = groups.elements.map { dft.moments[$0.symbol] }
    let isMagnetic = groups.elements.map { $0.hasOpenShell || dft.hubbard[$0.symbol] != nil }
    var values = zip(asked, isMagnetic).map { $0 ?? ($1 ? 1 : 0) }
    if asked.allSatisfy({ $0 == nil }), !isMagnetic.contains(true) {
      values = values.map { _ in 1 }
    }
    self.values = values
    silent = groups.elements.indices.filter { asked[$0] == nil && isMagnetic[$0] }
      .map { groups.elements[$0].symbol }
    total = zip(values, groups.counts).reduce(0) { $0 + $1.0 * Double($1.1) }
    let hasNames = asked.contains { $0 != nil }
    named =
      hasNames ? zip(asked, groups.counts).reduce(0) { $0 + ($1.0 ?? 0) * Double($1.1) } : nil
  }

  /// What each engine makes of silence.
  var warnings: [Warning] {
    guard !silent.isEmpty else { return [] }
    let names = silent.joined(separator: ", ")
    return [
      Warning(
        "W-MOMENTS",
        "spin: collinear, and dft.moments is silent about \(names) (open d or f shell, or U): VASP, pw.x "
          + "and CP2K with smearing start from 1 µB per atom, all parallel, and let the moment relax; CP2K "
          + "without smearing keeps the cell's moment at what dft.moments adds up to, the least without it. "
          + "These may be different states: give the moments")
    ]
  }
}

extension Element {
  /// Whether the free atom, or its common ions, have a partly filled d or f shell: Sc–Cu, Y–Ag, La–Au,
  /// Ac–Lr.
  var hasOpenShell: Bool {
    switch Int(atomicNumber) {
    case 21...29, 39...47, 57...79, 89...103: true
    default: false
    }
  }
}
