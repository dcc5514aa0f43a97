import QuenchFormats

/// Cut-off and DFT+U.
extension VASPFindings {
  var cutoff: [Finding] {
    guard let tag = incar["ENCUT"] else {
      guard folder.has("INCAR") else { return [] }
      return [
        finding(
          .warning, "ENCUT",
          "there is no ENCUT: it would change with the potentials, and energies with it", tag: nil)
      ]
    }
    guard let enmax = potentials.compactMap(\.enmax).max(), let cutoff = tag.number else {
      return []
    }
    if cutoff < enmax {
      return [
        finding(
          .warning, "ENCUT",
          "ENCUT \(DeckNumber.text(cutoff)) eV is below the largest ENMAX of POTCAR, \(DeckNumber.text(enmax)) eV",
          tag: tag)
      ]
    }
    let changesCell = (incar["ISIF"]?.integer ?? 2) >= 3 && (incar["NSW"]?.integer ?? 0) > 0
    guard changesCell, cutoff < 1.3 * enmax else { return [] }
    return [
      finding(
        .warning, "ENCUT-PULAY",
        "the cell changes (ISIF) and ENCUT \(DeckNumber.text(cutoff)) eV is below 1.3 × ENMAX, "
          + "\(DeckNumber.text(1.3 * enmax, decimals: 0)) eV: the stress has a Pulay error",
        tag: tag)
    ]
  }

  var hubbard: [Finding] {
    guard incar["LDAU"]?.isTrue ?? false else {
      guard let tag = incar["LDAUU"] ?? incar["LDAUL"] else { return [] }
      return [finding(.warning, "LDAU", "\(tag.name) without LDAU = .TRUE. does nothing", tag: tag)]
    }
    guard let quantum = incar["LDAUL"]?.numbers?.max(), quantum >= 2, quantum < 4 else { return [] }
    let needed = Int(2 * quantum)
    guard (incar["LMAXMIX"]?.integer ?? 2) < needed else { return [] }
    return [
      finding(
        .warning, "LMAXMIX",
        "DFT+U on l = \(needed / 2) wants LMAXMIX = \(needed): the occupations are not mixed otherwise",
        tag: incar["LDAUL"])
    ]
  }
}
