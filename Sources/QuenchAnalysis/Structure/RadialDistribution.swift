public import QuenchModel
public import QuenchNeighbors

/// Pair distribution g_ab(r) of all pairs of species, accumulated frame by frame.
///
/// All periodic images count, at any distance, in any cell; integers are kept per block of frames and
/// do not depend on threads or on the order of frames. Each frame is weighted by its own N_a N_b / V.
public struct RadialDistribution: Sendable {
  /// Names of the groups, in the order of the tables.
  public let species: [String]
  public let bins: RadialBins
  /// Å³ used in place of the cell's, where given.
  public let volume: Double?
  /// Whether pairs inside a molecule are left out.
  public let betweenMolecules: Bool
  /// Whether each frame chooses the atoms around which is counted; the second atom of a pair is any.
  public let choosesCentres: Bool
  public private(set) var frameCount = 0

  private var grouping: SpeciesGrouping
  /// Groups that are counted apart: species, and behind them the same species among the centres.
  let groups: RadialGroups
  private var counter: PairCounter
  var blocks = Blocks<RadialPartial>()
  /// The frame whose own images are nearest, lowest index first.
  var tightest: TightestCell?

  struct TightestCell: Sendable {
    let shortest: Double
    let frame: Int
    let lattice: Lattice?
    let periodicity: Periodicity
  }

  /// `species` names the groups by `key`; atoms of other species are left out. `binWidth` and
  /// `cutoff` are in Å, an explicit `volume` in Å³. `betweenMolecules` leaves out pairs inside a
  /// residue of the structure, by their nearest image; frames without residues then throw. With
  /// `choosesCentres` each frame says around which atoms is counted: g_ab is then the density of b
  /// around the chosen a over the mean density of b in the whole cell.
  public init(
    species: [String], binWidth: Double, cutoff: Double, key: SpeciesKey = .name,
    volume: Double? = nil, betweenMolecules: Bool = false, choosesCentres: Bool = false
  ) throws(NeighborError) {
    self.species = species
    self.volume = volume
    self.betweenMolecules = betweenMolecules
    self.choosesCentres = choosesCentres
    groups = RadialGroups(species: species.count, choosesCentres: choosesCentres)
    bins = try RadialBins(width: binWidth, cutoff: cutoff)
    grouping = SpeciesGrouping(names: species, key: key)
    counter = try PairCounter(bins: bins, groups: groups.count)
  }

  /// Adds one frame; `index` is its place among the frames used, from 0.
  ///
  /// Species may change in number from frame to frame, and so may the cell. `threads` share one
  /// frame: for trajectories give whole frames to workers and merge them. `centres` says of each atom
  /// whether it is a centre, where the distribution chooses them; nil for all.
  public mutating func add(
    _ structure: Structure, frame index: Int, threads: Int = 1, centres: [Bool]? = nil
  ) throws(AnalysisError) {
    guard index >= 0 else { throw .frameIndex(index) }
    if let centres, centres.count != structure.count {
      throw .atomsChanged(from: centres.count, to: structure.count, frame: index)
    }
    let used = volume ?? structure.lattice?.volume ?? 0
    guard used > 0, used.isFinite else { throw .noVolume(frame: index) }
    let codes = groups.codes(grouping.codes(of: structure), centres: centres)
    let atoms = groups.counts(codes)
    try blocks.update(index, empty: RadialPartial(bins: bins, groups: groups.count)) {
      (partial) throws(AnalysisError) in
      do throws(NeighborError) {
        try counter.count(structure, codes: codes, into: &partial.counts, threads: threads)
      } catch {
        throw AnalysisError.neighbors(error, frame: index)
      }
      let same = try betweenMolecules ? partial.countMolecules(structure, codes, index) : nil
      partial.addFrame(atoms: atoms, volume: used, same: same)
    }
    frameCount += 1
    note(structure, shortest: counter.shortestImage, index)
  }

  private mutating func note(_ structure: Structure, shortest: Double, _ index: Int) {
    let cell = TightestCell(
      shortest: shortest, frame: index, lattice: structure.lattice,
      periodicity: structure.periodicity)
    tightest = RadialDistribution.tighter(tightest, cell)
  }

  private static func tighter(_ first: TightestCell?, _ second: TightestCell?) -> TightestCell? {
    guard let first, let second else { return first ?? second }
    return (second.shortest, second.frame) < (first.shortest, first.frame) ? second : first
  }

  /// Joins the frames of another worker that was asked the same question.
  public mutating func merge(_ other: RadialDistribution) {
    precondition(
      bins == other.bins && species == other.species && volume == other.volume
        && betweenMolecules == other.betweenMolecules && choosesCentres == other.choosesCentres,
      "workers answer the same question")
    blocks.merge(other.blocks)
    frameCount += other.frameCount
    tightest = RadialDistribution.tighter(tightest, other.tightest)
  }
}

/// Counts and norms of a block of frames.
struct RadialPartial: BlockPartial {
  var counts: PairCounts
  var frames = 0
  /// Σ N_a.
  var atoms: [UInt64]
  /// Σ N_a N_b / V for a ≤ b, Å⁻³.
  var ideal: [FixedSum]
  /// Pairs inside molecules; nil until such are counted.
  var molecules: MoleculeCounts?
  /// Σ N_a (N_b − δ_ab) / V for a ≤ b, Å⁻³; between molecules Σ (N_a N_b − Σ_m n_a n_b) / V, where the
  /// sum over molecules holds each atom with itself.
  var finite: [FixedSum]

  init(bins: RadialBins, groups: Int) {
    counts = PairCounts(bins: bins, groups: groups)
    atoms = [UInt64](repeating: 0, count: groups)
    ideal = [FixedSum](repeating: FixedSum(), count: groups * (groups + 1) / 2)
    finite = ideal
  }

  mutating func countMolecules(
    _ structure: Structure, _ codes: [Int32], _ frame: Int
  ) throws(AnalysisError) -> [Double] {
    var counted = molecules ?? MoleculeCounts(bins: counts.bins, groups: counts.groups)
    molecules = nil
    defer { molecules = counted }
    return try counted.count(structure, codes: codes, frame: frame)
  }

  /// `same`: Σ_m n_a n_b over molecules, for each row; nil where all pairs count.
  mutating func addFrame(atoms counts: [Int], volume: Double, same: [Double]? = nil) {
    frames += 1
    var row = 0
    for a in counts.indices {
      atoms[a] += UInt64(counts[a])
      for b in a..<counts.count {
        let pairs = Double(counts[a]) * Double(counts[b])
        ideal[row] += FixedSum(pairs / volume)
        let excluded = same?[row] ?? (a == b ? Double(counts[a]) : 0)
        finite[row] += FixedSum((pairs - excluded) / volume)
        row += 1
      }
    }
  }

  mutating func add(_ other: RadialPartial) {
    counts.add(other.counts)
    if let more = other.molecules {
      if molecules == nil { molecules = more } else { molecules?.add(more) }
    }
    frames += other.frames
    for k in atoms.indices { atoms[k] += other.atoms[k] }
    for k in ideal.indices {
      ideal[k] += other.ideal[k]
      finite[k] += other.finite[k]
    }
  }
}
