import QuenchModel
import Testing

@testable import QuenchNeighbors

@Suite struct WignerSeitzCellTests {
  /// Share of a sphere of radius r about the centre of a unit cube's surface that lies inside, for
  /// ½ ≤ r ≤ √½: six caps of height r − ½ are cut off, each 2πr(r − ½) of 4πr².
  private func insideCube(_ r: Double) -> Double { 1 - 6 * (r - 0.5) / (2 * r) }

  @Test func aCubeCutsSixCaps() throws {
    let cell = try WignerSeitzCell(.cubic(10), periodicity: .all)
    #expect(cell.innerRadius == 5)
    let bins = try RadialBins(width: 0.01, cutoff: 9)
    let fractions = cell.uniqueFractions(bins)
    #expect(fractions[..<500].allSatisfy { $0 == 1 })
    for k in 500..<700 {
      #expect(abs(fractions[k] - insideCube(bins.centre(k) / 10)) < 5e-4)
    }
    // The corner is at √3/2 of the edge.
    #expect(fractions[866...].allSatisfy { $0 < 1e-4 })
  }

  @Test func theInsideAddsUpToTheVolumeOfTheCell() throws {
    let lattice = Lattice(a: Vector3(8, 0, 0), b: Vector3(3, 7, 1), c: Vector3(-2, 3, 9))
    let cell = try WignerSeitzCell(lattice, periodicity: .all)
    let bins = try RadialBins(width: 0.05, cutoff: 12)
    let volume = zip(0..<bins.count, cell.uniqueFractions(bins)).reduce(0) { sum, bin in
      sum + bins.shellVolume(bin.0) * bin.1
    }
    #expect(abs(volume / lattice.volume - 1) < 1e-4)
  }

  @Test func everyBasisGivesTheSameCell() throws {
    let lattice = Lattice(a: Vector3(4, 0, 0), b: Vector3(1, 5, 0), c: Vector3(1, 2, 6))
    let skewed = lattice.transformed(
      by: IntegerMatrix(SIMD3(1, 0, 0), SIMD3(5, 1, 0), SIMD3(-4, 3, 1)))
    let bins = try RadialBins(width: 0.1, cutoff: 5)
    let first = try WignerSeitzCell(lattice, periodicity: .all).uniqueFractions(bins)
    let second = try WignerSeitzCell(skewed, periodicity: .all).uniqueFractions(bins)
    for k in 0..<bins.count { #expect(abs(first[k] - second[k]) < 1e-3) }
  }

  @Test func withoutRepetitionAllIsUnique() throws {
    let cell = try WignerSeitzCell(nil, periodicity: .none)
    #expect(cell.innerRadius == .infinity)
    let fractions = try cell.uniqueFractions(RadialBins(width: 1, cutoff: 50))
    #expect(fractions.allSatisfy { $0 == 1 })
    let slab = try WignerSeitzCell(.cubic(10), periodicity: [.a, .b])
    #expect(slab.innerRadius == 5)
  }
}
