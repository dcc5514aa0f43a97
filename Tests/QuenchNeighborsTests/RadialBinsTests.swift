import Testing

@testable import QuenchNeighbors

@Suite struct RadialBinsTests {
  @Test func everyEdgeLiesInTheBinAboveIt() throws {
    for width in [0.01, 0.02, 0.1, 0.3, 1.0 / 3] {
      let bins = try RadialBins(width: width, cutoff: 12)
      for k in 0..<bins.count {
        let edge = bins.edge(k)
        #expect(bins.bin(ofSquare: edge * edge) == k)
        if k > 0 { #expect(bins.bin(ofSquare: (edge * edge).nextDown) == k - 1) }
      }
      #expect(bins.bin(ofSquare: bins.cutoff * bins.cutoff) == nil)
    }
  }

  @Test func aCutoffThatIsNoMultipleEndsInsideTheLastBin() throws {
    #expect(try RadialBins(width: 0.02, cutoff: 12).count == 600)
    #expect(try RadialBins(width: 0.1, cutoff: 0.3).count == 3)
    #expect(try RadialBins(width: 0.1, cutoff: 0.35).count == 4)
  }

  @Test func shellsAddUpToTheSphere() throws {
    let bins = try RadialBins(width: 0.1, cutoff: 3)
    let sum = (0..<bins.count).reduce(0) { $0 + bins.shellVolume($1) }
    #expect(abs(sum - 4 * Double.pi / 3 * 27) < 1e-10)
  }

  @Test func unusableBinsThrow() {
    #expect(throws: NeighborError.binWidth(0)) { try RadialBins(width: 0, cutoff: 1) }
    #expect(throws: NeighborError.binWidth(1e-9)) { try RadialBins(width: 1e-9, cutoff: 1) }
    #expect(throws: NeighborError.cutoff(-1)) { try RadialBins(width: 0.1, cutoff: -1) }
    #expect(throws: NeighborError.cutoff(.infinity)) {
      try RadialBins(width: 0.1, cutoff: .infinity)
    }
  }
}
