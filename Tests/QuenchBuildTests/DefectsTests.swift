import QuenchModel
import QuenchNeighbors
import QuenchTrajectories
import Testing

@testable import QuenchBuild

@Suite struct DefectsTests {
  private func crystal(_ name: String) throws -> Structure {
    try Trajectory.open([name], OpenOptions()).prototype
  }

  private func defects(
    _ names: [String], _ size: String, of crystal: Structure, _ placement: Defects.Placement? = nil,
    seed: UInt64 = 1
  ) throws -> Defects {
    let elements = crystal.composition.parts.map(\.name)
    let complexes = try names.map { try DefectComplex(parsing: $0, elements: elements) }
    return Defects(complexes, in: try Supercell(parsing: size), placement: placement, seed: seed)
  }

  private func fact(_ key: String, _ built: Built) -> BuildReport.Fact.Value? {
    built.report.facts.first { $0.key == key }?.value
  }

  /// International Tables: corundum has V on 12c and O on 18e, anatase Ti on 4a and O on 8e.
  @Test func sitesOfKnownCrystalsHaveTheirWyckoffPositions() throws {
    let corundum = try crystal("V2O3_corundum").distinctPlaces(leastVoid: nil)
    #expect(corundum.map(\.name) == ["V", "O"])
    #expect(corundum.map(\.wyckoffPosition) == ["12c", "18e"])
    #expect(corundum.map(\.multiplicity) == [12, 18])
    // Monoclinic TiO2(B), C2/m: two Ti and four O sites.
    let bronze = try crystal("TiO2_B_MP").distinctPlaces(leastVoid: nil)
    #expect(bronze.count { $0.name == "Ti" } == 2)
    #expect(bronze.count { $0.name == "O" } == 4)
    #expect(bronze.filter { $0.name == "O" }.map(\.number) == [1, 2, 3, 4])
  }

