/// How CP2K calls functionals and dispersion corrections (CP2K manual: XC_FUNCTIONAL, PAIR_POTENTIAL).
struct CP2KFunctional {
  let section: CP2KSection
  /// `GTH-PBE` or `GTH-PADE`.
  let potentials: String
  /// What is not quite as asked, one sentence.
  let remark: String?

  init(_ name: String) throws(DeckError) {
    var section = CP2KSection("XC_FUNCTIONAL")
    var remark: String?
    potentials = name.uppercased() == "LDA" ? "GTH-PADE" : "GTH-PBE"
    switch name.uppercased() {
    case "PBE": section = CP2KSection("XC_FUNCTIONAL", "PBE")
    case "LDA": section = CP2KSection("XC_FUNCTIONAL", "PADE")
    case "PBESOL", "REVPBE":
      section.section("PBE") {
        $0.set("PARAMETRIZATION", name.uppercased() == "PBESOL" ? "PBESOL" : "REVPBE")
      }
      remark = "\(name) on pseudopotentials made for PBE: CP2K brings none of its own"
    case "SCAN", "R2SCAN":
      section.section("MGGA_X_\(name.uppercased())") { _ in }
      section.section("MGGA_C_\(name.uppercased())") { _ in }
      remark = "\(name) on pseudopotentials made for PBE: CP2K brings none of its own"
    default:
      throw DeckError(
        .impossible(
          "functional '\(name)' has no CP2K section here; known: LDA, PBE, PBEsol, R2SCAN, revPBE, "
            + "SCAN"))
    }
    self.section = section
    self.remark = remark
  }

  /// The section of a pair correction; reference data are in CP2K's dftd3.dat.
  static func dispersion(_ name: String, functional: String) throws(DeckError) -> CP2KSection {
    let type: String
    switch name.uppercased().filter({ $0 != "-" && $0 != " " }) {
    case "D2", "DFTD2": type = "DFTD2"
    case "D3(ZERO)", "D3", "D3(0)", "DFTD3": type = "DFTD3"
    case "D3(BJ)", "D3BJ": type = "DFTD3(BJ)"
    default:
      throw DeckError(
        .impossible("dispersion '\(name)' has no CP2K type here; known: D2, D3(zero), D3(BJ)"))
    }
    var section = CP2KSection("VDW_POTENTIAL")
    section.set("POTENTIAL_TYPE", "PAIR_POTENTIAL")
    section.section("PAIR_POTENTIAL") {
      $0.set("TYPE", type)
      if type != "DFTD2" { $0.set("PARAMETER_FILE_NAME", "dftd3.dat") }
      $0.set("REFERENCE_FUNCTIONAL", functional.uppercased() == "LDA" ? "PBE" : functional)
      $0.set("R_CUTOFF", "[angstrom] 15")
    }
    return section
  }
}
