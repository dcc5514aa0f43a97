import QuenchModel
import QuenchSymmetry
import Testing

@Suite struct CellsTests {
  static let centred: [(name: String, atoms: Int, conventional: Int)] = [
    ("NaCl_halite", 2, 8), ("Si_diamond", 2, 8), ("V2O3_corundum", 10, 30),
    ("VO2_B", 12, 24), ("VO2_B_primitive_V4O8", 12, 24), ("TiO2_anatase", 6, 12),
    ("Li2CO3_zabuyelite", 12, 24), ("TiO2_rutile", 6, 6), ("Li_bcc", 1, 2),
    ("NaTiO2_rocksalt_disordered", 3, 12),
  ]

  @Test(arguments: centred)
  func cellsHoldTheSameCrystal(name: String, atoms: Int, conventional: Int) throws {
    let crystal = try TabulatedCrystal.named(name)
    let group = try crystal.spaceGroup()
    let density = Double(crystal.count) / (crystal.lattice?.volume ?? 0)
    for (cell, count) in [
      (try crystal.primitiveCell(), atoms), (try crystal.conventionalCell(), conventional),
      (try crystal.niggliCell(), crystal.count),
    ] {
      let lattice = try #require(cell.lattice)
      #expect(cell.count == count)
      #expect(!lattice.isLeftHanded)
      #expect(abs(Double(count) / lattice.volume / density - 1) < 1e-3)
      #expect(try cell.spaceGroup().number == group.number)
      #expect(composition(cell) == composition(crystal))
      #expect(try #require(cell.fractional).allSatisfy { $0.min() > -1e-9 && $0.max() < 1 })
    }
  }

  /// Shares per species of all atoms, to compare cells of different size.
  private func composition(_ structure: Structure) -> [String: Int] {
    var shares: [String: Double] = [:]
    for (atom, species) in structure.species.enumerated() {
      shares[species.label, default: 0] += structure.occupancies?[atom] ?? 1
    }
    let total = shares.values.reduce(0, +)
    return shares.mapValues { Int(($0 / total * 1e6).rounded()) }
  }

  @Test func thePrimitiveCellOfRockSaltHasTheNearestNeighbourVectors() throws {
    // fcc: three vectors of a/√2, 60° apart.
    let cell = try TabulatedCrystal.named("NaCl_halite").primitiveCell()
    let lattice = try #require(cell.lattice)
    for length in lattice.lengths.indices.map({ lattice.lengths[$0] }) {
      #expect(abs(length - 5.64056 / 2.0.squareRoot()) < 1e-9)
    }
    #expect(cell.species.map(\.label) == ["Na", "Cl"])
  }

  @Test func dataStayWithTheirAtoms() throws {
    var crystal = try TabulatedCrystal.named("TiO2_anatase")
    crystal.charges = crystal.species.map { $0.label == "Ti" ? 2.4 : -1.2 }
    crystal.masses = crystal.species.map { $0.label == "Ti" ? 48 : 18 }
    crystal.velocities = Coordinates(repeating: Vector3(1, 2, 3), count: crystal.count)
    for cell in [try crystal.primitiveCell(), try crystal.conventionalCell()] {
      for (atom, species) in cell.species.enumerated() {
        #expect(cell.charges?[atom] == (species.label == "Ti" ? 2.4 : -1.2))
        #expect(cell.masses?[atom] == (species.label == "Ti" ? 48 : 18))
      }
      #expect(cell.velocities == nil)
      #expect(Structure.lostByStandardisation.contains(.velocities))
    }
    #expect(try crystal.niggliCell().velocities?.count == crystal.count)
  }

  @Test func theNiggliCellUndoesAShear() throws {
    // Rutile in the basis a, b + 3a, c − 2b: Niggli puts the shortest vector, c, first.
    var crystal = try TabulatedCrystal.named("TiO2_rutile")
    let lattice = try #require(crystal.lattice)
    crystal.lattice = Lattice(
      a: lattice.a, b: lattice.b + 3 * lattice.a, c: lattice.c - 2 * lattice.b)
    let cell = try crystal.niggliCell()
    let lengths = try #require(cell.lattice).lengths
    #expect(abs(lengths.x - 2.95812) < 1e-9)
    #expect(abs(lengths.y - 4.59373) < 1e-9)
    #expect(abs(lengths.z - 4.59373) < 1e-9)
  }

  @Test func partialConstraintsDoNotOutliveTheirVectors() throws {
    var crystal = try TabulatedCrystal.named("Li_bcc")
    crystal.fixedAxes = [.all, .a]
    #expect(try crystal.niggliCell().fixedAxes == [.all, .none])
  }
}
