import Foundation
import Testing

@testable import QuenchLibrary

@Suite struct BuiltInTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Structures")

  @Test func embeddedFilesAgreeWithTheFolder() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".cif") || $0.hasSuffix(".xyz") }.sorted()
    #expect(BuiltIn.all.map(\.fileName) == names, "run Scripts/embed-structures")
    for file in BuiltIn.all {
      let onDisk = try Data(contentsOf: Self.folder.appending(path: file.fileName))
      #expect(Array(onDisk) == file.bytes, "run Scripts/embed-structures: \(file.fileName)")
    }
  }

  @Test func everyFileNamesItsSourceAndConfidence() {
    for file in BuiltIn.all {
      #expect(!file.source.isEmpty, "\(file.fileName)")
      #expect(!file.confidence.isEmpty, "\(file.fileName)")
      #expect(!file.formula.isEmpty, "\(file.fileName)")
    }
  }

  @Test(arguments: ["V2O3_corundum", "v2o3_CORUNDUM", "V2O3_corundum.cif"])
  func namesAreFoundInAnyCaseAndWithTheirEnding(name: String) throws {
    let found = try BuiltIn.named(name)
    #expect(found.name == "V2O3_corundum" && found.kind == .cif && found.formula == "V2O3")
  }

  @Test func aMisspeltNameIsAnsweredWithTheNearest() {
    #expect(
      throws: BuiltInError(name: "V2O3_corumdum", suggestions: ["V2O3_corundum", "Al2O3_corundum"])
    ) {
      try BuiltIn.named("V2O3_corumdum")
    }
    let error = #expect(throws: BuiltInError.self) { try BuiltIn.named("tio2") }
    #expect(error?.suggestions == ["TiO2_B_MP", "TiO2_anatase", "TiO2_rutile"])
    #expect(
      error?.description
        == "no built-in structure is called 'tio2'; did you mean TiO2_B_MP or TiO2_anatase or TiO2_rutile?"
    )
  }

  @Test func nothingIsSuggestedForNonsense() {
    #expect(throws: BuiltInError(name: "", suggestions: [])) { try BuiltIn.named("") }
    let long = String(repeating: "x", count: 1_000_000)
    #expect(throws: BuiltInError(name: long, suggestions: [])) { try BuiltIn.named(long) }
  }

  @Test func editDistanceCountsInsertionsDeletionsAndReplacements() {
    // kitten → sitten → sittin → sitting: three edits.
    #expect(editDistance(Array("kitten"), Array("sitting")) == 3)
    #expect(editDistance(Array(""), Array("abc")) == 3)
    #expect(editDistance(Array("abc"), Array("abc")) == 0)
  }
}
