import CHDF5
import QuenchModel

public enum StoreRepack {
  /// Rewrites a closed store in chunks of many frames and few atoms, for series of single atoms.
  ///
  /// Numbers, provenance, analyses and series stay as they are. `compress`: nil keeps the source's
  /// choice. Returns the number of frames. Throws `StoreError`.
  @discardableResult
  public static func repack(
    from source: String, to target: String, compress: Bool? = nil, overwrite: Bool = false,
    progress: (_ frames: Int, _ of: Int) -> Void = { _, _ in }
  ) throws -> Int {
    var copy = try StoreCopy(source, access: .closed)
    guard target != source else {
      throw StoreError(.invalidInput, path: target, "the only copy is never changed in place")
    }
    if !overwrite, Files.exists(target) {
      throw StoreError(.exists, path: target, "the file exists")
    }
    if let compress { copy.options.compress = compress }
    copy.options.overwrite = true
    copy.options.atomCapacity = try copy.store.withFile { (file) throws(StoreError) in
      file.arrays[.position]?.atoms ?? 0
    }
    let partial = target + StoreNames.partialEnding
    let count = try copy.writeBlocks(to: partial, progress: progress)
    try StoreVerification.verify(partial, frames: count)
    try Files.publish(partial, as: target, overwrite: overwrite)
    return count
  }
}

extension StoreCopy {
  fileprivate func writeBlocks(
    to partial: String, progress: (Int, Int) -> Void
  ) throws -> Int {
    var first = Frame(store.prototype)
    let count = store.knownFrames
    if count > 0 { try store.decode(store.ticket(0), into: &first) }
    let layout = try StoreLayout(first, options).timeBlocked()
    let encoder = StoreEncoder(layout, template: first.structure)
    let output = try OpenStore(
      path: partial, encoder: encoder, template: first.structure, options: options,
      results: StoreFile(store.path, .closed))
    var done = 0
    while done < count {
      var frames: [Frame] = []
      while frames.count < layout.chunkFrames, let ticket = try store.next() {
        var frame = Frame(store.prototype)
        try store.decode(ticket, into: &frame)
        frames.append(frame)
      }
      guard !frames.isEmpty else { break }
      try output.appendBlock(frames, from: done)
      done += frames.count
      progress(done, count)
    }
    try output.complete()
    return done
  }
}

extension OpenStore {
  /// Writes frames that fill one row of chunks, and commits them.
  fileprivate func appendBlock(_ frames: [Frame], from first: Int) throws(StoreError) {
    var pending = PendingFrames()
    for (index, frame) in frames.enumerated() {
      pending.add(encoder.head(of: frame), index: first + index)
    }
    for (array, dataset) in arrays {
      let tail = array.width == 3 ? [3] : []
      try dataset.grow(to: [first + frames.count, atomsAtStart] + tail, path)
      let perFrame = atomsAtStart * array.width
      guard perFrame > 0 else { continue }
      if array.isReal {
        var block = [Double](repeating: .nan, count: frames.count * perFrame)
        for (index, frame) in frames.enumerated() {
          let values = frame.structure.values(of: array)?.flat ?? []
          for k in values.indices { block[index * perFrame + k] = values[k] * array.factor }
        }
        try write(block, dataset, first, frames.count)
      } else {
        let block = frames.flatMap { frame in
          let values = encoder.integers(array, frame.structure)
          let fill: Int32 = array == .image ? 0 : -1
          return values + [Int32](repeating: fill, count: perFrame - values.count)
        }
        try dataset.write(block, from: first, rows: frames.count, path)
      }
    }
    try commit(pending, from: first, count: first + frames.count)
  }

  private func write(
    _ block: [Double], _ dataset: Dataset, _ first: Int, _ rows: Int
  ) throws(StoreError) {
    if case .float32 = dataset.type {
      try dataset.write(block.map { Float($0) }, from: first, rows: rows, path)
    } else {
      try dataset.write(block, from: first, rows: rows, path)
    }
  }
}

extension Structure {
  fileprivate func values(of array: PerAtomArray) -> Coordinates? {
    switch array {
    case .position: positions
    case .velocity: velocities
    case .force: forces
    default: nil
    }
  }
}
