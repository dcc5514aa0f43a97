import Testing

@testable import QuenchModel

@Suite struct SelectionTests {
  /// Six atoms at z = 0, 2, 4, 6, 8, 12 Å in a cell of 10 Å: Ti_pv Ti_pv O O Si Si.
  private var structure: Structure {
    let places = [0.0, 0.2, 0.4, 0.6, 0.8, 1.2]
    var structure = Structure(
      lattice: .cubic(10),
      species: Categorical(["Ti_pv", "Ti_pv", "O", "O", "Si", "Si"].map { Species(label: $0) }),
      fractional: Coordinates(places.map { Vector3(0, 0, $0) }))
    structure.fixedAxes = [.all, .c, .none, .none, .none, .none]
    structure.residues = Residues(
      numbers: [1, 1, 2, 2, 3, 3],
      names: Categorical(["SLB", "SLB", "SOL", "SOL", "SOL", "LI"]),
      atomNames: Categorical(["T1", "T2", "OW", "OW", "S", "S"]))
    return structure
  }

  @Test(arguments: [
    ("O", [3, 4]), ("Ti", [1, 2]), ("Ti_pv", [1, 2]), ("O,Si", [3, 4, 5, 6]),
    ("O , Si", [3, 4, 5, 6]), ("element Ti", [1, 2]), ("label Ti_pv", [1, 2]), ("Fe", []),
    ("1-3,5", [1, 2, 3, 5]), ("index 6", [6]), ("1-6", [1, 2, 3, 4, 5, 6]),
    ("z 2.0 6.0", [2, 3, 4]), ("z -1 0", [1]), ("x 0 0", [1, 2, 3, 4, 5, 6]),
    ("c 0.2 0.5", [2, 3, 6]), ("c 0.7 0.1", [1, 5]), ("c -0.1 0.1", [1]),
    ("c 0 1", [1, 2, 3, 4, 5, 6]),
    ("fixed", [1]), ("free", [3, 4, 5, 6]), ("residue SOL", [3, 4, 5]),
    ("residue SLB,LI", [1, 2, 6]),
    ("name OW", [3, 4]), ("all", [1, 2, 3, 4, 5, 6]), ("none", []),
    ("not O", [1, 2, 5, 6]), ("not not O", [3, 4]), ("O or Si and z 0 8", [3, 4, 5]),
    ("(O or Si) and z 8 20", [5, 6]), ("not (O or Ti)", [5, 6]), ("not O and not Ti", [5, 6]),
    ("(((1)))", [1]),
    // Cut in its widest gap (8 → 10 + 0): layers at 0, 2 (with 12), 4, 6, 8 Å.
    ("layer 1", [1]), ("layer 2", [2, 6]), ("layer 1-2", [1, 2, 6]), ("layer 1,3", [1, 3]),
    ("layer -1", [5]), ("layer -2--1", [4, 5]), ("layer 4--1", [4, 5]), ("not layer 1-4", [5]),
    ("layer 2 and Si", [6]),
  ])
  func wordsChooseAtoms(text: String, numbers: [Int]) throws {
    let atoms = try Selection(parsing: text).atoms(in: structure)
    #expect(atoms.map { $0 + 1 } == numbers)
  }

  @Test(arguments: [
    ("", 1), ("O and", 6), ("O Si", 3), ("and O", 1), ("(O", 3), ("O)", 2), ("()", 2), ("not", 4),
    ("z 1", 4), ("z 1 x", 5), ("z 1 nan", 5), ("z 5 1", 1), ("1-", 1), ("0-3", 1), ("3-1", 1),
    ("1,x", 3), ("1,,2", 3), ("1-2-3", 1), ("element", 8), ("O or residue", 13), ("O,", 3),
    ("99999999999999999999", 1), ("index", 6), ("O xor Si", 3),
    ("layer", 6), ("layer 0", 7), ("layer 1-0", 7), ("layer x", 7), ("layer 1,", 9),
    ("layer --1", 7),
  ])
  func badTextNamesItsColumn(text: String, column: Int) {
    let error = #expect(throws: SelectionError.self) { try Selection(parsing: text) }
    #expect(error?.column == column, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("Xx", 1, "no element or label 'Xx'; there are Ti_pv, O, Si"),
    ("O or foo", 6, "no element or label 'foo'; there are Ti_pv, O, Si"),
    ("residue WAT", 9, "no residue 'WAT'; there are SLB, SOL, LI"),
    ("label Ti", 7, "no label 'Ti'; there are Ti_pv, O, Si"),
    ("layer 6", 7, "there is no layer 6; the structure has 5"),
    ("layer -6", 7, "there is no layer -6; the structure has 5"),
    ("layer 3-2", 7, "layers 3 to 2 run backwards; there are 5"),
    ("O or 5-7", 6, "there is no atom 7; the structure has 6"),
  ])
  func whatIsNotInTheStructureIsNamed(text: String, column: Int, message: String) throws {
    let selection = try Selection(parsing: text)
    #expect(throws: SelectionError(text: text, column: column, message: message)) {
      try selection.atoms(in: structure)
    }
  }

  @Test func deepNestingIsRefusedBeforeTheStackEnds() {
    for text in [
      String(repeating: "(", count: 1_000_000), String(repeating: "not ", count: 1_000_000),
    ] {
      #expect(throws: SelectionError.self) { try Selection(parsing: text) }
    }
  }

  @Test func longChainsAreRead() throws {
    let text = Array(repeating: "O", count: 2000).joined(separator: " or ")
    #expect(try Selection(parsing: text).atoms(in: structure) == [2, 3])
    let tooLong = Array(repeating: "O", count: 3000).joined(separator: " or ")
    #expect(throws: SelectionError.self) { try Selection(parsing: tooLong) }
  }

  @Test func withoutCellOrResiduesTheWordsSaySo() {
    let bare = Structure(species: Categorical([Species(label: "O")]), positions: [.zero])
    for text in ["c 0 1", "layer 1", "residue SOL", "name OW"] {
      #expect(throws: SelectionError.self) { try Selection(parsing: text).atoms(in: bare) }
    }
    #expect((try? Selection(parsing: "free").atoms(in: bare)) == [0])
    #expect((try? Selection(parsing: "fixed").atoms(in: bare)) == [])
  }
}
