/// One spelling for functionals that programs spell differently.
enum FunctionalName {
  static func canonical(_ name: String) -> String {
    let key = name.uppercased().split { $0 == " " || $0 == "+" || $0 == "-" }
      .joined(separator: " ")
    return known[key] ?? name
  }

  /// Keys: upper case, parts joined by blanks.
  private static let known: [String: String] = [
    "PBE": "PBE", "SLA PW PBX PBC": "PBE", "SLA PW PBE PBE": "PBE", "PE": "PBE",
    "PBESOL": "PBEsol", "SLA PW PSX PSC": "PBEsol", "PS": "PBEsol",
    "REVPBE": "revPBE", "SLA PW REVX PBC": "revPBE", "RE": "revPBE",
    "RPBE": "RPBE", "SLA PW HHNX PBC": "RPBE", "RP": "RPBE",
    "PZ": "LDA", "SLA PZ NOGX NOGC": "LDA", "LDA": "LDA", "PADE": "LDA", "CA": "LDA",
    "91": "PW91", "PW91": "PW91", "SLA PW GGX GGC": "PW91",
    "BLYP": "BLYP", "B88 LYP NOGX NOGC": "BLYP", "SLA LYP B88 BLYP": "BLYP",
    "SCAN": "SCAN", "R2SCAN": "r2SCAN", "HSE": "HSE06", "HSE06": "HSE06", "PBE0": "PBE0",
  ]
}
