import QuenchModel
import Testing

@testable import QuenchFormats

@Suite struct PWInputTests {
  private func input(
    _ system: String = "ibrav = 1, celldm(1) = 10", cell: String = "", unit: String = "alat",
    atoms: String = "H 0.5 0.25 0\n"
  ) -> String {
    let count = atoms.split(separator: "\n").count
    return """
      &CONTROL
        calculation = 'scf', pseudo_dir = './a/b'  ! comment
      /
      &SYSTEM
        \(system), nat = \(count), ntyp = 1, ecutwfc = 20
      /
      &ELECTRONS
      /
      ATOMIC_SPECIES
      H 1.008 H.UPF
      \(cell)ATOMIC_POSITIONS \(unit)
      \(atoms)
      """
  }

  private func lattice(_ system: String) throws -> Lattice {
    try #require(try FileFormat.pwInput.frame(input(system)).structure.lattice)
  }

  @Test(arguments: PWInputReference.cells)
  func everyLatticeOfINPUT_PWIsRead(_ reference: PWInputReference) throws {
    let lattice = try lattice(reference.system)
    for (row, expected) in zip(lattice.rows, reference.rows) {
      #expect(
        (row / 5.29177210903 - expected).length < 1e-6, "\(reference.system): \(row), \(expected)")
    }
  }

  @Test func cellParametersAreInTheirUnit() throws {
    let rows = "1 0 0\n0 2 0\n0 0 3\n"
    for (unit, system, scale) in [
      ("angstrom", "ibrav = 0", 1), ("bohr", "ibrav = 0", 0.529177210903),
      ("(alat)", "ibrav = 0, celldm(1) = 2", 2 * 0.529177210903), ("{alat}", "ibrav = 0, A = 4", 4),
      ("", "ibrav = 0", 0.529177210903), ("", "ibrav = 0, A = 4", 4),
    ] {
      let text = input(system, cell: "CELL_PARAMETERS \(unit)\n\(rows)", unit: "crystal")
      let found = try #require(try FileFormat.pwInput.frame(text).structure.lattice)
      for (vector, length) in zip(found.rows, [1.0, 2, 3]) {
        #expect(abs(vector.length - length * scale) < 1e-12, "\(unit) \(system)")
      }
    }
  }

  @Test func positionsAreInTheirUnit() throws {
    for (unit, expected) in [
      ("alat", 5.29177210903), ("", 5.29177210903), ("bohr", 0.529177210903), ("angstrom", 1),
      ("crystal", 5.29177210903), ("{ crystal }", 5.29177210903),
    ] {
      let text = input(unit: unit, atoms: "H 1 0 0\n")
      let x = try FileFormat.pwInput.frame(text).structure.positions[0].x
      #expect(abs(x - expected) < 1e-12, "\(unit)")
    }
  }

  /// pw.x 6.7 prints these values for these texts, and refuses those without one.
  @Test(
    arguments: [
      ("2^3^2/1000", 0.512), ("(-1/2)", -0.5), ("2*-0.1", -0.2), ("-(1/3)", -1 / 3.0),
      ("-2^2+5", 1), ("2/4/2", 0.25), ("3-2-1", 0), ("1e-1+0.5", 0.6), ("1.0d0/3", 1 / 3.0),
      ("--1", 1), ("2^-1", 0.5), ("-2*3", -6), ("-1+3", 2), (".5", 0.5), ("5.", 5),
      ("1/2*3^(-1/2)", 0.5 / 3.0.squareRoot()),
      ("2**3", nil), ("+0.5", nil), ("2(3)", nil), ("1,5", nil), ("1/0", nil), ("", nil),
      ("(1", nil),
      ("x", nil), ("1e999", nil),
    ] as [(String, Double?)])
  func expressionsMeanWhatPWXTakesThemFor(_ text: String, _ value: Double?) {
    let found = PWExpression.value(text)
    #expect((found == nil) == (value == nil))
    #expect(abs((found ?? 0) - (value ?? 0)) < 1e-15)
  }

  @Test func namelistsAreFreeInForm() throws {
    let text = """
      &control title='a b' / ! all on one line
      &SYSTEM ibrav=1 celldm = 10.0, 0 0
      Nat = 1 NTYP=1
      starting_magnetization ( 1 ) = 0.5, ecutwfc=20 /
      ATOMIC_POSITIONS { bohr }
      ! a comment
      Fe1 1/2 0 0  1 0 1 ! another
      """
    let structure = try FileFormat.pwInput.frame(text).structure
    #expect(structure.title == "a b")
    #expect(structure.species[0] == Species(label: "Fe1", element: Element(symbol: "Fe")))
    #expect(structure.fixedAxes == [.b])
    #expect(abs(try #require(structure.lattice).a.x - 5.29177210903) < 1e-12)
  }

  @Test func labelsOfPWXNameTheirElement() throws {
    let text = input(atoms: "Fe1 0 0 0\nC_h 0 0 0\nC-h 0 0 0\nFeu 0 0 0\nfe 0 0 0\nO 0 0 0\n")
    let species = try FileFormat.pwInput.frame(text).structure.species
    #expect(species.map(\.name) == ["Fe", "C", "C", "Fe", "Fe", "O"])
  }

  /// a, b in the plane of x and y: an atom held along z is held along c, one held along x alone is not
  /// held along any cell vector.
  @Test func holdsAlongXYZBecomeHoldsAlongCellVectors() throws {
    let hexagonal = "ibrav = 4, celldm(1) = 10, celldm(3) = 1.5"
    let (frames, warnings) = try FileFormat.pwInput.read(
      text: input(hexagonal, atoms: "H 0 0 0 1 1 0\nH 0 0 0 0 0 1\nH 0 0 0 0 0 0\nH 1 1 1\n"))
    #expect(frames[0].structure.fixedAxes == [.c, [.a, .b], .all, .none])
    #expect(frames[0].warnings.isEmpty && warnings.isEmpty)
    let lost = try FileFormat.pwInput.frame(input(hexagonal, atoms: "H 0 0 0 0 1 1\n"))
    #expect(lost.structure.fixedAxes == [.none])
    #expect(lost.warnings.map(\.code) == ["W-PW-HELD"])
  }

  @Test func holdsAreWrittenAlongXYZOrRefused() throws {
    var structure = try FileFormat.pwInput.frame(
      input("ibrav = 4, celldm(1) = 10, celldm(3) = 1.5", atoms: "H 0 0 0\nH 0.5 0.5 0.5\n")
    ).structure
    structure.fixedAxes = [.c, .all]
    let text = try FileFormat.pwInput.text(structure)
    #expect(text.contains(" 1 1 0\n") && text.contains(" 0 0 0\n"))
    #expect(try FileFormat.pwInput.frame(text).structure.fixedAxes == [.c, .all])
    structure.fixedAxes = [.a, .none]
    #expect { try FileFormat.pwInput.text(structure) } throws: {
      "\($0)".contains("held along a vector")
    }
  }

  @Test func massesAreCarriedWhereTheyAreNotTheElements() throws {
    let heavy = input().replacing("H 1.008", with: "H 2.014")
    #expect(try FileFormat.pwInput.frame(heavy).structure.masses == [2.014])
    #expect(try FileFormat.pwInput.frame(input()).structure.masses == nil)
    let again = try FileFormat.pwInput.text(try FileFormat.pwInput.frame(heavy).structure)
    #expect(again.contains("H 2.014 PSEUDOPOTENTIAL_OF_H.UPF"))
  }

  @Test func randomStructuresSurviveExactly() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<50 {
      let structure = randomStructure(&random, atoms: 12)
      let again = try FileFormat.pwInput.frame(try FileFormat.pwInput.text(structure)).structure
      #expect(again.lattice == structure.lattice && again.species == structure.species)
      #expect(again.sourceFractional == structure.sourceFractional)
      let cartesian = try FileFormat.pwInput.text(structure, options: WriteOptions(cartesian: true))
      #expect(try FileFormat.pwInput.frame(cartesian).structure.positions == structure.positions)
    }
  }

  @Test(arguments: [
    ("ibrav = 1", 5, "celldm(1) or A"), ("ibrav = 15, celldm(1) = 10", 5, "a lattice of INPUT_PW"),
    ("ibrav = 1, celldm(1) = 10, A = 3", 5, "given twice"), ("celldm(1) = 10", 2, "ibrav"),
    ("ibrav = 4, celldm(1) = 10", 5, "celldm(3)"), ("ibrav = 8, A = 3, C = 4", 5, "expected B"),
    ("ibrav = 5, celldm(1) = 10, celldm(4) = -0.6", 5, "close no cell"),
    ("ibrav = 12, A = 3, B = 4, C = 5, cosAB = 1.2", 5, "cosine of an angle"),
    ("ibrav = 1, celldm(1) = x", 5, "expected a number"),
    ("ibrav = 1, celldm(7) = 1, celldm(1) = 10", 5, "celldm(1) to celldm(6)"),
    ("ibrav = 1, celldm(1) = -4", 5, "not a possible lattice parameter"),
    ("ibrav = 0", 5, "CELL_PARAMETERS"), ("ibrav = 1, A = 3, space_group = 225", 5, "space_group"),
  ])
  func badSystemsNameTheirLine(_ system: String, _ line: Int, _ words: String) {
    let error = FileFormat.pwInput.failure(input(system))
    #expect(error?.line == line && "\(error as Any)".contains(words), "\(error as Any)")
  }

  @Test(arguments: [
    ("H 0 0\n", 12, "a label, three positions"), ("H 0 0 0 1 1\n", 12, "a label, three positions"),
    ("H 0 0 zero\n", 12, "an expression"), ("H 0 0 0 1 2 1\n", 12, "if_pos is 0 or 1"),
    ("H 0 0 0 T T T\n", 12, "0 (held) or 1 (free)"),
  ])
  func badAtomsNameTheirLine(_ atoms: String, _ line: Int, _ words: String) {
    let error = FileFormat.pwInput.failure(input(atoms: atoms))
    #expect(error?.line == line && "\(error as Any)".contains(words), "\(error as Any)")
  }

  @Test func whatIsNotReadIsRefusedClearly() {
    func failure(_ text: String) -> String {
      FileFormat.pwInput.failure(text)?.description ?? "none"
    }
    #expect(failure(input(unit: "crystal_sg")).contains("crystal_sg names the inequivalent atoms"))
    #expect(failure(input(unit: "furlong")).contains("a unit of ATOMIC_POSITIONS"))
    #expect(failure(input().replacing("nat = 1", with: "nat = 2")).contains("expected 2 atoms"))
    #expect(failure(input().replacing("&ELECTRONS\n/", with: "&ELECTRONS")).contains("closes"))
    #expect(failure("BEGIN\n" + input()).contains("neb.x"))
    #expect(failure(input(cell: "CELL_PARAMETERS bohr\n1 0 0\n0 1 0\n0 0 1\n")).contains("twice"))
    let twice = input(
      "ibrav = 0, celldm(1) = 4", cell: "CELL_PARAMETERS bohr\n1 0 0\n0 1 0\n0 0 1\n")
    #expect(failure(twice).contains("take celldm(1) out"))
    #expect(
      failure(input("ibrav = 0", cell: "CELL_PARAMETERS alat\n1 0 0\n0 1 0\n0 0 1\n"))
        .contains("needs celldm(1) or A"))
    #expect(
      failure(input("ibrav = 0", cell: "CELL_PARAMETERS bohr\n1 0 0\n0 1 0\n2 0 0\n"))
        .contains("span no cell"))
  }
}
