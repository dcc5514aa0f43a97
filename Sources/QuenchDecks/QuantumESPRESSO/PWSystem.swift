import QuenchModel
import QuenchUnits

/// What all inputs of one Quantum ESPRESSO deck share: cell, atoms, cut-offs, functional.
struct PWSystem: FirstPrinciplesRenderer {
  let shared: FirstPrinciplesJob
  let settings: QuantumESPRESSOSettings
  let cutoff: Double

  init(_ job: DeckJob) throws(DeckError) {
    shared = try FirstPrinciplesJob(job)
    settings = job.plan.quantumESPRESSO ?? QuantumESPRESSOSettings()
    guard let cutoff = settings.wavefunctionCutoff else {
      throw DeckError(
        .missing(key: "qe.ecutwfc", expected: "the wave-function cut-off, e.g. 50 Ry"))
    }
    self.cutoff = cutoff
    for element in shared.groups.elements where settings.pseudopotentials[element.symbol] == nil {
      throw DeckError(
        .missing(
          key: "qe.pseudopotentials.\(element.symbol)",
          expected: "the file name of a pseudopotential, e.g. "
            + "\(element.symbol).pbe-n-kjpaw_psl.1.0.0.UPF"))
    }
  }

  /// Whether DFT+U is the card of 7.1 and later.
  var usesHubbardCard: Bool {
    let parts = settings.version.split(separator: ".").map { Int($0) ?? 0 }
    return (parts.first ?? 0, parts.dropFirst().first ?? 0) >= (7, 1)
  }

  /// Of the whole deck, whatever its stages.
  var warnings: [Warning] {
    moments.warnings
      + job.plan.stages.compactMap { $0.shearWarning(cellIsFlexible: true) }
  }

  /// Of the whole deck, whatever its stages.
  var notExpressed: [String] {
    job.plan.isotropicStages.map {
      "'\($0.name)': pw.x keeps the shape of a breathing cell for ibrav = 1 alone: every cell vector moves"
    }
  }

  func system(withoutSymmetry: Bool) throws(DeckError) -> PWNamelist {
    var list = PWNamelist("SYSTEM")
    list.set("ibrav", 0, "the cell is given below")
    list.set("nat", groups.structure.count)
    list.set("ntyp", groups.elements.count)
    list.set("ecutwfc", cutoff, "Ry, wave functions")
    list.set(
      "ecutrho", settings.densityCutoff ?? 8 * cutoff,
      settings.densityCutoff == nil
        ? "Ry, density: 8 × ecutwfc, for PAW and ultrasoft" : "Ry, density"
    )
    list.set("input_dft", text: try functional, "whatever the pseudopotentials were made with")
    if dft.charge != 0 { list.set("tot_charge", dft.charge, "e") }
    if withoutSymmetry { list.set("nosym", true, "held or hot atoms have no symmetry") }
    try occupations(&list)
    spin(&list)
    try hubbard(&list)
    try dispersion(&list)
    slab(&list)
    return list
  }

  var functional: String {
    get throws(DeckError) {
      let names = [
        "PBE": "PBE", "PBESOL": "PBESOL", "LDA": "PZ", "REVPBE": "REVPBE", "RPBE": "RPBE",
        "SCAN": "SCAN", "TPSS": "TPSS", "HSE06": "HSE", "PBE0": "PBE0",
      ]
      guard let name = names[dft.functional.uppercased()] else {
        throw DeckError(
          .impossible(
            "functional '\(dft.functional)' has no input_dft here; known: "
              + names.keys.sorted().joined(separator: ", ")))
      }
      return name
    }
  }

  private func occupations(_ list: inout PWNamelist) throws(DeckError) {
    let smearing = dft.smearing ?? DFTSettings.Smearing(.gaussian, width: 0.05)
    guard smearing.kind != .tetrahedron else {
      guard mesh.count >= 4 else {
        throw DeckError(
          .inconsistent(
            "the tetrahedron method needs a mesh of k-points; this one has \(mesh.count)")
        )
      }
      list.set("occupations", text: "tetrahedra")
      return
    }
    list.set("occupations", text: "smearing")
    let kind =
      switch smearing.kind {
      case .fermi: "fd"
      case .methfesselPaxton: "mp"
      default: "gaussian"
      }
    list.set("smearing", text: kind, dft.smearing == nil ? "our default" : nil)
    let kelvin = DeckNumber.text(smearing.width / Factor.electronvoltPerKelvin, decimals: 0)
    list.set(
      "degauss", smearing.width / Factor.electronvoltPerRydberg,
      "Ry: \(DeckNumber.text(smearing.width)) eV, \(kelvin) K")
  }

  private func spin(_ list: inout PWNamelist) {
    guard dft.spin == .collinear else { return }
    list.set("nspin", 2, "collinear spin")
    for (index, element) in groups.elements.enumerated() {
      let moment = moments.values[index]
      // In fractions of the valence electrons, which only the pseudopotential knows.
      let valence = Double(CP2KPotentials.valence(element) ?? 10)
      list.set(
        "starting_magnetization(\(index + 1))", max(-1, min(1, moment / valence)),
        "\(element.symbol): \(DeckNumber.text(moment)) µB of about \(Int(valence)) valence electrons"
      )
    }
  }

