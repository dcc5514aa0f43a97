public import QuenchModel

/// A crystal taken apart along one family of planes: its layers and all its distinct terminations.
public struct SlabCutter: Sendable {
  public let plane: MillerPlane
  public let oxidation: OxidationStates
  /// The likeliest first: no molecular unit cut, no dipole, fewest bonds broken per area, widest gap.
  public let terminations: [Termination]
  let sequence: LayerSequence
  let cell: SurfaceCell
  let cutting: SlabCutting
  /// Formal charge per atom of the primitive cell, e, times its occupancy.
  let charges: [Double]?
  /// For each cut the cuts that symmetry turns over onto it.
  let turned: [Set<Int>]
  let hasEndlessUnits: Bool

  /// Throws `SurfaceError`.
  public init(
    _ crystal: Structure, plane: MillerPlane, cutting: SlabCutting = SlabCutting()
  ) throws(SurfaceError) {
    try cutting.check()
    guard crystal.count > 0 else { throw .noCrystal("it has no atoms") }
    let cell = try SurfaceCell(crystal, plane: plane, cutting: cutting)
    let states = cutting.oxidation ?? .guessed(for: crystal.composition)
    let formal = states.charges(of: cell.crystal)
    let occupancies = cell.crystal.occupancies
    let charges = formal.map { all in
      all.indices.map { all[$0] * (occupancies?[$0] ?? 1) }
    }
    let bonds = try CrystalBonds(cell.crystal, charges: formal, wholeBonds: cutting.wholeBonds)
    let units = CutUnits(cell, bonds: bonds.bonds, isWhole: !cutting.wholeBonds.isEmpty)
    let sequence = try LayerSequence(cell, units: units, tolerance: cutting.layerTolerance)
    let maps = sequence.cutMaps
    (self.plane, self.cutting, self.cell, self.sequence) = (plane, cutting, cell, sequence)
    (self.charges, oxidation, hasEndlessUnits) = (charges, states, units.hasEndlessUnits)
    turned = sequence.cuts.indices.map { cut in Set(maps.turned.map { $0[cut] }) }
    let survey = CutSurvey(sequence, charges: charges, bonds: bonds.bonds, turned: turned)
    terminations = survey.terminations(maps: maps)
  }

  /// Throws `SurfaceError` with the known ones.
  ///
  /// `text` is an id, or a number from 1 in the order of `terminations`.
  public func termination(named text: String) throws(SurfaceError) -> Termination {
    if let found = terminations.first(where: { $0.id == text }) { return found }
    if let number = Int(text), terminations.indices.contains(number - 1) {
      return terminations[number - 1]
    }
    throw .unknownTermination(String(text.prefix(40)), known: terminations.map(\.id))
  }

  /// Height of one repeat unit along the normal, Å.
  public var period: Double { cell.period }
  /// Area of the smallest surface cell, Å².
  public var area: Double { cell.area }
  /// Atomic layers of one repeat unit.
  public var layersPerPeriod: Int { sequence.layers.count }
  /// The cell the indices refer to.
  public var reference: Lattice { cell.reference }
  /// A sentence that says which cell that is.
  public var referenceNote: String { cell.referenceNote }
}

/// Everything about each cut of a layer sequence, gathered into distinct terminations.
private struct CutSurvey {
  private let sequence: LayerSequence
  private let charges: [Double]?
  private let turned: [Set<Int>]
  private let broken: [Int]
  private let brokenUnits: [Int]
  private let names: [String]

  init(
    _ sequence: LayerSequence, charges: [Double]?, bonds: [CrystalBonds.Bond], turned: [Set<Int>]
  ) {
    (self.sequence, self.charges, self.turned) = (sequence, charges, turned)
    broken = sequence.crossings(of: bonds)
    brokenUnits = sequence.crossings(of: bonds.filter(\.isCovalent))
    names = sequence.layers.indices.map(sequence.formula(ofLayer:))
  }

  private var count: Int { sequence.layers.count }

  private func top(_ cut: Int) -> String { names[(cut + count - 1) % count] }
  private func bottom(_ cut: Int) -> String { names[cut] }

  /// One cut of each kind: of its equals the one whose layers come first by name, then the lowest.
  private func representatives(_ maps: (kept: [[Int]], turned: [[Int]])) -> [Int] {
    var seen: Set<Int> = []
    var chosen: [Int] = []
    for cut in 0..<count where !seen.contains(cut) {
      let equals = Set((maps.kept + maps.turned).map { $0[cut] } + [cut])
      seen.formUnion(equals)
      let first = equals.min { (top($0), bottom($0), $0) < (top($1), bottom($1), $1) }
      chosen.append(first ?? cut)
    }
    return chosen
  }

  func terminations(maps: (kept: [[Int]], turned: [[Int]])) -> [Termination] {
    let cuts = representatives(maps).sorted { left, right in
      (-sequence.gaps[left].rounded(decimals: 3), broken[left], left)
        < (-sequence.gaps[right].rounded(decimals: 3), broken[right], right)
    }
    var uses: [String: Int] = [:]
    let totals = Dictionary(cuts.map { ("\(top($0))-\(bottom($0))", 1) }, uniquingKeysWith: +)
    let all = cuts.map { cut in
      let name = "\(top(cut))-\(bottom(cut))"
      uses[name, default: 0] += 1
      let id = totals[name] == 1 ? name : "\(name).\(uses[name] ?? 1)"
      return termination(cut, id: id)
    }
    return all.sorted { rank($0) < rank($1) }
  }

  private func rank(_ t: Termination) -> (Int, Int, Double, Double, String) {
    (
      t.brokenUnitBonds, t.polarity.isPolar ? 1 : 0, t.brokenPerArea.rounded(decimals: 6),
      -t.gap.rounded(decimals: 3), t.id
    )
  }

  private func termination(_ cut: Int, id: String) -> Termination {
    let removed = layersToRemove(cut)
    let rest = removed.map { sequence.isStoichiometric(from: cut + $0, count: count - $0) }
    return Termination(
      id: id, top: top(cut), bottom: bottom(cut), hasEqualFaces: removed == 0,
      polarity: sequence.polarity(cut: cut, charges: charges), brokenBonds: broken[cut],
      brokenPerArea: Double(broken[cut]) / sequence.cell.area,
      brokenUnitBonds: brokenUnits[cut], gap: sequence.gaps[cut],
      removedForEqualFaces: removed.map { number in
        (0..<number).map { names[(cut + $0) % count] }
      },
      isStoichiometricThen: rest ?? false, cut: cut)
  }

  /// Layers to take off the bottom so that symmetry turns one face into the other; nil where none does.
  private func layersToRemove(_ cut: Int) -> Int? {
    (0..<count).first { turned[cut].contains((cut + $0) % count) }
  }
}

extension Double {
  /// To so many decimals, so that rounding errors decide no order.
  func rounded(decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { value, _ in value * 10 }
    return (self * scale).rounded() / scale
  }
}
