import QuenchUnits

/// What an engine's log says of a run, step by step.
public struct RunSeries: Hashable, Sendable {
  /// One printed step; nil where the log has no such column.
  public struct Row: Hashable, Sendable {
    public var step: Int
    /// fs.
    public var time: Double?
    /// K, as the engine counts its degrees of freedom.
    public var temperature: Double?
    /// K, of groups of atoms the log prints apart: free atoms of an element.
    public var groupTemperatures: [String: Double] = [:]
    /// Kinetic energy of the nuclei, eV.
    public var kinetic: Double?
    /// eV.
    public var potential: Double?
    /// eV: what the equations of motion conserve, thermostat included where the engine prints it.
    public var conserved: Double?
    /// GPa.
    public var pressure: Double?
    /// False where the electrons of this step did not converge; nil where the log does not say.
    public var electronsConverged: Bool?

    public init(step: Int) { self.step = step }
  }

  public var engine: String
  public var rows: [Row]
  /// Whether the engine wrote its closing line.
  public var isFinished: Bool
  /// Whether what was read has such a line at all.
  public var hasEnding = true
  /// Whether a relaxation met its criterion; nil where the log does not say.
  public var isRelaxed: Bool?
  /// The name of the conserved column: `TotEng`, `Cons Qty`; nil where nothing printed is conserved.
  public var conservedName: String?

  public init(engine: String, rows: [Row] = [], isFinished: Bool = false) {
    self.engine = engine
    self.rows = rows
    self.isFinished = isFinished
  }

  /// Part of the steps whose electrons did not converge; nil where the log does not say.
  public var unconvergedFraction: Double? {
    let known = rows.compactMap(\.electronsConverged)
    guard !known.isEmpty else { return nil }
    return Double(known.count { !$0 }) / Double(known.count)
  }

  /// Whether atoms were in motion.
  public var isDynamics: Bool { rows.contains { ($0.temperature ?? 0) > 0 } }

  /// fs: a slope over less shows the first vibrations and no drift.
  static let shortestForDrift = 200.0

  /// Slope of the conserved energy by least squares, eV/fs; nil with fewer than three rows, over less than
  /// 0.2 ps, and where nothing is conserved.
  public var drift: Double? {
    guard conservedName != nil else { return nil }
    let points = rows.compactMap { row in
      row.conserved.flatMap { energy in row.time.map { ($0, energy) } }
    }
    guard points.count >= 3, points[points.count - 1].0 - points[0].0 >= Self.shortestForDrift
    else {
      return nil
    }
    let count = Double(points.count)
    let (meanTime, meanEnergy) = (
      points.reduce(0) { $0 + $1.0 } / count, points.reduce(0) { $0 + $1.1 } / count
    )
    let square = points.reduce(0) { $0 + ($1.0 - meanTime) * ($1.0 - meanTime) }
    let product = points.reduce(0) { $0 + ($1.0 - meanTime) * ($1.1 - meanEnergy) }
    return square > 0 ? product / square : nil
  }

  /// Groups whose temperatures the log prints apart, ascending.
  public var temperatureNames: [String] {
    (rows.last?.groupTemperatures.keys).map { $0.sorted() } ?? []
  }

  public func lateTemperature(of group: String) -> (mean: Double, deviation: Double)? {
    late { $0.groupTemperatures[group] }
  }

  /// Mean of a column over the second half of the rows, and its spread.
  public func late(_ column: (Row) -> Double?) -> (mean: Double, deviation: Double)? {
    let values = rows[(rows.count / 2)...].compactMap(column)
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance.squareRoot())
  }
}
