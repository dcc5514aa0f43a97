import QuenchAnalysis
import QuenchModel
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct BondAnglesTests {
  private func table(
    _ structure: Structure, _ triplet: SpeciesTriplet, _ cutoffs: [SpeciesPair: Double],
    bins: Int = 180
  ) throws -> AngleTable.Row {
    var angles = try BondAngles(triplets: [triplet], cutoffs: cutoffs, binCount: bins)
    try angles.add(structure, frame: 0)
    return try #require(try angles.result().rows.first)
  }

  /// One atom in a cube: its six neighbours are its own images, 12 pairs at 90° and 3 at 180°.
  @Test func imagesOfOneAtomFormAngles() throws {
    let cube = Structure(
      lattice: .cubic(3), species: Categorical([Species(label: "Po")]), positions: [.zero])
    let row = try table(
      cube, SpeciesTriplet("Po", "Po", "Po"), [SpeciesPair("Po", "Po"): 3.1])
    #expect(row.counts.reduce(0, +) == 15)
    #expect(row.counts[90] == 12)
    #expect(row.counts[179] == 3)
    #expect(abs(row.mean - (12 * 90 + 3 * 180) / 15) < 1e-9)
    // Variance (12·18² + 3·72²)/15 = 1296.
    #expect(abs(row.spread - 36) < 1e-6)
  }

  /// arccos(−1/3) = 109.4712° from the primitive cell of diamond, 6 pairs around each atom.
  @Test func diamondIsTetrahedral() throws {
    let h = 5.43 / 2
    let diamond = Structure(
      lattice: Lattice(a: Vector3(0, h, h), b: Vector3(h, 0, h), c: Vector3(h, h, 0)),
      species: Categorical([Species(label: "Si"), Species(label: "Si")]),
      positions: [.zero, Vector3(repeating: 5.43 / 4)])
    let row = try table(
      diamond, SpeciesTriplet("Si", "Si", "Si"), [SpeciesPair("Si", "Si"): 2.6])
    #expect(row.counts.reduce(0, +) == 12)
    #expect(abs(row.mean - acos(-1 / 3.0) * 180 / .pi) < 1e-9)
    #expect(row.spread < 1e-4)
  }

  @Test func densitiesHaveUnitArea() throws {
    let row = try table(
      randomCell(40, seed: 5), SpeciesTriplet("O", "Si", "O"), [SpeciesPair("Si", "O"): 3], bins: 90
    )
    #expect(abs(row.density.reduce(0, +) * 2 - 1) < 1e-12)
    #expect(abs(row.densityOverSine.reduce(0, +) * 2 - 1) < 1e-12)
  }

  /// All images within two cells, all pairs of neighbours: slow and plain.
  @Test(arguments: 0..<20) func countsEqualBruteForce(seed: Int) throws {
    let cell = randomCell(12, seed: UInt64(seed))
    let lattice = try #require(cell.lattice)
    let (first, second) = (2.9, 3.4)
    let row = try table(
      cell, SpeciesTriplet("O", "Si", "Si"),
      [SpeciesPair("O", "Si"): first, SpeciesPair("Si", "Si"): second], bins: 36)
    var counts = [UInt64](repeating: 0, count: 36)
    for centre in 0..<cell.count where cell.species[centre].name == "Si" {
      var (arms, others): ([Vector3], [Vector3]) = ([], [])
      for atom in 0..<cell.count {
        for i in -3...3 {
          for j in -3...3 {
            for k in -3...3 where atom != centre || (i, j, k) != (0, 0, 0) {
              let bond =
                cell.positions[atom] - cell.positions[centre]
                + lattice.cartesian(Vector3(Double(i), Double(j), Double(k)))
              let length = bond.length
              if cell.species[atom].name == "O", length < first { arms.append(bond) }
              if cell.species[atom].name == "Si", length < second { others.append(bond) }
            }
          }
        }
      }
      for u in arms {
        for v in others {
          let angle = acos(max(-1, min(1, dot(u, v) / u.length / v.length))) * 180 / .pi
          counts[min(35, Int(angle / 5))] += 1
        }
      }
    }
    #expect(row.counts == counts)
  }

  @Test func framesJoinInAnyOrder() throws {
    let cutoffs = [SpeciesPair("Si", "O"): 3.0]
    let triplet = SpeciesTriplet("O", "Si", "O")
    var whole = try BondAngles(triplets: [triplet], cutoffs: cutoffs)
    var (left, right) = (whole, whole)
    for frame in 0..<12 {
      let cell = randomCell(30, seed: UInt64(frame))
      try whole.add(cell, frame: frame)
      if frame % 2 == 0 {
        try right.add(cell, frame: frame)
      } else {
        try left.add(cell, frame: frame)
      }
    }
    left.merge(right)
    #expect(try left.result() == whole.result())
    #expect(try whole.result().rows[0].meanError != nil)
  }

  @Test func anArmWithoutACutoffIsNamed() {
    #expect(throws: AnalysisError.unknownPair(SpeciesPair("O", "Si"))) {
      _ = try BondAngles(
        triplets: [SpeciesTriplet("Si", "O", "Si")], cutoffs: [SpeciesPair("O", "O"): 3])
    }
  }

  /// Silicon and oxygen 1:2 anywhere in a skewed cell of about 10 Å³ per atom.
  private func randomCell(_ count: Int, seed: UInt64) -> Structure {
    var generator = QuenchModel.SeededGenerator(seed: seed)
    let edge = cbrt(Double(count) * 10)
    let lattice = Lattice(
      a: Vector3(edge, 0, 0), b: Vector3(0.3 * edge, edge, 0),
      c: Vector3(-0.2 * edge, 0.4 * edge, edge))
    return Structure(
      lattice: lattice,
      species: Categorical((0..<count).map { Species(label: $0 % 3 == 0 ? "Si" : "O") }),
      fractional: Coordinates(
        (0..<count).map { _ in
          Vector3(generator.uniform(), generator.uniform(), generator.uniform())
        }))
  }
}