  private func hubbard(_ list: inout PWNamelist) throws(DeckError) {
    let terms = hubbardTerms
    guard !terms.isEmpty, !usesHubbardCard else { return }
    list.set("lda_plus_u", true, "DFT+U in the words of 6.7; 7.1 and later want a HUBBARD card")
    let isFull = terms.contains { $0.term.scheme == .liechtenstein }
    list.set("lda_plus_u_kind", isFull ? 1 : 0, isFull ? "Liechtenstein" : "Dudarev: U − J alone")
    for (index, _, term) in terms {
      list.set("Hubbard_U(\(index + 1))", term.u, "eV")
      if isFull { list.set("Hubbard_J(1,\(index + 1))", term.j, "eV") }
    }
  }

  private var hubbardTerms: [(index: Int, symbol: String, term: DFTSettings.Hubbard)] {
    groups.elements.enumerated().compactMap { index, element in
      dft.hubbard[element.symbol].map { (index, element.symbol, $0) }
    }
  }

  /// The card of 7.1 and later; empty otherwise.
  var hubbardCard: String {
    let terms = hubbardTerms
    guard !terms.isEmpty, usesHubbardCard else { return "" }
    let lines = terms.map { _, symbol, term in
      let shell = Self.shell(symbol, term.orbital)
      let exchange =
        term.scheme == .liechtenstein
        ? "\nJ \(symbol)-\(shell) \(DeckNumber.text(term.j))" : ""
      return "U \(symbol)-\(shell) \(DeckNumber.text(term.u))\(exchange)\n"
    }
    return "HUBBARD (ortho-atomic)\n" + lines.joined()
  }

  /// `3d` of V, `2p` of O: the principal number of the valence shell.
  private static func shell(_ symbol: String, _ orbital: String) -> String {
    guard let number = Element(symbol: symbol).map({ Int($0.atomicNumber) }) else { return orbital }
    let row = [2, 10, 18, 36, 54, 86].count { $0 < number } + 1
    let principal =
      switch orbital {
      case "d": row - 1
      case "f": row - 2
      default: row
      }
    return "\(max(principal, 1))\(orbital)"
  }

  private func dispersion(_ list: inout PWNamelist) throws(DeckError) {
    switch try Dispersion(dft) {
    case nil: return
    case .d2(let s6)?:
      list.set("vdw_corr", text: "grimme-d2")
      list.set("london_s6", s6, "of \(dft.functional)")
    case .zero?: try thirdDispersion(&list, 3, "zero damping")
    case .beckeJohnson?: try thirdDispersion(&list, 4, "Becke–Johnson damping")
    case .other(let name)?:
      guard name.uppercased() == "TS" else {
        throw DeckError(
          .impossible("dispersion '\(name)' has no vdw_corr here; known: D2, D3(zero), D3(BJ), TS"))
      }
      list.set("vdw_corr", text: "ts-vdw")
    }
  }

  /// pw.x takes its own numbers by the functional's name, and stops at names its D3 does not know.
  private func thirdDispersion(
    _ list: inout PWNamelist, _ version: Int, _ damping: String
  ) throws(DeckError) {
    let known: Set = ["PBE", "PBESOL", "REVPBE", "RPBE", "TPSS", "HSE06", "PBE0"]
    guard known.contains(dft.functional.uppercased()) else {
      throw DeckError(
        .impossible(
          "the D3 of pw.x knows no \(dft.functional); known: "
            + known.sorted().joined(separator: ", ")))
    }
    list.set("vdw_corr", text: "grimme-d3")
    list.set("dftd3_version", version, damping)
    list.set("dftd3_threebody", false, "two-body terms alone, as in VASP and CP2K")
  }

  /// The saw-tooth's edge lies in the middle of the vacuum.
  private func slab(_ list: inout PWNamelist) {
    guard vacuum.isSlab, let axis = vacuum.axes.first else { return }
    let share = vacuum.gaps[0] / groups.lattice.height(axis)
    let width = min(0.1, share / 3)
    let start = vacuum.centre[axis] + 0.5 - width / 2
    list.set("edir", axis + 1, "across the vacuum")
    list.set("emaxpos", start - start.rounded(.down), "edge of the saw-tooth, in the vacuum")
    list.set("eopreg", width, "its width, fraction of the cell")
    list.set("eamp", 0, "no field beside the correction")
  }

  var isSlab: Bool { vacuum.isSlab }

  var cards: String {
    var text = "ATOMIC_SPECIES\n"
    for element in groups.elements {
      let file = settings.pseudopotentials[element.symbol] ?? ""
      text +=
        "\(element.symbol) \(DeckNumber.text(element.mass)) \(file.filter { !$0.isWhitespace })\n"
    }
    text += "\nCELL_PARAMETERS angstrom\n"
    text += groups.lattice.rows.map { CP2KCoordinates.vector($0) + "\n" }.joined()
    text += "\n" + kpoints + (hubbardCard.isEmpty ? "" : "\n" + hubbardCard)
    return text
  }

  private var kpoints: String {
    if mesh.isGammaOnly { return "K_POINTS gamma\n" }
    let shifts = mesh.divisions.map { mesh.isGammaCentred || $0 % 2 == 1 ? "0" : "1" }
    return "K_POINTS automatic\n" + mesh.divisions.map(String.init).joined(separator: " ") + " "
      + shifts.joined(separator: " ") + "\n"
  }

  /// `if_pos` 0 holds an atom along x, y or z.
  func positions(_ structure: Structure) -> String {
    let isAnyHeld = groups.hasHeldAtoms
    let lines = CP2KCoordinates.lines(structure).enumerated().map { atom, line in
      guard isAnyHeld else { return line + "\n" }
      let fixed = holds.held[atom]
      return line + (0..<3).map { fixed[$0] ? " 0" : " 1" }.joined() + "\n"
    }
    return "ATOMIC_POSITIONS angstrom\n" + lines.joined()
  }
}
