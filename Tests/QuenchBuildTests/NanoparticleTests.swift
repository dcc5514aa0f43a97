import QuenchModel
import QuenchNeighbors
import QuenchSymmetry
import Testing

@testable import QuenchBuild

@Suite struct NanoparticleTests {
  /// Simple cubic polonium, a = 1 Å.
  private var cubic: Structure {
    Structure(
      lattice: .cubic(1), species: Categorical([Species(label: "Po")]), fractional: [.zero])
  }

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

  private func count(_ form: Nanoparticle.Form, _ radius: Double) throws -> Int {
    try Nanoparticle(form, size: .radius(radius)).build(cubic).structure.count
  }

  @Test func spheresHoldTheLatticePointsWithin() throws {
    // r₃ summed (OEIS A000605): 1, 7, 33, 123, 257, 515 points of Z³ within 0, 1, 2, 3, 4, 5.
    #expect(try [1, 2, 3, 4, 5].map { try count(.sphere, $0) } == [7, 33, 123, 257, 515])
  }

  @Test func cubesAndOctahedraComeFromOneFacet() throws {
    #expect(try count(.wulff([Facet(SIMD3(1, 0, 0), energy: 1)]), 2) == 125)
    // |x| + |y| + |z| ≤ n: centred octahedral numbers 25, 63.
    let octahedron = [Facet(SIMD3(1, 1, 1), energy: 0.7)]
    #expect(try count(.wulff(octahedron), 2 / 3.0.squareRoot()) == 25)
    #expect(try count(.wulff(octahedron), 3 / 3.0.squareRoot()) == 63)
  }

  @Test func theTruncatedOctahedronHasItsAreas() throws {
    // All edges equal for γ100/γ111 = 2/√3: 6 squares and 8 hexagons, 6 : 12 √3, volume 8√2 e³.
    let facets = [
      Facet(SIMD3(1, 1, 1), energy: 1), Facet(SIMD3(1, 0, 0), energy: 2 / 3.0.squareRoot()),
    ]
    var faces: [ParticleShape.Face] = []
    for (number, facet) in facets.enumerated() {
      for index in facet.form(try cubic.spaceGroup().operations) {
        faces.append(
          ParticleShape.Face(
            normal: Lattice.cubic(1).planeNormal(index), distance: facet.energy, facet: number))
      }
    }
    #expect(faces.count == 14)
    let shape = ParticleShape(faces: faces, radius: .infinity)
    let areas = shape.areas(facets: 2)
    #expect(abs(areas[1] / areas[0] - 6 / (12 * 3.0.squareRoot())) < 1e-12)
    // d111 = √6/2 e = 1.
    let edge = 2 / 6.0.squareRoot()
    #expect(abs(shape.volume - 8 * 2.0.squareRoot() * edge * edge * edge) < 1e-12)
    #expect(abs(try #require(shape.reach) - (2.5).squareRoot() * edge) < 1e-12)
  }

  @Test func facetsThatCostTooMuchAreSaidToBeAbsent() throws {
    let built = try Nanoparticle(
      .wulff([Facet(SIMD3(1, 0, 0), energy: 1), Facet(SIMD3(1, 1, 1), energy: 3)]),
      size: .radius(2)
    ).build(cubic)
    #expect(built.structure.count == 125 && built.report.warnings.map(\.code) == ["W-WULFF-ABSENT"])
  }

