import QuenchModel

@testable import QuenchFormats

/// Atoms on a decimal grid of `step` Å in a cell, named like an electrolyte.
func randomGROMACSFrame(
  seed: UInt64, count: Int, step: Double = 0.01, lattice: Lattice? = .cubic(40),
  velocities: Bool = false, spread: Int = 4000
) -> Frame {
  var random = SplitMix64(seed: seed)
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
