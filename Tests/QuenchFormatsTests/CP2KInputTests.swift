import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct CP2KInputTests {
  private func input(
    cell: String = "ABC 10 11 12", coordinates: String = "H 1 2 3\nO 4 5 6", kinds: String = "",
    motion: String = "", head: String = ""
  ) -> String {
    """
    \(head)&GLOBAL
      PROJECT water ! a comment
    &END GLOBAL
    \(motion)&FORCE_EVAL
      &SUBSYS
        &CELL
          \(cell)
        &END
        &COORD
    \(coordinates)
        &END COORD
        \(kinds)
      &END SUBSYS
    &END FORCE_EVAL

    """
  }

  private func failure(_ text: String) -> String {
    FileFormat.cp2k.failure(text)?.description ?? "none"
  }

  /// Three steps of GFN1-xTB by cp2k 2023.1, with atoms held altogether and along z. The trajectory file
  /// of the run has atom 3 at 2.2662378475, 3.5705138840, 2.9979505181 and the same box.
  @Test func aRestartOfCP2KIsRead() throws {
    let frames = try FileFormat.cp2k.read(try fixture("water-1.restart"), source: "r").frames
    let frame = try #require(frames.first)
    let structure = frame.structure
    #expect(structure.species.map(\.label) == ["O", "H", "H", "O", "H", "H"])
    #expect(
      (structure.positions[2] - Vector3(2.2662378475, 3.5705138840, 2.9979505181)).length < 1e-9)
    let lattice = try #require(structure.lattice)
    #expect((lattice.lengths - Vector3(12, 12, 13)).length < 1e-12)
    #expect((lattice.angles - Vector3(90, 90, 100)).length < 1e-9)
    #expect(structure.title == "water" && frame.step == 3)
    #expect(abs(try #require(frame.time) - 1.5) < 1e-12)
    // b is no Cartesian axis, but c is z: what is held along z is held along c.
    #expect(structure.fixedAxes == [.all, .all, .none, .c, .none, .none])
    // 3.5577401316764915e-4 bohr per atomic unit of time, times 0.529177210903 Å / 0.024188843265857 fs.
    let velocity = try #require(structure.velocities)
    #expect(velocity[0] == .zero && abs(velocity[2].x - 0.0077832) < 1e-7)
    #expect(frame.warnings.isEmpty)
  }

  /// The kinetic energy of the last step in the run's water-1.ener is 0.001660330 hartree.
  @Test func velocitiesOfARestartHaveTheKineticEnergyOfTheRun() throws {
    let frames = try FileFormat.cp2k.read(try fixture("water-1.restart"), source: "r").frames
    let structure = try #require(frames.first).structure
    let velocities = try #require(structure.velocities)
    let masses = [15.9994, 1.00794, 1.00794, 15.9994, 1.00794, 1.00794]
    let sum = zip(velocities, masses).reduce(0) { $0 + $1.1 * dot($1.0, $1.0) / 2 }
    let hartree = sum * 103.642696 / 27.211386245988
    #expect(abs(hartree - 0.001660330) < 1e-9, "\(hartree)")
  }

  @Test(
    arguments: [
      ("ABC 10 11 12", [10.0, 11, 12], [90.0, 90, 90]),
      ("ABC [bohr] 10 10 10", [5.29177210903, 5.29177210903, 5.29177210903], [90, 90, 90]),
      ("ABC [nm] 1 1 2\n ALPHA_BETA_GAMMA 90 90 120", [10, 10, 20], [90, 90, 120]),
      (
        "ABC 3 4 5\n ANGLES [rad] 1.5707963267948966 1.5707963267948966 1.0471975511965976",
        [3, 4, 5], [90, 90, 60]
      ),
      ("A 3 0 0\n B [bohr] 0 10 0\n C 0 0 5", [3, 5.29177210903, 5], [90, 90, 90]),
      ("A 3 0 0\n B 0 4 0\n C [angstrom] 3 0 3", [3, 4, 18.squareRoot()], [90, 45, 90]),
    ] as [(String, [Double], [Double])])
  func cellsAreRead(_ cell: String, _ lengths: [Double], _ angles: [Double]) throws {
    let lattice = try #require(try FileFormat.cp2k.frame(input(cell: cell)).structure.lattice)
    for axis in 0..<3 {
      #expect(abs(lattice.lengths[axis] - lengths[axis]) < 1e-9)
      #expect(abs(lattice.angles[axis] - angles[axis]) < 1e-9)
    }
  }

  @Test func periodicityIsRead() throws {
    for (text, expected) in [
      ("XYZ", Periodicity.all), ("NONE", .none), ("XY", [.a, .b]), ("z", .c),
    ] {
      let frame = try FileFormat.cp2k.frame(input(cell: "ABC 9 9 9\nPERIODIC \(text)"))
      #expect(frame.structure.periodicity == expected)
    }
  }

  @Test func coordinatesAreInTheirUnit() throws {
    let bohr = try FileFormat.cp2k.frame(input(coordinates: "UNIT bohr\nH 1 0 0")).structure
    #expect(abs(bohr.positions[0].x - 0.529177210903) < 1e-12)
    let scaled = try FileFormat.cp2k.frame(input(coordinates: "SCALED\nH 0.5 0.5 0.25 MOL1"))
    #expect(scaled.structure.positions[0] == Vector3(5, 5.5, 3))
    let off = try FileFormat.cp2k.frame(input(coordinates: "SCALED F\nH 0.5 0.5 0.25"))
    #expect(off.structure.positions[0].x == 0.5)
  }

  /// cp2k compares kinds without regard to case, and prints the element behind them.
  @Test func kindsNameTheirElementAndMass() throws {
    let text = input(
      coordinates: "oW 0 0 0\nD 1 1 1\nH1 2 2 2",
      kinds: "&KIND OW\nELEMENT O\n&END KIND\n&KIND D\nELEMENT H\nMASS 2.014\n&END KIND")
    let structure = try FileFormat.cp2k.frame(text).structure
    #expect(structure.species.map(\.name) == ["O", "H", "H"])
    #expect(structure.masses?.map { ($0 * 1000).rounded() } == [15999, 2014, 1008])
  }

  /// cp2k 2023.1 takes these variables so, and stops at one that is not set.
  @Test func variablesAreResolved() throws {
    let text = input(
      cell: "ABC ${LEN} $LEN ${OTHER-20.5}", coordinates: "${ELEMENT} 1 2 3",
      head: "@SET LEN 12.0\n@SET ELEMENT H\n@SET AGAIN ${LEN}\n")
    let structure = try FileFormat.cp2k.frame(text).structure
    #expect(structure.lattice?.lengths == Vector3(12, 12, 20.5))
    #expect(structure.species[0].label == "H")
    #expect(
      failure(input(cell: "ABC ${len} 1 1", head: "@SET LEN 12\n")).contains("'len' is not set"))
  }

  @Test func heldAtomsAreReadAndWritten() throws {
    let atoms = (1...6).map { "H \($0) 0 0" }.joined(separator: "\n")
    let motion = """
      &MOTION
        &CONSTRAINT
          &FIXED_ATOMS
            LIST 1..2 4
          &END
          &FIXED_ATOMS
            COMPONENTS_TO_FIX XZ
            LIST 5
            LIST 2
          &END
        &END
      &END

      """
    let structure = try FileFormat.cp2k.frame(input(coordinates: atoms, motion: motion)).structure
    #expect(structure.fixedAxes == [.all, .all, .none, .all, [.a, .c], .none])
    let text = try FileFormat.cp2k.text(structure)
    #expect(text.contains("COMPONENTS_TO_FIX XYZ\n      LIST 1..2\n      LIST 4\n"))
    #expect(try FileFormat.cp2k.frame(text).structure.fixedAxes == structure.fixedAxes)
    let far = input(coordinates: atoms, motion: motion.replacing("4", with: "4..9"))
    #expect(failure(far).contains("atom 9 of 6"))
  }

  @Test func randomStructuresSurviveExactly() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<50 {
      var structure = randomStructure(&random, atoms: 12)
      structure.velocities = Coordinates(
        (0..<12).map { _ in Vector3.random(in: -0.01..<0.01, using: &random) })
      let again = try FileFormat.cp2k.frame(try FileFormat.cp2k.text(structure)).structure
      #expect(again.lattice == structure.lattice && again.species == structure.species)
      #expect(again.positions == structure.positions)
      for (a, b) in zip(try #require(again.velocities), try #require(structure.velocities)) {
        #expect((a - b).length < 1e-16)
      }
    }
  }

  @Test func labelsThatAreNoSymbolsGetAKind() throws {
    var structure = try FileFormat.cp2k.frame(input()).structure
    structure.species = Categorical([
      Species(label: "H_surf", element: Element(symbol: "H")),
      Species(label: "O2-", element: Element(symbol: "O")),
    ])
    let text = try FileFormat.cp2k.text(structure)
    #expect(text.contains("&KIND H_surf\n      ELEMENT H\n"))
    #expect(try FileFormat.cp2k.frame(text).structure.species == structure.species)
  }

  @Test func whatIsNotReadIsRefusedClearly() {
    #expect(failure("@INCLUDE 'cell.inc'\n" + input()).contains("'cell.inc'"))
    #expect(failure("@IF 1\n" + input()).contains("@IF is not read"))
    let file = "&TOPOLOGY\nCOORD_FILE_NAME box.xyz\n&END"
    #expect(failure(input(kinds: file)).contains("'box.xyz'"))
    #expect(failure(input(cell: "CELL_FILE_NAME c.cif")).contains("'c.cif'"))
    #expect(failure(input(cell: "ABC [furlong] 1 1 1")).contains("[furlong]"))
    #expect(failure(input(cell: "ABC 1 1 1\nMULTIPLE_UNIT_CELL 2 1 1")).contains("repeats atoms"))
    #expect(failure(input(coordinates: "UNIT furlong\nH 0 0 0")).contains("UNIT 'furlong'"))
    #expect(failure(input(kinds: "&COORD\nH 0 0 0\n&END")).contains("several systems"))
    #expect(failure(input().replacing("&END SUBSYS", with: "&END CELL")).contains("&END SUBSYS"))
    #expect(failure(input().replacing("&END FORCE_EVAL", with: "")).contains("never closed"))
  }

  @Test(arguments: [
    ("H 1 2", 10, "a kind and three positions"), ("H 1 2 x", 10, "a kind and three positions"),
    ("", 9, "atoms in &COORD"),
  ])
  func badAtomsNameTheirLine(_ atoms: String, _ line: Int, _ words: String) {
    let error = FileFormat.cp2k.failure(input(coordinates: atoms))
    #expect(error?.line == line && "\(error as Any)".contains(words), "\(error as Any)")
  }

  @Test func badCellsNameTheirLine() {
    for (cell, words) in [
      ("ABC 1 2", "3 numbers behind ABC"), ("A 1 0 0\nB 0 1 0", "no C"),
      ("A 1 0 0\nB 0 1 0\nC 1 1 0", "span no cell"), ("ABC 1 2 0", "close no cell"),
      ("ABC 1 2 3\nANGLES 90 190 90", "close no cell"),
      ("PERIODIC XQ\nABC 1 1 1", "PERIODIC XYZ"),
    ] {
      let error = FileFormat.cp2k.failure(input(cell: cell))
      #expect((6...8).contains(error?.line ?? 0) && "\(error as Any)".contains(words), "\(cell)")
    }
  }
}