  /// Rock salt: the tetrahedral hole at (¼, ¼, ¼), √3/4 · a from its neighbours; fcc metal: the
  /// octahedral hole a/2 away is the widest.
  @Test func voidsOfSimpleCrystalsAreTheKnownHoles() throws {
    let salt = try crystal("NaCl_halite")
    let a = try #require(salt.lattice).lengths.x
    let holes = try salt.distinctPlaces(leastVoid: 1).filter { $0.name == "void" }
    let first = try #require(holes.first)
    #expect(first.wyckoffPosition == "8c" && first.multiplicity == 8)
    #expect(abs(try #require(first.radius) - 3.0.squareRoot() / 4 * a) < 1e-6)
    let fcc = Structure(
      lattice: .cubic(4), species: Categorical((0..<4).map { _ in Species(label: "Al") }),
      fractional: [.zero, Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0)])
    let places = try fcc.distinctPlaces(leastVoid: 1).filter { $0.name == "void" }
    #expect(places.map(\.wyckoffPosition) == ["4b", "8c"])
    #expect(abs(try #require(places[0].radius) - 2) < 1e-9)
    #expect(abs(try #require(places[1].radius) - 3.0.squareRoot()) < 1e-9)
  }

  @Test func aVacancyTakesOneAtomOfItsSite() throws {
    let host = try crystal("V2O3_corundum")
    let built = try defects(["vac_O"], "2x2x1", of: host).build(host)
    #expect(built.structure.composition.formula == "V48O71")
    guard case .number(let image, _, _) = fact("image_distance_A", built) else {
      Issue.record("no image distance")
      return
    }
    // The shortest lattice vector of the 2 × 2 × 1 cell is 2a = 9.904 Å.
    #expect(abs(image - 9.904) < 1e-9)
    guard case .number(let charge, _, _) = fact("formal_charge_e", built) else {
      Issue.record("no charge")
      return
    }
    #expect(charge == 2)
  }

  @Test func antisitesAndInterstitialsKeepTheCount() throws {
    let host = try crystal("V2O3_corundum")
    let antisite = try defects(["V_on_O"], "2x1x1", of: host).build(host).structure
    #expect(antisite.composition.formula == "V25O35")
    let swap = try defects(["swap_V_O"], "2x1x1", of: host).build(host).structure
    #expect(swap.composition.formula == "V24O36" && swap.species.runs.count == 2)
    let lithium = try defects(["int_Li"], "2x1x1", of: host).build(host).structure
    #expect(lithium.composition.formula == "V24O36Li")
    // The widest void is the 6b octahedron 2.06 Å from O.
    let pairs = try lithium.nearestPairs(within: 4)
    #expect(abs(try #require(pairs.first { $0.name == "O-Li" }?.distance) - 2.06) < 5e-3)
  }

  /// Referee: pairs counted one by one, equal when all distances of their surroundings agree.
  @Test func pairsOfRockSaltAreToldApartByTheirDistance() throws {
    let host = try crystal("NaCl_halite")
    let choices = try defects(["vac_Na+vac_Cl"], "2x2x2", of: host).all(host)
    // Na–Cl distances in a 2a cell, in units of a/2: (1,0,0), (1,1,1), (2,1,0), (2,2,1): vectors with
    // an odd sum and entries up to 2.
    let a = try #require(host.lattice).lengths.x / 2
    let expected = [1.0, 3, 5, 9].map { $0.squareRoot() * a }
    #expect(choices.count == 4)
    for (choice, distance) in zip(choices, expected) {
      #expect(abs(choice.distances[0] - distance) < 1e-6)
    }
    // 32 Na, each with 6, 8, 12 and 6·… partners: all 32 · 32 pairs are there once.
    #expect(choices.map(\.multiplicity).reduce(0, +) == 32 * 32)
    #expect(choices.map(\.multiplicity) == [192, 256, 384, 192])
  }

  @Test func equalPartsAreExchangeable() throws {
    let host = try crystal("NaCl_halite")
    let choices = try defects(["vac_Na+vac_Na"], "2x2x2", of: host).all(host)
    // Unordered pairs of 32 sites.
    #expect(choices.map(\.multiplicity).reduce(0, +) == 32 * 31 / 2)
  }

  @Test func configurationsOfSeededCrystalsAccountForEveryPair() throws {
    var generator = Seeded(11)
    for _ in 0..<12 {
      var host = Structure.random(4, &generator)
      host = Structure(
        lattice: try #require(host.lattice),
        species: Categorical(["Ti", "O", "O", "Ti"].map { Species(label: $0) }),
        fractional: try #require(host.fractional))
      let choices = try defects(["vac_Ti+vac_O"], "2x1x1", of: host).all(host)
      #expect(choices.map(\.multiplicity).reduce(0, +) == 4 * 4)
      for choice in choices {
        #expect(choice.built.structure.count == 6)
        #expect(choice.built.structure.lattice?.isLeftHanded == false)
      }
    }
  }

  @Test func theSameSeedGivesTheSameDefects() throws {
    let host = try crystal("V2O3_corundum")
    let names = ["vac_O*4", "Na_on_V*2"]
    let one = try defects(names, "2x2x1", of: host, seed: 9).build(host).structure
    #expect(try defects(names, "2x2x1", of: host, seed: 9).build(host).structure == one)
    #expect(try defects(names, "2x2x1", of: host, seed: 10).build(host).structure != one)
    #expect(one.composition.formula == "V46O68Na2")
  }

  /// Two vacancies of bcc sodium, 3 × 3 × 3: no pair is farther apart than the body diagonal's.
  @Test func spreadDefectsAreAsFarApartAsTheyGo() throws {
    let host = try crystal("NaCl_halite")
    let built = try defects(["vac_Na*2"], "2x2x2", of: host, .spread).build(host)
    guard case .number(let gap, _, _) = fact("defect_distance_A", built) else {
      Issue.record("no distance")
      return
    }
    // Farthest Na–Na vector of the 2a cell: (a, a, 0) or (a, a, a)… with even sums in a/2: (2, 2, 2).
    let a = try #require(host.lattice).lengths.x
    #expect(abs(gap - 3.0.squareRoot() * a) < 1e-6)
    let random = try defects(["vac_Na*2"], "2x2x2", of: host, .random, seed: 3).build(host)
    guard case .number(let other, _, _) = fact("defect_distance_A", random) else { return }
    #expect(other <= gap + 1e-9)
  }

  @Test func aRegionKeepsDefectsInside() throws {
    let host = try crystal("V2O3_corundum")
    for seed in UInt64(1)...8 {
      var builder = try defects(["vac_O*6"], "2x2x1", of: host, .random, seed: seed)
      builder.region = try Selection(parsing: "z 0 7")
      let left = try builder.build(host).structure
      let upper = left.positions.indices.count {
        left.species[$0].label == "O" && left.positions[$0].z > 7
      }
      #expect(upper == 36)
    }
  }

  @Test func constraintsAndVelocitiesStayWithTheirAtoms() throws {
    var host = try crystal("V2O3_corundum")
    host.fixedAxes = (0..<30).map { $0 < 10 ? .all : .none }
    host.velocities = Coordinates((0..<30).map { Vector3(Double($0), 0, 0) })
    let built = try defects(["vac_V#3", "int_Li"], "1x1x1", of: host).build(host).structure
    #expect(built.fixedAxes?.count { $0 == .all } == 9)
    #expect(built.fixedAxes?.count == 30 && built.velocities?.count == 30)
    #expect(built.velocities?[2] == Vector3(3, 0, 0))
  }

  @Test func whatTheCrystalDoesNotAllowIsRefused() throws {
    let host = try crystal("V2O3_corundum")
    func error(_ names: [String], _ change: (inout Defects) throws -> Void = { _ in }) -> String {
      do {
        var builder = try defects(names, "1x1x1", of: host)
        try change(&builder)
        _ = try builder.build(host)
        return "none"
      } catch { return "\(error)" }
    }
    #expect(error(["vac_O@2"]).contains("no distinct site 2; there are 1"))
    #expect(error(["vac_O#1"]).contains("atom 1 is V"))
    #expect(error(["vac_O#31"]).contains("there are 30"))
    #expect(error(["vac_O*19"]).contains("18 were possible"))
    #expect(error(["int_Li"]) { $0.leastVoid = 4 }.contains("no empty sphere"))
    #expect(error(["int_Li"]) { $0.leastVoid = 0 }.contains("0.3…4.5"))
    #expect(error(["vac_O"]) { $0.placement = .configuration(7) }.contains("there are 1"))
    #expect(error(["vac_O"]) { $0.region = try Selection(parsing: "none") }.contains("no site"))
    let disordered = try crystal("NaTiO2_rocksalt_disordered")
    #expect(throws: DefectError.disordered) {
      try self.defects(["vac_O"], "1x1x1", of: disordered).build(disordered)
    }
    #expect(throws: DefectError.notPeriodic) {
      try Defects([DefectComplex([PointDefect(.vacancy(on: "H"))])], in: .unit).build(Structure())
    }
  }
}
