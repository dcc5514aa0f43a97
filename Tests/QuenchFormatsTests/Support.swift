import QuenchModel
import Testing

@testable import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes of a file in the Fixtures folder beside this source.
func fixture(_ name: String, from file: String = #filePath) throws -> [UInt8] {
  let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  let path = folder.joined(separator: "/") + "/Fixtures/" + name
  let stream = try #require(fopen(path, "rb"), "no fixture at \(path)")
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&block, 1, block.count, stream), count > 0 {
    bytes += block[..<count]
  }
  return bytes
}

extension FileFormat {
  func read(text: String, source: String = "test", options: ReadOptions = ReadOptions()) throws
    -> (frames: [Frame], warnings: [QuenchModel.Warning])
  {
    try read(Array(text.utf8), source: source, options: options)
  }

  /// The one frame of a text.
  func frame(_ text: String, source: String = "test", options: ReadOptions = ReadOptions()) throws
    -> Frame
  {
    try #require(try read(text: text, source: source, options: options).frames.first)
  }

  /// The error that reading this text gives.
  func failure(_ text: String, source: String = "test", options: ReadOptions = ReadOptions())
    -> ParseError?
  {
    do {
      _ = try read(Array(text.utf8), source: source, options: options)
      return nil
    } catch {
      return error
    }
  }

  func text(_ structure: Structure, options: WriteOptions = WriteOptions()) throws -> String {
    String(decoding: try write([Frame(structure)], options: options), as: UTF8.self)
  }
}

/// A crystal of random cell, species and positions.
func randomStructure(
  _ random: inout SplitMix64, atoms: Int, elements: [String] = ["Ti", "O", "Li"]
) -> Structure {
  func uniform(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
  let lattice = Lattice(
    a: Vector3(uniform(4...9), uniform(-1...1), uniform(-1...1)),
    b: Vector3(uniform(-1...1), uniform(4...9), uniform(-1...1)),
    c: Vector3(uniform(-1...1), uniform(-1...1), uniform(4...9)))
  var species = Categorical<Species>()
  var fractional = Coordinates()
  for _ in 0..<atoms {
    species.append(Species(label: elements.randomElement(using: &random) ?? "H"))
    fractional.append(uniform(-0.5...1.5), uniform(-0.5...1.5), uniform(-0.5...1.5))
  }
  return Structure(title: "random", lattice: lattice, species: species, fractional: fractional)
}
