import QuenchModel
import Testing

@testable import QuenchFormats

/// What the suites of LAMMPS and XYZ share: fixtures, seeded structures, truncation.
enum Sample {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return try SmallFile.bytes(of: "/\(folder)/Fixtures/LAMMPS/\(name)")
  }

  static func read(
    _ text: String, _ format: FileFormat, _ options: ReadOptions = ReadOptions()
  ) throws -> (frames: [Frame], warnings: [Warning]) {
    try format.read(Array(text.utf8), source: "test", options: options)
  }

  static func first(
    _ text: String, _ format: FileFormat, _ options: ReadOptions = ReadOptions()
  ) throws -> Frame {
    try #require(try read(text, format, options).frames.first)
  }

  /// The message of the error that reading gives.
  static func failure(
    _ text: String, _ format: FileFormat, _ options: ReadOptions = ReadOptions()
  ) -> String {
    do {
      _ = try read(text, format, options)
      return "no error"
    } catch { return "\(error)" }
  }

  static func codes(_ frame: Frame) -> [String] { frame.warnings.map(\.code) }

  /// Reads every prefix: an error or frames, never a trap. Returns how many were read.
  static func readPrefixes(_ text: String, _ format: FileFormat) -> Int {
    let bytes = Array(text.utf8)
    var read = 0
    for length in 0...bytes.count {
      if (try? format.read(Array(bytes[..<length]), source: "test")) != nil { read += 1 }
    }
    return read
  }

  /// Every byte of a text replaced in turn by some nasty ones: an error or frames, never a trap.
  static func readDamaged(_ text: String, _ format: FileFormat) -> Int {
    var bytes = Array(text.utf8)
    var tried = 0
    for index in bytes.indices {
      let kept = bytes[index]
      for byte in [0, 0x0A, 0x0D, 0x20, 0x22, 0x2D, 0x39, 0x65, 0xFF] as [UInt8] {
        bytes[index] = byte
        _ = try? format.read(bytes, source: "test")
        tried += 1
      }
      bytes[index] = kept
    }
    return tried
  }
}

extension Sample {
  /// A structure in a lower-triangular cell with all that LAMMPS files can hold.
  static func structure(seed: UInt64, count: Int = 40) -> Structure {
    var random = SplitMix64(seed: seed)
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    let lattice = Lattice(
      a: Vector3(number(8...12), 0, 0), b: Vector3(number(-3...3), number(8...12), 0),
      c: Vector3(number(-3...3), number(-3...3), number(8...12)))
    var species = Categorical<Species>()
    for symbol in ["Si", "O", "Ti_pv"] { _ = species.code(adding: Species(label: symbol)) }
    species.setCodes((0..<count).map { _ in Int32.random(in: 0..<3, using: &random) })
    func vectors(_ size: Double) -> Coordinates {
      Coordinates(
        (0..<count).map { _ in Vector3(number(-size...size), number(-size...size), number(0...size))
        })
    }
    var structure = Structure(
      title: "random \(seed)", lattice: lattice, species: species, positions: vectors(20))
    structure.velocities = vectors(0.02)
    structure.forces = vectors(3)
    structure.charges = (0..<count).map { _ in number(-2...2) }
    structure.images = (0..<count).map { _ in
      SIMD3(Int32.random(in: -9...9, using: &random), 0, Int32.random(in: -9...9, using: &random))
    }
    return structure
  }

  static func largestDifference(_ one: Coordinates?, _ other: Coordinates?) -> Double {
    guard let one, let other, one.count == other.count else { return .infinity }
    return zip(one.flat, other.flat).map { abs($0 - $1) }.max() ?? 0
  }
}
