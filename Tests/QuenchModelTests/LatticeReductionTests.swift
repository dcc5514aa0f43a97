import Testing

@testable import QuenchModel

@Suite struct LatticeReductionTests {
  /// A linear congruential sequence is random enough for cells.
  private struct Sequence {
    var state: UInt64

    mutating func within(_ low: Double, _ high: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return low + (high - low) * Double(state >> 11) * 0x1p-53
    }

    mutating func vector() -> Vector3 { Vector3(within(-5, 5), within(-5, 5), within(-5, 5)) }
  }

  private func shortest(_ lattice: Lattice, reach: Int) -> Double {
    var best = Double.infinity
    for p in -reach...reach {
      for q in -reach...reach {
        for r in -reach...reach where (p, q, r) != (0, 0, 0) {
          best = min(best, lattice.cartesian(Vector3(Double(p), Double(q), Double(r))).length)
        }
      }
    }
    return best
  }

  @Test func theFirstReducedVectorIsTheShortestOfTheLattice() {
    var random = Sequence(state: 5)
    for _ in 0..<500 {
      let lattice = Lattice(a: random.vector(), b: random.vector(), c: random.vector())
      guard lattice.isValid, lattice.faceDistances.min() > 0.5 else { continue }
      let (reduced, matrix) = lattice.reduced()
      #expect(matrix.determinant == 1 || matrix.determinant == -1)
      #expect(reduced.isLeftHanded == lattice.isLeftHanded)
      #expect(abs(reduced.volume - lattice.volume) < 1e-9 * lattice.volume)
      #expect(abs(reduced.a.length - shortest(reduced, reach: 4)) < 1e-9)
      #expect(abs(lattice.shortestVectorLength - shortest(reduced, reach: 4)) < 1e-9)
    }
  }

  @Test func noCombinationOfReducedVectorsIsShorterThanItsLongest() {
    var random = Sequence(state: 6)
    for _ in 0..<500 {
      let lattice = Lattice(a: random.vector(), b: random.vector(), c: random.vector())
      guard lattice.isValid, lattice.faceDistances.min() > 0.1 else { continue }
      let reduced = lattice.reduced().lattice
      #expect(reduced.a.length <= reduced.b.length * (1 + 1e-9))
      #expect(reduced.b.length <= reduced.c.length * (1 + 1e-9))
      for p in -1...1 {
        for q in -1...1 {
          let sum = Double(p) * reduced.a + Double(q) * reduced.b + reduced.c
          #expect(sum.length >= reduced.c.length * (1 - 1e-9))
        }
        #expect((Double(p) * reduced.a + reduced.b).length >= reduced.b.length * (1 - 1e-9))
      }
    }
  }

  @Test func everyBasisOfOneLatticeReducesToTheSameLengths() {
    let lattice = Lattice(a: Vector3(3, 0.2, 0), b: Vector3(0.4, 4, 0.1), c: Vector3(-0.3, 0.5, 5))
    let expected = lattice.reduced().lattice.lengths
    for (p, q, r) in [(1, 0, 0), (7, -3, 2), (1000, 999, -5), (123_456, -7, 89)] {
      let skewed = lattice.transformed(
        by: IntegerMatrix(SIMD3(1, 0, 0), SIMD3(p, 1, 0), SIMD3(q, r, 1)))
      let lengths = skewed.reduced().lattice.lengths
      for axis in 0..<3 { #expect(abs(lengths[axis] - expected[axis]) < 1e-6) }
    }
  }

  @Test func cellsThatCannotBeReducedDoNotTrap() {
    let cells = [
      Lattice(a: .zero, b: .zero, c: .zero),
      Lattice(a: Vector3(1, 0, 0), b: Vector3(1, 0, 0), c: Vector3(1, 0, 0)),
      Lattice(a: Vector3(1, 0, 0), b: Vector3(1e300, 1, 0), c: Vector3(0, 1e300, 1)),
      Lattice(a: Vector3(1e-9, 0, 0), b: Vector3(4e9, 1, 0), c: Vector3(3e9, 1e18, 1)),
      Lattice(a: Vector3(.nan, 0, 0), b: Vector3(0, 1, 0), c: Vector3(0, 0, .infinity)),
    ]
    for cell in cells { _ = cell.reduced() }
  }
}
