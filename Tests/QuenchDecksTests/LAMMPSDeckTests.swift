import QuenchModel
import Testing

@testable import QuenchDecks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LAMMPSDeckTests {
  /// A rutile-like cell: two Ti and four O.
  private func rutile(_ lattice: Lattice? = nil) -> Structure {
    let cell = lattice ?? Lattice(orthorhombic: Vector3(4.594, 4.594, 2.958))
    let u = 0.3053
    return Structure(
      title: "rutile", lattice: cell,
      species: Categorical(["Ti", "Ti", "O", "O", "O", "O"].map { Species(label: $0) }),
      fractional: [
        Vector3(0, 0, 0), Vector3(0.5, 0.5, 0.5), Vector3(u, u, 0), Vector3(1 - u, 1 - u, 0),
        Vector3(0.5 - u, 0.5 + u, 0.5), Vector3(0.5 + u, 0.5 - u, 0.5),
      ])
  }

  private func deck(
    _ structure: Structure, potential: String = "matsui-akaogi", stages: [Stage]
  ) throws(DeckError) -> Deck {
    var plan = RunProtocol(structure: .file("x.vasp"), stages: stages, seed: 7)
    plan.lammps = LAMMPSSettings()
    plan.lammps?.potential = potential
    return try DeckEngine.lammps.render(
      DeckJob(plan: plan, structure: structure, seed: 7, provenance: "test"))
  }

  private func text(_ deck: Deck, _ path: String) throws -> String {
    let file = try #require(deck.files.first { $0.path == path })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  private func melt(_ change: (inout Dynamics) -> Void = { _ in }) -> Stage {
    var run = Dynamics(start: 4000, end: 4000, duration: 1000, timestep: 2)
    change(&run)
    return Stage(name: "melt", task: .dynamics(run))
  }

  private var quench: Stage {
    Stage(
      name: "quench",
      task: .dynamics(Dynamics(start: 4000, end: 300, duration: 2000, timestep: 2)))
  }

  @Test func stagesAreChainedByRestarts() throws {
    let deck = try deck(rutile(), stages: [melt(), quench])
    #expect(deck.runs.map(\.directory) == ["01-melt", "02-quench"])
    #expect(try text(deck, "01-melt/in.lammps").contains("read_data       ../system.data\n"))
    let second = try text(deck, "02-quench/in.lammps")
    #expect(second.contains("read_restart    ../01-melt/final.restart\n"))
    #expect(second.contains("nvt temp 4000.0 300.0 0.1\n"))
    #expect(!second.contains("velocity        mobile create"))
    #expect(deck.runs[1].result == "finished")
  }

  /// Both are of the stage's own steps: the ramp is not begun again.
  @Test func whatGoesOnKeepsItsRampAndItsPlaceInIt() throws {
    var staircase = quench
    if case .dynamics(var run) = quench.task {
      (run.staircase, run.thermostat) = (2, .langevin)
      staircase.task = .dynamics(run)
    }
    let deck = try deck(rutile(), stages: [melt(), quench, staircase])
    let second = try text(deck, "02-quench/continue.in")
    #expect(second.contains("read_restart    continue.restart\n"))
    #expect(second.contains("run             1500 upto start 500 stop 1500\n"))
    #expect(second.contains("append yes"))
    #expect(!second.contains("velocity        mobile create"))
    let third = try text(deck, "03-quench/continue.in")
    #expect(third.contains("if              \"$(step) >= 2000\" then \"jump SELF part2\"\n"))
    #expect(third.contains("run             2500 upto start 2000 stop 2500\n"))
    #expect(third.contains("+step)%900000000+1:%.0f) zero no\n"))
    #expect(deck.runs[1].continuation?.attempt == "sh ../continue.sh")
    #expect(deck.runs[1].completion.contains("sh ../continue.sh finish 500 0.002"))
  }

  @Test func theMeshIsSetUpAnewWhereTheBoxBecomesTriclinic() throws {
    let relax = Stage(name: "relax", task: .relaxation(Relaxation(cell: .all)))
    let deck = try deck(rutile(), stages: [relax, melt(), relax])
    let first = try text(deck, "01-relax/in.lammps")
    #expect(
      first.contains("change_box      all triclinic\nkspace_style    pppm 1e-05\n"))
    #expect(try text(deck, "02-melt/in.lammps").contains("box             tilt large\n"))
    #expect(!(try text(deck, "03-relax/in.lammps").contains("change_box")))
    #expect(deck.runs[0].completion.contains { $0.contains("did not converge") })
  }

  @Test func whatABuildMayLackIsAskedFor() throws {
    let deck = try deck(rutile(), stages: [melt { $0.thermostat = .csvr }, quench])
    #expect(deck.runs.map(\.features) == [["temp/csvr"], []])
    #expect(deck.warnings.map(\.code) == ["W-LAMMPS-PACKAGE"])
  }

  @Test func pairLinesFollowTheOrderOfTypes() throws {
    let reversed = rutile().selecting([2, 3, 4, 5, 0, 1])
    let straight = try text(try deck(rutile(), stages: [melt()]), "system.in")
    let turned = try text(try deck(reversed, stages: [melt()]), "system.in")
    #expect(straight.contains("atom types: 1 Ti, 2 O"))
    #expect(straight.contains("pair_coeff      1 1 31120.1 0.154 5.25  # Ti-Ti"))
    #expect(turned.contains("atom types: 1 O, 2 Ti"))
    #expect(turned.contains("pair_coeff      1 1 11782.76 0.234 30.22  # O-O"))
  }

  /// Silicon atoms have no core among themselves, and beyond 5 Å nobody has one.
  @Test func coresAreShortAndOnlyWhereTheyArePublished() throws {
    var silica = rutile()
    silica.species = Categorical(["Si", "Si", "O", "O", "O", "O"].map { Species(label: $0) })
    let system = try text(try deck(silica, potential: "bks", stages: [melt()]), "system.in")
    #expect(system.contains("pair_style      hybrid/overlay buck/coul/long 8.0 10.0 nm/cut 5.0\n"))
    let cores = system.split(separator: "\n").filter { $0.contains("nm/cut") }.dropFirst()
    #expect(cores.map { $0.suffix(9) } == ["Si-O core", " O-O core"])
    for core in IonicPotential.bks.pairs.compactMap(\.core) {
      let ratio = core.sigma / IonicPotential.Core.cutoff
      #expect(abs(4 * core.epsilon * (pow(ratio, 30) - pow(ratio, 6))) < 1e-5)
    }
  }

  @Test func framesSayTheirUnitsTimeAndElements() throws {
    let stage = try text(try deck(rutile(), stages: [melt()]), "01-melt/in.lammps")
    #expect(
      stage.contains(
        "dump_modify     frames element Ti O sort id units yes time yes format float %.12g\n"))
    #expect(stage.contains(" etotal econserve press "))
  }

  @Test func heldAtomsAreNeitherMovedNorThermal() throws {
    var half = rutile()
    half.fixedAxes = [.all, .none, .all, .all, .none, .none]
    let deck = try deck(half, stages: [melt()])
    let system = try text(deck, "system.in")
    #expect(system.contains("group           frozen id 1 3:4\n"))
    #expect(system.contains("fix             frozen frozen setforce 0.0 0.0 0.0\n"))
    let stage = try text(deck, "01-melt/in.lammps")
    #expect(stage.contains("compute_modify  mobileT extra/dof 0\n"))
    #expect(stage.contains("fix             move mobile nvt"))
    #expect(stage.contains("format float %.12g"))
    #expect(deck.cost.degreesOfFreedom == 9)
  }

  @Test func momentumIsConservedWhereNothingIsHeld() throws {
    let stage = try text(try deck(rutile(), stages: [melt()]), "01-melt/in.lammps")
    #expect(stage.contains("compute_modify  mobileT extra/dof 3\n"))
    #expect(stage.contains("mom yes"))
    let stochastic = try deck(rutile(), stages: [melt { $0.thermostat = .langevin }])
    #expect(try text(stochastic, "01-melt/in.lammps").contains("mobileT extra/dof 0\n"))
  }

  @Test func barostatsRefuseHeldAtoms() throws {
    var half = rutile()
    half.fixedAxes = [.all, .none, .none, .none, .none, .none]
    let error = try #require(throws: DeckError.self) {
      try deck(half, stages: [melt { $0.ensemble = .npt }])
    }
    #expect(
      error.description
        == "stage 'melt': a barostat would move the held atoms; hold none or keep the cell")
  }

  @Test func elementsWithoutParametersAreNamed() throws {
    let error = try #require(throws: DeckError.self) {
      try deck(rutile(), potential: "bks", stages: [melt()])
    }
    #expect(error.description == "BKS silica has no Ti; it knows O, Si")
    let unknown = try #require(throws: DeckError.self) {
      try deck(rutile(), potential: "tersoff", stages: [melt()])
    }
    #expect(
      unknown.description.hasPrefix("no potential is called 'tersoff'; potential: one of bks"))
  }

  /// LAMMPS of 2021 stops at a tilt beyond half an edge; the lattice is the same with shorter tilts.
  @Test func tiltsAreTakenShort() throws {
    let skewed = Lattice(
      a: Vector3(5, 0, 0), b: Vector3(4, 5, 0), c: Vector3(-6, 4, 5))
    let data = try text(try deck(rutile(skewed), stages: [melt()]), "system.data")
    #expect(data.contains("-1 0 -1 xy xz yz"))
  }

  @Test func chargedCellsAreSaid() throws {
    let vacancy = rutile().selecting([0, 1, 2, 3, 4])
    let deck = try deck(vacancy, stages: [melt()])
    #expect(deck.warnings.map(\.code) == ["W-CHARGE"])
    #expect(deck.warnings[0].message.hasPrefix("the cell carries 1.098 e"))
  }

  @Test func staircasesHaveTheirPlateaus() throws {
    var stage = quench
    if case .dynamics(var run) = stage.task {
      run.staircase = 4
      stage.task = .dynamics(run)
    }
    let text = try text(try deck(rutile(), stages: [stage]), "01-quench/in.lammps")
    let runs = text.split(separator: "\n").filter { $0.hasPrefix("run ") }
    #expect(runs.map { String($0.split(separator: " ")[1]) } == ["250", "250", "250", "250"])
    #expect(text.contains("nvt temp 4000.0 4000.0"))
    #expect(text.contains("nvt temp 300.0 300.0"))
  }

  @Test func theDensityIsReachedByOneFactor() throws {
    let deck = try deck(rutile(), stages: [Stage(name: "to 4.0", task: .rescale(density: 4))])
    let stage = try text(deck, "01-to-4.0/in.lammps")
    #expect(stage.contains("variable        scale equal (density/4.0)^(1.0/3.0)"))
    #expect(stage.contains("remap units box"))
  }

  /// 4ε[(σ/r)³⁰ − (σ/r)⁶] has its minimum at σ·5^(1/24), of depth 4ε(5^(−1/4) − 5^(−5/4)).
  @Test func theCoreIsTheMinimumOfItsForm() {
    let core = IonicPotential.Core(epsilon: 0.003_095, sigma: 1.313_635)
    func energy(_ r: Double) -> Double {
      4 * core.epsilon * (pow(core.sigma / r, 30) - pow(core.sigma / r, 6))
    }
    #expect(abs(energy(core.minimum) + core.depth) < 1e-15)
    #expect(energy(core.minimum * 1.001) > energy(core.minimum))
    #expect(energy(core.minimum * 0.999) > energy(core.minimum))
  }

  @Test(arguments: IonicPotential.all.map(\.name)) func forcesAreSlopes(name: String) throws {
    let potential = try #require(IonicPotential.named(name))
    for pair in potential.pairs {
      for r in [1.2, 1.7, 2.5, 4.0] {
        let h = 1e-5
        let slope = (pair.form.energy(at: r - h) - pair.form.energy(at: r + h)) / (2 * h)
        #expect(abs(pair.form.force(at: r) - slope) < 1e-6 * max(1, abs(slope)))
      }
    }
  }

  /// Charges of every potential make its oxide neutral.
  @Test func chargesBalance() throws {
    let bks = IonicPotential.bks.charges
    #expect(abs((bks["Si"] ?? 0) + 2 * (bks["O"] ?? 0)) < 1e-12)
    let titania = IonicPotential.matsuiAkaogi.charges
    #expect(abs((titania["Ti"] ?? 0) + 2 * (titania["O"] ?? 0)) < 1e-12)
    let pedone = IonicPotential.pedone.charges
    #expect(abs(2 * (pedone["Al"] ?? 0) + 3 * (pedone["O"] ?? 0)) < 1e-12)
  }

  @Test func ownCommandsAreTakenWithTheirFiles() throws {
    var plan = RunProtocol(structure: .file("x"), stages: [melt()], seed: 7)
    plan.lammps = LAMMPSSettings()
    plan.lammps?.commands = ["pair_style eam/alloy", "pair_coeff * * my/Ti O.eam {elements}"]
    plan.lammps?.commands = ["pair_style tersoff", "pair_coeff * * my/tio.tersoff {elements}"]
    plan.lammps?.files = ["my/tio.tersoff"]
    let job = DeckJob(
      plan: plan, structure: rutile(), seed: 7, provenance: "test",
      attachments: ["my/tio.tersoff": Array("x".utf8)])
    let deck = try DeckEngine.lammps.render(job)
    #expect(deck.files.contains { $0.path == "potentials/tio.tersoff" })
    #expect(try text(deck, "system.in").contains("pair_coeff * * ../potentials/tio.tersoff Ti O"))
  }

  @Test func rangesAreShort() {
    #expect(LAMMPSSystem.ranges([0, 1, 2, 5, 7, 8]) == "1:3 6 8:9")
    #expect(LAMMPSSystem.ranges([]) == "")
  }

  @Test func ourOwnDeckHasNoFindings() throws {
    var half = rutile()
    half.fixedAxes = [.all, .none, .all, .all, .none, .none]
    let deck = try deck(half, stages: [melt(), quench])
    let files = Dictionary(uniqueKeysWithValues: deck.files.map { ($0.path, $0.bytes) })
    for stage in ["01-melt", "02-quench"] {
      let folder = DeckFolder(path: stage, names: ["in.lammps"]) { name in
        files[name.hasPrefix("../") ? String(name.dropFirst(3)) : "\(stage)/\(name)"]
      }
      #expect(DeckChecker.lammps.owns(folder))
      #expect(DeckChecker.lammps.check(folder) == [])
    }
  }
}
