import QuenchModel
import QuenchNeighbors
import QuenchSymmetry
import QuenchTrajectories
import Testing

@testable import QuenchBuild

@Suite struct SlabTests {
  private func crystal(_ name: String) throws -> Structure {
    try Trajectory.open([name]).prototype
  }

  private func slab(_ name: String, _ plane: String, _ change: (inout Slab) -> Void = { _ in })
    throws -> Built
  {
    var slab = Slab(plane: try MillerPlane(parsing: plane))
    change(&slab)
    return try slab.build(crystal(name))
  }

  /// Atoms, area and layers by hand: rutile a 4.594, c 2.95812 Å: (110) is c × a√2, layers O, Ti2O2,
  /// O in a/√2 = 3.2484 Å; Li2O a = 4.619: (111) is a²√3/4, layers Li O Li in a/√3.
  @Test func rutile110IsTheStoichiometricSlabOfTheTextbook() throws {
    let slab = try slab("TiO2_rutile", "110") { $0.size = .units(4) }.structure
    let lattice = try #require(slab.lattice)
    #expect(slab.count == 24)
    #expect(slab.species.runs.map(\.count) == [8, 16])
    #expect(abs(lattice.a.length - 2.95812) < 1e-9)
    #expect(abs(lattice.b.length - 4.594 * 2.0.squareRoot()) < 1e-3)
    #expect((lattice.angles - Vector3(90, 90, 90)).length < 1e-9)
    #expect(slab.layers().layers.map(\.atoms.count) == [1, 4, 1, 1, 4, 1, 1, 4, 1, 1, 4, 1])
  }

  @Test(arguments: [
    ("TiO2_rutile", "110", "O-O", true), ("TiO2_rutile", "101", "O-O", true),
    ("Li2O", "111", "Li-Li", true), ("V2O3_corundum", "012", "O-O", true),
    ("V2O3_corundum", "001", "V-V", true), ("V2O3_corundum", "104", "VO-VO", true),
    ("V2O3_corundum", "1,0,-1,4", "VO-VO", true), ("VO2_B", "001", "O-O", true),
    ("VO2_B_primitive_V4O8", "001", "O-O", true), ("Li2CO3_zabuyelite", "001", "LiO-LiO", true),
    ("LiOH", "001", "H-H", true), ("SiO2_alpha_quartz", "001", "O-O", true),
    ("Li2SiO3", "001", "Li2Si-O", false), ("Li4SiO4_P1_MP", "001", "Li2O-O", false),
    ("Li_bcc", "110", "Li-Li", true),
  ])
  func slabsOfThePapersAreRightAngledGroupedAndExact(
    name: String, plane: String, id: String, hasEqualFaces: Bool
  ) throws {
    let cutter = try SlabCutter(crystal(name), plane: MillerPlane(parsing: plane))
    #expect(cutter.terminations[0].id == id)
    #expect(cutter.terminations[0].hasEqualFaces == hasEqualFaces)
    let bulk = try crystal(name)
    let slab = try slab(name, plane) { $0.vacuum = 20.5 }.structure
    let lattice = try #require(slab.lattice)
    #expect(lattice.c.x == 0 && lattice.c.y == 0 && lattice.signedVolume > 0)
    #expect(lattice.isLowerTriangular && lattice.angles.z >= 90 - 1e-9)
    #expect(slab.species.runs.count == slab.species.counts.count { $0 > 0 })
    #expect(slab.composition.reducedFormula == bulk.composition.reducedFormula)
    let stack = slab.layers()
    #expect(abs(stack.vacuum - 20.5) < 1e-9)
    #expect(stack.thickness >= 10)
  }

  @Test func verticesOfKeptUnitsAreNeverCut() throws {
    let carbonate = try slab("Li2CO3_zabuyelite", "001") {
      $0.cutting.wholeBonds = (try? BondKind.list(parsing: "C-O")) ?? []
      $0.termination = "CO3-Li"
    }.structure
    // Every carbon still has its three oxygen atoms at 1.28…1.29 Å.
    var bonds = 0
    try carbonate.forEachPair(within: 1.5) { _ in bonds += 1 }
    #expect(bonds == 3 * carbonate.species.count { $0.name == "C" })
  }

  /// Two layers of charge ±1 at half the period: half of the outermost layer takes the dipole off.
  @Test func halfALayerMovedTakesTheDipoleOfRocksalt111() throws {
    let built = try slab("NaCl_halite", "111") {
      $0.isReconstructed = true
      $0.repeats = IntegerMatrix(diagonal: SIMD3(2, 2, 1))
      $0.size = .units(4)
    }
    #expect(built.structure.count == 32)
    #expect(built.structure.layers().layers.map(\.atoms.count) == [2, 4, 4, 4, 4, 4, 4, 4, 2])
    let states = OxidationStates.guessed(for: built.structure.composition)
    let charges = try #require(states.charges(of: built.structure))
    let dipole = zip(charges, built.structure.positions).reduce(0) { $0 + $1.0 * $1.1.z }
    #expect(abs(dipole) < 1e-9)
    #expect(built.structure.composition.reducedFormula == "NaCl")
    // Nearest neighbours stay those of the crystal: the moved half sits on its lattice.
    #expect(abs(try nearest(built.structure) - 5.6406 / 2) < 1e-3)
  }

  private func nearest(_ structure: Structure) throws -> Double {
    try structure.nearestPairs(within: 6).compactMap(\.distance).min() ?? .infinity
  }

