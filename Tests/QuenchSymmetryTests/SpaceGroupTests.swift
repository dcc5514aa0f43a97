import QuenchModel
import QuenchSymmetry
import Testing

@Suite struct SpaceGroupTests {
  /// Name, number, atoms in the cell, and the Wyckoff letters as the sources' tables give them.
  static let known: [(name: String, number: Int, atoms: Int, letters: String?)] = [
    ("V2O3_corundum", 167, 30, "ce"), ("Al2O3_corundum", 167, 30, "ce"),
    ("TiO2_anatase", 141, 12, "ae"), ("TiO2_rutile", 136, 6, "af"), ("TiO2_B_MP", 12, 24, "i"),
    ("SnO2_cassiterite", 136, 6, "af"), ("MoO3_alpha_Pbnm", 62, 16, "c"),
    ("V2O5_Pmmn", 59, 14, nil), ("VO2_M1", 14, 12, "e"), ("Li_bcc", 229, 2, "a"),
    ("Na_bcc", 229, 2, "a"), ("Zn_hcp", 194, 2, nil), ("Si_diamond", 227, 8, "a"),
    ("NaCl_halite", 225, 8, "ab"), ("Li2O", 225, 12, "ac"), ("Li2CO3_zabuyelite", 15, 24, "ef"),
    ("SiO2_alpha_quartz", 154, 9, nil), ("SiO2_alpha_cristobalite", 92, 12, "ab"),
    ("C_graphite", 194, 4, "bc"), ("C_graphene_20A", 191, 2, nil),
    ("NaTiO2_rocksalt_disordered", 225, 12, "ab"), ("LiOH", 129, 6, nil),
    ("Li2SiO3", 36, 24, "ab"), ("LiFePO4_olivine", 62, 28, "acd"),
    ("LiCoO2_layered", 166, 12, nil), ("NaTiO2_alpha_layered", 166, 12, nil),
    ("Na3V2PO43_gamma", 167, 126, "bcef"), ("VO2_B", 12, 24, "i"),
    ("VO2_B_primitive_V4O8", 12, 12, "i"), ("Li4SiO4_P1_MP", 1, 18, nil),
  ]

  @Test(arguments: known)
  func groupsOfTheTabulatedCrystals(
    name: String, number: Int, atoms: Int, letters: String?
  ) throws {
    let crystal = try TabulatedCrystal.named(name)
    #expect(crystal.count == atoms)
    let group = try crystal.spaceGroup()
    #expect(group.number == number)
    if let letters {
      #expect(Set(group.wyckoffLetters) == Set(letters))
    }
    #expect(group.sites.reduce(0) { $0 + $1.atoms.count } == atoms)
    #expect(group.sites.flatMap(\.atoms).sorted() == Array(0..<atoms))
    // International Tables A: the point group's order times the lattice points of the cell.
    #expect(group.operations.count % group.sites[0].multiplicity == 0)
  }

