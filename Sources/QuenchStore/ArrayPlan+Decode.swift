extension ArrayPlan {
  /// Why a chunk cannot be unpacked; a follower tries again.
  struct Damage: Error { let what: String }

  /// Numbers of a frame in the units of the house: `target` holds atoms × width.
  func decode(
    _ loaded: borrowing LoadedArray, into target: UnsafeMutableBufferPointer<Double>
  ) throws(Damage) {
    try forEachPiece(loaded, count: target.count) { bytes, range in
      let some = UnsafeMutableBufferPointer(rebasing: target[range])
      switch number {
      case .float32: Self.convert(bytes, Float.self, factor, into: some)
      case .float64, .converted: Self.convert(bytes, factor, into: some)
      case .int32:
        for k in some.indices {
          some[k] = Double(bytes.loadUnaligned(fromByteOffset: 4 * k, as: Int32.self)) * factor
        }
      case .int64:
        for k in some.indices {
          some[k] = Double(bytes.loadUnaligned(fromByteOffset: 8 * k, as: Int64.self)) * factor
        }
      }
    }
  }

  /// Integers of a frame; numbers that are none become −1.
  func decodeIntegers(_ loaded: borrowing LoadedArray, count: Int) throws(Damage) -> [Int32] {
    var values = [Int32](repeating: -1, count: count)
    if case .int32 = number {
      try values.withUnsafeMutableBufferPointer { (target) throws(Damage) in
        let target = UnsafeMutableRawBufferPointer(target)
        try forEachPiece(loaded, count: count) { bytes, range in
          UnsafeMutableRawBufferPointer(rebasing: target[(4 * range.lowerBound)...])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<(4 * range.count)]))
        }
      }
      return values
    }
    if case .int64 = number {
      try forEachPiece(loaded, count: count) { bytes, range in
        for k in 0..<range.count {
          let wide = bytes.loadUnaligned(fromByteOffset: 8 * k, as: Int64.self)
          values[range.lowerBound + k] = Int32(exactly: wide) ?? -1
        }
      }
      return values
    }
    var numbers = [Double](repeating: 0, count: count)
    try numbers.withUnsafeMutableBufferPointer { (target) throws(Damage) in
      try decode(loaded, into: target)
    }
    for k in numbers.indices { values[k] = Int32(exactly: numbers[k]) ?? -1 }
    return values
  }

  /// Checks sums without keeping the numbers.
  func verify(_ loaded: borrowing LoadedArray, count: Int) throws(Damage) {
    try forEachPiece(loaded, count: count) { _, _ in }
  }

  private func forEachPiece(
    _ loaded: borrowing LoadedArray, count: Int,
    _ body: (UnsafeRawBufferPointer, Range<Int>) -> Void
  ) throws(Damage) {
    // The library hands out a whole frame, of which the last atoms may be padding.
    let whole = (loaded.pieces.first?.count ?? 0) / number.size
    let perPiece = chunkAtoms.map { $0 * width } ?? whole
    var start = 0
    for piece in loaded.pieces {
      guard start < count else { return }
      let range = start..<min(count, start + perPiece)
      try loaded.bytes.withUnsafeBufferPointer { (all) throws(Damage) in
        let all = UnsafeRawBufferPointer(all)
        let raw = UnsafeRawBufferPointer(
          rebasing: all[piece.offset..<(piece.offset + piece.count)])
        try undo(steps.count, raw, piece.skipped, size: perPiece * number.size) {
          body($0, range)
        }
      }
      start = range.upperBound
    }
    guard start == count else { throw Damage(what: "\(name) is incomplete") }
  }

  /// Undoes the first `count` filters, last applied first.
  private func undo(
    _ count: Int, _ bytes: UnsafeRawBufferPointer, _ skipped: UInt32, size: Int,
    _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(Damage) {
    guard count > 0 else {
      guard bytes.count == size else { throw Damage(what: "a chunk of \(name) has a wrong size") }
      return body(bytes)
    }
    let index = count - 1
    guard skipped >> UInt32(index) & 1 == 0 else {
      return try undo(index, bytes, skipped, size: size, body)
    }
    let plain: [UInt8]
    switch steps[index] {
    case .fletcher32: return try undo(index, checked(bytes), skipped, size: size, body)
    case .shuffle: plain = ChunkCodec.unshuffled([UInt8](bytes), size: number.size)
    case .deflate:
      let sums = steps[..<index].count { $0 == .fletcher32 }
      guard let inflated = ChunkCodec.inflated(bytes, count: size + 4 * sums) else {
        throw Damage(what: "a chunk of \(name) does not inflate")
      }
      plain = inflated
    }
    try plain.withUnsafeBufferPointer { (plain) throws(Damage) in
      try undo(index, UnsafeRawBufferPointer(plain), skipped, size: size, body)
    }
  }

  private func checked(_ bytes: UnsafeRawBufferPointer) throws(Damage) -> UnsafeRawBufferPointer {
    guard bytes.count >= 4 else { throw Damage(what: "a chunk of \(name) is cut off") }
    let plain = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 4)])
    let stored = bytes.loadUnaligned(fromByteOffset: plain.count, as: UInt32.self)
    guard Fletcher32.sum(plain) == UInt32(littleEndian: stored) else {
      throw Damage(what: "a chunk of \(name) fails its checksum")
    }
    return plain
  }

  /// Plain pointers, so that the loop is vectorised: this is most of the time of reading.
  private static func convert<Stored: BinaryFloatingPoint>(
    _ bytes: UnsafeRawBufferPointer, _: Stored.Type, _ factor: Double,
    into target: UnsafeMutableBufferPointer<Double>
  ) {
    guard let source = bytes.baseAddress, let result = target.baseAddress else { return }
    let (size, count) = (MemoryLayout<Stored>.stride, target.count)
    if factor == 1 {
      for k in 0..<count {
        result[k] = Double((source + size &* k).loadUnaligned(as: Stored.self))
      }
    } else {
      for k in 0..<count {
        result[k] = Double((source + size &* k).loadUnaligned(as: Stored.self)) * factor
      }
    }
  }

  private static func convert(
    _ bytes: UnsafeRawBufferPointer, _ factor: Double,
    into target: UnsafeMutableBufferPointer<Double>
  ) {
    if factor == 1 {
      UnsafeMutableRawBufferPointer(target).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[..<(8 * target.count)]))
    } else {
      convert(bytes, Double.self, factor, into: target)
    }
  }
}
