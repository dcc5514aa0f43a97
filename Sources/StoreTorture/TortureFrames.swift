import QuenchModel
import QuenchStore

/// A trajectory that follows from one number, so that writer and judge agree on every bit.
struct TortureRun {
  let seed: UInt64
  let atoms: Int
  let options: StoreOptions
  let hasVelocities: Bool
  /// Whether frames differ in their number of atoms.
  let varies: Bool

  init(seed: UInt64) {
    self.seed = seed
    var random = SplitMix64(state: seed)
    atoms = [1, 40, 160, 1000, 20_000][Int(random.next() % 5)]
    var options = StoreOptions(compress: random.next() % 3 == 0, overwrite: true)
    hasVelocities = random.next() % 3 == 0
    varies = random.next() % 4 == 0
    if random.next() % 2 == 0 { options.atomCapacity = atoms + 10 }
    options.flushFrames = [1, 5, 20, 100][Int(random.next() % 4)]
    self.options = options
  }

  func frame(_ index: Int) -> Frame {
    var random = SplitMix64(state: seed &* 0x1_0000_0001 &+ UInt64(index))
    let count = atoms + (varies ? Int(random.next() % 11) : 0)
    let positions = coordinates(count, &random)
    let species = Categorical(
      categories: [Species(label: "Si"), Species(label: "O")],
      codes: (0..<count).map { Int32($0 % 3 == 0 ? 0 : 1) })
    var structure = Structure(
      lattice: .cubic(10 + random.unit()), species: species, positions: positions)
    if hasVelocities { structure.velocities = coordinates(count, &random) }
    return Frame(
      structure, step: 10 * index, time: 2.5 * Double(index),
      observables: ["energy": -100 * random.unit()])
  }

  private func coordinates(_ count: Int, _ random: inout SplitMix64) -> Coordinates {
    var values = Coordinates()
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(random.unit(), random.unit(), 10 * random.unit()) }
    return values
  }
}

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0 ≤ x < 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
