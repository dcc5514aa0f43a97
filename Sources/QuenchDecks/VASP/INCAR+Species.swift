import QuenchModel

/// Lists by species and by atom, in the order of POSCAR.
extension INCAR {
  mutating func hubbard(_ deck: VASPRenderer) throws(DeckError) {
    let hubbard = deck.dft.hubbard.filter { entry in
      deck.groups.elements.contains { $0.symbol == entry.key }
    }
    guard !hubbard.isEmpty else { return }
    let schemes = Set(hubbard.values.map(\.scheme))
    guard schemes.count == 1, let scheme = schemes.first else {
      throw DeckError(.inconsistent("VASP knows one DFT+U scheme for all species (LDAUTYPE)"))
    }
    let quanta = ["s": 0, "p": 1, "d": 2, "f": 3]
    for (symbol, term) in hubbard where quanta[term.orbital] == nil {
      throw DeckError(.impossible("orbital '\(term.orbital)' of \(symbol): s, p, d or f"))
    }
    heading("DFT+U; one number per species: \(deck.groups.map(\.symbol).joined(separator: " "))")
    let terms = deck.groups.map { hubbard[$0.symbol] }
    set("LDAU", true, "DFT+U")
    set(
      "LDAUTYPE", scheme == .dudarev ? 2 : 1,
      scheme == .dudarev ? "Dudarev: only U − J counts" : "Liechtenstein: U and J")
    list("LDAUL", terms.map { String(quanta[$0?.orbital ?? ""] ?? -1) }, "l; −1 is none")
    list("LDAUU", terms.map { DeckNumber.text($0?.u ?? 0) }, "eV")
    list("LDAUJ", terms.map { DeckNumber.text($0?.j ?? 0) }, "eV")
    let highest = hubbard.values.compactMap { quanta[$0.orbital] }.max() ?? 0
    if highest >= 2 {
      set("LMAXMIX", 2 * highest, "occupations of \(highest == 2 ? "d" : "f") are mixed too")
    }
  }

  private mutating func list(_ name: String, _ values: [String], _ comment: String) {
    set(name, values.joined(separator: " "), comment)
  }

  mutating func magnetism(_ deck: VASPRenderer) {
    heading("Spin")
    guard deck.dft.spin == .collinear else {
      set("ISPIN", 1, "no spin")
      return
    }
    set("ISPIN", 2, "collinear spin")
    let moments = zip(deck.moments.values, deck.groups.counts).map { value, count in
      "\(count)*\(DeckNumber.text(value))"
    }
    let own = deck.groups.elements.filter { deck.dft.moments[$0.symbol] == nil }.map(\.symbol)
    set(
      "MAGMOM", moments.joined(separator: " "),
      "µB, in the order of POSCAR"
        + (own.isEmpty ? "" : "; \(own.joined(separator: ", ")): our default"))
  }

  mutating func slab(_ deck: VASPRenderer) {
    let vacuum = deck.vacuum
    guard vacuum.isSlab || vacuum.isMolecule else { return }
    heading(
      "Vacuum of \(vacuum.gaps.map { DeckNumber.text($0, decimals: 2) }.joined(separator: ", ")) Å")
    set("LDIPOL", true, "potential and forces corrected for the dipole")
    if vacuum.isSlab, let axis = vacuum.axes.first {
      set("IDIPOL", axis + 1, "along \("abc".letter(axis)), across the vacuum")
    } else {
      set("IDIPOL", 4, "a molecule: all directions")
    }
    let centre = (0..<3).map { DeckNumber.text(vacuum.centre[$0], decimals: 4) }
    set("DIPOL", centre.joined(separator: " "), "centre of the matter, fractions of the cell")
  }

  mutating func machineLearning(_ part: VASPStage) {
    guard let mode = part.learning.mode else { return }
    heading("Machine-learned force field (VASP 6.4 and later)")
    set("ML_LMLFF", true, "on")
    switch mode {
    case .refit: set("ML_MODE", "REFIT", "fits the force field of ML_AB anew, for fast runs")
    case .run: set("ML_MODE", "RUN", "forces from ML_FF alone")
    default: set("ML_MODE", "TRAIN", "learns on the fly; continues from ML_AB where there is one")
    }
  }
}
