import QuenchFormats
import QuenchModel

/// What the POTCARs of a deck say of cut-off and electrons.
struct PotentialContents {
  /// One per species, in the order of POSCAR.
  let blocks: [POTCARFile.Block]
  let counts: [Int]

  /// The largest ENMAX, eV.
  var enmax: Double? { blocks.compactMap(\.enmax).max() }

  /// The sum of ZVAL over all atoms; nil where a potential does not say it.
  var electrons: Double? {
    var sum = 0.0
    for (block, count) in zip(blocks, counts) {
      guard let valence = block.valence else { return nil }
      sum += valence * Double(count)
    }
    return sum
  }

  /// `PAW_PBE Ti_sv 26Sep2005 (ENMAX 274.61 eV, ZVAL 12)`.
  var sentence: String {
    let parts = blocks.map { block in
      let enmax = block.enmax.map { "ENMAX \(DeckNumber.text($0)) eV" } ?? "no ENMAX"
      let valence = block.valence.map { ", ZVAL \(DeckNumber.text($0))" } ?? ""
      return "\(block.title) (\(enmax)\(valence))"
    }
    let sum = electrons.map { "; \(DeckNumber.text($0)) electrons in the neutral cell" } ?? ""
    return "POTCAR: " + parts.joined(separator: ", ") + sum
  }

  /// What a cut-off and a functional have against them.
  func warnings(cutoff: Double, changesCell: Bool, set: String) -> [Warning] {
    var found: [Warning] = []
    if let enmax, cutoff < enmax {
      found.append(
        Warning(
          "W-ENCUT",
          "vasp.ENCUT \(DeckNumber.text(cutoff)) eV is below the largest ENMAX of POTCAR, "
            + "\(DeckNumber.text(enmax)) eV"))
    } else if let enmax, changesCell, cutoff < 1.3 * enmax {
      found.append(
        Warning(
          "W-ENCUT-PULAY",
          "the cell changes and vasp.ENCUT \(DeckNumber.text(cutoff)) eV is below 1.3 × ENMAX, "
            + "\(DeckNumber.text(1.3 * enmax, decimals: 0)) eV: the stress has a Pulay error"))
    }
    // LDA sets are titled `PAW Ti_sv …`, those of PBE `PAW_PBE Ti_sv …`.
    let wanted = set == "LDA" ? "PAW" : "PAW_PBE"
    for block in blocks where block.title.split(separator: " ").first.map(String.init) != wanted {
      found.append(
        Warning(
          "W-POT-FUNCTIONAL",
          "\(block.title): the functional asks for potentials of \(wanted) (\(set))"))
    }
    return found
  }
}
