public import QuenchModel
internal import QuenchNeighbors

/// What counts as a neighbour.
public enum CoordinationMethod: String, Hashable, Sendable, CaseIterable {
  /// j, all periodic images, with r_ij < r_c strictly, decided by `PairRule`.
  case cutoff
  /// Relative angular distance, closed form, without parameters: the atoms nearer than the nearest
  /// blocked one, where a nearer k blocks j if 1/r_ij² < cos θ_jik / r_ik². Not symmetric: i may have
  /// the neighbour j and j not i. Higham and Henchman, J. Chem. Phys. 145 (2016) 084108,
  /// doi 10.1063/1.4961439.
  case rad
  /// Σ_j Ω_j / Ω_max over the faces of the Voronoi cell, Ω the solid angle of a face seen from i and
  /// Ω_max the largest of all its faces. O'Keeffe, Acta Cryst. A35 (1979) 772,
  /// doi 10.1107/S0567739479001765.
  case voronoi
}

/// Numbers of neighbours per pair of species, accumulated frame by frame.
///
/// Shells without a cutoff are formed among all atoms, those of species not asked for included.
public struct CoordinationNumbers: Sendable {
  /// Names of the groups, in the order of the tables.
  public let species: [String]
  public let method: CoordinationMethod
  /// Å, per pair; one order of a pair stands for both. Empty unless the method is `.cutoff`.
  public let cutoffs: [SpeciesPair: Double]
  public private(set) var frameCount = 0

  private let squares: [Double]
  private let longest: Double
  private var grouping: SpeciesGrouping
  private var search: SearchBox?
  private var blocks = Blocks<CoordinationPartial>()

  /// Neighbours of each atom of one frame.
  public struct Frame: Hashable, Sendable {
    public let groups: Int
    /// N × groups, row-major: neighbours of each group around each atom; zero rows for atoms of
    /// species not asked for and zero columns for pairs without a cutoff. Of Voronoi weights the
    /// nearest whole numbers.
    public let numbers: [Int32]
    /// N × groups, as `numbers`: Voronoi weights; empty for other methods.
    public let weights: [Double]

    public func count(around atom: Int, of group: Int) -> Int {
      Int(numbers[atom * groups + group])
    }
  }

  /// Shells that need no cutoff.
  public init(
    species: [String], method: CoordinationMethod, key: SpeciesKey = .name
  ) throws(AnalysisError) {
    try self.init(species: species, method: method, cutoffs: [:], key: key)
  }

  /// `cutoffs` in Å, all positive and finite; atoms of species not in `species` are left out.
  public init(
    species: [String], cutoffs: [SpeciesPair: Double], key: SpeciesKey = .name
  ) throws(AnalysisError) {
    try self.init(species: species, method: .cutoff, cutoffs: cutoffs, key: key)
  }

  private init(
    species: [String], method: CoordinationMethod, cutoffs: [SpeciesPair: Double], key: SpeciesKey
  ) throws(AnalysisError) {
    self.species = species
    self.method = method
    self.cutoffs = cutoffs
    grouping = SpeciesGrouping(names: species, key: key)
    var squares = [Double](repeating: 0, count: species.count * species.count)
    for (pair, cutoff) in cutoffs {
      guard let a = species.firstIndex(of: pair.a), let b = species.firstIndex(of: pair.b) else {
        throw .unknownPair(pair)
      }
      guard cutoff.isFinite, cutoff > 0 else { throw .neighbors(.cutoff(cutoff), frame: 0) }
      if let other = cutoffs[pair.reversed], other != cutoff {
        throw .neighbors(.cutoff(other), frame: 0)
      }
      squares[a * species.count + b] = cutoff * cutoff
      squares[b * species.count + a] = cutoff * cutoff
    }
    self.squares = squares
    longest = cutoffs.values.max() ?? 0
  }

  /// Adds one frame and returns the numbers of its atoms, for a caller that stores them.
  ///
  /// `centres` says of each atom whether its neighbours count in the result; nil for all. Neighbours are
  /// looked for among all atoms all the same.
  @discardableResult
  public mutating func add(
    _ structure: Structure, frame index: Int, centres: [Bool]? = nil
  ) throws(AnalysisError) -> Frame {
    guard index >= 0 else { throw .frameIndex(index) }
    if let centres, centres.count != structure.count {
      throw .atomsChanged(from: centres.count, to: structure.count, frame: index)
    }
    let codes = grouping.codes(of: structure)
    let groups = species.count
    let frame: Frame
    switch method {
    case .cutoff:
      frame = Frame(groups: groups, numbers: try count(structure, codes, index), weights: [])
    case .rad: frame = try Frame(angular: structure, codes, groups: groups, index: index)
    case .voronoi: frame = try Frame(voronoi: structure, codes, groups: groups, index: index)
    }
    blocks.update(index, empty: CoordinationPartial(groups: groups)) { partial in
      partial.addFrame(codes: codes, frame, centres: centres)
    }
    frameCount += 1
    return frame
  }

  private mutating func count(
    _ structure: Structure, _ codes: [Int32], _ index: Int
  ) throws(AnalysisError) -> [Int32] {
    let groups = species.count
    var numbers = [Int32](repeating: 0, count: structure.count * groups)
    guard longest > 0 else { return numbers }
    do throws(NeighborError) {
      let search = try ownSearch()
      try search.load(structure)
      defer { search.unload() }
      numbers.withUnsafeMutableBufferPointer { numbers in
        search.forEachPair { pair in
          let (a, b) = (Int(codes[pair.i]), Int(codes[pair.j]))
          guard a >= 0, b >= 0, pair.square < squares[a * groups + b] else { return }
          numbers[pair.i * groups + b] &+= 1
          numbers[pair.j * groups + a] &+= 1
        }
      }
    } catch {
      throw .neighbors(error, frame: index)
    }
    return numbers
  }

