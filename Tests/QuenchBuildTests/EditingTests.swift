import QuenchModel
import QuenchNeighbors
import QuenchTrajectories
import Testing

@testable import QuenchBuild

@Suite struct EditingTests {
  /// Rock salt, a = 4 Å.
  private var salt: Structure {
    Structure(
      lattice: .cubic(4),
      species: Categorical(
        ["Na", "Na", "Na", "Na", "Cl", "Cl", "Cl", "Cl"].map { Species(label: $0) }),
      fractional: [
        Vector3(0, 0, 0), Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0),
        Vector3(0.5, 0.5, 0.5), Vector3(0.5, 0, 0), Vector3(0, 0.5, 0), Vector3(0, 0, 0.5),
      ])
  }

  private func crystals(_ count: Int, seed: UInt64, _ body: (Structure) throws -> Void) throws {
    var generator = Seeded(seed)
    for _ in 0..<count { try body(Structure.random(6, &generator)) }
  }

  // MARK: strain

  @Test func axesStretchByTheirOwnLengths() throws {
    try crystals(40, seed: 1) { crystal in
      let old = try #require(crystal.lattice)
      let change = Vector3(0.02, -0.01, 0.1)
      let new = try Strain(.axes(change)).build(crystal).structure
      let lengths = try #require(new.lattice).lengths / old.lengths - 1
      #expect((lengths - change).length < 1e-12)
      #expect((try #require(new.lattice).angles - old.angles).length < 1e-9)
      // Atoms follow to the last bit.
      #expect(new.sourceFractional == crystal.fractional)
    }
  }

  @Test func voigtShearsAreEngineeringOnes() throws {
    // γxy = 2 %: a and b of a cube turn toward one another by 0.01 each, so cos 90° → 0.02/(1 + 1e-4).
    let strained = try Strain(.voigt([0, 0, 0, 0, 0, 0.02])).build(salt).structure
    let lattice = try #require(strained.lattice)
    #expect(lattice.a == Vector3(4, 0.04, 0) && lattice.b == Vector3(0.04, 4, 0))
    let principal = Deformation(voigt: [0, 0, 0, 0, 0, 0.02]).principalStrains
    #expect(zip(principal, [-0.01, 0, 0.01]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func densityAndVolumeAreReachedExactly() throws {
    let dense = try Strain(.density(3)).build(salt).structure
    #expect(abs(try #require(dense.density) - 3) < 1e-12)
    try crystals(20, seed: 2) { crystal in
      let volume = 1.2 * (try #require(crystal.lattice).volume)
      let new = try Strain(.volume(volume)).build(crystal).structure
      #expect(abs(try #require(new.lattice).volume / volume - 1) < 1e-12)
    }
  }

  @Test func principalStrainsDoNotSeeARotation() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<50 {
      let turn = Rotation.random(using: &generator)
      let map = Deformation(voigt: [0.03, -0.02, 0.01, 0.02, -0.01, 0.03])
      let turned = Deformation(
        x: turn.applied(to: map.x), y: turn.applied(to: map.y), z: turn.applied(to: map.z))
      for (p, q) in zip(map.principalStrains, turned.principalStrains) {
        #expect(abs(p - q) < 1e-12)
      }
      let product = map.principalStrains.reduce(1) { $0 * (1 + $1) }
      #expect(abs(product - map.determinant) < 1e-12)
    }
  }

  @Test func atomsMayStayWhereTheyAre() throws {
    let strained = try Strain(.hydrostatic(0.1), atomsFollow: false).build(salt).structure
    #expect(strained.positions == salt.positions)
  }

  @Test func impossibleStrainsAreRefused() throws {
    let large = #expect(throws: EditError.self) { try Strain(.hydrostatic(0.6)).build(salt) }
    #expect(large?.description == "a strain of 60.000 % is beyond the limit of 50.000 %")
    #expect(throws: EditError.self) { try Strain(.hydrostatic(-1.5)).build(salt) }
    #expect(throws: EditError.self) { try Strain(.volume(-3)).build(salt) }
    #expect(throws: EditError.self) { try Strain(.axes(Vector3(.nan, 0, 0))).build(salt) }
    #expect(throws: EditError.noLattice) { try Strain(.hydrostatic(0)).build(Structure()) }
  }

  // MARK: rotation and shifts

  @Test func turningKeepsDistancesAndFractions() throws {
    var generator = SeededGenerator(seed: 4)
    try crystals(30, seed: 4) { crystal in
      let turned = try Turn(.random(using: &generator)).build(crystal).structure
      #expect(turned.sourceFractional == crystal.sourceFractional)
      #expect(!(try #require(turned.lattice).isLeftHanded))
      let before = try crystal.nearestPairs(within: 6).map { $0.distance ?? 0 }
      let after = try turned.nearestPairs(within: 6).map { $0.distance ?? 0 }
      #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-9 })
      let speed = zip(try #require(crystal.velocities), try #require(turned.velocities))
      #expect(speed.allSatisfy { abs($0.length - $1.length) < 1e-12 })
    }
  }

  @Test func aSelectionThroughTheBoundaryTurnsAsOnePiece() throws {
    // A dumbbell of 1 Å across x = 0 of a 10 Å cube, turned by 90° about z.
    let dumbbell = Structure(
      lattice: .cubic(10), species: Categorical([Species(label: "O"), Species(label: "O")]),
      fractional: [Vector3(0.95, 0.5, 0.5), Vector3(0.05, 0.5, 0.5)])
    let turned = try Turn(Rotation(about: Vector3(0, 0, 1), degrees: 90), atoms: [0, 1])
      .build(dumbbell).structure
    #expect((turned.positions[0] - Vector3(10, 4.5, 5)).length < 1e-12)
    #expect((turned.positions[1] - Vector3(10, 5.5, 5)).length < 1e-12)
    #expect(throws: EditError.nothingChosen("the selection")) {
      try Turn(.identity, atoms: []).build(dumbbell)
    }
  }

  @Test func theMiddleComesToTheMiddle() throws {
    var slab = salt
    slab.lattice = Lattice(orthorhombic: Vector3(4, 4, 20))
    slab.positions = Coordinates(salt.positions.map { $0 + Vector3(0, 0, 17) })
    let centred = try Shift(.toMiddle([2])).build(slab).structure
    let heights = centred.positions.map(\.z)
    #expect(abs((heights.min()! + heights.max()!) / 2 - 10) < 1e-9)
    #expect(abs(heights.max()! - heights.min()! - 2) < 1e-9)
  }

  @Test func theVacuumIsExact() throws {
    try crystals(40, seed: 5) { crystal in
      for axis in 0..<3 {
        let opened = try Vacuum(axis: axis, gap: 12.5, centres: axis == 1).build(crystal).structure
        let stack = opened.layers(along: axis)
        #expect(abs(stack.vacuum - 12.5) < 1e-9)
        #expect(abs(stack.thickness - crystal.layers(along: axis).thickness) < 1e-9)
      }
    }
    #expect(throws: EditError.self) { try Vacuum(gap: -1).build(salt) }
    #expect(throws: EditError.noLattice) { try Vacuum(gap: 5).build(Structure()) }
  }

  // MARK: order and species

  @Test func sortingMovesAllThatIsKnownOfAnAtom() throws {
    try crystals(30, seed: 6) { crystal in
      let sorted = try AtomOrder([.cartesian(2)]).build(crystal).structure
      let heights = sorted.positions.map(\.z)
      #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 <= $1 })
      // Masses number the atoms.
      for atom in 0..<sorted.count {
        let old = Int(try #require(sorted.masses)[atom]) - 1
        #expect(sorted.positions[atom] == crystal.positions[old])
        #expect(sorted.species[atom] == crystal.species[old])
        #expect(sorted.charges?[atom] == crystal.charges?[old])
      }
    }
  }

  @Test func speciesTakeTheOrderGiven() throws {
    let sorted = try AtomOrder([.given(["Cl", "Na"])]).build(salt).structure
    #expect(sorted.species.categories.map(\.label) == ["Cl", "Na"])
    #expect(sorted.species.runs.map(\.count) == [4, 4])
    #expect(throws: EditError.unknownSpecies("K", known: ["Na", "Cl"])) {
      try AtomOrder([.given(["K"])]).build(salt)
    }
  }

  @Test func distancesAreThoseOfTheNearestImage() throws {
    try crystals(30, seed: 7) { crystal in
      let lattice = try #require(crystal.lattice)
      let point = Vector3(1, -2, 3)
      let found = crystal.distances(from: point)
      for atom in 0..<crystal.count {
        var best = Double.infinity
        let s = lattice.fractional(crystal.positions[atom] - point)
        let near = s - s.rounded(.toNearestOrEven)
        for i in -6...6 {
          for j in -6...6 {
            for k in -6...6 {
              let image = near + Vector3(Double(i), Double(j), Double(k))
              best = min(best, lattice.cartesian(image).length)
            }
          }
        }
        #expect(abs(found[atom] - best) < 1e-9)
      }
    }
  }

  @Test func substitutionIsReproducibleAndExact() throws {
    let cell = try Supercell(sizes: SIMD3(3, 3, 3)).build(salt)
    let doped = Substitution("Na", by: Species(label: "K"), count: 10, seed: 7)
    let one = try doped.build(cell)
    #expect(one.structure == (try doped.build(cell).structure) && one.report.seed == 7)
    #expect(one.structure.composition.formula == "Na98Cl108K10")
    #expect(one.structure.species.runs.count == 3)
    #expect(throws: EditError.tooFew(of: "Na", asked: 109, found: 108)) {
      try Substitution("Na", by: Species(label: "K"), count: 109).build(cell)
    }
    #expect(throws: EditError.self) {
      try Substitution("Na", by: Species(label: "K"), count: 0).build(cell)
    }
  }

  @Test func exchangeKeepsTheCompositionAndThePlaces() throws {
    let cell = try Supercell(sizes: SIMD3(2, 2, 2)).build(salt)
    let mixed = try Exchange(.species("Na", "Cl", count: 5), seed: 3).build(cell).structure
    #expect(mixed.composition == cell.composition)
    #expect(Set(mixed.positions.map { "\($0)" }) == Set(cell.positions.map { "\($0)" }))
    let moved = (0..<cell.count).count { mixed.positions[$0] != cell.positions[$0] }
    #expect(moved == 10)
    let pair = try Exchange(.atoms([SIMD2(0, 4)])).build(salt).structure
    #expect(pair.positions[0] == salt.positions[4] && pair.positions[4] == salt.positions[0])
    #expect(throws: EditError.self) { try Exchange(.atoms([SIMD2(0, 8)])).build(salt) }
    #expect(throws: EditError.self) { try Exchange(.atoms([SIMD2(1, 1)])).build(salt) }
  }

  @Test func heldAtomsStayHeldUnlessReplaced() throws {
    let held = try Hold([0, 1]).build(salt).structure
    let more = try Hold([2], axes: [.c]).build(held).structure
    #expect(more.fixedAxes?.prefix(4) == [.all, .all, .c, .none])
    let only = try Hold([2], replaces: true).build(held).structure
    #expect(only.fixedAxes?.prefix(3) == [.none, .none, .all])
    let free = try Hold([0], axes: [.a], frees: true).build(held).structure
    #expect(free.fixedAxes?[0] == [.b, .c])
    #expect(throws: EditError.nothingChosen("the selection")) { try Hold([]).build(salt) }
  }

  // MARK: regions

  @Test func aSphereKeepsWhatTheRefereeKeeps() throws {
    let cell = try Supercell(sizes: SIMD3(3, 3, 3)).build(salt)
    let cut = try Cut([.sphere(centre: Vector3(0, 0, 0), radius: 4)]).build(cell).structure
    // Within 4 Å of a rock-salt ion (2 Å apart): 1 + 6 + 12 + 8 + 6 of a simple cubic lattice.
    #expect(cut.count == 33)
    let rest = try Cut([.sphere(centre: .zero, radius: 4)], isInverted: true).build(cell).structure
    #expect(cut.count + rest.count == cell.count)
  }

  @Test func regionsAreReadAndRefused() throws {
    #expect(try CutRegion(parsing: "sphere 3") == .sphere(centre: nil, radius: 3))
    #expect(
      try CutRegion(parsing: "plane 1 -1 0 2.5")
        == .plane(SIMD3(1, -1, 0), centre: nil, distance: 2.5))
    #expect(
      try CutRegion(parsing: "cylinder z 1 2 3 4")
        == .cylinder(centre: Vector3(1, 2, 3), axis: 2, radius: 4))
    for text in [
      "", "sphere", "sphere -1", "sphere nan", "box 0 0 0 1 1", "box 1 0 0 0 1 1", "plane 0 0 0 1",
      "plane 1 0.5 0 1", "cylinder 3", "ball 3", "sphere 1 2", "sphere 1e999",
    ] {
      #expect(throws: EditError.self, "\(text)") { try CutRegion(parsing: text) }
    }
    #expect(throws: EditError.nothingChosen("the cut")) {
      try Cut([.sphere(centre: Vector3(1, 1, 1), radius: 0.1)]).build(salt)
    }
  }

  @Test func aPlaneCutsAlongItsNormal() throws {
    try crystals(20, seed: 9) { crystal in
      let kept = try Cut([.plane(SIMD3(1, 2, -1), centre: .zero, distance: 0.5)])
      let normal = try #require(crystal.lattice).planeNormal(SIMD3(1, 2, -1))
      let expected = crystal.positions.count { dot($0, normal) <= 0.5 }
      let found = (try? kept.build(crystal).structure.count) ?? 0
      #expect(found == expected)
    }
  }

  @Test func anEmptySelectionIsRefused() throws {
    #expect(throws: EditError.nothingChosen("'K'")) {
      try salt.choosing(Selection(parsing: "K"))
    }
    #expect(try salt.choosing(Selection(parsing: "Na"), inverted: true).structure.count == 4)
  }

  // MARK: merging

  private var atom: Structure {
    Structure(species: Categorical([Species(label: "Na")]), positions: [Vector3(2.1, 0, 0)])
  }

  @Test func overlapsAreNamedOrRemoved() throws {
    // The merged Na is 0.1 Å from the Cl at (2, 0, 0), atom 6.
    do {
      _ = try Merger().build([salt, atom])
      Issue.record("the overlap was not seen")
    } catch {
      guard case .overlap(let first, let other, let second, let distance, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect((first, other, second) == (5, 1, 0) && abs(distance - 0.1) < 1e-12)
    }
    #expect(try Merger(overlaps: .removeLater).build([salt, atom]).structure.count == 8)
    // That Cl, and the Na at (4, 0, 0), 1.9 Å away and less than 0.6 · 2 · 1.66 = 1.992 Å.
    #expect(try Merger(overlaps: .removeEarlier).build([salt, atom]).structure.count == 7)
    #expect(try Merger(leastDistance: 0.05).build([salt, atom]).structure.count == 9)
  }

  @Test func mergingSeesOverlapsThroughTheBoundary() throws {
    var far = atom
    far.positions = [Vector3(-1.9, 4, 8)]
    #expect(throws: EditError.self) { try Merger().build([salt, far]) }
  }

  @Test func whatOnlySomePartsKnowIsDroppedAndSaid() throws {
    var charged = salt
    charged.charges = [1, 1, 1, 1, -1, -1, -1, -1]
    charged.fixedAxes = Array(repeating: .all, count: 8)
    let both = try Merger(leastDistance: 0).build([charged, atom])
    #expect(both.structure.charges == nil && both.report.warnings.count == 1)
    #expect(both.structure.fixedAxes?.count { $0 == .all } == 8)
    #expect(both.structure.species.runs.count == 2)
    #expect(throws: EditError.self) { try Merger().build([salt]) }
    #expect(throws: EditError.self) { try Merger(cellOf: 2).build([salt, atom]) }
  }
}
