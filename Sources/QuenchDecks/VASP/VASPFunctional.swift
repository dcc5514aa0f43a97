/// How VASP calls functionals and dispersion corrections (VASP wiki: GGA, METAGGA, LHFCALC, IVDW).
struct VASPFunctional {
  let tags: [(name: String, value: String, comment: String)]
  let isMeta: Bool
  let isHybrid: Bool
  /// The set of potentials it goes with: `PBE` or `LDA`.
  let potentials: String

  init(_ name: String) throws(DeckError) {
    let key = name.uppercased().replacing("-", with: "")
    if let code = Self.gradient[key] {
      (tags, isMeta, isHybrid) = ([("GGA", code, "functional \(name)")], false, false)
    } else if let code = Self.meta[key] {
      (tags, isMeta, isHybrid) = ([("METAGGA", code, "functional \(name)")], true, false)
    } else if let screening = Self.hybrids[key] {
      (isMeta, isHybrid) = (false, true)
      var found = [
        ("GGA", "PE", "the semilocal part of \(name)"),
        ("LHFCALC", ".TRUE.", "exact exchange"), ("AEXX", "0.25", "its share"),
      ]
      if let screening { found.append(("HFSCREEN", screening, "1/Å, range separation of \(name)")) }
      tags = found
    } else {
      let known = [Array(Self.gradient.keys), Array(Self.meta.keys), Array(Self.hybrids.keys)]
        .joined().sorted()
      throw DeckError(
        .impossible(
          "functional '\(name)' has no VASP name here; known: \(known.joined(separator: ", "))"))
    }
    potentials = key == "LDA" ? "LDA" : "PBE"
  }

  private static let gradient = [
    "PBE": "PE", "PBESOL": "PS", "REVPBE": "RE", "RPBE": "RP", "AM05": "AM", "LDA": "CA",
  ]
  private static let meta = [
    "R2SCAN": "R2SCAN", "SCAN": "SCAN", "RSCAN": "RSCAN", "TPSS": "TPSS", "REVTPSS": "RTPSS",
    "M06L": "M06L",
  ]
  private static let hybrids: [String: String?] = ["HSE06": "0.2", "HSE03": "0.3", "PBE0": nil]

  /// IVDW of a dispersion correction.
  static func dispersion(_ name: String) throws(DeckError) -> Int {
    switch name.uppercased().filter({ $0 != "-" && $0 != " " }) {
    case "D2", "DFTD2": return 10
    case "D3(ZERO)", "D3", "D3(0)", "DFTD3": return 11
    case "D3(BJ)", "D3BJ": return 12
    case "D4": return 13
    case "TS": return 20
    case "MBD": return 202
    default:
      throw DeckError(
        .impossible(
          "dispersion '\(name)' has no IVDW here; known: D2, D3(zero), D3(BJ), D4, TS, MBD"))
    }
  }
}
