import Testing

@testable import QuenchStore

@Suite struct Fletcher32Tests {
  /// Word by word, as the definition has it.
  private func reference(_ bytes: [UInt8]) -> UInt32 {
    var (first, second) = (UInt64(0), UInt64(0))
    func fold(_ x: UInt64) -> UInt64 { x == 0 ? 0 : (x - 1) % 65_535 + 1 }
    for start in stride(from: 0, to: bytes.count, by: 2) {
      let low = start + 1 < bytes.count ? UInt64(bytes[start + 1]) : 0
      first = fold(first + UInt64(bytes[start]) << 8 + low)
      second = fold(second + first)
    }
    return UInt32(second << 16 | first)
  }

  @Test func agreesWithTheDefinition() {
    var random = SplitMix64(seed: 3)
    for count in [0, 1, 2, 15, 16, 17, 33, 4095, 4096, 4097, 8192, 100_001] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(bytes.withUnsafeBytes { Fletcher32.sum($0) } == reference(bytes))
      let ones = [UInt8](repeating: 255, count: count)
      #expect(ones.withUnsafeBytes { Fletcher32.sum($0) } == reference(ones))
    }
  }
}
