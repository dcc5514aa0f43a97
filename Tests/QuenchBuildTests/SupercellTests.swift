import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct SupercellTests {
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

  @Test func sizesRepeatTheCell() throws {
    let cell = try Supercell(sizes: SIMD3(2, 3, 1)).build(salt)
    #expect(cell.count == 48)
    #expect(cell.lattice == Lattice(orthorhombic: Vector3(8, 12, 4)))
    // Copies follow their atom, so the runs of species are those of the cell.
    #expect(cell.species.runs.map(\.count) == [24, 24])
    // The second atom (0, ½, ½) at (0, (½ + j)/3, ½).
    #expect(cell.sourceFractional?[6] == Vector3(0, 0.5 / 3, 0.5))
    #expect(cell.sourceFractional?[7] == Vector3(0, 1.5 / 3, 0.5))
  }

  @Test func theOneByOneByOneCellIsTheCellItself() throws {
    var generator = Seeded(1)
    let crystal = Structure.random(7, &generator)
    #expect(try Supercell(sizes: SIMD3(1, 1, 1)).build(crystal) == crystal)
  }

  @Test func everyAtomIsACopyAtALatticePoint() throws {
    var generator = Seeded(2)
    for _ in 0..<60 {
      let crystal = Structure.random(5, &generator)
      let matrix = IntegerMatrix.random(&generator)
      let cell = try Supercell(matrix: matrix).build(crystal)
      let old = try #require(crystal.lattice)
      let new = try #require(cell.lattice)
      let index = matrix.determinant
      #expect(cell.count == 5 * index)
      #expect(abs(new.volume - Double(index) * old.volume) < 1e-9 * new.volume)
      #expect(!new.isLeftHanded)
      var seen: Set<SIMD3<Int>> = []
      for atom in 0..<cell.count {
        let source = atom / index
        #expect(cell.species[atom] == crystal.species[source])
        #expect(cell.velocities?[atom] == crystal.velocities?[source])
        #expect(cell.forces?[atom] == crystal.forces?[source])
        #expect(cell.charges?[atom] == crystal.charges?[source])
        #expect(cell.masses?[atom] == crystal.masses?[source])
        #expect(cell.occupancies?[atom] == crystal.occupancies?[source])
        #expect(cell.fixedAxes?[atom] == crystal.fixedAxes?[source])
        let shift = old.fractional(cell.positions[atom] - crystal.positions[source])
        let whole = shift.rounded(.toNearestOrEven)
        #expect((shift - whole).length < 1e-9)
        if source == 0 { seen.insert(SIMD3(Int(whole.x), Int(whole.y), Int(whole.z))) }
      }
      // No old cell comes twice, also not shifted by a new vector.
      let points = SuperlatticePoints(matrix)
      #expect(Set(seen.map { points.reduce($0).point }).count == index)
    }
  }

  @Test func unwrappedPlacesAreThoseOfTheCellPlusEachOldCellOnce() throws {
    var generator = Seeded(3)
    for _ in 0..<40 {
      let crystal = Structure.random(3, &generator)
      let matrix = IntegerMatrix.random(&generator)
      let cell = try Supercell(matrix: matrix).build(crystal)
      let index = matrix.determinant
      let points = Set(SuperlatticePoints(matrix).all)
      for source in 0..<3 {
        let start = try unwrapped(crystal, source)
        let copies = try (0..<index).map { copy in
          let shift = try #require(crystal.lattice).fractional(
            try unwrapped(cell, source * index + copy) - start)
          let whole = shift.rounded(.toNearestOrEven)
          #expect((shift - whole).length < 1e-8)
          return SIMD3(Int(whole.x), Int(whole.y), Int(whole.z))
        }
        #expect(Set(copies) == points)
      }
    }
  }

  private func unwrapped(_ structure: Structure, _ atom: Int) throws -> Vector3 {
    let cells = Vector3(SIMD3<Double>(try #require(structure.images)[atom]))
    return structure.positions[atom] + (try #require(structure.lattice)).cartesian(cells)
  }

  @Test func aSupercellOfASupercellIsTheSupercellOfTheProduct() throws {
    var generator = Seeded(4)
    let crystal = Structure.random(4, &generator)
    let (first, second) = (IntegerMatrix.random(&generator), IntegerMatrix.random(&generator))
    let twice = try Supercell(matrix: second).build(Supercell(matrix: first).build(crystal))
    let once = try Supercell(matrix: first.followed(by: second)).build(crystal)
    #expect(twice.count == once.count)
    let lattice = try #require(once.lattice)
    for row in 0..<3 { #expect((try #require(twice.lattice)[row] - lattice[row]).length < 1e-9) }
    let left = keys(twice, lattice)
    let right = keys(once, lattice)
    #expect(left == right)
  }

  /// Mass (which names the atom) and place in the cell, rounded to 10⁻⁶ of it.
  private func keys(_ structure: Structure, _ lattice: Lattice) -> Set<[Int]> {
    Set(
      structure.positions.indices.map { atom in
        let place = lattice.fractional(structure.positions[atom])
        let grid = ((place - place.rounded(.down)) * 1e6).rounded(.toNearestOrEven)
        return [Int(structure.masses?[atom] ?? 0)] + (0..<3).map { Int(grid[$0]) % 1_000_000 }
      })
  }

  @Test func moleculesStayTogetherAndAreNumbered() throws {
    var water = Structure(
      lattice: .cubic(10),
      species: Categorical(["O", "H", "H", "Na"].map { Species(label: $0) }),
      fractional: Coordinates(repeating: Vector3(0.5, 0.5, 0.5), count: 4))
    water.residues = Residues(
      numbers: [7, 7, 7, 8], names: Categorical(["SOL", "SOL", "SOL", "NA"]),
      atomNames: Categorical(["OW", "HW1", "HW2", "NA"]))
    let cell = try Supercell(sizes: SIMD3(2, 1, 1)).build(water)
    #expect(cell.residues?.numbers == [1, 1, 1, 2, 2, 2, 3, 4])
    #expect(
      cell.residues.map { Array($0.names) } == [
        "SOL", "SOL", "SOL", "SOL", "SOL", "SOL", "NA", "NA",
      ])
    #expect(cell.species.map(\.label) == ["O", "H", "H", "O", "H", "H", "Na", "Na"])
  }

  @Test func constraintsFollowTheirVectors() throws {
    var crystal = salt
    crystal.fixedAxes = [.a] + Array(repeating: .none, count: 7)
    // New a = 2b, new b = c, new c = a: what was fixed along a is fixed along the new c.
    let turned = try Supercell(
      matrix: IntegerMatrix(SIMD3(0, 2, 0), SIMD3(0, 0, 1), SIMD3(1, 0, 0))
    ).build(crystal)
    #expect(turned.fixedAxes?.prefix(2) == [.c, .c])
    #expect(throws: BuildError.partialConstraint(atom: 0)) {
      try Supercell(parsing: "1,1,0;-1,1,0;0,0,1").build(crystal)
    }
  }

  @Test func anAxisWithoutRepetitionIsNotRepeated() throws {
    var slab = salt
    slab.periodicity = [.a, .b]
    #expect(try Supercell(sizes: SIMD3(2, 2, 1)).build(slab).periodicity == [.a, .b])
    #expect(throws: BuildError.notPeriodic(axis: 2)) {
      try Supercell(sizes: SIMD3(1, 1, 2)).build(slab)
    }
    #expect(throws: BuildError.notPeriodic(axis: 2)) {
      try Supercell(parsing: "1,0,1;0,1,0;0,0,1").build(slab)
    }
  }

  @Test func matricesThatMakeNoCellAreRefused() {
    #expect(throws: BuildError.singularMatrix) { try Supercell(parsing: "1,1,0;1,1,0;0,0,1") }
    #expect(throws: BuildError.leftHanded(fix: "1x1x1")) {
      try Supercell(parsing: "0,1,0;1,0,0;0,0,1")
    }
    #expect(throws: BuildError.self) { try Supercell(sizes: SIMD3(0, 1, 1)) }
    #expect(throws: BuildError.self) { try Supercell(sizes: SIMD3(-1, -1, 1)) }
    #expect(throws: BuildError.self) { try Supercell(sizes: SIMD3(Int.max, 2, 1)) }
    #expect(throws: BuildError.self) { try Supercell(sizes: SIMD3(9999, 9999, 9999)).build(salt) }
    #expect(throws: BuildError.noLattice) {
      try Supercell(sizes: SIMD3(1, 1, 1)).build(Structure())
    }
  }

  @Test(arguments: [
    ("2x2x1", "2x2x1"), ("2,2,1", "2x2x1"), ("2 2 1", "2x2x1"), (" 2 x 2 X 1 ", "2x2x1"),
    ("3", "3x3x3"), ("1,1,0;-1,1,0;0,0,1", "1,1,0;-1,1,0;0,0,1"),
    ("1 1 0; -1 1 0; 0 0 1", "1,1,0;-1,1,0;0,0,1"), ("2,0,0;0,2,0;0,0,1", "2x2x1"),
  ])
  func sizesAndMatricesAreReadAsPeopleWriteThem(text: String, expected: String) throws {
    let cell = try Supercell(parsing: text)
    #expect(cell.text == expected)
    #expect(try Supercell(parsing: cell.text) == cell)
  }

  @Test(arguments: [
    ("", 1), ("2x2", 4), ("2xx1", 3), ("2x2x1x", 7), ("2,2,a", 5), ("2.5x1x1", 2),
    ("1,0,0;0,1,0", 12),
    ("1,2;3,4;5,6", 12), (";", 1), ("1,1,1;2,2,2;3,3,3;4,4,4", 18), ("x2x1", 1), ("2 2 1 5", 7),
    ("99999999999999999999", 1), ("é", 1),
  ])
  func badTextNamesItsColumn(text: String, column: Int) {
    let error = #expect(throws: BuildError.self) { try Supercell(parsing: text) }
    guard case .badText(_, let found, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == column)
  }

  @Test func aMillionAtomsTakeLessThanASecond() throws {
    let supercell = try Supercell(sizes: SIMD3(50, 50, 50))
    var cell = Structure()
    let time = try ContinuousClock().measure { cell = try supercell.build(salt) }
    #expect(cell.count == 1_000_000)
    #expect(time < .seconds(1))
  }
}