  @Test func whatCannotBeReconstructedSaysWhy() throws {
    let odd = #expect(throws: SurfaceError.self) {
      try slab("NaCl_halite", "111") { $0.isReconstructed = true }
    }
    #expect(odd?.description.contains("--supercell 2x1") == true)
    let none = #expect(throws: SurfaceError.self) {
      try slab("NaCl_halite", "001") { $0.isReconstructed = true }
    }
    #expect(none?.description.contains("no dipole") == true)
    let share = #expect(throws: SurfaceError.self) {
      try slab("Li2O", "111") {
        $0.isReconstructed = true
        $0.repeats = IntegerMatrix(diagonal: SIMD3(2, 1, 1))
      }
    }
    #expect(share?.description.contains("not half") == true)
  }

  @Test func equalFacesAreMadeByRemovingLayers() throws {
    let built = try slab("TiO2_rutile", "110") {
      $0.termination = "O-TiO"
      $0.isSymmetric = true
      $0.size = .units(3)
    }
    // O (bridging) … TiO2O: without the lowest Ti2O2 the faces are O and O.
    let layers = built.structure.layers().layers.map(\.atoms.count)
    #expect(layers == Array(layers.reversed()))
    #expect(built.report.warnings.contains { $0.code == "W-FORMAL-CHARGE" })
    #expect(throws: SurfaceError.self) {
      try slab("TiO2_rutile", "110") {
        $0.termination = "O-TiO"
        ($0.isSymmetric, $0.isStoichiometric) = (true, true)
      }
    }
    #expect(throws: SurfaceError.self) { try slab("Li2SiO3", "001") { $0.isSymmetric = true } }
  }

  @Test func layersCountFromTheTop() throws {
    let slab = try slab("TiO2_rutile", "110") { $0.size = .layers(5) }.structure
    #expect(slab.layers().layers.map(\.atoms.count) == [4, 1, 1, 4, 1])
    let error = #expect(throws: SurfaceError.self) {
      try self.slab("TiO2_rutile", "110") {
        $0.size = .layers(5)
        $0.isStoichiometric = true
      }
    }
    #expect(error?.description.contains("3, 6, 9 layers do") == true)
  }

  @Test func bottomLayersAreHeld() throws {
    let slab = try slab("TiO2_rutile", "110") { $0.fixedLayers = 2 }.structure
    let held = try Selection(parsing: "fixed").atoms(in: slab)
    #expect(held == (try Selection(parsing: "layer 1-2").atoms(in: slab)))
    #expect(held.count == 5)
  }

  @Test func aSlabAtTheBottomBeginsAtZero() throws {
    let slab = try slab("TiO2_rutile", "110") { $0.alignment = .bottom }.structure
    #expect(slab.positions.map(\.z).min() == 0)
  }

  @Test(arguments: [
    ("110", 1, 1, 0), ("1-10", 1, -1, 0), ("-1-10", -1, -1, 0), ("1 -1 0", 1, -1, 0),
    ("1,-1,0", 1, -1, 0), ("(0 1 2)", 0, 1, 2), ("10-14", 1, 0, 4), ("1,0,-1,4", 1, 0, 4),
    ("002", 0, 0, 1), ("(10 0 5)", 2, 0, 1),
  ])
  func planesAreReadAsPeopleWriteThem(text: String, h: Int, k: Int, l: Int) throws {
    #expect(try MillerPlane(parsing: text).indices == SIMD3(h, k, l))
  }

  @Test(arguments: [
    ("000", "all three indices are zero"), ("1,0,1,4", "the third index would be -1"),
    ("", "expected three or four"), ("11", "expected three or four"), ("1x0", "expected"),
    ("99 0 1", "within ±50"), ("11-", "expected"), ("1.5 0 0", "expected"),
    ("9223372036854775807,1,0,0", "third index"),
  ])
  func badPlanesSayWhy(text: String, reason: String) {
    let error = #expect(throws: SurfaceError.self) { try MillerPlane(parsing: text) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    #expect(error?.fault == .parameter)
  }

  @Test func badParametersAreNamed() throws {
    func fails(_ part: String, _ change: (inout Slab) -> Void) throws {
      let error = #expect(throws: SurfaceError.self) { try slab("TiO2_rutile", "110", change) }
      #expect(error?.description.contains(part) == true, "\(String(describing: error))")
    }
    try fails("vacuum") { $0.vacuum = -1 }
    try fails("vacuum") { $0.vacuum = .nan }
    try fails("thickness") { $0.size = .thickness(0) }
    try fails("thickness") { $0.size = .thickness(.infinity) }
    try fails("layers") { $0.size = .layers(0) }
    try fails("units") { $0.size = .units(-3) }
    try fails("there are O-O, O-TiO") { $0.termination = "Ti" }
    try fails("there are O-O, O-TiO") { $0.termination = "3" }
    try fails("supercell") { $0.repeats = IntegerMatrix(diagonal: SIMD3(0, 1, 1)) }
    try fails("fixed layers") { $0.fixedLayers = 99 }
    try fails("layer tolerance") { $0.cutting.layerTolerance = -1 }
    try fails("lower the tolerance") { $0.cutting.layerTolerance = 2 }
    #expect(throws: SurfaceError.self) { try slab("TiO2_rutile", "1,0,-1,1") }
    #expect(throws: SurfaceError.self) { try slab("H2O", "110") }
    for text in ["0x1", "2x2x2", "a", "", "1,1;1,1"] {
      #expect(throws: SurfaceError.self) {
        let repeats = try Slab.repeats(parsing: text)
        _ = try self.slab("TiO2_rutile", "110") { $0.repeats = repeats }
      }
    }
  }
}
