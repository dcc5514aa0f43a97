import QuenchEnergetics

/// Reads a file that comes in pieces, so that memory does not grow with it.
///
/// For XML: what is kept is known when an element ends.
protocol CalculationStream: AnyObject {
  func take(_ piece: UnsafeRawBufferPointer) throws
  /// After the last piece.
  func finish(_ companions: Companions) throws -> Calculation
}

extension CalculationStream {
  /// Bytes that are all there.
  func read(_ bytes: UnsafeRawBufferPointer, _ companions: Companions) throws -> Calculation {
    let size = 1 << 20
    var start = 0
    while start < bytes.count {
      let end = min(start + size, bytes.count)
      try take(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      start = end
    }
    return try finish(companions)
  }
}
