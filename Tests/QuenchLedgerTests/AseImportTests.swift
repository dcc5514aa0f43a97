import QuenchEnergetics
import Testing

@testable import QuenchLedger

/// Three frames of EMT copper as ASE 3.29 writes them into its databases.
@Suite struct AseImportTests {
  private static func path(_ name: String, file: String = #filePath) -> String {
    "/" + file.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/" + name
  }

  @Test(arguments: ["ase.db", "ase.json"]) func bothFormsOfADatabase(name: String) throws {
    let found = try LedgerImport.calculations(from: Self.path(name))
    #expect(found.map(\.name) == ["ase-1", "ase-2", "ase-3"])
    #expect(
      found.map { $0.energies[.total] ?? 0 } == [
        -0.01678793464189532, -0.019943940038844588, -0.025887367757771784,
      ])
    #expect(found.allSatisfy { $0.composition.description == "Cu4" })
    #expect(found[0].geometry?.cell == [3.6, 0, 0, 0, 3.6, 0, 0, 0, 3.6])
    #expect(found[0].geometry?.positions.prefix(3) == [0.05, 0, 0])
    #expect(abs((found[0].maximumForce ?? 0) - 0.39924216381444566) < 1e-12)
    #expect(found[0].files[0].sha256.hasPrefix("ase:"))
    #expect(found[0].notes == ["relaxed=true"])
    // 0.0061709589 eV/Å³ · 160.2176634 GPa Å³/eV
    #expect(abs((found[0].maximumStress ?? 0) - 0.98869661) < 1e-7)
  }

  /// As ASE writes them beside a row.
  @Test func constraintsAndPairs() throws {
    let constraints: [AseConstraint] = try JSON.decode(
      Array(
        """
        [{"name": "FixAtoms", "kwargs": {"indices": [0, 2]}},
         {"name": "FixCartesian", "kwargs": {"a": [1], "mask": [true, false, false]}}]
        """.utf8))
    #expect(AseConstraint.fixed(constraints) == [0, 2])
    let pairs: [String: AseValue] = try JSON.decode(
      Array(#"{"site": "fcc \"top\"", "n": 3, "relaxed": true}"#.utf8))
    #expect(AseValue.notes(pairs) == ["n=3", "relaxed=true", "site=fcc \"top\""])
  }
}
