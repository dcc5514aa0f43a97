import Foundation
import Testing

/// `quench ledger` and `quench energy` over small extended XYZ files.
@Suite struct EnergyCommandTests {
  private struct Cell {
    let name: String
    let atoms: [(String, [Double])]
    let energy: Double
    var forces: [[Double]]?
    var edges: [Double] = [3, 4, 40]

    var text: String {
      let (a, b, c) = (edges[0], edges[1], edges[2])
      let columns = "species:S:1:pos:R:3" + (forces == nil ? "" : ":forces:R:3")
      let head =
        "Lattice=\"\(a) 0 0 0 \(b) 0 0 0 \(c)\" Properties=\(columns) energy=\(energy)"
      let rows = atoms.enumerated().map { index, atom in
        let numbers = atom.1 + (forces?[index] ?? [])
        return ([atom.0] + numbers.map(\.description)).joined(separator: " ")
      }
      return (["\(atoms.count)", head] + rows).joined(separator: "\n") + "\n"
    }
  }

  private static func atoms(_ counts: [(String, Int)], at z: Double = 0) -> [(String, [Double])] {
    counts.flatMap { name, count in (0..<count).map { (name, [0.1 * Double($0), z, 0]) } }
  }

  /// A ledger of the cells, each named after its file.
  private static func ledger(_ cells: [Cell], tag: String? = nil) throws -> Scratch {
    let scratch = try Scratch()
    for cell in cells {
      let file = scratch.folder.appendingPathComponent(cell.name + ".extxyz")
      try Data(cell.text.utf8).write(to: file)
    }
    let names = cells.map { $0.name + ".extxyz" }
    let tags = tag.map { ["--tag", $0] } ?? []
    let added = try CommandRun(["ledger", "add", "-q"] + tags + names, in: scratch.folder)
    #expect(added.status == 0, "\(added.errors)")
    return scratch
  }

  private static func rows(_ run: CommandRun) throws -> [[String: Any]] {
    let table = try #require(try run.json["table"] as? [String: Any])
    return try #require(table["rows"] as? [[String: Any]])
  }

