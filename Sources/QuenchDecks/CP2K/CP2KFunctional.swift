import QuenchModel

/// How CP2K calls functionals and dispersion corrections (CP2K manual: XC_FUNCTIONAL, PAIR_POTENTIAL).
struct CP2KFunctional {
  let section: CP2KSection
  /// &HF of a hybrid.
  let exchange: CP2KSection?
  /// `GTH-PBE` or `GTH-PADE`.
  let potentials: String
  /// What is not quite as asked, one sentence.
  let remark: String?

  /// Throws `DeckError` for functionals CP2K has no section for, and for cells too small for PBE0.
  init(_ name: String, lattice: Lattice) throws(DeckError) {
    let key = name.uppercased()
    let own = "\(name) on pseudopotentials made for PBE: CP2K brings none of its own"
    potentials = key == "LDA" ? "GTH-PADE" : "GTH-PBE"
    var exchange: CP2KSection?
    switch key {
    case "PBE": (section, remark) = (CP2KSection("XC_FUNCTIONAL", "PBE"), nil)
    case "LDA": (section, remark) = (CP2KSection("XC_FUNCTIONAL", "PADE"), nil)
    case "PBESOL", "REVPBE":
      (section, remark) = (Self.functional("PBE", ["PARAMETRIZATION": key]), own)
    case "HSE06":
      (section, exchange, remark) = (
        Self.screenedSection, Self.exchange("SHORTRANGE", Self.omega), own
      )
    case "PBE0":
      let radius = try Self.truncation(lattice)
      section = Self.truncatedSection(radius)
      exchange = Self.exchange("TRUNCATED", ("CUTOFF_RADIUS", "[angstrom] \(radius)"))
      remark =
        own + "; exact exchange is truncated at \(radius) Å, less than half the cell: converge it"
    default:
      guard let parts = Self.parts[key] else {
        let known = ["PBE", "LDA", "PBESOL", "REVPBE", "HSE06", "PBE0"] + Array(Self.parts.keys)
        throw DeckError(
          .impossible(
            "functional '\(name)' has no CP2K section here; known: "
              + known.sorted().joined(separator: ", ")))
      }
      var libxc = CP2KSection("XC_FUNCTIONAL")
      for part in parts { libxc.section(part) { _ in } }
      (section, remark) = (libxc, own)
    }
    self.exchange = exchange
  }

  /// Of CP2K itself, or of libxc by the names it has there.
  private static let parts = [
    "RPBE": ["GGA_X_RPBE", "GGA_C_PBE"], "SCAN": ["MGGA_X_SCAN", "MGGA_C_SCAN"],
    "RSCAN": ["MGGA_X_RSCAN", "MGGA_C_RSCAN"], "R2SCAN": ["MGGA_X_R2SCAN", "MGGA_C_R2SCAN"],
    "TPSS": ["TPSS"],
  ]

  private static func functional(_ name: String, _ keywords: [String: String]) -> CP2KSection {
    var section = CP2KSection("XC_FUNCTIONAL")
    section.section(name) { inner in
      for key in keywords.keys.sorted() { inner.set(key, keywords[key] ?? "") }
    }
    return section
  }

  /// 1/bohr: 0.2 1/Å of HSE06 (doi 10.1063/1.2404663).
  private static let omega = ("OMEGA", "0.11")

  /// PBE less a quarter of its short-range exchange.
  private static var screenedSection: CP2KSection {
    var section = functional("PBE", ["SCALE_X": "0.0", "SCALE_C": "1.0"])
    section.section("XWPBE") {
      $0.set("SCALE_X", "-0.25")
      $0.set("SCALE_X0", "1.0")
      $0.set(omega.0, omega.1, "1/bohr")
    }
    return section
  }

  /// What lies beyond the truncation is put back with a semilocal hole (doi 10.1021/ct900494g).
  private static func truncatedSection(_ radius: String) -> CP2KSection {
    var section = functional("PBE", ["SCALE_X": "0.75", "SCALE_C": "1.0"])
    section.section("PBE_HOLE_T_C_LR") {
      $0.set("CUTOFF_RADIUS", "[angstrom] \(radius)")
      $0.set("SCALE_X", "0.25")
    }
    return section
  }

  /// Å: below half the smallest height of the cell, at most 6.
  private static func truncation(_ lattice: Lattice) throws(DeckError) -> String {
    let height = (0..<3).map { lattice.height($0) }.min() ?? 0
    let radius = min(6, (height / 2 * 0.98 * 100).rounded(.down) / 100)
    guard radius >= 2 else {
      throw DeckError(
        .impossible(
          "PBE0 in CP2K truncates the exchange below half the cell, and \(DeckNumber.text(radius)) Å is "
            + "too little: take a supercell, or HSE06"))
    }
    return DeckNumber.text(radius)
  }

  private static func exchange(_ kind: String, _ range: (String, String)) -> CP2KSection {
    var section = CP2KSection("HF")
    section.set("FRACTION", "0.25")
    section.section("SCREENING") {
      $0.set("EPS_SCHWARZ", "1.0E-7")
      $0.set("SCREEN_ON_INITIAL_P", ".FALSE.", "the first density may be poor")
    }
    section.section("INTERACTION_POTENTIAL") {
      $0.set("POTENTIAL_TYPE", kind)
      $0.set(range.0, range.1)
      if kind == "TRUNCATED" { $0.add(line: "T_C_G_DATA t_c_g.dat") }
    }
    section.section("MEMORY") { $0.set("MAX_MEMORY", 1500, "MB of integrals per rank") }
    return section
  }

  /// The section of a pair correction, nil without; reference data are in CP2K's dftd3.dat.
  ///
  /// The numbers are written out: CP2K knows some functionals only, and aborts at others.
  static func dispersion(_ dft: DFTSettings) throws(DeckError) -> CP2KSection? {
    guard let kind = try Dispersion(dft) else { return nil }
    if case .other(let name) = kind {
      throw DeckError(
        .impossible("dispersion '\(name)' has no CP2K type here; known: D2, D3(zero), D3(BJ)"))
    }
    let number: (Double) -> String = { DeckNumber.text($0, decimals: 8) }
    var section = CP2KSection("VDW_POTENTIAL")
    section.set("POTENTIAL_TYPE", "PAIR_POTENTIAL")
    section.section("PAIR_POTENTIAL") {
      switch kind {
      case .d2(let s6):
        $0.set("TYPE", "DFTD2")
        $0.set("SCALING", number(s6), "s6 of \(dft.functional)")
      case .zero(let sr6, let s8):
        $0.set("TYPE", "DFTD3")
        $0.add(line: "PARAMETER_FILE_NAME dftd3.dat")
        $0.set("D3_SCALING", "1 \(number(sr6)) \(number(s8))", "s6, sr6, s8 of \(dft.functional)")
      case .beckeJohnson(let s8, let a1, let a2):
        $0.set("TYPE", "DFTD3(BJ)")
        $0.add(line: "PARAMETER_FILE_NAME dftd3.dat")
        $0.set(
          "D3BJ_SCALING", "1 \(number(a1)) \(number(s8)) \(number(a2))",
          "s6, a1, s8, a2 of \(dft.functional)")
      case .other: break
      }
      $0.set("R_CUTOFF", "[angstrom] 15")
    }
    return section
  }
}
