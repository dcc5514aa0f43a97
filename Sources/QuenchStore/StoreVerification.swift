enum StoreVerification {
  /// Opens a closed file anew and compares what it holds with what was written.
  static func verify(_ path: String, frames: Int) throws(StoreError) {
    let file = try StoreFile(path, .closed)
    let found = try file.committedFrames()
    let isComplete = try file.isComplete()
    guard found == frames, isComplete else {
      throw StoreError(
        .corrupt, path: path, "after closing, \(found) of \(frames) frames are found")
    }
    guard frames > 0 else { return }
    var buffers = [LoadedArray](repeating: LoadedArray(), count: PerAtomArray.allCases.count)
    for frame in Set([0, frames - 1]) { _ = try file.load(frame, &buffers) }
  }
}
