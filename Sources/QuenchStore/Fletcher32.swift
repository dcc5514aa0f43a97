/// The Fletcher-32 sum that HDF5 appends to a chunk: 16-bit big-endian words, modulo 65,535.
///
/// The words are summed as the machine reads them; swapping the bytes of a word multiplies it by
/// 256 modulo 65,535, so swapping the bytes of both sums at the end gives the same.
/// Source: Fletcher, IEEE Trans. Commun. 30 (1982) 247, doi 10.1109/TCOM.1982.1095369;
/// HDF5 File Format Specification 3.0, §IV.A.2.l.
enum Fletcher32 {
  static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var sums = Sums()
    let words = bytes.count / 2
    var done = 0
    while done < words {
      let count = min(words - done, blockVectors * lanes)
      sums.add(bytes, from: done, count: count)
      done += count
    }
    if bytes.count % 2 == 1, let last = bytes.last { sums.add(word: UInt64(last)) }
    return sums.value
  }

  /// Vectors per block such that the weighted sum of a lane stays below 2³².
  private static let blockVectors = 256
  private static let lanes = 8

  private struct Sums {
    var first: UInt64 = 0
    var second: UInt64 = 0

    mutating func add(_ bytes: UnsafeRawBufferPointer, from start: Int, count: Int) {
      let vectors = count / lanes
      var plain = SIMD8<UInt32>.zero
      var weighted = SIMD8<UInt32>.zero
      for vector in 0..<vectors {
        let offset = 2 * (start + vector * lanes)
        let words = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt16>.self)
        plain &+= SIMD8<UInt32>(truncatingIfNeeded: words)
        weighted &+= plain
      }
      combine(plain, weighted, vectors: vectors)
      for word in (start + vectors * lanes)..<(start + count) {
        add(word: UInt64(bytes.loadUnaligned(fromByteOffset: 2 * word, as: UInt16.self)))
      }
    }

    private mutating func combine(
      _ plain: SIMD8<UInt32>, _ weighted: SIMD8<UInt32>, vectors: Int
    ) {
      var (total, ahead, behind) = (UInt64(0), UInt64(0), UInt64(0))
      for lane in 0..<lanes {
        total += UInt64(plain[lane])
        ahead += UInt64(lanes) * UInt64(weighted[lane])
        behind += UInt64(lane) * UInt64(plain[lane])
      }
      second = fold(second + UInt64(vectors * lanes) * first + ahead - behind)
      first = fold(first + total)
    }

    mutating func add(word: UInt64) {
      first = fold(first + word)
      second = fold(second + first)
    }

    /// 0 only for 0, else 1…65,535, as repeated end-around carries leave it.
    private func fold(_ sum: UInt64) -> UInt64 { sum == 0 ? 0 : (sum - 1) % 65_535 + 1 }

    var value: UInt32 {
      let high = UInt32(UInt16(second).byteSwapped)
      return high << 16 | UInt32(UInt16(first).byteSwapped)
    }
  }
}
