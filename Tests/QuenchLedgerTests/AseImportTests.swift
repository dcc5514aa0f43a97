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
  }
}
