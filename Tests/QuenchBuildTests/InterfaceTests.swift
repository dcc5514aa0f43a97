import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchBuild

@Suite struct InterfaceTests {
  /// One layer of graphene, c along the normal.
  private var graphene: Structure {
    let lattice = Lattice(
      a: Vector3(2.46, 0, 0), b: Vector3(-1.23, 2.46 * 3.0.squareRoot() / 2, 0),
      c: Vector3(0, 0, 20))
    return Structure(
      lattice: lattice, species: Categorical([Species(label: "C"), Species(label: "C")]),
      fractional: [Vector3(1 / 3.0, 2 / 3.0, 0.5), Vector3(2 / 3.0, 1 / 3.0, 0.5)])
  }

  private func square(_ edge: Double, _ symbol: String = "Au") -> Structure {
    Structure(
      lattice: Lattice(orthorhombic: Vector3(edge, edge, 15)),
      species: Categorical([Species(label: symbol), Species(label: symbol)]),
      fractional: [Vector3(0, 0, 0.3), Vector3(0.5, 0.5, 0.45)])
  }

  private func random(_ generator: inout Seeded) -> Structure {
    func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &generator) }
    let lattice = Lattice(
      a: Vector3(number(2...4), 0, 0), b: Vector3(number(-2...2), number(2...4), 0),
      c: Vector3(number(-3...3), number(-3...3), 20))
    let kinds = ["Ti", "O", "O"].map { Species(label: $0) }
    return Structure(
      lattice: lattice, species: Categorical(kinds),
      fractional: Coordinates(
        (0..<3).map { _ in
          Vector3(number(0...1), number(0...1), number(0.3...0.6))
        }))
  }

  @Test func aSurfaceMatchesItselfWithoutStrain() throws {
    let found = try LatticeMatching(maximumArea: 50, maximumStrain: 1e-6)
      .matches(film: square(3), substrate: square(3))
    // Turned by 36.87° onto itself too: the coincidence lattice Σ5; its mirror image is the same.
    #expect(found.matches.map { Int(($0.area / 9).rounded()) } == [1, 5])
    #expect(found.matches.allSatisfy { $0.mismatch < 1e-9 } && found.matches[0].twist == 0)
    let twist = abs(found.matches[1].twist).truncatingRemainder(dividingBy: 90)
    #expect(abs(min(twist, 90 - twist) - 36.8699) < 1e-3)
  }

  @Test func twistedGrapheneHasItsKnownCells() throws {
    // Commensurate twists of graphene on graphene (Shallcross et al., doi 10.1103/PhysRevB.81.165105):
    // Σ7 21.787°, Σ13 27.796°, Σ19 13.174°; their partners 60° − θ are equal by symmetry.
    let cell = 2.46 * 2.46 * 3.0.squareRoot() / 2
    let found = try LatticeMatching(maximumArea: 20 * cell, maximumStrain: 1e-6)
      .matches(film: graphene, substrate: graphene)
    #expect(found.matches.map { Int(($0.area / cell).rounded()) } == [1, 7, 13, 19])
    let twists = found.matches.map { match -> Double in
      let turn = abs(match.twist).truncatingRemainder(dividingBy: 60)
      return min(turn, 60 - turn)
    }
    for (twist, expected) in zip(twists, [0, 21.787, 27.796, 13.174]) {
      #expect(abs(twist - expected) < 1e-3)
    }
  }

  @Test func theSearchFindsWhatBruteForceFinds() throws {
    var generator = Seeded(21)
    for _ in 0..<6 {
      let (film, substrate) = (random(&generator), random(&generator))
      let matching = LatticeMatching(maximumArea: 60, maximumStrain: 0.06, keepsMultiples: true)
      let found = try matching.matches(film: film, substrate: substrate)
      let cells = (
        try LatticeMatching.cell(film, "film"), try LatticeMatching.cell(substrate, "substrate")
      )
      var (pairs, alignments) = (0, 0)
      for i in 1...60 where Double(i) * cells.0.signedArea <= 60 {
        for j in 1...60 where Double(j) * cells.1.signedArea <= 60 {
          for f in PlaneMatrix.superlattices(index: i) {
            for s in PlaneMatrix.superlattices(index: j) {
              let count = bruteForce(
                cells.0.transformed(f).reduced().cell, cells.1.transformed(s).reduced().cell, 0.06)
              pairs += count > 0 ? 1 : 0
              alignments += count
            }
          }
        }
      }
      #expect((found.pairs, found.alignments) == (pairs, alignments))
      #expect(found.matches.allSatisfy { $0.mismatch <= 0.06 + 1e-9 })
    }
  }

  /// Right-handed bases with coefficients −3…3 within the strain.
  private func bruteForce(_ film: PlaneCell, _ substrate: PlaneCell, _ limit: Double) -> Int {
    var count = 0
    for a in -3...3 {
      for b in -3...3 {
        for c in -3...3 {
          for d in -3...3 where a * d - b * c == 1 {
            let target = substrate.transformed(PlaneMatrix(SIMD2(a, b), SIMD2(c, d)))
            if PlaneStretch(from: film, to: target).mismatch <= limit + 1e-9 { count += 1 }
          }
        }
      }
    }
    return count
  }

  @Test func hermiteFormsAreUniqueAndTheirChangesUnimodular() {
    var generator = Seeded(4)
    func entry() -> Int { .random(in: -9...9, using: &generator) }
    for _ in 0..<500 {
      let matrix = PlaneMatrix(SIMD2(entry(), entry()), SIMD2(entry(), entry()))
      guard matrix.determinant != 0 else { continue }
      let (basis, change) = matrix.hermite
      #expect(change * matrix == basis && abs(change.determinant) == 1)
      #expect(basis.q.x == 0 && basis.p.x > 0 && basis.q.y > 0)
      #expect((0..<basis.q.y).contains(basis.p.y))
      let other = PlaneMatrix(SIMD2(2, 1), SIMD2(1, 1)) * matrix
      #expect(other.hermite.basis == basis)
    }
    // σ(12) = 28 superlattices of index 12.
    #expect(Set(PlaneMatrix.superlattices(index: 12)).count == 28)
  }

  @Test func stretchesAreThoseOfThePolarDecomposition() {
    var generator = Seeded(5)
    for _ in 0..<100 {
      func number() -> Double { .random(in: -1...1, using: &generator) }
      let from = PlaneCell(Vector2(3 + number(), number()), Vector2(number(), 3 + number()))
      let angle = 3 * number()
      let (c, s) = cosineAndSine(angle)
      let stretch = SIMD3(1.03, 0.98, 0.01)
      let strained = PlaneStretch.apply(stretch, to: from)
      func turn(_ v: Vector2) -> Vector2 { Vector2(c * v.x - s * v.y, s * v.x + c * v.y) }
      let found = PlaneStretch(
        from: from, to: PlaneCell(turn(strained.u), turn(strained.v)))
      #expect(abs(found.angle - angle) < 1e-9)
      #expect(((found.stretch - stretch) * (found.stretch - stretch)).sum() < 1e-20)
      // Two half stretches make the whole.
      let half = found.power(0.5)
      let twice = PlaneStretch.apply(half, to: PlaneStretch.apply(half, to: from))
      #expect((twice.u - strained.u).length < 1e-9 && (twice.v - strained.v).length < 1e-9)
    }
  }

  @Test func theSideThatBearsTheStrainIsTheOneThatChanges() throws {
    let (film, substrate) = (square(3.1, "Ag"), square(3, "Au"))
    let found = try LatticeMatching(maximumArea: 60, maximumStrain: 0.05)
      .matches(film: film, substrate: substrate)
    let match = try #require(found.matches.first)
    #expect(abs(match.mismatch - (1 - 3 / 3.1)) < 1e-9)
    for (share, edge) in [(1.0, 3.0), (0, 3.1), (0.5, (3 * 3.1).squareRoot())] {
      let built = try Interface(match, filmShare: share, gap: 2.2, vacuum: 18)
        .build(film: film, substrate: substrate).structure
      let lattice = try #require(built.lattice)
      #expect(abs(lattice.a.length - edge) < 1e-9 && abs(lattice.b.length - edge) < 1e-9)
      // 0.15 · 15 Å each, the gap and the vacuum.
      #expect(abs(lattice.c.z - (2.25 + 2.2 + 2.25 + 18)) < 1e-9)
      #expect(abs(built.layers().vacuum - 18) < 1e-9)
      #expect(!lattice.isLeftHanded && built.count == 4)
    }
  }

  /// Whatever superlattices fall on one another, and however they are turned: with all of the strain
  /// on one side the other keeps its lengths and its angle.
  @Test func theSideWithoutStrainKeepsItsCell() throws {
    var generator = Seeded(31)
    var checked = 0
    for _ in 0..<12 {
      let (film, substrate) = (random(&generator), random(&generator))
      let found = try LatticeMatching(maximumArea: 150, maximumStrain: 0.08)
        .matches(film: film, substrate: substrate)
      for match in found.matches.prefix(4) + found.matches.suffix(4) {
        for (share, slab, matrix) in [
          (1.0, substrate, match.substrateMatrix), (0.0, film, match.filmMatrix),
        ] {
          let built = try Interface(match, filmShare: share).build(film: film, substrate: substrate)
          let (one, other) = (
            try #require(built.structure.lattice),
            try #require(Supercell(matrix: matrix).build(slab).lattice)
          )
          #expect(abs(one.a.length - other.a.length) < 1e-9)
          #expect(abs(one.b.length - other.b.length) < 1e-9)
          #expect(abs(dot(one.a, one.b) - dot(other.a, other.b)) < 1e-7)
          checked += 1
        }
      }
    }
    #expect(checked > 60)
  }

  @Test func interfacesKeepCountsGapAndHandedness() throws {
    var generator = Seeded(8)
    for _ in 0..<8 {
      let (film, substrate) = (random(&generator), random(&generator))
      let found = try LatticeMatching(maximumArea: 120, maximumStrain: 0.08)
        .matches(film: film, substrate: substrate)
      guard let match = found.matches.first else { continue }
      let built = try Interface(match, filmShare: 0.3, gap: 2.7, vacuum: 15)
        .build(film: film, substrate: substrate).structure
      let copies = match.filmMatrix.determinant + match.substrateMatrix.determinant
      #expect(built.count == 3 * copies)
      #expect(try #require(built.lattice).signedVolume > 0)
      let stack = built.layers()
      let thickness = film.layers().thickness + substrate.layers().thickness
      #expect(abs(stack.thickness - thickness - 2.7) < 1e-9)
      #expect(built.species.runs.count == 2)
    }
  }

  @Test func strainedSlabsKeepTheBondsOfTheSideThatIsNotStrained() throws {
    var generator = Seeded(9)
    for _ in 0..<6 {
      let (film, substrate) = (random(&generator), random(&generator))
      let found = try LatticeMatching(maximumArea: 120, maximumStrain: 0.08)
        .matches(film: film, substrate: substrate)
      guard let match = found.matches.last else { continue }
      // A wide gap keeps the slabs from meeting.
      let built = try Interface(match, filmShare: 1, gap: 30, vacuum: 30)
        .build(film: film, substrate: substrate).structure
      let below = built.layers()
      let limit = (below.heights.min() ?? 0) + substrate.layers().thickness + 1
      let lower = built.selecting((0..<built.count).filter { below.heights[$0] < limit })
      #expect(lower.count == 3 * match.substrateMatrix.determinant)
      let (one, other) = (try distances(substrate, 4), try distances(lower, 4))
      #expect(!one.isEmpty)
      #expect(one.count * match.substrateMatrix.determinant == other.count)
      let all = one.flatMap { Array(repeating: $0, count: match.substrateMatrix.determinant) }
      #expect(zip(all, other).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  private func distances(_ structure: Structure, _ cutoff: Double) throws -> [Double] {
    var found: [Double] = []
    try structure.forEachPair(within: cutoff) { found.append($0.distance) }
    return found.sorted()
  }

  @Test func wholeShiftsGiveTheSameInterface() throws {
    var generator = Seeded(10)
    for _ in 0..<4 {
      let (film, substrate) = (random(&generator), random(&generator))
      let found = try LatticeMatching(maximumArea: 100, maximumStrain: 0.08)
        .matches(film: film, substrate: substrate)
      guard let match = found.matches.first(where: { $0.filmMatrix.determinant > 1 }) else {
        continue
      }
      func spectrum(_ shift: SIMD2<Double>) throws -> [Double] {
        try distances(
          try Interface(match, gap: 1.5, shift: shift).build(film: film, substrate: substrate)
            .structure, 4)
      }
      let start = try spectrum(SIMD2(0.2, 0.1))
      for shift in [SIMD2(1.2, 0.1), SIMD2(0.2, -0.9), SIMD2(-0.8, 1.1)] {
        let other = try spectrum(shift)
        #expect(start.count == other.count)
        #expect(zip(start, other).allSatisfy { abs($0 - $1) < 1e-6 })
      }
    }
  }

  @Test func anAmorphousFilmIsTakenAsItIs() throws {
    var generator = Seeded(11)
    var glass = Structure.random(40, &generator)
    glass.lattice = Lattice(orthorhombic: Vector3(12.3, 12.3, 9))
    let matching = LatticeMatching(maximumArea: 400, maximumStrain: 0.05, filmIndex: 1)
    let found = try matching.atLeastOne(film: glass, substrate: square(3))
    let match = try #require(found.matches.first)
    #expect(match.filmMatrix.determinant == 1)
    // 16 or 17 cells of 9 Å² for 151.3 Å².
    #expect((15...18).contains(match.substrateMatrix.determinant))
    let built = try Interface(match, filmShare: 0).build(film: glass, substrate: square(3))
    #expect(abs(try #require(built.structure.lattice).area(2) - 12.3 * 12.3) < 1e-6)
  }

  @Test func noMatchNamesTheNearest() throws {
    do {
      _ = try LatticeMatching(maximumArea: 12, maximumStrain: 0.01)
        .atLeastOne(film: square(3.3), substrate: square(3))
      Issue.record("a match of 9 % was taken for 1 %")
    } catch {
      guard case .noMatch(_, _, let best?) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(abs(best.mismatch - (1 - 3 / 3.3)) < 1e-9)
    }
  }

  @Test func badParametersAreNamed() throws {
    let (film, substrate) = (square(3), square(3))
    for matching in [
      LatticeMatching(maximumArea: .nan), LatticeMatching(maximumArea: -1),
      LatticeMatching(maximumArea: 5), LatticeMatching(maximumStrain: 0),
      LatticeMatching(maximumStrain: 0.5), LatticeMatching(filmIndex: 0),
      LatticeMatching(maximumArea: 90_000),
    ] {
      #expect(throws: InterfaceError.self) {
        try matching.matches(film: film, substrate: substrate)
      }
    }
    #expect(throws: InterfaceError.empty("film")) {
      try LatticeMatching().matches(film: Structure(lattice: .cubic(3)), substrate: substrate)
    }
    let match = try #require(
      LatticeMatching(maximumArea: 20).matches(film: film, substrate: substrate).matches.first)
    for wrong in [
      Interface(match, filmShare: 2), Interface(match, gap: -1), Interface(match, vacuum: .nan),
      Interface(match, shift: SIMD2(.infinity, 0)),
    ] {
      #expect(throws: InterfaceError.self) { try wrong.build(film: film, substrate: substrate) }
    }
  }
}
