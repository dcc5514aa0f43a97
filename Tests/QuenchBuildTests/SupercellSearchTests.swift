import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct SupercellSearchTests {
  private func lattice(_ lattice: Lattice) -> Structure {
    Structure(
      lattice: lattice, species: Categorical([Species(label: "Cu")]), fractional: [.zero])
  }

  /// a = 4 Å.
  private var fcc: Structure {
    lattice(Lattice(a: Vector3(0, 2, 2), b: Vector3(2, 0, 2), c: Vector3(2, 2, 0)))
  }

  @Test func fourPrimitiveCellsOfFccHaveNoBetterShapeThanTheCube() throws {
    // Index 4: the cube's 4 Å; nothing of volume 64 Å^3 does better but fcc itself (index 1, 8, 27…).
    let found = try Supercell.target(atoms: 4, tolerance: 0, of: fcc)
    #expect(found.atoms == 4 && found.isExhaustive)
    #expect(abs(found.imageDistance - 4) < 1e-9)
    let cube = try #require(found.supercell.build(fcc).lattice)
    #expect(cube.skew < 1e-9)
    #expect(cube.lengths.max() - cube.lengths.min() < 1e-9)
  }

  @Test func eightPrimitiveCellsOfFccAreTwiceThePrimitiveCell() throws {
    // √2 · 4 Å = 5.657 Å is the densest packing's bound for this volume.
    let found = try Supercell.target(atoms: 8, tolerance: 0, of: fcc)
    #expect(abs(found.imageDistance - 4 * 2.0.squareRoot()) < 1e-9)
    #expect(found.supercell.matrix.determinant == 8)
  }

  @Test func aCubeStaysWhereThePlainMultipleIsBest() throws {
    let found = try Supercell.target(atoms: 8, tolerance: 0, of: lattice(.cubic(3)))
    // bcc-like superlattices of index 8 do not beat 6 Å with right angles: among equals the box.
    #expect(found.imageDistance > 6 - 1e-9)
    let cell = try #require(found.supercell.build(lattice(.cubic(3))).lattice)
    #expect(!cell.isLeftHanded)
    if abs(found.imageDistance - 6) < 1e-9 { #expect(found.supercell.text == "2x2x2") }
  }

  @Test func theSearchAgreesWithBruteForce() throws {
    var generator = Seeded(5)
    for _ in 0..<12 {
      let crystal = Structure.random(1, &generator)
      let base = try #require(crystal.lattice)
      for index in [2, 3, 4, 6, 7] {
        let found = try Supercell.target(atoms: index, tolerance: 0, of: crystal)
        var best = 0.0
        for a in 1...index where index % a == 0 {
          for c in 1...(index / a) where (index / a) % c == 0 {
            for b in 0..<a {
              for d in 0..<a {
                for e in 0..<c {
                  let matrix = IntegerMatrix(
                    SIMD3(a, 0, 0), SIMD3(b, c, 0), SIMD3(d, e, index / a / c))
                  best = max(best, shortest(base.transformed(by: matrix)))
                }
              }
            }
          }
        }
        #expect(abs(found.imageDistance - best) < 1e-9)
        let cell = try #require(found.supercell.build(crystal).lattice)
        #expect(abs(shortest(cell) - best) < 1e-9)
        #expect(!cell.isLeftHanded)
      }
    }
  }

  /// All combinations with coefficients −4…4 of a reduced basis.
  private func shortest(_ lattice: Lattice) -> Double {
    let basis = lattice.reduced().lattice
    var best = Double.infinity
    for i in -4...4 {
      for j in -4...4 {
        for k in -4...4 where (i, j, k) != (0, 0, 0) {
          best = min(best, basis.cartesian(Vector3(Double(i), Double(j), Double(k))).length)
        }
      }
    }
    return best
  }

  @Test func theSmallestCellForADistanceIsFound() throws {
    // 8 Å in fcc of a = 4 Å: index 22.6 is the least possible; no index below the found one reaches it.
    let found = try Supercell.minimumImage(8, of: fcc)
    #expect(found.imageDistance >= 8 - 1e-9 && found.isExhaustive)
    for index in 1..<found.atoms {
      let smaller = try Supercell.target(atoms: index, tolerance: 0, of: fcc)
      #expect(smaller.imageDistance < 8 - 1e-9)
    }
  }

  @Test func theReportSaysHowFarImagesAreAndHowThoroughTheSearchWas() throws {
    let choice = try Supercell.minimumImage(8, of: fcc)
    let facts = try choice.built(fcc).report.facts
    #expect(facts.map(\.key) == ["matrix", "image_distance_A", "search"])
    guard case .number(let distance, _, _) = facts[1].value, case .text(let search) = facts[2].value
    else {
      Issue.record("\(facts)")
      return
    }
    #expect(abs(distance - choice.imageDistance) < 1e-9)
    #expect(search.hasPrefix("every superlattice"))
  }

  @Test func longDistancesFallBackToMultiples() throws {
    let found = try Supercell.minimumImage(120, of: lattice(.cubic(3)))
    #expect(!found.isExhaustive)
    #expect(found.supercell.text == "40x40x40")
    let many = try Supercell.target(atoms: 1_000_000, tolerance: 0.1, of: lattice(.cubic(3)))
    #expect(!many.isExhaustive)
    #expect((900_000...1_100_000).contains(many.atoms))
    #expect(many.imageDistance >= 288)
  }

  @Test func hexagonalCellsKeepTheirAngle() throws {
    let zinc = lattice(
      try #require(Lattice(lengths: Vector3(2.66, 2.66, 4.95), alpha: 90, beta: 90, gamma: 120)))
    let found = try Supercell.minimumImage(5, of: zinc)
    let cell = try #require(found.supercell.build(zinc).lattice)
    #expect(abs(cell.angles.z - 120) < 1e-6 || abs(cell.angles.z - 90) < 1e-6)
    #expect(!cell.isLeftHanded)
  }

  @Test func askingTheImpossibleIsRefused() {
    #expect(throws: BuildError.self) { try Supercell.target(atoms: 0, of: fcc) }
    #expect(throws: BuildError.self) { try Supercell.target(atoms: .max, of: fcc) }
    #expect(throws: BuildError.self) { try Supercell.minimumImage(.nan, of: fcc) }
    #expect(throws: BuildError.self) { try Supercell.minimumImage(-3, of: fcc) }
    #expect(throws: BuildError.self) { try Supercell.minimumImage(1e3 + 1, of: fcc) }
    #expect(throws: BuildError.noAtoms) {
      try Supercell.target(atoms: 8, of: Structure(lattice: .cubic(3)))
    }
    #expect(throws: BuildError.noLattice) { try Supercell.target(atoms: 8, of: Structure()) }
    var slab = fcc
    slab.periodicity = [.a, .b]
    #expect(throws: BuildError.notPeriodic(axis: 2)) { try Supercell.target(atoms: 8, of: slab) }
  }
}
