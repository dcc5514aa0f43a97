import QuenchModel
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes of a file beside the tests.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let file = try #require(fopen("/\(folder)/Fixtures/\(name)", "rb"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return bytes
}

/// Frames of a LAMMPS dump in an orthogonal box with fixed edges.
///
/// Little-endian: frames and atoms (32 bits each), three edges (doubles, Å), one species byte per
/// atom, then per coordinate one 32-bit word m · 16 + e for the decimal number m · 10⁻ᵉ of the dump.
func packedFrames(_ name: String, species names: [String]) throws -> [Structure] {
  let bytes = try fixture(name)
  return bytes.withUnsafeBytes { raw in
    func word(_ at: Int) -> Int {
      Int(Int32(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: Int32.self)))
    }
    let (frames, atoms) = (word(0), word(4))
    let edges = (0..<3).map {
      Double(
        bitPattern: UInt64(
          littleEndian: raw.loadUnaligned(fromByteOffset: 8 + 8 * $0, as: UInt64.self)))
    }
    let species = Categorical(
      categories: names.map { Species(label: $0) }, codes: (0..<atoms).map { Int32(raw[32 + $0]) })
    let lattice = Lattice(orthorhombic: Vector3(edges[0], edges[1], edges[2]))
    return (0..<frames).map { frame in
      let flat = (0..<(3 * atoms)).map { k in
        let value = word(32 + atoms + 4 * (frame * 3 * atoms + k))
        return Double(value >> 4) / powerOfTen(value & 15)
      }
      return Structure(lattice: lattice, species: species, positions: Coordinates(flat: flat))
    }
  }
}

private func powerOfTen(_ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * 10 }
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, doi 10.1145/2660193.2660195).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func point() -> Vector3 { Vector3(unit(), unit(), unit()) }
}
