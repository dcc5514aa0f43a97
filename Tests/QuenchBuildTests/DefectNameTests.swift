import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct DefectNameTests {
  private func name(_ text: String, _ elements: [String]) throws -> String {
    try DefectComplex(parsing: text, elements: elements).description
  }

  @Test func plainNamesMeanOneThing() throws {
    #expect(try name("vac_O", ["Ti", "O"]) == "vac_O")
    #expect(try name("V_on_O", ["V", "O"]) == "V_on_O")
    #expect(try name("int_Li", ["V", "O"]) == "int_Li")
    #expect(try name("vac_O+Na_on_V", ["V", "O"]) == "vac_O+Na_on_V")
    #expect(try name("vac_O@2*3", ["V", "O"]) == "vac_O@2*3")
    #expect(try name("Na_on_V#7", ["V", "O"]) == "Na_on_V#7")
    #expect(try name("swap_V_O", ["V", "O"]) == "V_on_O+O_on_V")
  }

  @Test func krogerVinkIsReadWhereItMeansOneThing() throws {
    #expect(try name("V_O", ["Ti", "O"]) == "vac_O")
    #expect(try name("v_O", ["V", "O"]) == "vac_O")
    #expect(try name("Va_O", ["V", "O"]) == "vac_O")
    #expect(try name("Na_V", ["V", "O"]) == "Na_on_V")
    #expect(try name("Li_i", ["V", "O"]) == "int_Li")
    // Vanadium on its own site is no defect: a vacancy is meant.
    #expect(try name("V_V", ["V", "O"]) == "vac_V")
    #expect(try DefectComplex(parsing: "V_O", elements: ["Ti", "O"]).note.contains("vac_O"))
  }

  @Test func vOInAVanadiumCrystalIsAnErrorThatListsBothMeanings() throws {
    let error = try #require(throws: DefectError.self) { try name("V_O", ["V", "O"]) }
    #expect(error.description.contains("vac_O (a vacancy on O)"))
    #expect(error.description.contains("V_on_O (vanadium on O)"))
    #expect(error.fault == .parameter)
  }

  @Test(arguments: [
    "", "O", "vac_", "_O", "vac_Xx", "vac_Ti", "Qq_on_O", "O_on_O", "vac_O@0", "vac_O@x", "vac_O#",
    "vac_O*0", "vac_O*", "vac_O+", "+vac_O", "swap_V", "swap_V_V", "int_Void", "vac_O@1@2", "V_on_",
    "vac_O*99999999999999999999",
  ]) func badNamesAreErrors(text: String) {
    #expect(throws: DefectError.self) { try name(text, ["V", "O"]) }
  }
}
