/// A random number generator that gives the same numbers for the same seed on every machine.
///
/// xoshiro256** 1.0 (Blackman & Vigna, doi 10.1145/3460772), its state filled by SplitMix64.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var filler = seed
    func next() -> UInt64 {
      filler &+= 0x9e37_79b9_7f4a_7c15
      var z = filler
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  public mutating func next() -> UInt64 {
    let fives = state.1 &* 5
    let result = (fives << 7 | fives >> 57) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0..<bound; `bound` is at least 1.
  public mutating func index(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// Fisher–Yates, in place.
  public mutating func shuffle<Value>(_ values: inout [Value]) {
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, index(below: last + 1))
    }
  }
}
