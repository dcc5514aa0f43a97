import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct LAMMPSCheckTests {
  private let data = """
    two atoms

    2 atoms
    2 atom types
    0 6 xlo xhi
    0 6 ylo yhi
    0 6 zlo zhi

    Masses

    1 47.867
    2 15.999

    Atoms # charge

    1 1 2.196 0 0 0
    2 2 -1.098 2 0 0

    """

  private func findings(_ input: String, _ files: [String: String] = [:]) -> [Finding] {
    var bytes = files.mapValues { Array($0.utf8) }
    bytes["in.melt"] = Array(input.utf8)
    if bytes["x.data"] == nil { bytes["x.data"] = Array(data.utf8) }
    return DeckChecker.lammps.check(DeckFolder(files: bytes))
  }

  private let start = "units metal\natom_style charge\nread_data x.data\n"

  @Test func elementsInTheWrongOrderAreNamedWithTheirLine() {
    let found = findings(
      start + "pair_style meam\npair_coeff * * a.meam O Ti\n", ["a.meam": ""])
    #expect(
      found.map(\.description) == [
        "in.melt:5: E-TYPE-ORDER: type 1 is Ti by its mass, not O; type 2 is O by its mass, not Ti "
          + "(masses of x.data)"
      ])
  }

  @Test func aMissingElementIsCounted() {
    let found = findings(start + "pair_coeff * * a.meam Ti\n", ["a.meam": ""])
    #expect(found.map(\.code) == ["E-TYPE-ORDER"])
    #expect(found[0].message == "1 elements are named, and x.data has 2 atom types")
  }

  @Test func thermostatsOnHeldAtomsAreErrors() {
    let found = findings(
      start
        + "group low id 1\nfix hold low setforce 0 0 0\nfix 1 all nvt temp 300 300 0.1\n"
        + "compute_modify t extra/dof 0\n")
    #expect(found.map(\.code) == ["E-THERMOSTAT"])
    #expect(found[0].line == 6)
  }

  @Test func temperaturesThatCountHeldAtomsAreErrors() {
    let hold = start + "group low id 1\ngroup up subtract all low\nfix hold low setforce 0 0 0\n"
    let fix = "fix 1 up nvt temp 300 300 0.1\ncompute_modify T extra/dof 0\n"
    let wrong = findings(hold + "compute T all temp\n" + fix + "fix_modify 1 temp T\n")
    #expect(wrong.map(\.code) == ["E-THERMOSTAT"])
    #expect(wrong[0].line == 10)
    #expect(findings(hold + "compute T up temp\n" + fix + "fix_modify 1 temp T\n").isEmpty)
  }

  @Test func typesOfPairsAreThoseOfTheData() {
    let style = start + "pair_style buck 8\n"
    let far = findings(style + "pair_coeff * * 0 1 0\npair_coeff 1 3 1 1 0\n")
    #expect(
      far.map(\.description) == [
        "in.melt:6: E-TYPE-NUMBER: pair_coeff names type 3, and x.data has 2"
      ])
    #expect(
      findings(style + "pair_coeff 1 1 0 1 0\n").map(\.message) == [
        "no pair_coeff reaches type 2"
      ])
    #expect(findings(style + "pair_coeff 1* * 0 1 0\n").isEmpty)
  }

  /// A log repeats `read_data` among other words.
  @Test func logsAreNoInput() {
    let files = [
      "log.lammps": "read_data x.data\n  read_data CPU = 0.01 seconds\n",
      "again.in": "LAMMPS (29 Sep 2021)\nread_data CPU = 0.01 seconds\n",
    ]
    let folder = DeckFolder(files: files.mapValues { Array($0.utf8) })
    #expect(!DeckChecker.lammps.owns(folder))
  }

  /// An input with its data, cut off anywhere and with a word gone wild: findings, never a trap.
  @Test func damagedFilesNeverTrap() throws {
    let input =
      start + "pair_style buck/coul/long 8 10\npair_coeff * * 0 1 0\npair_coeff 1 2 1 1 0\n"
      + "group low id 1\nfix hold low setforce 0 0 0\nfix 1 all npt temp 1 1 1 iso 0 0 1\n"
      + "dump_modify d element Ti O\nkspace_style pppm 1e-5\ntimestep 0.001\n"
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let wild = [
        "9223372036854775807", "-", "$", "&", "*", "**", "1e400", "\"", "\0", "include in.melt\n",
      ]
      let text = Array(try #require(wild.randomElement(using: &random)).utf8)
      let end = Int.random(in: 0...input.utf8.count, using: &random)
      let bytes = Array(input.utf8)
      let broken = String(decoding: bytes[..<end] + text + bytes[end...], as: UTF8.self)
      _ = findings(broken)
      _ = findings(String(decoding: bytes[..<end], as: UTF8.self))
      let cut = Int.random(in: 0...data.utf8.count, using: &random)
      let table = Array(data.utf8)
      _ = findings(
        input,
        ["x.data": String(decoding: table[..<cut] + text + table[cut...], as: UTF8.self)])
    }
  }

  @Test func threeDegreesOfFreedomAreMissed() {
    let found = findings(
      start + "group low id 1\ngroup up subtract all low\nfix hold low setforce 0 0 0\n"
        + "fix 1 up nvt temp 300 300 0.1\n")
    #expect(found.map(\.code) == ["W-DOF"])
  }

  @Test func aBarostatMovesHeldAtoms() {
    let found = findings(
      start + "group low id 1\ngroup up subtract all low\nfix hold low setforce 0 0 0\n"
        + "fix 1 up npt temp 300 300 0.1 iso 0 0 1\n"
        + "compute_modify t extra/dof 0\n")
    #expect(found.map(\.code) == ["E-PRESSURE"])
  }

  @Test func chargesWithAMeshAreSummed() {
    let found = findings(start + "kspace_style pppm 1e-5\n")
    #expect(
      found.map(\.description).first?.hasPrefix(
        "in.melt:4: W-CHARGE: the atoms of x.data carry 1.098 e") == true)
  }

  @Test func filesThatAreNotThereAreNamed() {
    let found = findings("read_data y.data\ninclude ff.in\n")
    #expect(
      found.map(\.description) == [
        "in.melt:2: E-FILE: there is no file 'ff.in' to include",
        "in.melt:1: E-FILE: there is no data file 'y.data'",
      ])
  }

  @Test func timeStepsAreInTheUnitsOfTheInput() {
    #expect(findings(start + "timestep 0.001\n").isEmpty)
    #expect(findings(start + "timestep 1\n").map(\.code) == ["E-TIMESTEP"])
    #expect(findings("units real\n" + start.dropFirst(12) + "timestep 1\n").isEmpty)
  }

  @Test func commandsContinueAndCommentsEnd() {
    let folder = DeckFolder(files: [
      "in.x": Array("read_data & # no\n  x.data\nprint \"a # b\" # c\ninclude more\n".utf8),
      "more": Array("run 5\n".utf8),
    ])
    let script = LAMMPSScript("in.x", in: folder)
    #expect(
      script.commands.map(\.words) == [
        ["read_data", "x.data"], ["print", "\"a", "#", "b\""], ["run", "5"],
      ])
    #expect(script.commands.map(\.line) == [1, 3, 1])
  }

  @Test func aFileThatIncludesItselfEnds() {
    let script = LAMMPSScript("a", in: DeckFolder(files: ["a": Array("include a\nrun 1\n".utf8)]))
    #expect(script.commands.count == 16)
  }
}
