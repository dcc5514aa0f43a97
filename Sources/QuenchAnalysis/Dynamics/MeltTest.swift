public import QuenchModel
import QuenchNeighbors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whether a run has molten what was to melt.
///
/// Molten: in every mobile species the mean square displacement since the first frame exceeds r₁², r₁
/// being the first maximum of the like pair's g(r), and grows with a log-log slope of at least 0.8 over
/// the last 2 ps or more. A solid that never melted has coordination numbers like its glass, so that
/// only motion tells them apart. Where no atom is held the drift of the centre of mass is taken off.
public struct MeltTest: Sendable {
  /// What was found of one species.
  public struct Verdict: Hashable, Sendable {
    public let species: String
    public let atoms: Int
    /// Since the first frame, at the last, Å².
    public let displacement: Double
    /// r₁ of the like pair, Å; nil where g(r) has no first maximum.
    public let firstMaximum: Double?
    /// d ln MSD / d ln t over the window; nil where the run is too short.
    public let slope: Double?

    public var isMolten: Bool {
      guard let firstMaximum, let slope else { return false }
      return displacement > firstMaximum * firstMaximum && slope >= MeltTest.leastSlope
    }
  }

  public static let leastSlope = 0.8
  /// fs.
  public static let shortestWindow = 2000.0

  private let mobile: [Bool]?
  private var unwrapping = Unwrapping()
  private var pairs: RadialDistribution?
  private var groups: Categorical<String> = Categorical()
  private var masses: [Double] = []
  private var times: [Double] = []
  /// Mean square displacement of each species per frame, Å².
  private var curves: [[Double]] = []

  /// `mobile` says which atoms were to melt; nil for all.
  public init(mobile: [Bool]? = nil) { self.mobile = mobile }

  /// The next frame, at its time in fs. Frames are to be near enough that no atom moves 0.4 of a cell
  /// vector between two of them.
  public mutating func add(_ structure: Structure, time: Double) throws(AnalysisError) {
    if times.isEmpty { try begin(structure) }
    try unwrapping.add(structure)
    let drift = mobile == nil ? centreOfMass : .zero
    var (sums, counts) = (
      [Double](repeating: 0, count: groups.categories.count),
      [Int](repeating: 0, count: groups.categories.count)
    )
    for (atom, code) in groups.codes.enumerated() where mobile?[atom] ?? true {
      let moved = unwrapping.displacements[atom] - drift
      sums[Int(code)] += dot(moved, moved)
      counts[Int(code)] += 1
    }
    curves.append(zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 })
    // Every tenth frame is enough to find a maximum.
    if times.count % 10 == 0 {
      let part = mobilePart(structure)
      try pairs?.add(part, frame: times.count / 10)
    }
    times.append(time)
  }

  private mutating func begin(_ structure: Structure) throws(AnalysisError) {
    if let mobile, mobile.count != structure.count {
      throw .atomsChanged(from: mobile.count, to: structure.count, frame: 0)
    }
    groups = structure.species.mapValues(\.name)
    masses = structure.atomicMasses ?? [Double](repeating: 1, count: structure.count)
    guard structure.lattice != nil else { return }
    do throws(NeighborError) {
      pairs = try RadialDistribution(species: groups.categories, binWidth: 0.05, cutoff: 7)
    } catch { throw .neighbors(error, frame: 0) }
  }

  private func mobilePart(_ structure: Structure) -> Structure {
    guard let mobile else { return structure }
    return structure.selecting(mobile.indices.filter { mobile[$0] })
  }

  private var centreOfMass: Vector3 {
    var (sum, total) = (Vector3.zero, 0.0)
    for (displacement, mass) in zip(unwrapping.displacements, masses) {
      sum += mass * displacement
      total += mass
    }
    return total > 0 ? sum / total : .zero
  }

  /// One verdict per mobile species. Throws `noFrames`.
  public func verdicts() throws(AnalysisError) -> [Verdict] {
    guard let last = curves.last else { throw .noFrames }
    return groups.categories.indices.compactMap { group in
      let atoms = groups.codes.indices.count {
        Int(groups.codes[$0]) == group && (mobile?[$0] ?? true)
      }
      guard atoms > 0 else { return nil }
      return Verdict(
        species: groups.categories[group], atoms: atoms, displacement: last[group],
        firstMaximum: firstMaximum(groups.categories[group]), slope: slope(of: group))
    }
  }

  private func firstMaximum(_ name: String) -> Double? {
    do throws(AnalysisError) {
      return try pairs?.firstShell(SpeciesPair(name, name)).maximum
    } catch .noMinimum, .noMaximum {
      return highestBin(name)
    } catch { return nil }
  }

  /// Of a g(r) too noisy for a shell: its highest bin.
  private func highestBin(_ name: String) -> Double? {
    do throws(AnalysisError) {
      guard let table = try pairs?.result() else { return nil }
      guard let curve = table.curve(name, name),
        let top = curve.g.indices.max(by: { curve.g[$0] < curve.g[$1] }), curve.g[top] > 0
      else { return nil }
      return table.bins.centre(top)
    } catch { return nil }
  }

  /// Least squares of ln MSD against ln t since the first frame, over the last half of the run but at
  /// least 2 ps.
  private func slope(of group: Int) -> Double? {
    guard let first = times.first, let end = times.last else { return nil }
    let window = max(Self.shortestWindow, (end - first) / 2)
    guard end - first >= window - 1e-6 else { return nil }
    let points = times.indices.compactMap { frame -> (x: Double, y: Double)? in
      let (time, value) = (times[frame] - first, curves[frame][group])
      guard times[frame] >= end - window - 1e-9, time > 0, value > 0 else { return nil }
      return (log(time), log(value))
    }
    guard points.count >= 3 else { return nil }
    let count = Double(points.count)
    let (meanX, meanY) = (
      points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count
    )
    let square = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    let product = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    return square > 0 ? product / square : nil
  }
}
