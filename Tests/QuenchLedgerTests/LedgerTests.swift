import QuenchEnergetics
import QuenchLedger
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LedgerTests {
  private let folder: String
  private let signature = Signature(user: "tester", version: "0")

  init() {
    var template = Array("/tmp/quench-ledger-XXXXXX".utf8CString)
    folder = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
  }

  private func open(_ name: String = "quench.ledger") throws -> Ledger {
    try Ledger(path: folder + "/" + name, create: true)
  }

  private func calculation(_ name: String, _ digest: String) -> Calculation {
    var calculation = Calculation(
      name: name, program: Program("VASP", version: "6.3.2"), run: .relaxation,
      composition: Formula([("V", 2), ("O", 3)]))
    calculation.energies = [.total: -40.123456789, .sigmaToZero: -40.1]
    calculation.geometry = Geometry(
      cell: [4, 0, 0, 0, 4, 0, 0.1, 0, 4], species: ["V", "V", "O", "O", "O"],
      positions: (0..<15).map { Double($0) / 7 }, fixed: [0])
    calculation.settings.functional = "PBE"
    calculation.settings.cutoff = 450
    calculation.settings.potentials["V"] = Potential(
      title: "PAW_PBE V_pv", hash: "ab", enmax: 263.7)
    calculation.settings.hubbard["V"] = Hubbard(l: 2, u: 3.25, j: 0)
    calculation.settings.spin = .collinear
    calculation.settings.smearing = Smearing(kind: "Gaussian", width: 0.05)
    calculation.settings.kpoints = KPoints(mesh: [4, 4, 2], scheme: "Gamma", irreducible: 12)
    calculation.convergence.electrons = true
    calculation.convergence.ions = true
    calculation.moment = 3.99
    calculation.forces = (0..<15).map { Double($0) / 1000 }
    calculation.corrections = [Correction(name: "c", value: 0.5, source: "s", treatsCharge: true)]
    calculation.tags = ["t"]
    calculation.notes = ["n"]
    calculation.files = [SourceFile(path: "a/b/OUTCAR", sha256: digest, role: "output")]
    calculation.wavenumbers = [100, -20]
    calculation.missing = ["KPOINTS"]
    return calculation
  }

  @Test func whatGoesInComesOut() throws {
    let ledger = try open()
    let before = calculation("v2o3", "d1")
    _ = try ledger.add([before], by: signature)
    #expect(try ledger.entry("v2o3").calculation == before)
    #expect(try ledger.entry("#1").calculation == before)
    #expect(try ledger.entry("t").calculation == before)
  }

  @Test func theSameOutputTwiceIsAddedOnce() throws {
    let ledger = try open()
    _ = try ledger.add([calculation("a", "d1")], by: signature)
    #expect(try ledger.add([calculation("b", "d1")], by: signature) == [.known(name: "a")])
    #expect(try ledger.entries().count == 1)
  }

  @Test func takenNamesGetTheirFolder() throws {
    let ledger = try open()
    _ = try ledger.add(
      [calculation("OUTCAR", "1"), calculation("OUTCAR", "2"), calculation("OUTCAR", "3")],
      by: signature)
    #expect(try ledger.entries().map(\.calculation.name) == ["OUTCAR", "b/OUTCAR", "OUTCAR-2"])
  }

  @Test(arguments: [
    "'; DROP TABLE calculation; --", "\u{1B}[31mred", "=cmd|' /C calc'!A0", "a\nb", "\\input{/etc}",
    "<script>", "名前", "\"", "%s%n",
  ]) func namesAreInert(name: String) throws {
    let ledger = try open()
    _ = try ledger.add([calculation(name, "d")], by: signature)
    #expect(try ledger.entry(name).calculation.name == name)
    let sql = try ledger.sql()
    #expect(sql.hasSuffix("COMMIT;\n"))
    #expect(try ledger.integrityProblems().isEmpty)
  }

  @Test func jsonRoundTrips() throws {
    let ledger = try open()
    let before = calculation("v2o3", "d1")
    _ = try ledger.add([before], by: signature)
    let path = folder + "/copy.json"
    try write(try ledger.json(), to: path)
    #expect(try LedgerImport.calculations(from: path) == [before])
  }

  @Test func referencesNameCalculations() throws {
    let ledger = try open()
    _ = try ledger.add([calculation("bulk", "d1")], by: signature)
    try ledger.setReference("V", to: "bulk")
    #expect(try ledger.entry("V").calculation.name == "bulk")
    #expect(try ledger.knownNames().contains("V"))
  }

  @Test func changesAreKept() throws {
    let ledger = try open()
    _ = try ledger.add([calculation("a", "d1")], by: signature)
    try ledger.change(
      "a", [.name("b"), .tag("new"), .untag("t"), .spin(.simpleMetal), .uncertainty(0.01)])
    let after = try ledger.entry("b").calculation
    #expect(after.tags == ["new"])
    #expect(after.spinStatement == .simpleMetal)
    #expect(after.uncertainty == 0.01)
  }

  @Test func aFormulaIsTakenOnlyWhereNoneIsKnown() throws {
    let ledger = try open()
    var log = calculation("log", "d1")
    (log.composition, log.geometry) = (Formula(), nil)
    log.settings.potentials = [:]
    log.settings.hubbard = [:]
    _ = try ledger.add([log], by: signature)
    try ledger.change("log", [.composition(try Formula(parsing: "Si2O4"))])
    #expect(try ledger.entry("log").calculation.composition.description == "Si2O4")
    #expect(throws: LedgerError.self) {
      try ledger.change("log", [.composition(try Formula(parsing: "SiO2"))])
    }
  }

  /// The tables are read from the SQL that the ledger itself exports.
  @Test func everyColumnIsDocumented() throws {
    let sql = try open().sql()
    var columns: Set<String> = []
    for statement in sql.split(separator: ";") {
      guard let create = statement.firstRange(of: "CREATE TABLE \"") else { continue }
      let text = statement[create.upperBound...]
      let table = text.prefix { $0 != "\"" }
      // A column is a quoted name behind the opening bracket or a comma.
      for part in text.drop(while: { $0 != "(" }).dropFirst(2).split(separator: ", \"") {
        columns.insert("\(table).\(part.prefix { $0 != "\"" })")
      }
    }
    let documented = Set(Ledger.schema.map { $0.table + "." + $0.column })
    #expect(columns.count > 60)
    #expect(columns.subtracting(documented).sorted() == [])
    #expect(documented.subtracting(columns).sorted() == [])
    #expect(Ledger.schema.count == documented.count)
  }

  @Test func referencesTravelInJSON() throws {
    let ledger = try open()
    _ = try ledger.add([calculation("bulk", "d1")], by: signature)
    try ledger.setReference("V", to: "bulk")
    let path = folder + "/all.json"
    try write(try ledger.json(), to: path)
    let records = try LedgerImport.records(from: path)
    #expect(records.map(\.references) == [["V"]])
  }

  @Test func aBackupIsWhole() throws {
    let ledger = try open()
    _ = try ledger.add([calculation("a", "d1")], by: signature)
    try ledger.backup(to: folder + "/backup.ledger")
    #expect(try open("backup.ledger").entries() == ledger.entries())
    #expect(throws: LedgerError.self) { try ledger.backup(to: folder + "/backup.ledger") }
  }

  @Test func aFileThatIsNoLedgerIsRefused() throws {
    try write(String(repeating: "no database ", count: 500), to: folder + "/text")
    #expect(throws: LedgerError.self) { try Ledger(path: folder + "/text") }
    #expect(throws: LedgerError.self) { try Ledger(path: folder + "/absent") }
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    #expect(fputs(text, file) >= 0)
  }
}

@Suite struct PaperFileTests {
  @Test func valuesAndTheirFormulas() throws {
    let paper = try PaperFile.read(
      """
      source: a paper
      values:
        - {quantity: q, published: 356, unit: mAh/g, formula: "capacity(2, M(V2O3))"}
        - {quantity: e, published: -0.77, unit: eV}
      """, name: "p.yaml")
    #expect(paper.values.map(\.decimals) == [0, 2])
    #expect(try paper.values[0].verdict().text == "does not follow")
    #expect(paper.calculations.map(\.name) == ["e"])
  }

  @Test(arguments: [
    "", "source: x", "source: x\nvalues: 3", "source: &a x\nvalues: [*a]",
    "source: x\nvalues: [{quantity: q, published: nan, unit: eV}]",
    "source: x\nvalues: \(String(repeating: "[", count: 1000))",
  ]) func trapsAreRefused(text: String) {
    #expect(throws: LedgerError.self) { try PaperFile.read(text, name: "p.yaml") }
  }
}
