import QuenchBuild
import QuenchFormats
import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct HeldStructureTests {
  @Test func whereNothingMovesAllAtomsMayBeHeld() throws {
    var atom = Structure(
      lattice: .cubic(4), species: Categorical([Species(label: "Li")]),
      positions: Coordinates([Vector3(0, 0, 0)]))
    atom.fixedAxes = [.all]
    #expect(throws: DeckError.self) { try DeckPreparation(atom, frozen: nil) }
    #expect(try DeckPreparation(atom, frozen: nil, moves: false).structure.count == 1)
  }

  @Test func atomsHeldAlongSomeAxesOnlyAreNotFixed() {
    let text = """
      &MOTION
      &CONSTRAINT
      &FIXED_ATOMS
      COMPONENTS_TO_FIX XY
      LIST 1..3
      &END
      &FIXED_ATOMS
      LIST 5 7..8 1..999999999
      &END
      &END
      &END
      """
    let input = Array(text.utf8).withUnsafeBytes { CP2KInput.read($0, source: "a.inp") }
    #expect(input.fixedAtoms == [4, 6, 7])
  }
}
