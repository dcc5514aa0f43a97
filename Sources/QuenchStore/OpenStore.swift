import CHDF5
import QuenchModel

/// A store that is being written: every object exists, SWMR has begun, frames may come.
final class OpenStore {
  let encoder: StoreEncoder
  let path: String
  private var file: Handle?
  private let fileID: hid_t
  private let disk: SyncedFile
  let arrays: [(array: PerAtomArray, dataset: Dataset)]
  private let scalars: StoreScalars
  let atomsAtStart: Int
  private var atomExtent: Int

  init(
    path: String, encoder: StoreEncoder, template: Structure, options: StoreOptions,
    results source: StoreFile? = nil
  ) throws(StoreError) {
    self.path = path
    self.encoder = encoder
    atomExtent = encoder.layout.atoms
    atomsAtStart = atomExtent
    if options.overwrite { try Files.remove(path) }
    let builder = try StoreBuilder(path: path, layout: encoder.layout)
    try builder.writeHeader(options.provenance)
    try builder.writeProvenance(options.provenance)
    try builder.writeAtoms(template)
    (arrays, scalars) = try builder.makeTrajectory()
    if let source { try builder.copyResults(of: source) }
    let file = try encoder.layout.chunkFrames > 1 ? builder.withoutReaders() : builder.begin()
    disk = try SyncedFile(path)
    fileID = file.id
    self.file = consume file
  }

  /// Writes one frame's arrays; the frame does not count before `commit`.
  func append(_ frame: EncodedFrame, at index: Int) throws(StoreError) {
    let layout = encoder.layout
    if frame.atoms > atomExtent {
      guard layout.grows else {
        throw StoreError(
          .invalidInput, path: path,
          "frame \(index) has \(frame.atoms) atoms where at most \(atomExtent) were announced")
      }
      atomExtent = frame.atoms
    }
    for (array, dataset) in arrays {
      let tail = array.width == 3 ? [3] : []
      try dataset.grow(to: [index + 1, atomExtent] + tail, path)
      for (part, chunk) in (frame.arrays[array] ?? []).enumerated() {
        let offset = [index, part * layout.chunkAtoms] + (array.width == 3 ? [0] : [])
        try dataset.writeChunk(chunk, at: offset, path)
      }
    }
  }

  /// Everything of the frames reaches the disk before their steps do: a step is the commit.
  func commit(_ frames: PendingFrames, from first: Int, count: Int) throws(StoreError) {
    for (dataset, values) in scalars.values(of: frames) {
      try dataset.grow(to: [count] + dataset.extent.dropFirst(), path)
      switch values {
      case .numbers(let values):
        try dataset.write(values, from: first, rows: count - first, path)
      case .integers(let values):
        try dataset.write(values, from: first, rows: count - first, path)
      }
    }
    try synchronize()
    try scalars.step.grow(to: [count], path)
    try scalars.step.write(frames.steps, from: first, rows: count - first, path)
    try synchronize()
  }

  private func synchronize() throws(StoreError) {
    let here = Context(path, "flush")
    let id = fileID
    try check(here) { H5Fflush(id, H5F_SCOPE_LOCAL) }
    try disk.synchronize()
  }

  /// Lets the library close what it has open without writing to the file again.
  ///
  /// After a failed write its last words could outrun the data: the head of the file would promise
  /// more bytes than there are. They go to the null device instead.
  func abandon() {
    guard let descriptor = Files.descriptor(of: fileID) else { return }
    Files.redirectToNull(descriptor)
  }

  /// Marks the end for followers and closes everything, each result checked.
  func complete() throws(StoreError) {
    try scalars.markComplete(path)
    try synchronize()
    for (_, dataset) in arrays { try dataset.close(path) }
    try scalars.close(path)
    if let file = file.take() { try file.close(Context(path, "close the file")) }
    try disk.synchronize()
  }
}

/// The data sets with one row per frame.
struct StoreScalars {
  enum Values {
    case numbers([Double])
    case integers([Int32])
  }

  let step: Dataset
  let time: Dataset
  let box: Dataset
  let atoms: Dataset
  let observables: [Dataset]
  let state: Dataset

  /// All but `step`, which comes last.
  func values(of frames: PendingFrames) -> [(Dataset, Values)] {
    var all: [(Dataset, Values)] = [
      (time, .numbers(frames.times)), (box, .numbers(frames.boxes)),
      (atoms, .integers(frames.atoms)),
    ]
    for (index, dataset) in observables.enumerated() {
      all.append((dataset, .numbers(frames.observables.map { $0[index] })))
    }
    return all
  }

  func markComplete(_ path: String) throws(StoreError) {
    try state.write([StoreState.complete], from: 0, rows: 1, path)
  }

  func close(_ path: String) throws(StoreError) {
    for dataset in [step, time, box, atoms] + observables + [state] { try dataset.close(path) }
  }
}

/// Values of `/parameters/quench/state`.
enum StoreState {
  static let writing: Int32 = 0
  static let complete: Int32 = 1
}
