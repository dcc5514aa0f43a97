import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct POSCARTests {
  private let poscar = FileFormat.poscar

  /// A cube of 4 Å with one Ti and one O; parts can be replaced.
  private func text(
    scale: String = "1.0", cell: String = "4 0 0\n0 4 0\n0 0 4", species: String = "Ti O\n1 1",
    mode: String = "Direct", atoms: String = "0 0 0\n0.5 0.25 0.125", tail: String = ""
  ) -> String {
    "title\n\(scale)\n\(cell)\n\(species)\n\(mode)\n\(atoms)\n\(tail)"
  }

  // MARK: Cell and scale

  @Test func aPositiveScaleMultipliesCellAndCartesianPositions() throws {
    let direct = try poscar.frame(text(scale: "2.0")).structure
    #expect(direct.lattice == .cubic(8))
    #expect(direct.positions[1] == Vector3(4, 2, 1))
    let cartesian = try poscar.frame(text(scale: "2.0", mode: "Cartesian")).structure
    #expect(cartesian.positions[1] == Vector3(1, 0.5, 0.25))
  }

  @Test func aNegativeScaleIsTheVolume() throws {
    // (512 / 64)^(1/3) = 2
    let structure = try poscar.frame(text(scale: "-512", mode: "cart")).structure
    #expect(abs((structure.lattice?.volume ?? 0) - 512) < 1e-9)
    #expect((structure.positions[1] - Vector3(1, 0.5, 0.25)).length < 1e-12)
  }

  @Test func threeScalesAreForXYZ() throws {
    let structure = try poscar.frame(
      text(scale: "1 2 3", cell: "4 1 1\n0 4 1\n0 0 4", mode: "K")
    ).structure
    #expect(structure.lattice?.a == Vector3(4, 2, 3))
    #expect(structure.positions[1] == Vector3(0.5, 0.5, 0.375))
  }

  @Test(arguments: [
    ("0", "2:1: 0 is not a possible scale"),
    ("1 -2 3", "2:3: -2: three scales must be positive"),
    ("1 2", "2:3: expected one scale or three, found 'two'"),
    ("x", "2:1: expected the scale, a number, found 'x'"),
    ("", "2:1: expected the scale, found 'end of line'"),
  ])
  func impossibleScalesAreRefused(scale: String, message: String) {
    #expect(poscar.failure(text(scale: scale)).map { "\($0)" }?.contains(message) == true)
  }

  @Test func aCellWithoutVolumeIsRefused() {
    let error = poscar.failure(text(cell: "4 0 0\n4 0 0\n0 0 4"))
    #expect(error.map { "\($0)" } == "test:3:1: these three vectors span no cell")
  }

  @Test func aLeftHandedCellIsReadWithAWarningAndNotWritten() throws {
    let frame = try poscar.frame(text(cell: "0 4 0\n4 0 0\n0 0 4"))
    #expect(frame.warnings.map(\.code) == ["W-POS-LEFTHANDED"])
    #expect(throws: WriteError.self) { try poscar.write([frame]) }
  }

  // MARK: Species

  @Test func vasp4NeedsSpecies() throws {
    let old = text(species: "1 1")
    let error = try #require(poscar.failure(old))
    #expect(error.line == 6)
    #expect(error.advice?.contains("--species") == true)
    let given = try poscar.frame(old, options: ReadOptions(species: ["Ti", "O"])).structure
    #expect(given.species.map(\.name) == ["Ti", "O"])
    let wrong = poscar.failure(old, options: ReadOptions(species: ["Ti"]))
    #expect(
      wrong?.reason
        == .countMismatch(
          what: "atom numbers for the species given", expected: 1, found: 2))
  }

  @Test func labelsKeepTheirSuffixAndNameTheElement() throws {
    let structure = try poscar.frame(
      text(species: "Ti_pv/3f2a6b O/\n1 1")
    ).structure
    #expect(structure.species.map(\.label) == ["Ti_pv/3f2a6b", "O/"])
    #expect(structure.species.map(\.element?.symbol) == ["Ti", "O"])
    #expect(
      try poscar.frame(text(species: "H.5 D\n1 1")).structure.species.map(\.name) == ["H", "H"])
  }

  @Test func aLabelThatIsNoElementIsNotGuessed() throws {
    let frame = try poscar.frame(text(species: "Va O\n1 1"))
    #expect(frame.structure.species[0].element == nil)
    #expect(frame.warnings.map(\.code) == ["W-POS-SPECIES"])
  }

  @Test func repeatedBlocksArePreservedAndGroupedOnlyWhenWritten() throws {
    let source = text(species: "O Ti O\n1 1 1", atoms: "0 0 0\n.1 .1 .1\n.2 .2 .2")
    let structure = try poscar.frame(source).structure
    #expect(structure.species.map(\.name) == ["O", "Ti", "O"])
    #expect(POSCAR.order(of: structure).sources == [0, 2, 1])
    let grouped = try poscar.frame(try poscar.text(structure)).structure
    #expect(grouped.species.map(\.name) == ["O", "O", "Ti"])
    #expect(grouped.fractional?.map(\.x) == [0, 0.2, 0.1])
    let runs = try poscar.text(structure, options: WriteOptions(groupSpecies: false))
    #expect(try poscar.frame(runs).structure == structure)
  }

  @Test func countsMustAgreeWithTheSpecies() {
    #expect(poscar.failure(text(species: "Ti O\n2"))?.line == 7)
    #expect(
      poscar.failure(text(species: "Ti O\n1 1 1"))?.reason
        == .countMismatch(what: "atom numbers for the species", expected: 2, found: 3))
  }

  @Test func commentsAfterSpeciesCountsAndPositionsAreSkipped() throws {
    let structure = try poscar.frame(
      text(
        scale: "1.0 scale", species: "Ti O ! species\n1 1 atoms",
        atoms: "0 0 0 Ti first\n0.5 0.25 0.125 O 3")
    ).structure
    #expect(structure.count == 2)
    #expect(structure.positions[1] == Vector3(2, 1, 0.5))
  }

  @Test func zeroCountsKeepTheirSpecies() throws {
    let structure = try poscar.frame(text(species: "Ti O Li\n1 0 1")).structure
    #expect(structure.species.categories.map(\.name) == ["Ti", "O", "Li"])
    #expect(structure.species.counts == [1, 0, 1])
    #expect(try poscar.frame(text(species: "Ti\n0", atoms: "")).structure.count == 0)
  }

  @Test(arguments: ["-1 1", "2147483648 1", "9223372036854775808 1", "1000000000000000000 1"])
  func impossibleCountsAreRefused(counts: String) {
    let error = poscar.failure(text(species: "Ti O\n\(counts)"))
    #expect(error?.line == 7 && error?.column == 1)
  }

  @Test func countsBeyondTheFileAreAnErrorWithoutMemory() {
    let error = poscar.failure(text(species: "Ti O\n1000000000 1"))
    #expect(error?.reason == .endOfFile(expected: "1000000001 lines of positions"))
  }

  // MARK: Modes and flags

  @Test(arguments: ["Cartesian", "cart", "K", "k-points no"]) func cOrKMeansCartesian(mode: String)
    throws
  {
    #expect(try poscar.frame(text(mode: mode)).structure.positions[1] == Vector3(0.5, 0.25, 0.125))
  }

  @Test(arguments: ["Direct", "direct", "D", "fractional", ""]) func allElseMeansDirect(
    mode: String
  )
    throws
  {
    #expect(try poscar.frame(text(mode: mode)).structure.positions[1] == Vector3(2, 1, 0.5))
  }

  @Test func aMissingModeLineIsAnError() {
    #expect(
      poscar.failure(text(mode: "0 0 0"))?.reason == .expected("Direct or Cartesian", found: "0"))
  }

  @Test func blanksBeforeTheModeAreSaid() throws {
    let frame = try poscar.frame(text(mode: " Cartesian"))
    #expect(frame.structure.positions[1] == Vector3(0.5, 0.25, 0.125))
    #expect(frame.warnings.map(\.code) == ["W-POS-MODE"])
  }

  @Test func selectiveFlagsAreFortranLogicalsPerAxis() throws {
    let structure = try poscar.frame(
      text(mode: "Selective dynamics\nDirect", atoms: "0 0 0 T F .TRUE.\n.5 .5 .5 .false. true t x")
    ).structure
    #expect(structure.fixedAxes == [.b, .a])
    let again = try poscar.frame(try poscar.text(structure)).structure
    #expect(again == structure)
  }

  @Test func aFlagThatIsNoLogicalNamesItsPlace() {
    let error = poscar.failure(text(mode: "S\nD", atoms: "0 0 0 T F 1\n"))
    #expect(error.map { "\($0)" } == "test:10:11: expected T or F, found '1'")
  }

  @Test func fortranExponentsAndTabsAndReturnsAreRead() throws {
    let crlf = text(atoms: "0 0 0\n5.0D-1\t2.5E-1 .125").replacing("\n", with: "\r\n")
    #expect(try poscar.frame(crlf).structure.positions[1] == Vector3(2, 1, 0.5))
    #expect(try poscar.frame(crlf).structure.title == "title")
  }

  // MARK: What follows the positions

  @Test func cartesianVelocitiesSurviveBitForBit() throws {
    let tail = "\n  0.12345678E-02 -0.98765432E-03  0.1\n  0.0 0.33333333333333331 1e-17\n"
    let structure = try poscar.frame(text(tail: tail)).structure
    #expect(structure.velocities?[0] == Vector3(0.12345678e-2, -0.98765432e-3, 0.1))
    #expect(try poscar.frame(try poscar.text(structure)).structure == structure)
  }

  @Test func zeroVelocitiesAndTrailingBlanksAreRead() throws {
    #expect(
      try poscar.frame(text(tail: "\n0 0 0\n0 0 0\n")).structure.velocities == [.zero, .zero])
    #expect(try poscar.frame(text(tail: "\n \n\n")).structure.velocities == nil)
  }

  @Test func directVelocitiesAreKeptWordForWord() throws {
    let frame = try poscar.frame(text(tail: "Direct\n 0.1 0 0\n 0 0.2 0\n"))
    #expect(frame.structure.velocities == nil)
    #expect(frame.warnings.map(\.code) == ["W-POS-VELOCITIES"])
    let again = try poscar.text(frame.structure)
    #expect(again.hasSuffix("Direct\n 0.1 0 0\n 0 0.2 0\n"))
    #expect(try poscar.frame(again).structure == frame.structure)
  }

  @Test func latticeVelocitiesAndPredictorCorrectorSurvive() throws {
    let block =
      "Lattice velocities and vectors\n  1\n"
      + String(repeating: "  0.1 0.0 0.0\n", count: 3) + " 4 0 0\n 0 4 0\n 0 0 4\n"
    let velocities = "\n 0.001 0.0 0.0\n 0.0 0.002 0.0\n"
    let predictor = "\n  1\n  0.5\n  0 0 0 0\n" + String(repeating: " 0.1 0.2 0.3\n", count: 6)
    let structure = try poscar.frame(text(tail: block + velocities + predictor)).structure
    #expect(structure.verbatim[POSCAR.Verbatim.latticeVelocities] == block)
    #expect(structure.verbatim[POSCAR.Verbatim.predictorCorrector] == predictor)
    #expect(structure.velocities?.count == 2)
    let written = try poscar.text(structure)
    #expect(written.hasSuffix(predictor))
    #expect(try poscar.frame(written).structure == structure)
  }

  @Test func cutVelocitiesAreAnError() {
    let error = poscar.failure(text(tail: "\n0.1 0.2 0.3\n0.1 0.2\n"))
    #expect(error?.line == 13)
  }

  @Test func otherTextAfterThePositionsIsSaid() throws {
    let frame = try poscar.frame(text(tail: "# made by a program\n"))
    #expect(frame.warnings.map(\.code) == ["W-POS-TRAILING"])
  }

  // MARK: CONTCAR

  @Test func anEmptyFileHasItsOwnError() {
    for empty in ["", "\n", " \n\n"] {
      let error = poscar.failure(empty, source: "CONTCAR")
      #expect(error?.description.contains("the file is empty") == true)
      #expect(error?.line == 1)
    }
  }

  @Test func aTruncatedFileHasItsOwnError() {
    let error = poscar.failure(text(atoms: "0 0 0"), source: "CONTCAR")
    #expect(error?.description.contains("cut off") == true)
    #expect(error?.description.contains("XDATCAR") == true)
  }

  // MARK: Writing

  @Test func directToDirectIsExact() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<50 {
      var structure = randomStructure(&random, atoms: 30)
      if structure.lattice?.isLeftHanded == true { continue }
      structure = structure.reordered(by: POSCAR.order(of: structure))
      let again = try poscar.frame(try poscar.text(structure)).structure
      #expect(again.sourceFractional == structure.sourceFractional)
      #expect(again.lattice == structure.lattice)
      #expect(again.positions == structure.positions)
    }
  }

  @Test func cartesianToCartesianIsExact() throws {
    var random = SplitMix64(seed: 12)
    let structure = randomStructure(&random, atoms: 40, elements: ["Si"])
    let written = try poscar.text(structure, options: WriteOptions(cartesian: true))
    let again = try poscar.frame(written).structure
    #expect(again.positions == structure.positions)
  }

  @Test func sixteenDecimalsAreWrittenInColumns() throws {
    let structure = try poscar.frame(text(atoms: "0 0 0\n0.5 -0.25 0.1")).structure
    let lines = try poscar.text(structure).split(separator: "\n")
    #expect(lines[9] == "  0.5000000000000000 -0.2500000000000000  0.1000000000000000")
    #expect(lines[5].split(separator: " ") == ["Ti", "O"])
  }

  @Test func whatVASPCannotHoldIsRefused() throws {
    #expect(throws: WriteError.self) { try poscar.write([Frame(Structure())]) }
    var structure = try poscar.frame(text()).structure
    structure.species = Categorical([Species(label: "1", element: nil), Species(label: "O")])
    #expect(throws: WriteError.self) { try poscar.write([Frame(structure)]) }
    structure = try poscar.frame(text()).structure
    structure.positions[0].x = .nan
    #expect(throws: WriteError.self) { try poscar.write([Frame(structure)]) }
    let two = [Frame(try poscar.frame(text()).structure), Frame()]
    #expect(throws: WriteError.self) { try poscar.write(two) }
  }

  @Test func labelsOfOtherFormatsBecomeElements() throws {
    var structure = try poscar.frame(text()).structure
    structure.species = Categorical([Species(label: "Ti4+"), Species(label: "OW")])
    #expect(
      try poscar.frame(try poscar.text(structure)).structure.species.map(\.label) == ["Ti", "O"])
  }
}
