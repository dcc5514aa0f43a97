import QuenchModel

/// A run of atomic layers, and what speaks for melting just these.
struct LayerCut {
  /// Place of the lowest molten layer in the stack, and how many follow through the boundary.
  let start: Int
  let count: Int
  let atoms: Int
  /// Atoms (or Å) off what was asked for.
  let excess: Double
  /// Atoms by which the part's composition is off the whole's.
  let imbalance: Double
  /// Whether the two ends of the run look alike: then no dipole stands across it.
  let isSymmetric: Bool
  /// The narrower of the two gaps it is cut in, Å.
  let gap: Double

  /// Stoichiometric first, then near to what was asked, then without a dipole, in the wider gap, and
  /// with the crystal at the bottom of the cell.
  static func isBetter(_ left: LayerCut, _ right: LayerCut, layers: Int) -> Bool {
    let (a, b) = (left.imbalance < 1e-6, right.imbalance < 1e-6)
    if a != b { return a }
    if abs(left.excess - right.excess) > 1e-6 { return left.excess < right.excess }
    if abs(left.imbalance - right.imbalance) > 1e-6 { return left.imbalance < right.imbalance }
    if left.isSymmetric != right.isSymmetric { return left.isSymmetric }
    if abs(left.gap - right.gap) > 1e-3 { return left.gap > right.gap }
    let (first, second) = (left.start + left.count, right.start + right.count)
    return abs(first - layers) < abs(second - layers)
  }
}

/// Looks at every run of layers that comes near to what is asked.
struct LayerCutSearch {
  private let stack: LayerStack
  private let period: Double
  /// False where vacuum closes the stack: then the melt is its top.
  private let isCyclic: Bool
  /// Atoms of each kind in each layer, and in the whole.
  private let kinds: [[Int]]
  private let totals: [Int]
  private let atomCount: Int

  init(_ structure: Structure, _ stack: LayerStack, period: Double, isCyclic: Bool) {
    self.stack = stack
    self.period = period
    self.isCyclic = isCyclic
    let names = structure.species.mapValues(\.name)
    kinds = stack.layers.map { layer in
      var counts = [Int](repeating: 0, count: names.categories.count)
      for atom in layer.atoms { counts[Int(names.codes[atom])] += 1 }
      return counts
    }
    totals = names.counts
    atomCount = structure.count
  }

  /// Shares of atoms that a stoichiometric run may be off what was asked.
  private static let latitude = 0.05

  /// The run whose atoms come nearest to `wanted`, or a stoichiometric one within 5 %.
  func best(atoms wanted: Double) -> LayerCut? {
    let latitude = Self.latitude * Double(atomCount)
    return best { cut in
      cut.excess <= latitude
    } excess: { run in
      abs(Double(run.atoms) - wanted)
    }
  }

  /// The run whose height comes nearest to `wanted` (Å), or a stoichiometric one within 5 %.
  func best(height wanted: Double) -> LayerCut? {
    let latitude = Self.latitude * period
    return best { cut in
      cut.excess <= latitude
    } excess: { run in
      abs(run.height - wanted)
    }
  }

  /// A run of just so many layers, stoichiometric where one is.
  func best(layers wanted: Int) -> LayerCut? {
    best { cut in
      cut.count == wanted
    } excess: { run in
      Double(abs(run.count - wanted)) * 1e6
    }
  }

  private typealias Run = (start: Int, count: Int, atoms: Int, height: Double)

  /// The best of the runs that are near enough, or the nearest of all where none is.
  private func best(
    isNear: (LayerCut) -> Bool, excess: (Run) -> Double
  ) -> LayerCut? {
    let layers = stack.layers.count
    var (near, nearest): (LayerCut?, LayerCut?)
    for start in isCyclic ? 0..<layers : 1..<max(layers, 1) {
      var counts = [Int](repeating: 0, count: totals.count)
      for count in 1..<max(layers, 1) {
        let layer = (start + count - 1) % layers
        for kind in counts.indices { counts[kind] += kinds[layer][kind] }
        if !isCyclic, start + count < layers { continue }
        if !isCyclic, start + count > layers { break }
        let cut = self.cut(start, count, counts, excess)
        if isNear(cut), near.map({ LayerCut.isBetter(cut, $0, layers: layers) }) ?? true {
          near = cut
        }
        if nearest.map({ cut.excess < $0.excess - 1e-9 }) ?? true { nearest = cut }
      }
    }
    return near ?? nearest
  }

  private func cut(
    _ start: Int, _ count: Int, _ counts: [Int], _ excess: (Run) -> Double
  ) -> LayerCut {
    let atoms = counts.reduce(0, +)
    let share = Double(atoms) / Double(atomCount)
    let imbalance = zip(counts, totals).reduce(0.0) {
      $0 + abs(Double($1.0) - share * Double($1.1))
    }
    let (low, high) = (plane(below: start), plane(below: start + count))
    return LayerCut(
      start: start, count: count, atoms: atoms,
      excess: excess((start, count, atoms, high - low)), imbalance: imbalance,
      isSymmetric: (0..<(count / 2)).allSatisfy { step in
        kinds[(start + step) % kinds.count] == kinds[(start + count - 1 - step) % kinds.count]
      },
      gap: min(gap(below: start), gap(below: start + count)))
  }

  private func height(_ layer: Int) -> Double {
    let layers = stack.layers.count
    return stack.layers[layer % layers].height + period * Double(layer / layers)
  }

  private func gap(below layer: Int) -> Double {
    layer == 0
      ? height(0) + period - height(stack.layers.count - 1) : height(layer) - height(layer - 1)
  }

  /// Half-way between a layer and the one beneath.
  private func plane(below layer: Int) -> Double { height(layer) - gap(below: layer) / 2 }

  /// The atoms of a cut.
  func atoms(_ cut: LayerCut) -> [Int] {
    (cut.start..<(cut.start + cut.count)).flatMap {
      stack.layers[$0 % stack.layers.count].atoms
    }
  }
}
