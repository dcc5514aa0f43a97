public import QuenchModel
internal import QuenchNeighbors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Three species by name, the centre in the middle: `Si-O-Si`.
public struct SpeciesTriplet: Hashable, Sendable, CustomStringConvertible {
  public var a: String
  public var centre: String
  public var b: String

  public init(_ a: String, _ centre: String, _ b: String) {
    (self.a, self.centre, self.b) = (a, centre, b)
  }

  public var description: String { "\(a)-\(centre)-\(b)" }
}

/// Distributions of bond angles a–centre–b over neighbours within cutoffs, accumulated frame by frame.
///
/// Neighbours are j with r < cutoff over all periodic images, so that one atom may be a neighbour twice.
/// Each unordered pair of neighbours counts once.
public struct BondAngles: Sendable {
  public let triplets: [SpeciesTriplet]
  /// Å, per pair; one order of a pair stands for both.
  public let cutoffs: [SpeciesPair: Double]
  /// Bins of equal width over 0…180°.
  public let binCount: Int
  public private(set) var frameCount = 0

  private let arms: [(a: Arm, b: Arm)]
  private let longest: Double
  private let key: SpeciesKey
  private var blocks = Blocks<AnglePartial>()

  /// A neighbour species and the square of its cutoff, Å².
  private struct Arm: Hashable {
    let name: String
    let square: Double
  }

  /// `cutoffs` in Å, positive and finite, one for each arm of each triplet; 1 to 18,000 bins.
  public init(
    triplets: [SpeciesTriplet], cutoffs: [SpeciesPair: Double], binCount: Int = 180,
    key: SpeciesKey = .name
  ) throws(AnalysisError) {
    self.triplets = triplets
    self.cutoffs = cutoffs
    self.binCount = min(max(1, binCount), 18_000)
    self.key = key
    var arms: [(a: Arm, b: Arm)] = []
    for triplet in triplets {
      arms.append(
        (
          try Self.arm(triplet.centre, triplet.a, cutoffs),
          try Self.arm(triplet.centre, triplet.b, cutoffs)
        ))
    }
    self.arms = arms
    longest = arms.map { max($0.a.square, $0.b.square) }.max()?.squareRoot() ?? 0
  }

  private static func arm(
    _ centre: String, _ name: String, _ cutoffs: [SpeciesPair: Double]
  ) throws(AnalysisError) -> Arm {
    let pair = SpeciesPair(centre, name)
    guard let cutoff = cutoffs[pair] ?? cutoffs[pair.reversed] else { throw .unknownPair(pair) }
    guard cutoff.isFinite, cutoff > 0 else { throw .neighbors(.cutoff(cutoff), frame: 0) }
    return Arm(name: name, square: cutoff * cutoff)
  }

  public mutating func add(_ structure: Structure, frame index: Int) throws(AnalysisError) {
    guard index >= 0 else { throw .frameIndex(index) }
    var partial = AnglePartial(triplets: triplets.count, bins: binCount)
    if longest > 0 {
      let names = structure.species.categories.map { key($0) }
      do throws(NeighborError) {
        let list = try NeighborList(structure, cutoff: longest.nextUp)
        for (place, triplet) in triplets.enumerated() {
          for atom in 0..<structure.count
          where names[Int(structure.species.codes[atom])] == triplet.centre {
            addAngles(around: atom, place, structure, names, list, to: &partial)
          }
        }
      } catch {
        throw .neighbors(error, frame: index)
      }
    }
    blocks.update(index, empty: AnglePartial(triplets: triplets.count, bins: binCount)) {
      $0.add(partial)
    }
    frameCount += 1
  }

  private func addAngles(
    around atom: Int, _ place: Int, _ structure: Structure, _ names: [String],
    _ list: NeighborList, to partial: inout AnglePartial
  ) {
    let (a, b) = arms[place]
    let isSame = a == b
    var first: [Vector3] = []
    var second: [Vector3] = []
    let cells = structure.lattice ?? Lattice.cubic(0)
    for neighbor in list.neighbors(of: atom) {
      let name = names[Int(structure.species.codes[neighbor.atom])]
      guard name == a.name || name == b.name else { continue }
      let bond =
        structure.positions[neighbor.atom] - structure.positions[atom]
        + cells.cartesian(Vector3(neighbor.image))
      let square = dot(bond, bond)
      if name == a.name, square < a.square { first.append(bond) }
      if !isSame, name == b.name, square < b.square { second.append(bond) }
    }
    for (index, u) in first.enumerated() {
      for v in isSame ? first[(index + 1)...] : second[...] {
        partial.count(place, degrees: Self.angle(u, v))
      }
    }
  }

