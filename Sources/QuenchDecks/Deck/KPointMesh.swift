import QuenchModel

/// A regular mesh of k-points and where it is centred.
struct KPointMesh: Hashable {
  var divisions: [Int]
  var isGammaCentred: Bool
  /// Why it is so, for the comment beside it.
  var reason: String

  var isGammaOnly: Bool { divisions == [1, 1, 1] && isGammaCentred }
  var count: Int { divisions.reduce(1, *) }

  /// The mesh a setting means for a cell; 1 along vacuum.
  ///
  /// A spacing h (Å⁻¹, 2π included) gives n_i = ⌈2π |b_i| / h⌉ (VASP wiki: KSPACING). Hexagonal and
  /// face-centred lattices get Γ: a shifted mesh breaks their symmetry (VASP wiki: KPOINTS).
  init(_ setting: DFTSettings.KPoints, lattice: Lattice, vacuum: VacuumAxes) throws(DeckError) {
    switch setting {
    case .gamma:
      self.init(divisions: [1, 1, 1], isGammaCentred: true, reason: "the point Γ alone")
    case .mesh(let a, let b, let c, let gammaCentred):
      guard min(a, b, c) > 0, max(a, b, c) < 1000 else {
        throw DeckError(.impossible("a k-point mesh of \(a)×\(b)×\(c)"))
      }
      let mustBe = Self.needsGamma(lattice)
      self.init(
        divisions: [a, b, c], isGammaCentred: gammaCentred || mustBe,
        reason: mustBe && !gammaCentred
          ? "Γ-centred: a shifted mesh breaks the symmetry of a hexagonal or face-centred lattice"
          : "as asked")
    case .spacing(let spacing):
      guard spacing > 0.001, spacing < 100 else {
        throw DeckError(.impossible("a k-point spacing of \(spacing) Å⁻¹"))
      }
      self.init(
        divisions: Self.divisions(lattice, spacing, vacuum.axes), isGammaCentred: true,
        reason: "Γ-centred, at most \(DeckNumber.text(spacing)) Å⁻¹ (2π included) between points")
    }
  }

  init(divisions: [Int], isGammaCentred: Bool, reason: String) {
    (self.divisions, self.isGammaCentred, self.reason) = (divisions, isGammaCentred, reason)
  }

  private static func divisions(
    _ lattice: Lattice, _ spacing: Double, _ vacuum: [Int]
  ) -> [Int] {
    let reciprocal = lattice.reciprocal
    return (0..<3).map { axis in
      guard !vacuum.contains(axis) else { return 1 }
      let length = 2 * Double.pi * reciprocal[axis].length
      return max(1, min(999, Int(exactly: (length / spacing - 1e-9).rounded(.up)) ?? 1))
    }
  }

  /// Whether the lattice is hexagonal or face-centred: two reduced vectors of equal length at 60° or
  /// 120° with the third across, or all three at 60° or 120°.
  static func needsGamma(_ lattice: Lattice) -> Bool {
    let reduced = lattice.reduced().lattice
    let (lengths, angles) = (reduced.lengths, reduced.angles)
    func isSixty(_ k: Int) -> Bool { abs(angles[k] - 60) < 0.5 || abs(angles[k] - 120) < 0.5 }
    func areEqual(_ i: Int, _ j: Int) -> Bool {
      abs(lengths[i] - lengths[j]) < 5e-3 * lengths[i]
    }
    if areEqual(0, 1), areEqual(1, 2) {
      let sixties = (0..<3).count { isSixty($0) }
      if sixties == 3 { return true }
    }
    for axis in 0..<3 where isSixty(axis) && areEqual((axis + 1) % 3, (axis + 2) % 3) {
      let others = [(axis + 1) % 3, (axis + 2) % 3]
      if others.allSatisfy({ abs(angles[$0] - 90) < 0.5 }) { return true }
    }
    return false
  }

  /// Largest distance between points along each axis, Å⁻¹ with 2π.
  func spacings(_ lattice: Lattice) -> [Double] {
    let reciprocal = lattice.reciprocal
    return (0..<3).map { 2 * .pi * reciprocal[$0].length / Double(divisions[$0]) }
  }
}