  /// Li2O beside Li at ΔMu(O) = −6 eV, beside O2 at 0: 3 eV per vacancy in 8 Li2O either way up to µ.
  @Test func defectsUnderTheLimitsOfTheirHost() throws {
    let scratch = try Self.ledger(
      [
        Cell(name: "li", atoms: Self.atoms([("Li", 1)]), energy: -2),
        Cell(name: "o2", atoms: Self.atoms([("O", 2)]), energy: -10),
        Cell(name: "li2o", atoms: Self.atoms([("Li", 2), ("O", 1)]), energy: -15),
        Cell(name: "v_o", atoms: Self.atoms([("Li", 16), ("O", 7)]), energy: -106),
      ], tag: nil)
    for name in ["li", "o2", "li2o"] {
      _ = try CommandRun(["ledger", "set", name, "--tag", "li-o"], in: scratch.folder)
    }
    let run = try CommandRun(
      ["energy", "defect", "v_o", "--bulk", "li2o", "--limits", "li-o", "--json"],
      in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    // E(V_O) − 8 E(Li2O) = 14; µ(O) = −11 beside lithium, −5 beside oxygen.
    let found = try Self.rows(run).map {
      ($0["chemical potentials"] as? String ?? "", $0["formation energy"] as? Double ?? 0)
    }
    #expect(found.count == 2)
    for (limit, energy) in found {
      #expect(abs(energy - (limit == "with li" ? 3 : 9)) < 1e-9, "\(limit) \(energy)")
    }
    // With an uncertainty each number carries one.
    _ = try CommandRun(["ledger", "set", "v_o", "--uncertainty", "0.02"], in: scratch.folder)
    let again = try CommandRun(
      ["energy", "defect", "v_o", "--bulk", "li2o", "--limits", "li-o", "--json"],
      in: scratch.folder)
    let measured = try #require(try Self.rows(again)[0]["formation energy"] as? [String: Double])
    #expect(measured["error"] == 0.02)
  }

  @Test func aHostOffTheHullHasNoLimits() throws {
    let scratch = try Self.ledger([
      Cell(name: "li", atoms: Self.atoms([("Li", 1)]), energy: -2),
      Cell(name: "o2", atoms: Self.atoms([("O", 2)]), energy: -10),
      Cell(name: "li2o", atoms: Self.atoms([("Li", 2), ("O", 1)]), energy: -8),
    ])
    for name in ["li", "o2"] {
      _ = try CommandRun(["ledger", "set", name, "--tag", "li-o"], in: scratch.folder)
    }
    let run = try CommandRun(
      ["energy", "defect", "li2o", "--bulk", "li2o", "--limits", "li-o"], in: scratch.folder)
    #expect(run.status == 3)
    #expect(run.errors.contains("'li2o' is not on the hull"))
  }

  private static func band(forces: Bool) throws -> Scratch {
    try ledger(
      [0.0, 0.7, 0.2].enumerated().map { k, energy in
        Cell(
          name: "i\(k)", atoms: [("H", [Double(k), 0, 0])], energy: energy,
          forces: forces ? [[k == 1 ? -0.3 : 0, 0, 0]] : nil, edges: [10, 10, 10])
      })
  }

  @Test func aBandWithForces() throws {
    let scratch = try Self.band(forces: true)
    let run = try CommandRun(
      ["energy", "neb", "i0", "i1", "i2", "--forces", "--json"], in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    let slopes = try Self.rows(run).compactMap { $0["dE/ds"] as? Double }
    #expect(slopes == [0, 0.3, 0])
    let spline = try CommandRun(
      ["energy", "neb", "i0", "i1", "i2", "--spline"], in: scratch.folder)
    #expect(spline.output.contains("natural spline"))
  }

  @Test func aBandWithoutForcesIsRefusedWhereTheyAreAskedFor() throws {
    let scratch = try Self.band(forces: false)
    let run = try CommandRun(["energy", "neb", "i0", "i1", "i2", "--forces"], in: scratch.folder)
    #expect(run.status == 3)
    #expect(run.errors.contains("no forces are known of i0, i1, i2"))
  }

  /// As in InterfaceTests: W = 0.25 eV/Å², γ = −0.4/12 eV/Å².
  @Test func anInterfaceByBothDefinitions() throws {
    let scratch = try Self.ledger([
      Cell(name: "ab", atoms: Self.atoms([("Li", 8), ("O", 4), ("Ti", 4)]), energy: -75),
      Cell(name: "a", atoms: Self.atoms([("Li", 8), ("O", 4)]), energy: -40),
      Cell(name: "b", atoms: Self.atoms([("Ti", 4)]), energy: -32),
      Cell(name: "la", atoms: Self.atoms([("Li", 2), ("O", 1)]), energy: -11),
      Cell(name: "lb", atoms: Self.atoms([("Ti", 1)]), energy: -8.3),
    ])
    let run = try CommandRun(
      ["energy", "interface", "ab", "a", "b", "--bulk", "la", "lb", "--json"], in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    let rows = try Self.rows(run)
    #expect(rows.map { $0["quantity"] as? String } == ["work of separation", "interface energy"])
    let values = rows.compactMap { $0["energy"] as? Double }
    #expect(abs(values[0] - 0.25) < 1e-9)
    #expect(abs(values[1] + 0.4 / 12) < 1e-9)
    // 1 eV/Å² is 16.0218 J/m².
    let joule = try #require(rows[0]["energy, SI"] as? Double)
    #expect(abs(joule - 0.25 * 16.021766) < 1e-4)
    #expect(run.output.contains("strain reference"))
  }

  /// µ(O) of O2 as a gas: ZPE, heat and entropy are a correction that every table names.
  @Test func temperatureAndPressureReachEveryTable() throws {
    let scratch = try Self.ledger([
      Cell(
        name: "o2", atoms: [("O", [5, 5, 5]), ("O", [5, 5, 6.21])], energy: -10,
        edges: [20, 20, 20]),
      Cell(name: "li2o", atoms: Self.atoms([("Li", 2), ("O", 1)]), energy: -15),
      Cell(name: "v_o", atoms: Self.atoms([("Li", 16), ("O", 7)]), energy: -106),
    ])
    _ = try CommandRun(["ledger", "reference", "O", "o2"], in: scratch.folder)
    func energy(_ more: String...) throws -> (Double, String) {
      let run = try CommandRun(
        ["energy", "defect", "v_o", "--bulk", "li2o", "--json"] + more, in: scratch.folder)
      #expect(run.status == 0, "\(run.errors)")
      return (try #require(try Self.rows(run)[0]["formation energy"] as? Double), run.output)
    }
    let (cold, _) = try energy()
    let (warm, said) = try energy("--at", "300K,1bar")
    #expect(abs(cold - 9) < 1e-9)
    // Half of O2's −0.45 eV at 300 K and 1 bar (ZPE 0.10 eV, H − T S −0.55 eV; NIST-JANAF).
    #expect(abs(warm - cold + 0.225) < 0.01, "\(warm - cold)")
    #expect(said.contains("correction 'free energy at 300.0 K, 1.0 bar'"))
    #expect(said.contains("li2o: correction"))
    let refused = try CommandRun(
      ["energy", "o2 - o2", "--at", "300K", "--energy", "gibbs"], in: scratch.folder)
    #expect(refused.status == 64)
  }

  @Test func hydrogenOfTheElectrodeIsNamed() throws {
    let scratch = try Self.ledger([
      Cell(
        name: "h2", atoms: [("H", [5, 5, 5]), ("H", [5, 5, 5.74])], energy: -6.7,
        edges: [20, 20, 20]),
      Cell(name: "slab", atoms: Self.atoms([("Li", 2)]), energy: -4),
      Cell(name: "slabH", atoms: Self.atoms([("Li", 2), ("H", 1)]), energy: -8),
    ])
    let run = try CommandRun(
      [
        "energy", "adsorption", "slabH", "--surface", "slab", "--molecule", "h2", "--che", "0.5,0",
        "--json",
      ], in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    // −8 + 4 + ½ 6.7 = −0.65 eV per H at 0 V; each H⁺ + e⁻ is 0.5 eV lower at 0.5 V.
    let energy = try #require(try Self.rows(run)[0]["energy"] as? Double)
    #expect(abs(energy + 0.15) < 1e-9)
    #expect(run.output.contains("10.1021/jp047349j"))
    #expect(run.output.contains("eV/H"))
  }

  /// A waiver and an unconverged run stand in every form a table is printed in.
  @Test(arguments: [[], ["--csv"], ["--markdown"], ["--latex"], ["--json"]])
  func waiversArePrintedWithTheNumber(form: [String]) throws {
    let scratch = try Self.ledger([
      Cell(name: "a", atoms: Self.atoms([("Li", 1)]), energy: -2),
      Cell(name: "b", atoms: Self.atoms([("Li", 1)]), energy: -3),
    ])
    try scratch.write("edited.json", try Self.edited(scratch))
    _ = try CommandRun(
      ["ledger", "import", "-q", "edited.json", "--ledger", "e"], in: scratch.folder)
    let refused = try CommandRun(["energy", "a - b", "--ledger", "e"], in: scratch.folder)
    #expect(refused.status == 3)
    let run = try CommandRun(
      ["energy", "a - b", "--ledger", "e", "--allow", "cutoff,unconverged"] + form,
      in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("WAIVED cutoff: a 450 eV, b 500 eV"))
    #expect(run.output.contains("UNCONVERGED: b"))
    #expect(run.output.contains("waived cutoff"))
  }

  /// The ledger's own JSON with a cut-off for each and one run that did not converge.
  private static func edited(_ scratch: Scratch) throws -> String {
    let all = try CommandRun(["ledger", "export", "--json"], in: scratch.folder).output
    var records = try #require(
      try JSONSerialization.jsonObject(with: Data(all.utf8)) as? [[String: Any]])
    for (index, cutoff) in [450, 500].enumerated() {
      var calculation = try #require(records[index]["calculation"] as? [String: Any])
      var settings = try #require(calculation["settings"] as? [String: Any])
      settings["cutoff"] = cutoff
      calculation["settings"] = settings
      if index == 1 { calculation["convergence"] = ["electrons": false] }
      records[index]["calculation"] = calculation
    }
    return String(decoding: try JSONSerialization.data(withJSONObject: records), as: UTF8.self)
  }

  @Test func anOutputMayComeThroughAPipe() throws {
    let scratch = try Scratch()
    let cell = Cell(name: "piped", atoms: Self.atoms([("Li", 2)]), energy: -6)
    let run = try CommandRun(
      ["ledger", "add", "-", "--json"], in: scratch.folder, input: Data(cell.text.utf8))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("standard-input"))
    #expect(run.output.contains("Li2"))
  }

  // MARK: - Names that would like to be more

  private static let names = [
    "a'; DROP TABLE calculation; --", "=cmd|' /C calc'!A0", "$(touch pwned)", "`touch pwned`",
    "\\input{/etc/passwd}", "\u{1B}[2J\u{1B}]0;title\u{7}", "@SUM(1)", "a\nb", "x\" y", "%s%n",
    "<script>alert(1)</script>",
  ]

  /// Renames a calculation to each and looks at every form it can be printed in.
  @Test(arguments: names) func namesAreInert(name: String) throws {
    let scratch = try Self.ledger([
      Cell(name: "both", atoms: Self.atoms([("Li", 2)]), energy: -6),
      Cell(name: "one", atoms: Self.atoms([("Li", 1)]), energy: -2),
      Cell(name: "other", atoms: Self.atoms([("Li", 1)], at: 1), energy: -3),
    ])
    func run(_ arguments: String...) throws -> CommandRun {
      let run = try CommandRun(arguments, in: scratch.folder)
      #expect(run.status == 0, "\(arguments): \(run.errors)")
      return run
    }
    _ = try run("ledger", "set", "#1", "--rename", name, "--tag", name, "--note", name)
    _ = try run("ledger", "set", "#3", "--rename", name + "!")
    _ = try run("ledger", "reference", name, "#1")
    #expect(try run("ledger", "check").output.contains("no damage"))
    for form in [[], ["--csv"], ["--markdown"], ["--latex"], ["--json"]] {
      let shown = try CommandRun(["ledger", "list"] + form, in: scratch.folder)
      #expect(shown.status == 0)
      #expect(!shown.output.contains("\u{1B}"))
      if form == ["--json"] { #expect(try shown.json["schema"] as? Int == 1) }
      if form == ["--csv"] { Self.expectNoFormula(shown.output) }
      if form == ["--latex"] { #expect(!shown.output.contains("\\input{")) }
    }
    for form in [[], ["--csv"], ["--markdown"], ["--latex"], ["--json"]] {
      let shown = try CommandRun(
        ["energy", "adsorption", "#1", "--surface", "#2", "--molecule", "#3"] + form,
        in: scratch.folder)
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(!(shown.output + shown.errors).contains("\u{1B}"))
      if form == ["--csv"] { Self.expectNoFormula(shown.output) }
      if form == ["--markdown"] { #expect(!shown.output.contains("<script>")) }
      // Behind a percent sign it is a comment, and a line holds one note.
      let commands = shown.output.split(separator: "\n").filter { !$0.hasPrefix("%") }
      if form == ["--latex"] { #expect(!commands.contains { $0.contains("\\input{") }) }
    }
    Self.expectNoFormula(try run("ledger", "export", "--csv").output)
    // As a picture's label, through gnuplot, and back out and in again.
    _ = try run(
      "energy", "adsorption", "#1", "--surface", "#2", "--molecule", "#3", "--plot", "b.svg")
    let picture = try String(
      contentsOf: scratch.folder.appendingPathComponent("b.svg"), encoding: .utf8)
    #expect(!picture.contains("<script>"))
    _ = try run("ledger", "export", "--sql", "-o", "all.sql")
    _ = try run("ledger", "export", "--json", "-o", "all.json")
    _ = try run("ledger", "import", "-q", "all.json", "--ledger", "copy.ledger")
    let copy = try CommandRun(
      ["ledger", "list", "--json", "--ledger", "copy.ledger"], in: scratch.folder)
    #expect(try Self.rows(copy).map { $0["name"] as? String } == [name, "one", name + "!"])
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(!files.contains("pwned"))
  }

  /// No cell begins with what a spreadsheet would run.
  private static func expectNoFormula(_ csv: String) {
    for line in csv.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      for cell in line.split(separator: ",") {
        let bare = cell.drop { $0 == "\"" }
        #expect(!(bare.first.map { "=@\t".contains($0) } ?? false), "\(cell)")
      }
    }
  }
}
