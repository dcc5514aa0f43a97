import CHDF5
import QuenchModel

/// The open data sets of a store; one task at a time.
final class StoreFile {
  let reader: ObjectReader
  let file: Handle
  let particles: String
  let isOurs: Bool
  let hasSteps: Bool
  let arrays: [PerAtomArray: FrameArray]
  let step: RowSeries?
  let time: RowSeries?
  let timeFactor: Double
  /// For H5MD's fixed increments: value = offset + index · increment.
  let timeIncrement: (offset: Double, step: Double)?
  let stepIncrement: (offset: Double, step: Double)?
  let box: StoredBox
  let atomCounts: RowSeries?
  let observables: [(name: String, factor: Double, series: RowSeries)]
  private let state: RowSeries?
  var warnings: [Warning] = []

  init(_ path: String, _ access: StoreAccess) throws(StoreError) {
    let head = try StoreHead(path)
    guard head.isHDF5 else { throw StoreError(.notAStore, path: path, "not an HDF5 file") }
    if head.isOpenForWriting, access == .closed {
      throw StoreError(.unfinished, path: path, "its writer has not closed this file")
    }
    let reader = ObjectReader(path: path, fileSize: head.fileSize)
    let file = try reader.open(following: access.isConcurrent && head.isOpenForWriting)
    let finder = StoreFinder(reader)
    let particles = try finder.particles(in: file)
    var arrays: [PerAtomArray: FrameArray] = [:]
    for array in PerAtomArray.allCases {
      arrays[array] = try finder.array(array, particles, in: file)
    }
    guard let position = arrays[.position] else {
      throw StoreError(.notAStore, path: path, "it has no positions in \(particles)")
    }
    guard position.isPerFrame else { throw reader.corrupt("positions have no frames") }
    isOurs = try finder.isOurs(file)
    let saysSteps = try finder.hasSteps(file)
    hasSteps = !isOurs || saysSteps
    (step, stepIncrement) = try finder.times("step", particles, integers: true, in: file)
    (time, timeIncrement) = try finder.times("time", particles, integers: false, in: file)
    timeFactor = try finder.timeFactor(particles, in: file)
    box = try finder.box(particles, in: file)
    (atomCounts, observables) = try finder.observables(in: file)
    state = try finder.series("parameters/quench/state", integers: true, in: file)
    warnings = finder.warnings
    self.arrays = arrays
    self.particles = particles
    self.reader = reader
    self.file = consume file
  }

  /// Leading frames whose step is written.
  func committedFrames(from start: Int = 0) throws(StoreError) -> Int {
    let frames = arrays[.position]?.frames ?? 0
    guard isOurs, let step, step.isPerFrame else { return frames }
    var count = start
    while count < min(frames, step.rows), try step.integer(count) >= 0 { count += 1 }
    return count
  }

  /// Whether the writer has said that it wrote all.
  func isComplete() throws(StoreError) -> Bool {
    guard let state, state.rows > 0 else { return true }
    return try state.integer(0) == Int64(StoreState.complete)
  }

  /// Looks again at everything that grows.
  func refresh() throws(StoreError) {
    // `state` first: complete then means that what follows is all there is.
    try state?.refresh()
    for array in arrays.values { try array.refresh() }
    for series in [time, atomCounts, box.series] { try series?.refresh() }
    for (_, _, series) in observables { try series.refresh() }
    try step?.refresh()
  }

  func atoms(_ frame: Int) throws(StoreError) -> Int {
    let most = arrays[.position]?.atoms ?? 0
    guard let atomCounts else { return most }
    let count = try atomCounts.integer(atomCounts.isPerFrame ? frame : 0)
    guard count >= 0, count <= Int64(most) else {
      throw reader.corrupt("frame \(frame) claims \(count) atoms of \(most)")
    }
    return Int(count)
  }

  func stepNumber(_ frame: Int) throws(StoreError) -> Int? {
    guard hasSteps else { return nil }
    if let stepIncrement {
      return Int(exactly: stepIncrement.offset + Double(frame) * stepIncrement.step)
    }
    guard let step, frame < step.rows else { return nil }
    return Int(try step.integer(frame))
  }

  func timeValue(_ frame: Int) throws(StoreError) -> Double? {
    if let timeIncrement {
      return (timeIncrement.offset + Double(frame) * timeIncrement.step) * timeFactor
    }
    guard let time, frame < time.rows else { return nil }
    let value = try time.number(frame)
    return Missing.isMissing(value) ? nil : value * timeFactor
  }

  func observableValues(_ frame: Int) throws(StoreError) -> [String: Double] {
    var values: [String: Double] = [:]
    for (name, factor, series) in observables where series.isPerFrame && frame < series.rows {
      let value = try series.number(frame)
      if !Missing.isMissing(value) { values[name] = value * factor }
    }
    return values
  }
}

/// The cell of each frame.
struct StoredBox {
  let series: RowSeries?
  let factor: Double
  let periodicity: Periodicity
  /// Steps at which the box was written, where they are not those of the positions.
  let steps: [Int64]?

  /// Nil where the edges have no length.
  func lattice(_ frame: Int, step: Int?) throws(StoreError) -> Lattice? {
    guard let series else { return nil }
    let edges = try series.row(row(frame, step: step)).map { $0 * factor }
    let full = edges.count == 9 ? edges : diagonal(edges)
    guard full.contains(where: { $0 != 0 }), full.allSatisfy(\.isFinite) else { return nil }
    return Lattice(
      a: Vector3(full[0], full[1], full[2]), b: Vector3(full[3], full[4], full[5]),
      c: Vector3(full[6], full[7], full[8]))
  }

  private func diagonal(_ edges: [Double]) -> [Double] {
    guard edges.count == 3 else { return [Double](repeating: 0, count: 9) }
    return [edges[0], 0, 0, 0, edges[1], 0, 0, 0, edges[2]]
  }

  /// The last box written at or before the frame's step.
  private func row(_ frame: Int, step: Int?) -> Int {
    guard let series, series.isPerFrame else { return 0 }
    if let steps, let step {
      var (low, high) = (0, min(steps.count, series.rows))
      while low < high {
        let middle = (low + high) / 2
        if steps[middle] <= Int64(step) { low = middle + 1 } else { high = middle }
      }
      return max(0, low - 1)
    }
    return min(frame, series.rows - 1)
  }
}