  /// Degrees; the arc tangent keeps its digits near 180°, where the arc cosine loses half of them.
  static func angle(_ u: Vector3, _ v: Vector3) -> Double {
    atan2(cross(u, v).length, dot(u, v)) * 180 / .pi
  }

  /// Joins the frames of another worker that was asked the same question.
  public mutating func merge(_ other: BondAngles) {
    precondition(
      triplets == other.triplets && cutoffs == other.cutoffs && binCount == other.binCount,
      "workers answer the same question")
    blocks.merge(other.blocks)
    frameCount += other.frameCount
  }

  public func result() throws(AnalysisError) -> AngleTable {
    guard frameCount > 0 else { throw .noFrames }
    let (length, partials) = blocks.filled(atMost: BlockError.most)
    let rows = triplets.indices.map { place in
      AngleTable.Row(
        triplets[place], counts: partials.map { $0.counts[place] },
        sums: partials.map { $0.sums[place].value },
        squares: partials.map { $0.squares[place].value },
        width: 180 / Double(binCount))
    }
    return AngleTable(
      rows: rows, binWidth: 180 / Double(binCount), frameCount: frameCount,
      blockCount: partials.count, blockLength: length)
  }
}

/// Bond angles of a run.
public struct AngleTable: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let triplet: SpeciesTriplet
    /// Angles per bin.
    public let counts: [UInt64]
    /// Probability per degree, of unit area; zero without angles.
    public let density: [Double]
    /// The same divided by sin θ at the middle of the bin and brought to unit area again: flat for bonds
    /// in random directions.
    public let densityOverSine: [Double]
    /// Degrees; not a number without angles.
    public let mean: Double
    /// Standard error from blocks, degrees; nil with fewer than five.
    public let meanError: Double?
    /// Standard deviation of the angles themselves, degrees.
    public let spread: Double
    /// Middle of the fullest bin, degrees.
    public let mode: Double
  }

  public let rows: [Row]
  /// Degrees.
  public let binWidth: Double
  public let frameCount: Int
  public let blockCount: Int
  public let blockLength: Int
}

extension AngleTable.Row {
  fileprivate init(
    _ triplet: SpeciesTriplet, counts blocks: [[UInt64]], sums: [Double], squares: [Double],
    width: Double
  ) {
    self.triplet = triplet
    var counts = [UInt64](repeating: 0, count: blocks.first?.count ?? 0)
    for block in blocks { for (bin, count) in block.enumerated() { counts[bin] += count } }
    self.counts = counts
    let total = Double(counts.reduce(0, +))
    mean = total > 0 ? sums.reduce(0, +) / total : .nan
    spread =
      total > 0 ? max(0, squares.reduce(0, +) / total - mean * mean).squareRoot() : .nan
    meanError = BlockError.ratio(
      zip(sums, blocks).map { (numerator: $0, denominator: Double($1.reduce(0, +))) })
    density = counts.map { total > 0 ? Double($0) / total / width : 0 }
    let weighted = counts.enumerated().map { bin, count in
      Double(count) / sin((Double(bin) + 0.5) * width * .pi / 180)
    }
    let area = weighted.reduce(0, +) * width
    densityOverSine = weighted.map { area > 0 ? $0 / area : 0 }
    let fullest = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    mode = total > 0 ? (Double(fullest) + 0.5) * width : .nan
  }
}

/// Histograms of a block of frames.
private struct AnglePartial: BlockPartial {
  var counts: [[UInt64]]
  /// Of angles, degrees.
  var sums: [FixedSum]
  var squares: [FixedSum]

  init(triplets: Int, bins: Int) {
    counts = Array(repeating: Array(repeating: 0, count: bins), count: triplets)
    sums = Array(repeating: FixedSum(), count: triplets)
    squares = sums
  }

  mutating func count(_ place: Int, degrees: Double) {
    guard degrees.isFinite else { return }
    let bins = counts[place].count
    counts[place][min(max(0, Int(degrees / 180 * Double(bins))), bins - 1)] += 1
    sums[place] += FixedSum(degrees)
    squares[place] += FixedSum(degrees * degrees)
  }

  mutating func add(_ other: AnglePartial) {
    for place in counts.indices {
      for bin in counts[place].indices { counts[place][bin] += other.counts[place][bin] }
      sums[place] += other.sums[place]
      squares[place] += other.squares[place]
    }
  }
}
