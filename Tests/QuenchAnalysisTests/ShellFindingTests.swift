import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// Shells without a cutoff.
@Suite struct ShellFindingTests {
  private func numbers(
    _ structure: Structure, _ method: CoordinationMethod, _ species: [String] = ["X"]
  ) throws -> CoordinationNumbers.Frame {
    var numbers = try CoordinationNumbers(species: species, method: method)
    return try numbers.add(structure, frame: 0)
  }

  @Test func crystalsHaveTheirFirstShell() throws {
    let cubic = VoronoiCellTests.crystal(.cubic(3), [.zero])
    #expect(try numbers(cubic, .rad).numbers == [6])
    #expect(try numbers(VoronoiCellTests.fcc, .rad).numbers == [12])
    #expect(try numbers(VoronoiCellTests.bcc, .rad).numbers == [14])
    #expect(try numbers(VoronoiCellTests.diamond, .rad).numbers == [4, 4])
  }

  @Test func aClusterEndsWhereNoAtomBlocks() throws {
    let water = Structure(
      species: Categorical(["O", "H", "H"].map { Species(label: $0) }),
      positions: [.zero, Vector3(0.96, 0, 0), Vector3(-0.24, 0.93, 0)])
    let frame = try numbers(water, .rad, ["O", "H"])
    // The second hydrogen stands behind the oxygen.
    #expect(frame.numbers == [0, 2, 1, 0, 1, 0])
    let lone = Structure(
      species: Categorical([Species(label: "X")]), positions: [Vector3(1, 2, 3)])
    #expect(try numbers(lone, .rad).numbers == [0])
    #expect(throws: AnalysisError.openCells(frame: 0)) { try numbers(lone, .voronoi) }
  }

  @Test func silicaIsFourAndTwoByEveryMethod() throws {
    let frames = try packedFrames("sio2_every10.packed", species: ["Si", "O"]).prefix(6)
    var rad = try CoordinationNumbers(species: ["Si", "O"], method: .rad)
    var voronoi = try CoordinationNumbers(species: ["Si", "O"], method: .voronoi)
    for (index, frame) in frames.enumerated() {
      try rad.add(frame, frame: index)
      try voronoi.add(frame, frame: index)
    }
    let shells = try rad.result()
    #expect(shells.method == .rad && shells.rows.count == 4)
    let silicon = try #require(shells.row("Si", "O"))
    #expect(abs(silicon.mean - 4) < 0.02 && silicon.cutoff == nil && silicon.error != nil)
    #expect(abs(try #require(shells.row("O", "Si")).mean - 2) < 0.02)
    #expect(try #require(shells.row("Si", "Si")).mean < 0.01)
    // The four oxygens hold nearly all of the solid angle.
    let weighted = try #require(try voronoi.result().row("Si", "O"))
    #expect(weighted.mean > 3.3 && weighted.mean < 4.7)
    #expect(weighted.histogram.reduce(0, +) == 6 * 216)
  }

  @Test func weightsAreTheSameBitsInAnyOrder() throws {
    let frames = try packedFrames("sio2_every10.packed", species: ["Si", "O"]).prefix(5)
    var forward = try CoordinationNumbers(species: ["Si", "O"], method: .voronoi)
    var (left, right) = (forward, forward)
    for (index, frame) in frames.enumerated() { try forward.add(frame, frame: index) }
    for (index, frame) in frames.enumerated().reversed() {
      if index % 2 == 0 {
        try left.add(frame, frame: index)
      } else {
        try right.add(frame, frame: index)
      }
    }
    right.merge(left)
    #expect(try forward.result() == right.result())
  }

  @Test func aSharedSiteHasNoShell() {
    let shared = VoronoiCellTests.crystal(.cubic(5), [.zero, Vector3(0, 0, 0.001)])
    #expect(throws: AnalysisError.sharedSite(atoms: [0, 1], frame: 0)) {
      try numbers(shared, .rad)
    }
  }
}