  @Test func corundumHasTheSitesOfTheInternationalTables() throws {
    let group = try TabulatedCrystal.named("V2O3_corundum").spaceGroup()
    #expect(group.symbol == "R-3c")
    #expect(group.pointGroup == "-3m")
    #expect(group.crystalSystem == "trigonal")
    #expect(group.choice == "H")
    #expect(group.sites.map(\.wyckoffPosition) == ["12c", "18e"])
    #expect(group.sites.map { $0.siteSymmetry.filter { $0 != "." } } == ["3", "2"])
    #expect(group.operations.count == 36)
    #expect(
      group.equivalentAtoms == Array(repeating: 0, count: 12) + Array(repeating: 12, count: 18))
  }

  @Test func speciesOnOneSiteAreOneSite() throws {
    let group = try TabulatedCrystal.named("NaTiO2_rocksalt_disordered").spaceGroup()
    #expect(group.symbol == "Fm-3m")
    #expect(group.sites.map(\.wyckoffPosition) == ["4a", "4b"])
    #expect(group.sites[0].occupants.map(\.species.name) == ["Na", "Ti"])
    #expect(group.sites[0].occupants.map(\.occupancy) == [0.5, 0.5])
    #expect(group.sites[0].atoms == Array(0..<8))
    #expect(group.sites[0].multiplicity == 4)
  }

  @Test func occupanciesMakeSitesDifferent() throws {
    // Rock salt with two kinds of cation site, all Na: Pm-3m with half of them (1 of 4) emptier.
    var crystal = try TabulatedCrystal.named("NaCl_halite")
    #expect(try crystal.spaceGroup().number == 225)
    crystal.occupancies = [0.5] + Array(repeating: 1, count: 7)
    #expect(try crystal.spaceGroup().number == 221)
  }

  @Test func operationsMapTheCrystalOntoItself() throws {
    for name in ["VO2_M1", "SiO2_alpha_quartz", "Li2CO3_zabuyelite"] {
      var crystal = try TabulatedCrystal.named(name)
      for isMirrored in [false, true] {
        if isMirrored, let lattice = crystal.lattice {
          crystal.lattice = Lattice(a: lattice.a, b: lattice.b, c: -lattice.c)
        }
        let places = try #require(crystal.fractional)
        let lattice = try #require(crystal.lattice)
        let group = try crystal.spaceGroup()
        for operation in group.operations {
          for (place, kind) in zip(places, crystal.species.codes) {
            let rows = operation.rotation.rows.map {
              Vector3(Double($0.x), Double($0.y), Double($0.z))
            }
            let image =
              Vector3(dot(rows[0], place), dot(rows[1], place), dot(rows[2], place))
              + operation.translation
            let isThere = zip(places, crystal.species.codes).contains { other, otherKind in
              let step = other - image
              return kind == otherKind
                && lattice.cartesian(step - step.rounded(.toNearestOrEven)).length < 0.02
            }
            #expect(isThere)
          }
        }
      }
    }
  }

  @Test func aLeftHandedCellHasTheGroupOfTheSameCrystal() throws {
    // α-quartz is chiral: 154 must not turn into its mirror image 152.
    var crystal = try TabulatedCrystal.named("SiO2_alpha_quartz")
    let lattice = try #require(crystal.lattice)
    crystal.lattice = Lattice(a: lattice.a, b: lattice.b, c: -lattice.c)
    let group = try crystal.spaceGroup()
    #expect(crystal.lattice?.isLeftHanded == true)
    #expect(group.number == 154)
  }

  @Test func transformationLeadsToTheStandardSetting() throws {
    for name in ["MoO3_alpha_Pbnm", "VO2_B_primitive_V4O8", "SiO2_alpha_quartz"] {
      let crystal = try TabulatedCrystal.named(name)
      let group = try crystal.spaceGroup()
      let standard = try crystal.conventionalCell()
      let goals = try #require(standard.fractional)
      let cell = try #require(standard.lattice)
      for (atom, place) in try #require(crystal.fractional).enumerated() {
        let image =
          Vector3(
            dot(group.transformation[0], place), dot(group.transformation[1], place),
            dot(group.transformation[2], place)) + group.originShift
        let isThere = goals.indices.contains { goal in
          let step = goals[goal] - image
          return standard.species[goal] == crystal.species[atom]
            && cell.cartesian(step - step.rounded(.toNearestOrEven)).length < 0.02
        }
        #expect(isThere, "\(name) atom \(atom)")
      }
    }
  }

  @Test func groupsDoNotDependOnThreads() async throws {
    let names = ["V2O3_corundum", "TiO2_rutile", "Li_bcc", "VO2_M1"]
    let crystals = try names.map(TabulatedCrystal.named)
    let found = await withTaskGroup(of: Int?.self, returning: [Int?].self) { group in
      for round in 0..<80 {
        let crystal = crystals[round % 4]
        group.addTask {
          do { return try crystal.spaceGroup().number } catch { return nil }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found.compactMap(\.self).sorted().count == 80)
    #expect(Set(found.compactMap(\.self)) == [167, 136, 229, 14])
  }

  @Test func whatIsNoCrystalIsRefused() throws {
    let iron = Categorical([Species(label: "Fe")])
    let box = Lattice.cubic(2.8)
    #expect(throws: SymmetryError.noLattice) {
      try Structure(species: iron, positions: [.zero]).spaceGroup()
    }
    #expect(throws: SymmetryError.notPeriodic) {
      try Structure(lattice: box, periodicity: [], species: iron, positions: [.zero]).spaceGroup()
    }
    #expect(throws: SymmetryError.noAtoms) { try Structure(lattice: box).spaceGroup() }
    #expect(throws: SymmetryError.invalidLattice) {
      try Structure(lattice: .cubic(0), species: iron, positions: [.zero]).spaceGroup()
    }
    #expect(throws: SymmetryError.notFinite(atom: 0)) {
      try Structure(lattice: box, species: iron, positions: [Vector3(.nan, 0, 0)]).spaceGroup()
    }
    #expect(throws: SymmetryError.toleranceOutOfRange(0)) {
      try Structure(lattice: box, species: iron, positions: [.zero]).spaceGroup(tolerance: 0)
    }
  }

  @Test func overlappingAtomsAreNamed() {
    let pair = Categorical([Species(label: "Fe"), Species(label: "Co"), Species(label: "Fe")])
    var crystal = Structure(
      lattice: .cubic(4), species: pair,
      positions: [.zero, Vector3(2, 2, 2), Vector3(0, 0, 0.001)])
    #expect(throws: SymmetryError.overlappingAtoms(0, 2, distance: 0.001)) {
      try crystal.spaceGroup()
    }
    crystal.occupancies = [0.8, 1, 0.7]
    #expect(throws: SymmetryError.overfullSite(atom: 0, occupancy: 1.5)) {
      try crystal.spaceGroup()
    }
  }
}
