import QuenchDecks
import QuenchModel
import Testing

/// physics.md §5: N_f = 3 N_mobile − constraints, and −3 only where total momentum is conserved.
@Suite struct DegreesOfFreedomTests {
  private func crystal(_ count: Int, fixed: [FixedAxes]? = nil) throws -> Structure {
    let argon = try #require(Element(symbol: "Ar"))
    var structure = Structure(
      lattice: .cubic(20),
      species: Categorical([Species](repeating: Species(argon), count: count)),
      positions: Coordinates((0..<count).map { Vector3(Double($0), 0, 0) }))
    structure.fixedAxes = fixed
    return structure
  }

  @Test func freeAtomsLoseTheirTotalMomentum() throws {
    #expect(DegreesOfFreedom(try crystal(4), isStochastic: false).count == 9)
  }

  @Test func stochasticThermostatsKeepAllThreeDirections() throws {
    #expect(DegreesOfFreedom(try crystal(4), isStochastic: true).count == 12)
  }

  @Test func heldAtomsNeverCount() throws {
    let freedom = DegreesOfFreedom(
      try crystal(4, fixed: [.all, .all, .none, .none]), isStochastic: false)
    #expect(freedom.count == 6)
    #expect(freedom.rule == "3 × 4 − 6 held: held atoms take up momentum")
  }

  /// Atoms that are held along c alone: momentum along a and b is still conserved.
  @Test func momentumIsConservedAlongAxesOnWhichNoAtomIsHeld() throws {
    let freedom = DegreesOfFreedom(
      try crystal(4, fixed: [.c, .none, .none, .none]), isStochastic: false)
    #expect(freedom.count == 12 - 1 - 2)
  }

  @Test func oneFreeAtomAmongHeldOnesHasThree() throws {
    #expect(DegreesOfFreedom(try crystal(2, fixed: [.all, .none]), isStochastic: false).count == 3)
  }

  @Test func aSingleAtomKeepsItsThree() throws {
    #expect(DegreesOfFreedom(try crystal(1), isStochastic: false).count == 3)
  }

  @Test func eachStageHasItsOwnThermostat() throws {
    let langevin = Dynamics(
      start: 300, end: 300, duration: 10, timestep: 1, thermostat: .langevin)
    let nose = Dynamics(start: 300, end: 300, duration: 10, timestep: 1)
    var energy = langevin
    energy.ensemble = .nve
    let plan = RunProtocol(
      structure: .file("a"),
      stages: [
        Stage(name: "a", task: .dynamics(langevin)), Stage(name: "b", task: .dynamics(nose)),
        Stage(name: "c", task: .dynamics(energy)), Stage(name: "d", task: .singlePoint),
      ])
    let cost = DeckCost(plan, try crystal(4))
    #expect(cost.parts.map { $0.freedom?.count } == [12, 9, 9, nil])
    #expect(cost.degreesOfFreedom == 12)
  }

  /// 10 steps, a frame every 5 and the first: 3 frames of 4 atoms × 12 bytes.
  @Test func framesAndBytesCountTheFirstFrame() throws {
    let run = Dynamics(start: 300, end: 300, duration: 10, timestep: 1, saveEvery: 5)
    let plan = RunProtocol(
      structure: .file("a"), stages: [Stage(name: "a", task: .dynamics(run))])
    let part = DeckCost(plan, try crystal(4)).parts[0]
    #expect(part.frames == 3)
    #expect(part.bytes == 144)
  }
}
