import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct GROMACSDeckTests {
  /// Molecules of the force field side by side, 3 Å between atoms, in a cell of 60 Å.
  static func liquid(_ names: [String], cell: Double = 60) -> Structure {
    var (species, positions): ([Species], [Vector3]) = ([], [])
    var (numbers, residues, atoms): ([Int32], [String], [String]) = ([], [], [])
    for (number, name) in names.enumerated() {
      guard let molecule = ForceField.oplsCLP.molecule(residue: name) else { continue }
      let elements = ForceField.oplsCLP.topology.elements(of: molecule)
      for (atom, element) in zip(molecule.atoms, elements) {
        let place = positions.count
        positions.append(
          3 * Vector3(Double(place % 18), Double(place / 18 % 18), Double(place / 324)))
        species.append(Species(label: element?.symbol ?? "X"))
        numbers.append(Int32(number + 1))
        residues.append(name)
        atoms.append(atom.name)
      }
    }
    var structure = Structure(
      title: "liquid", lattice: Lattice(orthorhombic: Vector3(cell, cell, cell)),
      species: Categorical(species), positions: Coordinates(positions))
    structure.residues = Residues(
      numbers: numbers, names: Categorical(residues), atomNames: Categorical(atoms))
    return structure
  }

  /// Two electrode layers, a film of one Li2O, and lithium in the liquid.
  static func cell() -> Structure {
    let rows: [(String, String, Double, Int32)] = [
      ("Li", "LiB", 2, 1), ("Li", "LiBq", 5, 2), ("Li", "LiTq", 50, 3), ("Li", "LiT", 53, 4),
      ("Li", "Li2O", 8, 5), ("Li", "Li2O", 10, 5), ("O", "Li2O", 12, 5), ("Li", "Li", 25, 6),
    ]
    var structure = Structure(
      title: "cell", lattice: Lattice(orthorhombic: Vector3(40, 40, 60)),
      species: Categorical(rows.map { Species(label: $0.0) }),
      positions: Coordinates(rows.map { Vector3(5, 5, $0.2) }))
    structure.residues = Residues(
      numbers: rows.map(\.3), names: Categorical(rows.map(\.1)),
      atomNames: Categorical(rows.map(\.0)))
    structure.fixedAxes = rows.map { $0.1 == "Li" ? .none : .all }
    return structure
  }

  static func deck(
    _ structure: Structure, stages: [Stage]? = nil,
    _ change: (inout GROMACSSettings) -> Void = { _ in }
  ) throws(DeckError) -> Deck {
    var plan = RunProtocol(structure: .file("x.gro"), stages: stages ?? [nvt], seed: 7)
    var settings = GROMACSSettings()
    settings.cutoff = 12
    change(&settings)
    plan.gromacs = settings
    return try DeckEngine.gromacs.render(
      DeckJob(plan: plan, structure: structure, seed: 7, provenance: "test"))
  }

  private static let nvt = Stage(
    name: "nvt",
    task: .dynamics(Dynamics(start: 300, end: 300, duration: 1000, timestep: 1)))

  /// As published: tau-t 0.4 ps, tau-p 0.2 ps, on velocities of the stage before.
  private static let npt: [Stage] = {
    var run = Dynamics(
      start: 300, end: 300, duration: 1000, timestep: 1, ensemble: .npt, thermostatTime: 400,
      barostatTime: 200, pressure: 1e-4)
    run.drawsVelocities = false
    return [nvt, Stage(name: "npt", task: .dynamics(run))]
  }()

  private func settings(_ deck: Deck, _ path: String) throws -> MDPText {
    MDPText(try deck.text(path))
  }

  @Test func moleculesAreCountedInTheOrderOfAtoms() throws {
    let deck = try Self.deck(Self.liquid(["DME", "DME", "Li+", "TFSI", "DME"]))
    let top = try deck.text("topol.top")
    #expect(top.hasSuffix("[ molecules ]\nDME 2\nLI 1\nTFSI 1\nDME 1\n"))
    #expect(top.contains("#include \"oplsaa.ff/forcefield.itp\"\n"))
    #expect(top.contains("; combination rule 3 for all pairs\n"))
    #expect(top.contains("; net charge 0.0 e\n"))
    #expect(deck.warnings.isEmpty)
    #expect(try deck.text("start.gro").split(separator: "\n")[1].hasSuffix("64"))
  }

  @Test func atomsStayInTheirMolecules() throws {
    let mixed = Self.liquid(["DME", "DOL"])
    let ready = try DeckPreparation(mixed, frozen: nil, keepsOrder: DeckEngine.gromacs.keepsOrder)
    #expect(ready.structure.species == mixed.species)
    #expect(ready.notes.isEmpty)
  }

  @Test func aLonelyIonChargesTheBox() throws {
    let deck = try Self.deck(Self.liquid(["DME", "Li+"]))
    #expect(deck.warnings.map(\.code) == ["W-CHARGE"])
  }

  @Test func aMoleculeWithForeignAtomsIsRefused() throws {
    var structure = Self.liquid(["DME"])
    structure.species = Categorical(
      structure.species.indices.map { $0 == 0 ? Species(label: "N") : structure.species[$0] })
    let error = try #require(throws: DeckError.self) { try Self.deck(structure) }
    #expect(error.description.hasPrefix("residue DME with atom 1 has the elements N O C"))
  }

  @Test func bondsToHydrogenTakeDegreesOfFreedom() throws {
    let deck = try Self.deck(Self.liquid(["DME"]))
    // 16 atoms, 10 of them hydrogen: 3 × 16 − 3 − 10.
    #expect(deck.cost.degreesOfFreedom == 35)
    #expect(try settings(deck, "01-nvt/md.mdp").word("constraints") == "hbonds")
  }

  @Test func annealingIsARampOfTwoPoints() throws {
    let ramp = Stage(
      name: "anneal",
      task: .dynamics(Dynamics(start: 700, end: 300, duration: 1e7, timestep: 1)))
    let text = try settings(
      try Self.deck(Self.liquid(["DME"]), stages: [ramp]), "01-anneal/md.mdp")
    #expect(text["annealing"]?.words == ["single"])
    #expect(text["annealing-time"]?.words == ["0.0", "10000.0"])
    #expect(text["annealing-temp"]?.words == ["700.0", "300.0"])
    #expect(text["nsteps"]?.value == "10000000")
  }

  @Test func theBarostatIsNoFasterThanGromppWants() throws {
    let deck = try Self.deck(Self.liquid(["DME"]), stages: Self.npt)
    #expect(try settings(deck, "02-npt/md.mdp").number("tau-p") == 2)
    #expect(deck.choices.contains { $0.contains("--as-published keeps it") })
    #expect(deck.runs[1].preparation[0].contains("-maxwarn 0"))
    #expect(deck.warnings.isEmpty)
  }

  @Test func asPublishedWaivesOneNamedWarning() throws {
    let deck = try Self.deck(Self.liquid(["DME"]), stages: Self.npt) { $0.asPublished = true }
    #expect(try settings(deck, "02-npt/md.mdp").number("tau-p") == 0.2)
    #expect(deck.runs.map { $0.preparation[0].contains("-maxwarn 1") } == [false, true])
    #expect(
      deck.warnings.map(\.description) == [
        "W-WAIVED: 02-npt: tau-p 0.2 ps is less than twice tau-t 0.4 ps (Parrinello-Rahman may "
          + "oscillate)"
      ])
  }

  @Test func heldPartsAreNeitherMovedNorThermal() throws {
    let deck = try Self.deck(Self.cell())
    let text = try settings(deck, "01-nvt/md.mdp")
    #expect(text["freezegrps"]?.words == ["Frozen"])
    #expect(text["tc-grps"]?.words == ["System"])
    #expect(text["tau-t"]?.words == ["0.1"])
    #expect(text.word("comm-mode") == "none")
    #expect(deck.cost.degreesOfFreedom == 3)
    let index = try deck.text("index.ndx")
    for group in [
      "System", "Frozen", "Mobile", "Electrode_bottom", "Electrode_top", "Film", "Liquid",
    ] {
      #expect(index.contains("[ \(group) ]"))
    }
  }

  @Test func interruptedRunsGoOnFromTheirCheckpoint() throws {
    let run = try Self.deck(Self.liquid(["DME"])).runs[0]
    #expect(run.continuation?.attempt.contains("[ -s md.cpt ]") == true)
    #expect(run.continuation?.command == run.command)
    #expect(run.command.suffix(2) == ["-cpi", "md.cpt"])
    #expect(run.topology == "../start.gro")
  }

  /// grompp warns of Nosé-Hoover below 20 steps of its own, which come every ten time steps by itself.
  @Test(
    arguments: [
      (time: 100.0, timestep: 1.0, tau: "0.1", every: "5"), (100, 0.5, "0.1", nil),
      (100, 2, "0.1", "2"), (400, 2, "0.4", nil), (100, 10, "0.2", "1"), (20, 1, "0.02", "1"),
    ] as [(time: Double, timestep: Double, tau: String, every: String?)])
  func thermostatStepsAreShortEnough(
    time: Double, timestep: Double, tau: String, every: String?
  ) throws {
    let run = Dynamics(
      start: 300, end: 300, duration: 1000, timestep: timestep, thermostatTime: time)
    let deck = try Self.deck(
      Self.liquid(["DME"]), stages: [Stage(name: "nvt", task: .dynamics(run))])
    let text = try settings(deck, "01-nvt/md.mdp")
    #expect(text["tau-t"]?.value == tau)
    #expect(text["nsttcouple"]?.value == every)
    #expect(deck.choices.contains { $0.contains("below 20 time steps") } == (time < 20 * timestep))
  }

  /// By our masses: those that GROMACS guesses from names lack lithium's.
  @Test func boxesAreScaledToADensityByTheirMass() throws {
    let liquid = Self.liquid(["DME"])
    let mass = try #require(liquid.atomicMasses).reduce(0, +)
    let volume = mass * 1.660_539_066_6 / 2 / 1000
    let deck = try Self.deck(
      liquid, stages: [Self.nvt, Stage(name: "rescale", task: .rescale(density: 2))])
    let script = try deck.text("02-rescale/rescale.sh")
    let written = try #require(script.split(separator: " in ").last?.split(separator: " ").first)
    #expect(abs(try #require(Double(written)) / volume - 1) < 1e-9)
    #expect(script.contains("tail -n 1 ../01-nvt/md.gro"))
    #expect(deck.runs[1].command == ["sh", "rescale.sh"])
  }

  @Test func aBuildWithMPIHasNoThreadRanks() throws {
    let deck = try Self.deck(Self.liquid(["DME"])) { $0.program = "/opt/bin/gmx_mpi" }
    #expect(deck.runs[0].usesMPI)
    #expect(!deck.runs[0].command.contains("-ntmpi"))
    #expect(deck.runs[0].command.contains("-ntomp"))
    #expect(try Self.deck(Self.liquid(["DME"])).runs[0].usesMPI == false)
  }

  @Test(arguments: [false, true]) func unconvergedMinimisationsEndEverything(mayStop: Bool) throws {
    let stage = Stage(name: "relax", task: .relaxation(Relaxation(mayStop: mayStop)))
    let run = try Self.deck(Self.liquid(["DME"]), stages: [stage]).runs[0]
    #expect(run.completion.contains { $0.contains("did not converge") } == !mayStop)
    #expect(run.completion.last == "touch finished")
    #expect(run.continuation == nil)
  }

  @Test func barostatsRefuseHeldAtoms() throws {
    let error = try #require(throws: DeckError.self) {
      try Self.deck(Self.cell(), stages: [Self.npt[1]])
    }
    #expect(
      error.description
        == "stage 'npt': a barostat would move the held atoms; hold none or take NVT")
  }

  @Test func filmsAndElectrodesAreCalledAModel() throws {
    let top = try Self.deck(Self.cell()) { $0.modelChargeScale = 0.5 }.text("topol.top")
    #expect(top.contains("; films and electrodes are a MODEL: Lennard-Jones by element from UFF"))
    #expect(top.contains("; charges of the film: formal charges times 0.5 (Li +1, O −2"))
    // Half of +1 and of −2, in one formula unit.
    #expect(top.contains("1 UFF_Li 1 Li2O Li 1 0.5 "))
    #expect(top.contains("3 UFF_O 1 Li2O O 3 -1.0 "))
    // Whole in the box and without forces among themselves, by connections that have no energy.
    #expect(top.contains("[ moleculetype ]\nLi2O 2\n"))
    #expect(top.contains("[ bonds ]\n1 2 5\n1 3 5\n"))
    // The liquid's ion keeps its own type and charge.
    #expect(top.hasSuffix("LiB 1\nLiBq 1\nLiTq 1\nLiT 1\nLi2O 1\nLI 1\n"))
  }

  @Test func heldElectrodesStandBetweenWallsForTheSlabCorrection() throws {
    let deck = try Self.deck(Self.cell())
    let text = try settings(deck, "01-nvt/md.mdp")
    #expect(text.word("pbc") == "xy")
    #expect(text.word("ewald-geometry") == "3dc")
    #expect(text["wall-atomtype"]?.words == ["QWALL", "QWALL"])
    #expect(try deck.text("topol.top").contains("QWALL 0 1.0 0.0 A 0.1 0.0 ;"))
    #expect(deck.choices.contains { $0.hasPrefix("slab correction: ewald-geometry 3dc") })
    #expect(deck.notExpressed.isEmpty)
  }

  @Test func electrodesAcrossTheBoundaryHaveNoSlabCorrection() throws {
    var cell = Self.cell()
    cell.positions[0] = Vector3(5, 5, 0.2)
    let deck = try Self.deck(cell)
    #expect(try settings(deck, "01-nvt/md.mdp").word("pbc") == "xyz")
    #expect(deck.notExpressed.contains { $0.contains("atoms lie across the boundary along z") })
  }

  @Test func chargesAreGivenByResidue() throws {
    let deck = try Self.deck(Self.cell()) { $0.modelCharges = ["LiBq": 0.002, "LiTq": -0.002] }
    let top = try deck.text("topol.top")
    #expect(top.contains("1 UFF_Li 1 LiBq Li 1 0.002 "))
    #expect(top.contains("1 UFF_Li 1 LiTq Li 1 -0.002 "))
    #expect(top.contains("; charges as given, by residue or element: LiBq 0.002, LiTq -0.002 e"))
  }

  @Test func chargesThatNobodyCarriesAreRefused() throws {
    let error = try #require(throws: DeckError.self) {
      try Self.deck(Self.cell()) { $0.modelCharges = ["LiBQ": 0.002] }
    }
    #expect(
      error.description
        == "gromacs.charges: 'LiBQ' is no element of the film and no residue of film or electrodes; "
        + "known: Li, Li2O, LiB, LiBq, LiT, LiTq, O")
  }

  @Test func moleculesOfAnotherForceFieldAreRefused() throws {
    let error = try #require(throws: DeckError.self) {
      try Self.deck(Self.liquid(["DME", "TFSI"])) { $0.forceField = "gaff2" }
    }
    #expect(
      error.description
        == "residue TFSI is a molecule of opls-clp (combination rule 3), and gaff2 (rule 2) has DME, DOL: "
        + "force fields of different rules do not mix")
  }

  @Test func organicMoleculesWithoutParametersAreNoFilm() throws {
    var structure = Self.liquid(["DOL"])
    let names = [String](repeating: "EC", count: structure.count)
    structure.residues?.names = Categorical(names)
    let error = try #require(throws: DeckError.self) { try Self.deck(structure) }
    #expect(error.description.hasPrefix("residue EC with atom 1 is no molecule of opls-clp"))
  }

  @Test func theCutoffFitsTheBox() throws {
    let error = try #require(throws: DeckError.self) {
      try Self.deck(Self.liquid(["DME"], cell: 30)) { $0.cutoff = 16 }
    }
    #expect(error.description.hasPrefix("a cut-off of 16.0 Å does not fit a box of 30.0 Å"))
  }

  @Test func ownForceFieldsHaveOneRule() throws {
    let types = { (rule: Int) in
      "[ defaults ]\n1 \(rule) yes 0.5 0.5\n[ atomtypes ]\nX 18 39.9 0.0 A 0.34 1.0\n"
    }
    let argon = "[ moleculetype ]\nAR 1\n[ atoms ]\n1 X 1 AR AR 1 0 39.948\n"
    let one = try ForceField(files: [("types.itp", types(2)), ("ar.itp", argon)], directory: "own")
    #expect(one.combinationRule == 2)
    #expect(one.molecule(residue: "AR") != nil)
    let error = try #require(throws: DeckError.self) {
      try ForceField(
        files: [("a.itp", types(2)), ("b.itp", types(3)), ("ar.itp", argon)], directory: "own")
    }
    #expect(error.description.hasSuffix("combination rules 2 and 3; one system has one rule"))
  }

  @Test func ourOwnDeckHasNoFindings() throws {
    for structure in [Self.liquid(["DME", "Li+", "TFSI"]), Self.cell()] {
      let deck = try Self.deck(structure)
      #expect(GROMACSCheckTests.findings(of: deck).filter { $0.severity == .error } == [])
    }
  }
}
