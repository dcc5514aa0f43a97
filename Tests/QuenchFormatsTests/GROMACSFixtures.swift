import QuenchModel

@testable import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes of a file beside these tests.
func gromacsFixture(_ name: String) -> [UInt8] {
  let directory = #filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.startIndex)
  guard let file = fopen("\(directory)/Fixtures/\(name)", "rb") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&piece, 1, piece.count, file)
    if count == 0 { return bytes }
    bytes += piece[..<count]
  }
}

/// Numbers that are the same in every run (Steele, Lea and Flood 2014, SplitMix64).
struct GROMACSRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Atoms on a decimal grid of `step` Å in a cell, named like an electrolyte.
func randomGROMACSFrame(
  seed: UInt64, count: Int, step: Double = 0.01, lattice: Lattice? = .cubic(40),
  velocities: Bool = false, spread: Int = 4000
) -> Frame {
  var random = GROMACSRandom(state: seed)
  let perAngstrom = (1 / step).rounded()
  let labels = ["Li", "O", "C", "F", "S"].compactMap { Element(symbol: $0) }
  let species = Categorical((0..<count).map { _ in Species(labels.randomElement(using: &random)!) })
  func coordinate() -> Double { Double(Int.random(in: -9...spread, using: &random)) / perAngstrom }
  var structure = Structure(
    title: "random \(seed)", lattice: lattice, species: species,
    positions: Coordinates(
      (0..<count).map { _ in Vector3(coordinate(), coordinate(), coordinate()) }))
  if velocities {
    func velocity() -> Double { Double(Int.random(in: -9999...9999, using: &random)) / 1e6 }
    structure.velocities = Coordinates(
      (0..<count).map { _ in Vector3(velocity(), velocity(), velocity()) })
  }
  return Frame(structure, step: Int(seed), time: Double(seed) * 500)
}
