import QuenchFormats
import QuenchModel

/// Functionals and what goes with them.
extension VASPFindings {
  var functional: [Finding] { hybrid + meta + dispersion + density }

  private func isOn(_ name: String) -> Bool { incar[name]?.isTrue ?? false }

  private var metaFunctional: INCARFile.Tag? {
    incar["METAGGA"].flatMap { ["NONE", "--", ""].contains($0.value.uppercased()) ? nil : $0 }
  }

  /// VASP wiki: LHFCALC, "ALGO = Fast is not properly supported".
  private var hybrid: [Finding] {
    guard isOn("LHFCALC") else { return [] }
    var findings: [Finding] = []
    if let tag = incar["ALGO"], "FV".contains(tag.value.uppercased().prefix(1)),
      !tag.value.isEmpty
    {
      findings.append(
        finding(
          .warning, "ALGO",
          "ALGO = \(tag.value) does not work properly with LHFCALC: Normal, All or Damped", tag: tag
        ))
    }
    if let tag = metaFunctional {
      findings.append(
        finding(
          .warning, "METAGGA",
          "METAGGA = \(tag.value) beside LHFCALC: exact exchange mixed into a meta-GGA; which of the two "
            + "is meant?", tag: tag))
    }
    return findings
  }

  /// Gradients inside the spheres matter to functionals made of them (VASP wiki: LASPH).
  private var meta: [Finding] {
    guard let tag = metaFunctional, !isOn("LASPH") else { return [] }
    return [
      finding(
        .warning, "LASPH",
        "METAGGA = \(tag.value) wants LASPH = .TRUE.: gradients inside the spheres are left out "
          + "otherwise", tag: tag)
    ]
  }

  private var dispersion: [Finding] {
    let method = incar["IVDW"].flatMap { ($0.integer ?? 0) != 0 ? $0 : nil }
    if let old = incar["LVDW"], old.isTrue {
      return [
        method.map {
          finding(
            .warning, "VDW",
            "LVDW beside IVDW = \($0.value): LVDW is the old name of IVDW = 1, and only one counts",
            tag: old)
        }
          ?? finding(
            .note, "VDW", "LVDW is the old name of IVDW = 1, Grimme's D2; is it meant?", tag: old)
      ]
    }
    guard isOn("LUSE_VDW"), let method else { return [] }
    return [
      finding(
        .warning, "VDW",
        "IVDW = \(method.value) beside LUSE_VDW, a functional with dispersion: it counts twice",
        tag: method)
    ]
  }

  /// GGA made for LDA, or the other way.
  private var density: [Finding] {
    guard let tag = incar["GGA"], let title = potentials.first?.title else { return [] }
    let isLDA = title.hasPrefix("PAW ") && !title.contains("PBE")
    guard isLDA, !["CA", "--", ""].contains(tag.value.uppercased()) else { return [] }
    return [
      finding(
        .warning, "GGA", "GGA = \(tag.value) with potentials made for the LDA (\(title))", tag: tag)
    ]
  }

  /// DFT+U on a shell that the element does not have.
  func shells(_ structure: Structure) -> [Finding] {
    guard isOn("LDAU"), let shells = incar["LDAUL"]?.numbers, let tag = incar["LDAUU"],
      let values = tag.numbers
    else { return [] }
    let names = structure.species.runs.map { structure.species.categories[$0.category] }
    guard shells.count == names.count, values.count == names.count else { return [] }
    return names.indices.compactMap { place in
      guard values[place] != 0, shells[place] >= 2, let element = names[place].element,
        element.atomicNumber < (shells[place] >= 3 ? 57 : 20)
      else { return nil }
      let shell = shells[place] >= 3 ? "f" : "d"
      return finding(
        .warning, "LDAU",
        "U = \(DeckNumber.text(values[place])) eV acts on \(shell) states of \(element.symbol), which has "
          + "none: are LDAUL and LDAUU in the order of POSCAR, "
          + "\(names.map(\.name).joined(separator: " "))?", tag: tag)
    }
  }
}