  @Test func openShapesAreRefused() throws {
    // {001} alone leaves a tetragonal crystal open along a and b.
    let tin = Structure(
      lattice: Lattice(orthorhombic: Vector3(3, 3, 4)),
      species: Categorical([Species(label: "Sn")]),
      fractional: [.zero])
    #expect(throws: EditError.openShape) {
      try Nanoparticle(.wulff([Facet(SIMD3(0, 0, 1), energy: 1)]), size: .radius(5)).build(tin)
    }
  }

  @Test func theBoxLeavesTheVacuumAskedFor() throws {
    let built = try Nanoparticle(.sphere, size: .radius(9), vacuum: 13).build(salt).structure
    for axis in 0..<3 { #expect(abs(built.layers(along: axis).vacuum - 13) < 1e-9) }
    #expect(built.species.runs.count == 2 && built.lattice?.isLeftHanded == false)
  }

  @Test func aNumberOfAtomsIsReachedAsNearAsShellsAllow() throws {
    // Shells about an ion: 1, 7, 19, 27, 33, 57, 81, 93, 123 …
    let near = try Nanoparticle(.sphere, size: .atoms(90)).build(salt).structure
    #expect(near.count == 93)
    #expect(try Nanoparticle(.sphere, size: .atoms(1)).build(salt).structure.count == 1)
  }

  @Test func stoichiometricParticlesHaveWholeFormulaUnits() throws {
    for radius in [4.0, 5, 6, 7.3, 8.8] {
      let built = try Nanoparticle(.sphere, size: .radius(radius), isStoichiometric: true).build(
        salt)
      let parts = built.structure.composition.parts
      #expect(parts.count == 2 && parts[0].amount == parts[1].amount)
      #expect(built.report.host?.reducedFormula == "NaCl")
    }
  }

  @Test func badParametersAreNamed() throws {
    #expect(throws: EditError.self) { try Nanoparticle(.sphere, size: .radius(-1)).build(salt) }
    #expect(throws: EditError.self) { try Nanoparticle(.sphere, size: .radius(.nan)).build(salt) }
    #expect(throws: EditError.self) { try Nanoparticle(.sphere, size: .atoms(0)).build(salt) }
    #expect(throws: EditError.noLattice) {
      try Nanoparticle(.sphere, size: .radius(3)).build(
        Structure(species: Categorical([Species(label: "O")]), positions: [.zero]))
    }
    #expect(throws: EditError.self) { try Nanoparticle(.sphere, size: .radius(900)).build(salt) }
    for text in ["", "111", "111=", "111=-1", "000=1", "1x1=1", "111=nan"] {
      #expect(throws: EditError.self, "\(text)") { try Facet.list(parsing: text) }
    }
    #expect(
      try Facet.list(parsing: "1 -1 0=0.9,100=1.2").map(\.index) == [
        SIMD3(1, -1, 0), SIMD3(1, 0, 0),
      ])
  }

  // MARK: particles in matrices

  @Test func matrixAtomsKeepTheirDistance() throws {
    let particle = try Nanoparticle(.sphere, size: .radius(5)).build(cubicGold).structure
    let matrix = try Supercell(sizes: SIMD3(6, 6, 6)).build(salt)
    let built = try Embedding(gap: 2.5).build(particle: particle, matrix: matrix)
    let gold = built.structure.composition.parts.first { $0.name == "Au" }
    #expect(gold?.amount == Double(particle.count))
    var least = Double.infinity
    try built.structure.forEachPair(within: 4) { pair in
      let names = [built.structure.species[pair.i].name, built.structure.species[pair.j].name]
      if names.contains("Au"), names != ["Au", "Au"] { least = min(least, pair.distance) }
    }
    #expect(least >= 2.5)
    #expect(built.structure.lattice == matrix.lattice)
  }

  private var cubicGold: Structure {
    Structure(
      lattice: .cubic(3), species: Categorical([Species(label: "Au")]), fractional: [.zero])
  }

  @Test func nothingIsLeftInsideTheParticle() throws {
    // A hollow cage of eight atoms: the matrix atoms in its middle are farther than the gap.
    let cage = try Nanoparticle(.wulff([Facet(SIMD3(1, 0, 0), energy: 1)]), size: .radius(3))
      .build(cubicGold).structure
    let corners = cage.selecting(
      (0..<cage.count).filter { atom in
        let place = cage.positions[atom] - cage.middle
        return (0..<3).allSatisfy { abs(place[$0]) > 2 }
      })
    #expect(corners.count == 8)
    let matrix = try Supercell(sizes: SIMD3(4, 4, 4)).build(salt)
    let built = try Embedding(gap: 1).build(particle: corners, matrix: matrix).structure
    let inside = (0..<built.count).count { atom in
      let place = built.positions[atom] - built.middle
      return built.species[atom].name != "Au" && (0..<3).allSatisfy { abs(place[$0]) < 2.5 }
    }
    #expect(inside == 0)
  }

  @Test func theMatrixMayKeepItsFormula() throws {
    let particle = try Nanoparticle(.sphere, size: .radius(5)).build(cubicGold).structure
    let matrix = try Supercell(sizes: SIMD3(5, 5, 5)).build(salt)
    let built = try Embedding(gap: 2, centre: Vector3(0.5, 0.45, 0.4), keepsStoichiometry: true)
      .build(particle: particle, matrix: matrix).structure
    let parts = built.composition.parts
    let amounts = ["Na", "Cl"].map { name in parts.first { $0.name == name }?.amount }
    #expect(amounts[0] == amounts[1])
  }

  @Test func particlesThatDoNotFitAreRefused() throws {
    let particle = try Nanoparticle(.sphere, size: .radius(9)).build(cubicGold).structure
    #expect(throws: EditError.self) {
      try Embedding(gap: 2).build(particle: particle, matrix: salt)
    }
    #expect(throws: EditError.self) {
      try Embedding(gap: -2).build(particle: particle, matrix: salt)
    }
  }
}
