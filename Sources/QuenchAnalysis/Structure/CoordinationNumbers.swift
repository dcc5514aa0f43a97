public import QuenchModel
internal import QuenchNeighbors

/// Numbers of neighbours within a cutoff per pair of species, accumulated frame by frame.
///
/// CN_i = number of j, all periodic images, with r_ij < r_c strictly, decided by `PairRule`.
public struct CoordinationNumbers: Sendable {
  /// Names of the groups, in the order of the tables.
  public let species: [String]
  /// Å, per pair; one order of a pair stands for both.
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
    /// species not asked for and zero columns for pairs without a cutoff.
    public let numbers: [Int32]

    public func count(around atom: Int, of group: Int) -> Int {
      Int(numbers[atom * groups + group])
    }
  }

  /// `cutoffs` in Å, all positive and finite; atoms of species not in `species` are left out.
  public init(
    species: [String], cutoffs: [SpeciesPair: Double], key: SpeciesKey = .name
  ) throws(AnalysisError) {
    self.species = species
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
  @discardableResult
  public mutating func add(
    _ structure: Structure, frame index: Int
  ) throws(AnalysisError) -> Frame {
    guard index >= 0 else { throw .frameIndex(index) }
    let codes = grouping.codes(of: structure)
    let numbers = try count(structure, codes, index)
    let groups = species.count
    blocks.update(index, empty: CoordinationPartial(groups: groups)) { partial in
      partial.addFrame(codes: codes, numbers: numbers)
    }
    frameCount += 1
    return Frame(groups: groups, numbers: numbers)
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
      species == other.species && cutoffs == other.cutoffs, "workers answer the same question")
    blocks.merge(other.blocks)
    frameCount += other.frameCount
  }

  /// Numbers of each pair that has a cutoff, both ways round.
  public func result() throws(AnalysisError) -> CoordinationTable {
    guard frameCount > 0 else { throw .noFrames }
    let (length, partials) = blocks.filled(atMost: BlockError.most)
    var rows: [CoordinationTable.Row] = []
    for a in species.indices {
      for b in species.indices {
        let square = squares[a * species.count + b]
        guard square > 0 else { continue }
        let pair = SpeciesPair(species[a], species[b])
        let cutoff = cutoffs[pair] ?? cutoffs[pair.reversed] ?? square.squareRoot()
        rows.append(CoordinationTable.Row(pair, cutoff, partials.map { $0.series(a, b) }))
      }
    }
    return CoordinationTable(
      rows: rows, frameCount: frameCount, blockCount: partials.count, blockLength: length)
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
    /// Å.
    public let cutoff: Double
    /// Mean number per atom a and frame; not a number without atoms a.
    public let mean: Double
    /// Standard error from blocks; nil with fewer than five.
    public let error: Double?
    /// Atoms of all frames with 0, 1, 2 … neighbours.
    public let histogram: [UInt64]
  }

  public let rows: [Row]
  public let frameCount: Int
  public let blockCount: Int
  public let blockLength: Int

  public func row(_ a: String, _ b: String) -> Row? {
    rows.first { $0.pair == SpeciesPair(a, b) }
  }
}

extension CoordinationTable.Row {
  fileprivate init(_ pair: SpeciesPair, _ cutoff: Double, _ blocks: [[UInt64]]) {
    self.pair = pair
    self.cutoff = cutoff
    var histogram = [UInt64](repeating: 0, count: blocks.map(\.count).max() ?? 0)
    for block in blocks { for (n, atoms) in block.enumerated() { histogram[n] += atoms } }
    self.histogram = histogram
    let sums = blocks.map { block in
      (
        numerator: block.enumerated().reduce(0.0) { $0 + Double($1.offset) * Double($1.element) },
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

  init(groups: Int) {
    self.groups = groups
    histograms = [[UInt64]](repeating: [], count: groups * groups)
  }

  func series(_ a: Int, _ b: Int) -> [UInt64] { histograms[a * groups + b] }

  mutating func addFrame(codes: [Int32], numbers: [Int32]) {
    for (atom, code) in codes.enumerated() where code >= 0 {
      for b in 0..<groups { count(Int(code) * groups + b, Int(numbers[atom * groups + b]), 1) }
    }
  }

  mutating func add(_ other: CoordinationPartial) {
    for (row, histogram) in other.histograms.enumerated() {
      for (n, atoms) in histogram.enumerated() where atoms > 0 { count(row, n, atoms) }
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
