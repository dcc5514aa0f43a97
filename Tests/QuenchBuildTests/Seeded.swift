import QuenchModel

/// SplitMix64 (Steele, Lea & Flood 2014, doi 10.1145/2660193.2660195).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Structure {
  /// A right-handed triclinic crystal of two species with everything an atom may carry.
  static func random(_ count: Int, _ generator: inout Seeded) -> Structure {
    func vector(_ range: ClosedRange<Double>, _ generator: inout Seeded) -> Vector3 {
      Vector3(
        .random(in: range, using: &generator), .random(in: range, using: &generator),
        .random(in: range, using: &generator))
    }
    var lattice = Lattice.cubic(1)
    repeat {
      lattice = Lattice(
        a: vector(-4...4, &generator), b: vector(-4...4, &generator), c: vector(-4...4, &generator))
    } while lattice.signedVolume < 8
    let kinds = (0..<count).map { _ in Bool.random(using: &generator) ? "Ti" : "O" }
    var crystal = Structure(
      title: "random", lattice: lattice, species: Categorical(kinds.map { Species(label: $0) }),
      fractional: Coordinates((0..<count).map { _ in vector(-0.5...1.5, &generator) }))
    crystal.velocities = Coordinates((0..<count).map { _ in vector(-1...1, &generator) })
    crystal.forces = Coordinates((0..<count).map { _ in vector(-1...1, &generator) })
    crystal.charges = (0..<count).map { _ in .random(in: -2...2, using: &generator) }
    crystal.masses = (0..<count).map { Double($0 + 1) }
    crystal.occupancies = (0..<count).map { _ in .random(in: 0...1, using: &generator) }
    crystal.fixedAxes = (0..<count).map { $0.isMultiple(of: 2) ? .all : .none }
    crystal.images = (0..<count).map { _ in
      SIMD3(.random(in: -3...3, using: &generator), .random(in: -3...3, using: &generator), 1)
    }
    return crystal
  }
}

extension IntegerMatrix {
  /// Entries in −3…3, determinant 1…30.
  static func random(_ generator: inout Seeded) -> IntegerMatrix {
    while true {
      let n = (0..<9).map { _ in Int.random(in: -3...3, using: &generator) }
      let matrix = IntegerMatrix(
        SIMD3(n[0], n[1], n[2]), SIMD3(n[3], n[4], n[5]), SIMD3(n[6], n[7], n[8]))
      if (1...30).contains(matrix.determinant) { return matrix }
    }
  }
}
