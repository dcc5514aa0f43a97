import QuenchFormats
import QuenchModel

/// What a run starts from, how it is shared out, and how many bands it has.
extension VASPFindings {
  var restarts: [Finding] { density + ranks }

  private var density: [Finding] {
    guard let tag = incar["ICHARG"], let kind = tag.integer, kind == 1 || kind >= 11,
      !folder.has("CHGCAR")
    else { return [] }
    return [
      finding(
        kind >= 11 ? .error : .warning, "CHGCAR",
        "ICHARG = \(kind) reads CHGCAR, and there is none here"
          + (kind >= 11 ? ": VASP stops" : ": VASP starts from atoms"), tag: tag)
    ]
  }

  private var ranks: [Finding] {
    if incar["NCORE"] != nil, let tag = incar["NPAR"] {
      return [
        finding(
          .warning, "NCORE",
          "NCORE and NPAR say the same thing in two ways, and VASP goes by NPAR = \(tag.value)",
          tag: tag)
      ]
    }
    guard (7...8).contains(motion), let tag = incar["NCORE"], (tag.integer ?? 1) > 1 else {
      return []
    }
    return [
      finding(
        .warning, "NCORE", "linear response (IBRION = \(motion)) wants NCORE = 1", tag: tag)
    ]
  }

  /// Two electrons a band, or one of each spin.
  func bands(_ structure: Structure) -> [Finding] {
    guard let tag = incar["NBANDS"], let bands = tag.integer,
      let electrons = incar["NELECT"]?.number ?? valenceElectrons(structure)
    else { return [] }
    let isSpinor = incar["LNONCOLLINEAR"]?.isTrue ?? false || incar["LSORBIT"]?.isTrue ?? false
    let needed = isSpinor ? electrons : electrons / 2
    guard Double(bands) < needed else { return [] }
    return [
      finding(
        .error, "NBANDS",
        "NBANDS = \(bands) does not hold \(DeckNumber.text(electrons, decimals: 2)) electrons: more than "
          + "\(DeckNumber.text(needed, decimals: 1))", tag: tag)
    ]
  }

  private static let anions: Set = ["F", "Cl", "Br", "I", "O", "S", "N"]

  /// VASP wiki, ISMEAR: never above 0 in an insulator. Metals are told from others by their species.
  func smearing(_ structure: Structure) -> [Finding] {
    guard let tag = incar["ISMEAR"], (tag.integer ?? 0) > 0,
      let anion = structure.species.categories.first(where: { Self.anions.contains($0.name) })
    else { return [] }
    return [
      finding(
        .note, "ISMEAR",
        "ISMEAR = \(tag.value) is for metals, and there is \(anion.name): ISMEAR = 0 with a small SIGMA "
          + "for anything with a gap", tag: tag)
    ]
  }
}