  /// A search that no copy of this accumulator shares.
  private mutating func ownSearch() throws(NeighborError) -> NeighborSearch {
    if search == nil || !isKnownUniquelyReferenced(&search) {
      search = SearchBox(try NeighborSearch(cutoff: longest.nextUp))
    }
    guard let search else { return try NeighborSearch(cutoff: longest.nextUp) }
    return search.search
  }

  /// Joins the frames of another worker that was asked the same question.
  public mutating func merge(_ other: CoordinationNumbers) {
    precondition(
      species == other.species && cutoffs == other.cutoffs && method == other.method,
      "workers answer the same question")
    blocks.merge(other.blocks)
    frameCount += other.frameCount
  }

  /// Numbers of each pair that has a cutoff, or of all where none is needed, both ways round.
  public func result() throws(AnalysisError) -> CoordinationTable {
    guard frameCount > 0 else { throw .noFrames }
    let (length, partials) = blocks.filled(atMost: BlockError.most)
    var rows: [CoordinationTable.Row] = []
    for a in species.indices {
      for b in species.indices {
        let square = squares[a * species.count + b]
        guard square > 0 || method != .cutoff else { continue }
        let pair = SpeciesPair(species[a], species[b])
        let cutoff = cutoffs[pair] ?? cutoffs[pair.reversed]
        let weights = method == .voronoi ? partials.map { $0.weight(a, b) } : nil
        rows.append(
          CoordinationTable.Row(pair, cutoff, partials.map { $0.series(a, b) }, weights))
      }
    }
    return CoordinationTable(
      method: method, rows: rows, frameCount: frameCount, blockCount: partials.count,
      blockLength: length)
  }
}

/// Sendable because an accumulator replaces a search it shares before using it.
private final class SearchBox: @unchecked Sendable {
  let search: NeighborSearch
  init(_ search: NeighborSearch) { self.search = search }
}

/// Coordination numbers of a run.
public struct CoordinationTable: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// Neighbours b around atoms a.
    public let pair: SpeciesPair
    /// Å; nil for methods without one.
    public let cutoff: Double?
    /// Mean number per atom a and frame; not a number without atoms a.
    public let mean: Double
    /// Standard error from blocks; nil with fewer than five.
    public let error: Double?
    /// Atoms of all frames with 0, 1, 2 … neighbours; Voronoi weights at the nearest whole number.
    public let histogram: [UInt64]
  }

  public let method: CoordinationMethod
  public let rows: [Row]
  public let frameCount: Int
  public let blockCount: Int
  public let blockLength: Int

  public func row(_ a: String, _ b: String) -> Row? {
    rows.first { $0.pair == SpeciesPair(a, b) }
  }
}

extension CoordinationTable.Row {
  /// `weights`: sums of each block, where they are no whole numbers.
  fileprivate init(
    _ pair: SpeciesPair, _ cutoff: Double?, _ blocks: [[UInt64]], _ weights: [Double]?
  ) {
    self.pair = pair
    self.cutoff = cutoff
    var histogram = [UInt64](repeating: 0, count: blocks.map(\.count).max() ?? 0)
    for block in blocks { for (n, atoms) in block.enumerated() { histogram[n] += atoms } }
    self.histogram = histogram
    let sums = blocks.enumerated().map { index, block in
      (
        numerator: weights?[index]
          ?? block.enumerated().reduce(0.0) { $0 + Double($1.offset) * Double($1.element) },
        denominator: Double(block.reduce(0, +))
      )
    }
    let atoms = sums.reduce(0) { $0 + $1.denominator }
    mean = atoms > 0 ? sums.reduce(0) { $0 + $1.numerator } / atoms : .nan
    error = BlockError.ratio(sums)
  }
}

/// Histograms of a block of frames.
private struct CoordinationPartial: BlockPartial {
  let groups: Int
  /// For each ordered pair of groups: atoms with 0, 1, 2 … neighbours.
  var histograms: [[UInt64]]
  /// For each ordered pair of groups: sum of Voronoi weights.
  var weights: [FixedSum]

  init(groups: Int) {
    self.groups = groups
    histograms = [[UInt64]](repeating: [], count: groups * groups)
    weights = [FixedSum](repeating: FixedSum(), count: groups * groups)
  }

  func weight(_ a: Int, _ b: Int) -> Double { weights[a * groups + b].value }

  func series(_ a: Int, _ b: Int) -> [UInt64] { histograms[a * groups + b] }

  mutating func addFrame(
    codes: [Int32], _ frame: CoordinationNumbers.Frame, centres: [Bool]?
  ) {
    for (atom, code) in codes.enumerated() where code >= 0 && centres?[atom] ?? true {
      for b in 0..<groups {
        let (row, place) = (Int(code) * groups + b, atom * groups + b)
        count(row, Int(frame.numbers[place]), 1)
        if !frame.weights.isEmpty { weights[row] += FixedSum(frame.weights[place]) }
      }
    }
  }

  mutating func add(_ other: CoordinationPartial) {
    for (row, histogram) in other.histograms.enumerated() {
      for (n, atoms) in histogram.enumerated() where atoms > 0 { count(row, n, atoms) }
      weights[row] += other.weights[row]
    }
  }

  private mutating func count(_ row: Int, _ n: Int, _ atoms: UInt64) {
    if histograms[row].count <= n {
      histograms[row].append(
        contentsOf: repeatElement(0, count: n + 1 - histograms[row].count))
    }
    histograms[row][n] += atoms
  }
}
