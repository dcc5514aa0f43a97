public import QuenchModel
import Synchronization

/// A trajectory in an HDF5 file of the H5MD layout, ours or another program's, read frame by frame.
///
/// Any number of threads may decode: only the reading of bytes takes turns, while unpacking,
/// checking and converting run freely. Everything is handed out in Å, fs, eV; files in other units
/// are converted by their `unit` attributes. Throws `StoreError`.
public final class TrajectoryStore: FrameSource {
  public let path: String
  public let prototype: Structure
  private let decoder: FrameDecoder
  private let isFollowed: Bool
  private let state: Mutex<OpenState>
  private let spareBuffers = Mutex<[[LoadedArray]]>([])
  private let lastSpecies = Mutex<SpeciesCache?>(nil)

  private struct OpenState: ~Copyable {
    let file: StoreFile
    var frames: Int
    var next = 0
  }

  private struct SpeciesCache: Sendable {
    let bytes: [[UInt8]]
    let species: Categorical<Species>
  }

  /// Opens a closed store.
  ///
  /// `species` names the numbers of a foreign file in ascending order (`["Li", "O"]`). A file that
  /// its writer did not close is refused with the command that recovers it.
  public convenience init(path: String, species: [String]? = nil) throws(StoreError) {
    try self.init(path: path, species: species, access: .closed)
  }

  init(path: String, species symbols: [String]?, access: StoreAccess) throws(StoreError) {
    let file = try StoreFile(path, access)
    let frames = try file.committedFrames()
    var plans = [ArrayPlan?](repeating: nil, count: PerAtomArray.allCases.count)
    for (array, stored) in file.arrays { plans[array.rawValue] = stored.plan }
    let table = try file.isOurs ? AtomTable.read(from: file.file, file.reader) : nil
    let species: StoredSpecies
    if let table {
      species = StoredSpecies(ours: table.species)
    } else {
      species = try file.foreignSpecies(symbols)
    }
    self.path = path
    isFollowed = access == .followed
    let periodicity = table?.periodicity ?? file.box.periodicity
    var first = Frame(table ?? Structure())
    let decoder = FrameDecoder(
      plans: plans, species: species, periodicity: periodicity, template: first.structure)
    if frames > 0 { try Self.decodeFirst(file, decoder, into: &first) }
    self.decoder = decoder
    prototype = first.structure
    state = Mutex(OpenState(file: file, frames: frames))
  }

  public var frameCount: Int? { isFollowed ? nil : state.withLock { $0.frames } }
  public var isRandomAccess: Bool { true }
  public var warnings: [Warning] { state.withLock { $0.file.warnings } }

  public var fractionRead: Double? {
    state.withLock { $0.frames == 0 ? 1 : Double($0.next) / Double($0.frames) }
  }

  public func next() throws -> FrameTicket? {
    state.withLock { state in
      guard state.next < state.frames else { return nil }
      state.next += 1
      return FrameTicket(index: state.next - 1, offset: state.next - 1, length: 1)
    }
  }

  /// The ticket of any frame.
  public func ticket(_ index: Int) throws(StoreError) -> FrameTicket {
    let count = state.withLock { $0.frames }
    guard index >= 0, index < count else {
      throw StoreError(.invalidInput, path: path, "there is no frame \(index) of \(count)")
    }
    return FrameTicket(index: index, offset: index, length: 1)
  }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    var buffers = spareBuffers.withLock { $0.popLast() } ?? Self.emptyBuffers
    defer { spareBuffers.withLock { [buffers] in $0.append(buffers) } }
    for attempt in 1... {
      do {
        return try decode(ticket.index, &buffers, into: &frame)
      } catch {
        // The writer may be in the middle of this very page.
        guard isFollowed, error.kind == .corrupt, attempt < 50 else { throw error }
      }
      MonotonicClock.sleep(0.01)
      try state.withLock { (state) throws(StoreError) in try state.file.refresh() }
    }
  }

  private static var emptyBuffers: [LoadedArray] {
    [LoadedArray](repeating: LoadedArray(), count: PerAtomArray.allCases.count)
  }

  private func decode(
    _ index: Int, _ buffers: inout [LoadedArray], into frame: inout Frame
  ) throws(StoreError) {
    let head = try state.withLock { (state) throws(StoreError) in
      guard index >= 0, index < state.frames else {
        throw StoreError(.invalidInput, path: path, "there is no frame \(index)")
      }
      return try state.file.load(index, &buffers)
    }
    do {
      try decoder.decode(head, buffers, species: cachedSpecies, into: &frame)
    } catch {
      throw StoreError(.corrupt, path: path, "frame \(index): \(error.what)")
    }
  }

  private static func decodeFirst(
    _ file: StoreFile, _ decoder: FrameDecoder, into frame: inout Frame
  ) throws(StoreError) {
    var buffers = emptyBuffers
    let head = try file.load(0, &buffers)
    do {
      try decoder.decode(
        head, buffers,
        species: { (_, compute) throws(ArrayPlan.Damage) in try compute() }, into: &frame)
    } catch {
      throw file.reader.corrupt("frame 0: \(error.what)")
    }
  }

  /// Frames mostly repeat their species: unpack these only where the bytes differ.
  private func cachedSpecies(
    _ bytes: [[UInt8]],
    _ compute: () throws(ArrayPlan.Damage) -> Categorical<Species>
  ) throws(ArrayPlan.Damage) -> Categorical<Species> {
    if let known = lastSpecies.withLock({ $0 }), known.bytes == bytes { return known.species }
    let species = try compute()
    lastSpecies.withLock { $0 = SpeciesCache(bytes: bytes, species: species) }
    return species
  }

  // MARK: Following

  /// Looks for new frames; true where the writer has said that there will be none.
  func refresh() throws(StoreError) -> Bool {
    try state.withLock { (state) throws(StoreError) in
      try state.file.refresh()
      let isComplete = try state.file.isComplete()
      state.frames = try state.file.committedFrames(from: state.frames)
      return isComplete
    }
  }

  var knownFrames: Int { state.withLock { $0.frames } }

  /// What only the file's own arrays tell: for recovery and analyses.
  func withFile<Result>(
    _ body: (StoreFile) throws(StoreError) -> sending Result
  ) throws(StoreError) -> sending Result {
    try state.withLock { (state) throws(StoreError) in try body(state.file) }
  }
}
