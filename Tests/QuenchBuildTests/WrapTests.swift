import QuenchBuild
import QuenchModel
import Testing

@Suite struct WrapTests {
  private func crystal(_ places: [Vector3]) -> Structure {
    Structure(
      lattice: .cubic(3), species: Categorical(places.map { _ in Species(label: "O") }),
      fractional: Coordinates(places))
  }

  @Test func atomsEndInsideTheHalfOpenCell() throws {
    let wrapped = try crystal([
      Vector3(1, -0.25, 2.5), Vector3(0.3, 0.999, 0), Vector3(-1e-17, 7, -1e-300),
    ]).wrapped()
    #expect(
      wrapped.sourceFractional
        == [Vector3(0, 0.75, 0.5), Vector3(0.3, 0.999, 0), Vector3(0, 0, 0)])
  }

  @Test func wrappingTwiceChangesNothing() throws {
    var generator = Seeded(6)
    for _ in 0..<40 {
      var structure = Structure.random(20, &generator)
      if Bool.random(using: &generator) { structure.positions = Coordinates(structure.positions) }
      let once = try structure.wrapped()
      let lattice = try #require(structure.lattice)
      #expect(try once.wrapped() == once)
      for atom in 0..<20 {
        let images = SIMD3<Double>(try #require(once.images)[atom])
        let before = SIMD3<Double>(try #require(structure.images)[atom])
        let left = once.positions[atom] + lattice.cartesian(images)
        let right = structure.positions[atom] + lattice.cartesian(before)
        #expect((left - right).length < 1e-9)
      }
    }
  }

  @Test func axesWithoutRepetitionAreLeftAlone() throws {
    var slab = crystal([Vector3(1.5, 0.5, 1.5)])
    slab.periodicity = [.a, .b]
    #expect(try slab.wrapped().sourceFractional == [Vector3(0.5, 0.5, 1.5)])
  }

  @Test func placesOutOfReachAreRefused() {
    #expect(throws: BuildError.unreachable(atom: 1)) {
      try crystal([.zero, Vector3(.nan, 0, 0)]).wrapped()
    }
    #expect(throws: BuildError.unreachable(atom: 0)) {
      try crystal([Vector3(1e12, 0, 0)]).wrapped()
    }
    #expect(throws: BuildError.noLattice) { try Structure().wrapped() }
  }

  @Test func aLeftHandedCellIsTurnedWithItsCrystal() throws {
    var generator = Seeded(7)
    var structure = Structure.random(4, &generator)
    let lattice = try #require(structure.lattice)
    structure.lattice = Lattice(a: lattice.b, b: lattice.a, c: lattice.c)
    let places = try #require(structure.fractional)
    structure.setFractional(places)
    let turned = structure.rightHanded()
    #expect(turned.lattice?.isLeftHanded == false)
    #expect(turned.lattice?.angles == structure.lattice?.angles)
    for (left, right) in zip(turned.positions, structure.positions) {
      #expect((left - right).length < 1e-12)
    }
  }
}
