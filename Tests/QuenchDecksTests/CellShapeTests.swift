import QuenchModel
import Testing

@testable import QuenchDecks

/// NPT: the volume breathes, unless every vector is to move.
@Suite struct CellShapeTests {
  private func deck(_ engine: String, _ keys: String = "", name: String = "npt") throws -> Deck {
    try Rendering.rendered(
      engine,
      """
      structure: V2O3.vasp
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 400 Ry}
      qe: {ecutwfc: 50 Ry, pseudopotentials: {V: V.UPF, O: O.UPF}}
      stages:
        - md: {name: \(name), temperature: 300 K, duration: 1 ps, timestep: 1 fs, ensemble: NPT,
               thermostat: csvr\(keys)}
      """)
  }

  @Test func cp2kKeepsTheShapeByItself() throws {
    #expect(try deck("cp2k").text("01-npt/cp2k.inp").contains("ENSEMBLE NPT_I\n"))
    #expect(try deck("cp2k", ", cell: full").text("01-npt/cp2k.inp").contains("ENSEMBLE NPT_F\n"))
    #expect(try deck("cp2k").warnings.isEmpty)
    let melt = try deck("cp2k", ", cell: full", name: "melt")
    #expect(melt.warnings.map(\.code) == ["W-CELL-SHEAR"])
  }

  @Test(arguments: ["vasp", "qe"]) func othersSayThatTheyCannot(engine: String) throws {
    let deck = try deck(engine)
    #expect(deck.warnings.map(\.code).contains("W-CELL-SHEAR"))
    #expect(deck.notExpressed.contains { $0.contains("every cell vector") })
    let full = try self.deck(engine, ", cell: full")
    #expect(!full.warnings.map(\.code).contains("W-CELL-SHEAR"))
    #expect(!full.notExpressed.contains { $0.contains("every cell vector") })
  }

  @Test func theCellBelongsToNPT() {
    let error = #expect(throws: (any Error).self) {
      try Rendering.rendered(
        "cp2k",
        """
        structure: V2O3.vasp
        cp2k: {cutoff: 400 Ry}
        stages: [nvt: {temperature: 300 K, steps: 100, timestep: 1 fs, cell: full}]
        """)
    }
    #expect("\(error as Any)".contains("'cell' belongs to NPT"))
  }
}
