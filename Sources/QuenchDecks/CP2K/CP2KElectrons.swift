import QuenchModel
import QuenchUnits

/// What the electronic structure needs: how many electrons, which spin, which solver.
struct CP2KElectrons {
  let count: Int
  let isSpinPolarised: Bool
  let multiplicity: Int
  /// Orbital transformation needs a gap; smearing and k-points need diagonalisation.
  let usesOrbitalTransformation: Bool
  private(set) var choices: [String] = []
  private(set) var notExpressed: [String] = []

  init(
    _ shared: FirstPrinciplesJob, _ settings: CP2KSettings, isTightBinding: Bool
  ) throws(DeckError) {
    let dft = shared.dft
    count = try Self.electrons(shared.groups, dft, settings, isTightBinding)
    // With smearing the spins share one Fermi level, and the multiplicity is a start; without it it stays.
    let moment = dft.smearing == nil ? shared.moments.named ?? 0 : shared.moments.total
    let isOdd = count % 2 != 0
    isSpinPolarised = dft.spin == .collinear || isOdd
    var unpaired = Int(exactly: abs(moment).rounded()) ?? 0
    unpaired = min(unpaired, count)
    if (unpaired % 2 != 0) != isOdd { unpaired += unpaired > 0 ? -1 : 1 }
    multiplicity = isSpinPolarised ? unpaired + 1 : 1
    usesOrbitalTransformation =
      dft.smearing == nil && dft.kpoints == .gamma
    describe(dft, shared.moments, isOdd: isOdd, isTightBinding)
  }

  private static func electrons(
    _ groups: ElementGroups, _ dft: DFTSettings, _ settings: CP2KSettings, _ isTightBinding: Bool
  ) throws(DeckError) -> Int {
    var count = 0
    for (element, number) in zip(groups.elements, groups.counts) {
      if isTightBinding {
        guard element.atomicNumber <= 86 else {
          throw DeckError(.impossible("GFN1-xTB has no parameters for \(element.symbol)"))
        }
        count += Int(element.atomicNumber) * number
        continue
      }
      guard let valence = CP2KPotentials.valence(element),
        !CP2KPotentials.families.contains(settings.basis)
          || CP2KPotentials.hasBasis(settings.basis, element)
      else {
        throw DeckError(
          .impossible(
            "BASIS_MOLOPT has no \(settings.basis) for \(element.symbol)"
              + (settings.basis.contains("-SR-") ? "" : "; DZVP-MOLOPT-SR-GTH covers 71 elements")))
      }
      count += valence * number
    }
    guard let charge = Int(exactly: dft.charge) else {
      throw DeckError(.impossible("a charge of \(dft.charge) e: CP2K takes whole electrons"))
    }
    let total = count - charge
    guard total > 0 else {
      throw DeckError(.impossible("a charge of \(charge) leaves no electrons"))
    }
    return total
  }

  private mutating func describe(
    _ dft: DFTSettings, _ moments: StartingMoments, isOdd: Bool, _ isTightBinding: Bool
  ) {
    if isOdd, dft.spin == .none {
      choices.append("an odd number of electrons (\(count)): spin-polarised (UKS), multiplicity 2")
    } else if isSpinPolarised {
      let unpaired =
        "multiplicity \(multiplicity): \(multiplicity - 1) unpaired of \(count) electrons"
      choices.append(
        dft.smearing == nil
          ? "\(unpaired), kept fixed (no smearing); VASP and pw.x let the moment relax"
          : "\(unpaired) at the start; with smearing the moment relaxes, as in VASP and pw.x")
    }
    if usesOrbitalTransformation {
      choices.append(
        "orbital transformation (OT), which needs a gap; give dft.smearing for a metal")
    }
    if let smearing = dft.smearing, smearing.kind != .fermi {
      notExpressed.append(
        "CP2K smears by Fermi–Dirac only: \(smearing.kind.rawValue) is written so, with k_B T = "
          + "\(DeckNumber.text(smearing.width)) eV")
    }
    if dft.hubbard.values.contains(where: { $0.scheme == .liechtenstein }), !isTightBinding {
      notExpressed.append("CP2K's DFT+U knows U − J only: Liechtenstein's scheme is written so")
    }
    if isTightBinding {
      if !dft.hubbard.isEmpty { notExpressed.append("GFN1-xTB has no DFT+U") }
      choices.append("GFN1-xTB brings its own dispersion (D3) and knows no functional or cut-off")
    }
  }
}
