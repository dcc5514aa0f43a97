/// A pair correction to a functional, with the published numbers that belong to it.
///
/// Two-body terms alone in every engine: VASP has no three-body term, CP2K leaves it out, and pw.x is
/// told to.
enum Dispersion: Hashable {
  /// Grimme, doi 10.1002/jcc.20495: the factor s₆.
  case d2(s6: Double)
  /// Grimme et al., doi 10.1063/1.3382344: s_{r,6} and s₈, with s₆ 1.
  case zero(sr6: Double, s8: Double)
  /// Grimme, Ehrlich and Goerigk, doi 10.1002/jcc.21759: s₈, a₁ and a₂ (Bohr), with s₆ 1.
  case beckeJohnson(s8: Double, a1: Double, a2: Double)
  /// D4, Tkatchenko–Scheffler, many-body dispersion: what the engine knows by itself.
  case other(String)

  /// Nil without a correction. Throws `DeckError` where nobody has published numbers for the functional.
  init?(_ dft: DFTSettings) throws(DeckError) {
    guard let name = dft.dispersion else { return nil }
    let functional = dft.functional.uppercased().replacing("-", with: "")
    let found: Dispersion?
    let known: [String]
    switch name.uppercased().filter({ $0 != "-" && $0 != " " }) {
    case "D2", "DFTD2":
      found = Self.second[functional].map { .d2(s6: $0) }
      known = Array(Self.second.keys)
    case "D3(ZERO)", "D3", "D3(0)", "DFTD3":
      found = Self.zeros[functional].map { .zero(sr6: $0.0, s8: $0.1) }
      known = Array(Self.zeros.keys)
    case "D3(BJ)", "D3BJ":
      found = Self.rational[functional].map { .beckeJohnson(s8: $0.0, a1: $0.1, a2: $0.2) }
      known = Array(Self.rational.keys)
    default: (found, known) = (.other(name), [])
    }
    guard let found else {
      throw DeckError(
        .impossible(
          "dispersion \(name) has no published parameters for \(dft.functional); it has for "
            + known.sorted().joined(separator: ", ")))
    }
    self = found
  }

  /// s₆: PBE and TPSS of the paper, revPBE and PBE0 of its authors' program dftd3.
  private static let second = [
    "PBE": 0.75, "REVPBE": 1.25, "TPSS": 1.0, "PBE0": 0.6,
  ]

  /// s_{r,6}, s₈. PBE, revPBE, RPBE, TPSS and PBE0 of the first paper and its programs; PBEsol: Goerigk and
  /// Grimme, doi 10.1039/c0cp02984j (zero damping as in dftd3 and s-dftd3); HSE06: Moellmann and Grimme, doi 10.1021/jp501237c; SCAN: Brandenburg
  /// et al., doi 10.1103/PhysRevB.94.115144; revTPSS and HSE03: doi 10.1039/c7cp04913g.
  private static let zeros: [String: (Double, Double)] = [
    "PBE": (1.217, 0.722), "REVPBE": (0.923, 1.010), "RPBE": (0.872, 0.514),
    "PBESOL": (1.345, 0.612), "TPSS": (1.166, 1.105), "REVTPSS": (1.3491, 1.3666),
    "SCAN": (1.324, 0), "PBE0": (1.287, 0.928), "HSE06": (1.129, 0.109), "HSE03": (1.3944, 1.0156),
  ]

  /// s₈, a₁, a₂ (Bohr). Sources as above; rSCAN and r²SCAN: Ehlert et al., doi 10.1063/5.0041008.
  private static let rational: [String: (Double, Double, Double)] = [
    "PBE": (0.7875, 0.4289, 4.4407), "REVPBE": (2.3550, 0.5238, 3.5016),
    "RPBE": (0.8318, 0.1820, 4.0094), "PBESOL": (2.9491, 0.4466, 6.1742),
    "TPSS": (1.9435, 0.4535, 4.4752), "REVTPSS": (1.4023, 0.4326, 4.4723),
    "SCAN": (0, 0.5380, 5.4200), "RSCAN": (1.08859014, 0.47023427, 5.73408312),
    "R2SCAN": (0.78981345, 0.49484001, 5.73083694), "PBE0": (1.2177, 0.4145, 4.8593),
    "HSE06": (2.310, 0.383, 5.685), "HSE03": (1.1243, 0, 6.8889),
  ]
}
