import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct CIFTests {
  private let cif = FileFormat.cif

  private func text(
    cell: String = "4 4 4 90 90 90",
    symmetry: String = "loop_\n_space_group_symop_operation_xyz\n'x,y,z'",
    sites: String
  ) -> String {
    let names = ["length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma"]
    let lines = zip(names, cell.split(separator: " ")).map { "_cell_\($0) \($1)" }
    return "data_test\n\(lines.joined(separator: "\n"))\n\(symmetry)\n\(sites)\n"
  }

  private func sites(_ rows: String...) -> String {
    "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
      + "_atom_site_fract_z\n_atom_site_occupancy\n" + rows.joined(separator: "\n")
  }

  // MARK: Grammar

  @Test func wordsOfAllKindsAreTold() throws {
    let source =
      "#c\ndata_X _a.B 'it's' _c \"q\" # comment\nloop_ _d _e 1 ? . 'x y'\n_t\n;one\n two\n;\n"
    let document = try Array(source.utf8).withUnsafeBytes { try CIFDocument($0, source: "f") }
    let block = document.blocks[0]
    #expect(block.name == "X")
    #expect(block.items["_a_b"]?.text == "it's")
    #expect(block.items["_c"]?.text == "q")
    #expect(block.items["_t"]?.text == "one\n two")
    #expect(block.loops[0].values.map(\.known) == ["1", nil, nil, "x y"])
  }

  @Test(arguments: [
    ("data_a\n_b 'open\n", 2), ("data_a\n_b\n;field\n", 3), ("data_a\nloop_\n_b\n_c\n1 2 3\n", 5),
    ("data_a\n_b\n", 2), ("data_a\n_b loop_\n", 2), ("data_a\n1\n", 2), ("_b 1\n", 1), ("", 1),
    ("data_a\nloop_\n1 2\n", 2), ("hello world\n", 1),
  ])
  func brokenGrammarNamesItsLine(source: String, line: Int) {
    #expect(cif.failure(source)?.line == line)
  }

  // MARK: Numbers and operations

  @Test func uncertaintiesAreSetApart() {
    #expect(CIFNumber("1.234(5)")?.value == 1.234)
    #expect(CIFNumber("1.234(5)")?.isRefined == true)
    #expect(CIFNumber("-.5")?.value == -0.5)
    #expect(CIFNumber("120")?.decimals == 0)
    for bad in ["1.2(", "1.2()", "1.2(x)", "x", "1,5", "nan", "1e400"] {
      #expect(CIFNumber(bad) == nil)
    }
  }

  @Test func roundedThirdsAreExactOnesWithinAThousandthOfAnAngstrom() {
    func sixth(_ text: String, _ length: Double) -> Double? {
      CIFNumber(text)?.nearestSixth(length: length)
    }
    #expect(sixth("0.3333", 5) == 1.0 / 3)
    #expect(sixth("0.333300", 5) == 1.0 / 3)
    #expect(sixth("-.66667", 5) == -2.0 / 3)
    #expect(sixth("0.1667", 5) == 1.0 / 6)
    // 0.000033 · 40 Å is more than 0.001 Å.
    #expect(sixth("0.3333", 40) == nil)
    #expect(sixth("0.3335", 5) == nil)
    #expect(sixth("0.3333(2)", 5) == nil)
    #expect(sixth("0.33", 0.1) == nil)
    #expect(sixth("0.5", 5) == nil)
  }

  @Test(arguments: [
    ("x,y,z", Vector3(0.1, 0.2, 0.3)), ("-y,x-y,z+1/3", Vector3(-0.2, -0.1, 0.3 + 1.0 / 3)),
    ("1/2+x, -y+.5 , -Z", Vector3(0.6, 0.3, -0.3)), ("y+x-x,x,z", Vector3(0.2, 0.1, 0.3)),
    ("+X,+Y,0.6667+z", Vector3(0.1, 0.2, 0.3 + 2.0 / 3)),
    ("z,1*x,y-0.25", Vector3(0.3, 0.1, -0.05)),
  ])
  func operationsAreReadInAnyOrder(text: String, image: Vector3) throws {
    let operation = try #require(SymmetryOperation(text))
    #expect((operation(Vector3(0.1, 0.2, 0.3)) - image).length < 1e-15)
  }

  @Test(arguments: [
    "x,y", "x,y,z,x", "x,x,z", "2x,y,z", "x,y,w", "x,y,", "x,y,z+", "x,y,z/0", "1/0,y,z", "",
    "x y z",
    "x,y,z+1/2/3", "99999999999999999999x,y,z",
  ])
  func whatIsNoOperationIsRefused(text: String) {
    #expect(SymmetryOperation(text) == nil)
  }

  // MARK: Crystals

  @Test(arguments: [
    // Atoms and volume as in the sources' own tables.
    ("V2O3_corundum", 30, 297.360), ("NaTiO2_rocksalt_disordered", 12, 74.334),
    ("SiO2_alpha_quartz", 9, 112.933), ("Li4SiO4_P1_MP", 18, 173.161),
  ])
  func realCrystalsHaveTheirAtoms(name: String, atoms: Int, volume: Double) throws {
    let frame = try #require(try cif.read(try fixture("\(name).cif"), source: name).frames.first)
    #expect(frame.structure.count == atoms)
    #expect(abs((frame.structure.lattice?.volume ?? 0) - volume) < 1e-3)
    #expect(frame.structure.title == name)
  }

  @Test func thirdsThatWereRoundedAreSaid() throws {
    let frame = try #require(
      try cif.read(try fixture("SiO2_alpha_quartz.cif"), source: "q").frames.first)
    #expect(frame.warnings.map(\.code) == ["W-CIF-SNAP"])
  }

  @Test func aSharedSiteBecomesTwoAtomsWithOccupancies() throws {
    let structure = try #require(
      try cif.read(try fixture("NaTiO2_rocksalt_disordered.cif"), source: "n").frames.first
    ).structure
    #expect(structure.species.counts == [4, 4, 4])
    #expect(structure.occupancies == [Double](repeating: 0.5, count: 8) + [1, 1, 1, 1])
    #expect(structure.positions[0] == structure.positions[4])
  }

  @Test func specialPositionsMergeAcrossTheCellEdge() throws {
    let inversion = "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n-x,-y,-z"
    let structure = try cif.frame(
      text(
        symmetry: inversion,
        sites: sites("A O 0.0001 0.9999 0 1", "B O 0.5 0.5 0.5 1", "C Ti .1 .2 .3 1"))
    ).structure
    #expect(structure.species.counts == [2, 2])
    #expect(structure.fractional?.last == Vector3(0.9, 0.8, 0.7))
  }

  @Test func sitesListedTwiceAreSaid() throws {
    let inversion = "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n-x,-y,-z"
    let rows = sites(
      "O1 O .1 .2 .3 1", "O2 O .9 .8 .7 1", "Ti1 Ti .9 .8 .7 .5", "Ti2 Ti .1 .2 .3 .5")
    let frame = try cif.frame(text(symmetry: inversion, sites: rows))
    #expect(frame.structure.species.counts == [2, 4])
    #expect(frame.warnings.map(\.code) == ["W-CIF-DUPLICATE"])
  }

  @Test func chargesDeuteriumAndUnknownsAreRead() throws {
    let frame = try cif.frame(
      text(
        sites: sites(
          "Ti1 Ti3+ 0 0 0 ?", "D1 D .5 .5 .5 .", "O1 O2- 0.25 0 0 0.75(2)", "H9 H ? ? ? 1")))
    #expect(frame.structure.species.map(\.label) == ["Ti3+", "D", "O2-"])
    #expect(frame.structure.species.map(\.name) == ["Ti", "H", "O"])
    #expect(frame.structure.occupancies == [1, 1, 0.75])
    #expect(frame.warnings.map(\.code) == ["W-CIF-UNLOCATED"])
  }

  @Test func labelsServeWhereTypesAreMissing() throws {
    let loop =
      "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
    let structure = try cif.frame(text(sites: loop + "Na1 0 0 0\nO1A .5 .5 .5\n")).structure
    #expect(structure.species.map(\.label) == ["Na", "O"])
    #expect(cif.failure(text(sites: loop + "X1 0 0 0\n"))?.column == 1)
  }

  @Test func aSpaceGroupWithoutOperationsIsAnErrorUnlessP1() throws {
    let site = sites("O1 O 0 0 0 1")
    let named = cif.failure(
      text(symmetry: "_symmetry_space_group_name_H-M 'F m -3 m'", sites: site))
    #expect(named?.description.contains("F m -3 m") == true)
    #expect(cif.failure(text(symmetry: "", sites: site)) != nil)
    #expect(
      try cif.frame(text(symmetry: "_space_group_name_H-M_alt 'P 1'", sites: site)).structure.count
        == 1)
    #expect(
      try cif.frame(text(symmetry: "_symmetry_Int_Tables_number 1", sites: site)).structure.count
        == 1)
  }

  @Test func onlyTheIdentityUnderAnotherGroupIsSaid() throws {
    let symmetry = "_space_group_name_H-M_alt 'P m'\nloop_\n_space_group_symop_operation_xyz\nx,y,z"
    let frame = try cif.frame(text(symmetry: symmetry, sites: sites("O1 O 0 0 0 1")))
    #expect(frame.warnings.map(\.code) == ["W-CIF-SYMMETRY"])
  }

  @Test func badCellsSitesAndOccupanciesNameTheirPlace() {
    let site = sites("O1 O 0 0 0 1")
    #expect(cif.failure(text(cell: "4 4 0 90 90 90", sites: site))?.line == 2)
    #expect(cif.failure(text(cell: "4 4 4 10 90 170", sites: site)) != nil)
    #expect(cif.failure(text(cell: "4 4 4 90 90 x", sites: site))?.reason == .notANumber("x"))
    #expect(
      cif.failure(text(cell: "4 4 4 90 90", sites: site))?.reason
        == .expected("_cell_angle_gamma", found: "none in data block 'test'"))
    #expect(cif.failure(text(sites: sites("O1 O 0 0,5 0 1")))?.advice?.contains("comma") == true)
    #expect(cif.failure(text(sites: sites("O1 O 0 0 0 1.5")))?.line == 18)
  }

  @Test func cartesianFilesAreDeclinedPolitely() {
    let error = cif.failure("data_1ABC\nloop_\n_atom_site.Cartn_x\n_atom_site.Cartn_y\n1.0 2.0\n")
    #expect(error?.description.contains("mmCIF") == true)
  }

  @Test func theFirstBlockWithAtomsIsRead() throws {
    let one = text(sites: sites("O1 O 0 0 0 1"))
    let frame = try cif.frame("data_global\n_journal_name_full 'X'\n" + one + one)
    #expect(frame.structure.count == 1)
    #expect(frame.warnings.map(\.code) == ["W-CIF-BLOCKS"])
  }

  // MARK: Writing

  @Test func writtenCrystalsAreReadExactly() throws {
    var random = SplitMix64(seed: 31)
    for _ in 0..<50 {
      let structure = randomStructure(&random, atoms: 20)
      guard let lattice = structure.lattice, !lattice.isLeftHanded else { continue }
      let again = try cif.frame(try cif.text(structure)).structure
      #expect(again.sourceFractional == structure.sourceFractional)
      #expect(again.species == structure.species)
      #expect(again.title == "random")
      let (a, b) = (lattice, try #require(again.lattice))
      #expect((a.lengths - b.lengths).length < 1e-13 && (a.angles - b.angles).length < 1e-11)
    }
  }

  @Test func occupanciesAndLabelsAreWritten() throws {
    let source = try cif.read(try fixture("NaTiO2_rocksalt_disordered.cif"), source: "n").frames[0]
    let again = try cif.read(try cif.write([source]), source: "again").frames[0].structure
    #expect(again.occupancies == source.structure.occupancies)
    #expect(again.species == source.structure.species)
  }

  @Test func aLeftHandedCellIsWrittenAsTheSameCrystal() throws {
    let lattice = Lattice(a: Vector3(0, 5, 0), b: Vector3(4, 0, 1), c: Vector3(0, 0, 6))
    let structure = Structure(
      lattice: lattice, species: Categorical([Species(label: "O"), Species(label: "Ti")]),
      fractional: [Vector3(0.1, 0.2, 0.3), Vector3(0.4, 0.1, 0.9)])
    let again = try cif.frame(try cif.text(structure)).structure
    // Distances and the handedness of three differences survive.
    func triple(_ s: Structure) -> Double {
      guard let l = s.lattice else { return 0 }
      let d = s.positions[1] - s.positions[0]
      return dot(d, cross(l.a, l.b)) * (l.isLeftHanded ? 1 : 1)
    }
    #expect(
      abs(
        (again.positions[1] - again.positions[0]).length
          - (structure.positions[1] - structure.positions[0]).length) < 1e-12)
    #expect(abs(triple(again) - triple(structure)) < 1e-9)
  }

  @Test func titlesWithQuotesSurvive() throws {
    var random = SplitMix64(seed: 32)
    for title in ["it's", "a \"b\" c", "both ' and \"", "", "; x", "#1", "ÄÖ µ"] {
      var structure = randomStructure(&random, atoms: 2)
      structure.title = title
      let again = try cif.frame(try cif.text(structure)).structure.title
      #expect(again == (title.isEmpty ? "structure" : title))
    }
  }
}
