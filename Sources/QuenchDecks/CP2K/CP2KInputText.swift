import QuenchModel
import QuenchUnits

/// One CP2K input, section by section.
struct CP2KInputText {
  let deck: CP2KRenderer
  let run: CP2KRun

  init(_ deck: CP2KRenderer, _ run: CP2KRun) { (self.deck, self.run) = (deck, run) }

  func text() throws(DeckError) -> String {
    var sections = [global]
    if let restart { sections.append(restart) }
    sections += [try forceEvaluation()]
    if let motion = try motion() { sections.append(motion) }
    let title = deck.job.plan.title ?? deck.groups.structure.title
    let head = [title, deck.job.provenance, "units: Å, fs, K unless in brackets"]
    return head.filter { !$0.isEmpty }.map { "# \(DeckComment.ascii($0))\n" }.joined()
      + sections.map { $0.text() }.joined()
  }

  private var global: CP2KSection {
    var section = CP2KSection("GLOBAL")
    section.set("PROJECT", run.project)
    let type =
      switch run.task {
      case .singlePoint, .rescale: "ENERGY_FORCE"
      case .relaxation(let relaxation): relaxation.cell == .fixed ? "GEO_OPT" : "CELL_OPT"
      case .dynamics: "MD"
      case .band: "BAND"
      }
    section.set("RUN_TYPE", type)
    section.set("PRINT_LEVEL", run.isBand ? "LOW" : "MEDIUM")
    section.set(
      "SEED", Int(deck.job.seed(ofRun: run.number)),
      "of velocities and thermostats, another in each run")
    return section
  }

  private var restart: CP2KSection? {
    guard run.continues else { return nil }
    var section = CP2KSection("EXT_RESTART")
    section.set("RESTART_FILE_NAME", "previous.restart")
    section.set("RESTART_DEFAULT", ".FALSE.", "positions, cell and velocities alone: a new count")
    section.set("RESTART_POS", ".TRUE.")
    section.set("RESTART_CELL", ".TRUE.")
    let keeps = run.dynamics.map { !$0.drawsVelocities } ?? false
    if keeps { section.set("RESTART_VEL", ".TRUE.") }
    return section
  }

  private func forceEvaluation() throws(DeckError) -> CP2KSection {
    var section = CP2KSection("FORCE_EVAL")
    section.set("METHOD", "Quickstep")
    if needsStress { section.set("STRESS_TENSOR", "ANALYTICAL") }
    section.add(try CP2KElectronicSection(deck, run).section())
    section.add(subsystem)
    section.section("PRINT") { print in
      print.section("FORCES", isSingle ? "ON" : "OFF") { _ in }
      if needsStress { print.section("STRESS_TENSOR", "ON") { _ in } }
    }
    return section
  }

  private var isSingle: Bool { if case .singlePoint = run.task { true } else { false } }

  private var needsStress: Bool {
    switch run.task {
    case .dynamics(let dynamics): dynamics.ensemble == .npt
    case .relaxation(let relaxation): relaxation.cell != .fixed
    default: false
    }
  }

  private var subsystem: CP2KSection {
    var section = CP2KSection("SUBSYS")
    let structure = deck.groups.structure
    section.section("CELL") { cell in
      for (name, row) in zip(["A", "B", "C"], deck.groups.lattice.rows) {
        cell.set(name, "[angstrom] " + CP2KCoordinates.vector(row))
      }
      cell.set("PERIODIC", "XYZ")
    }
    section.section("COORD") { coordinates in
      coordinates.set("UNIT", "angstrom")
      for line in CP2KCoordinates.lines(structure) { coordinates.add(line: line) }
    }
    if let velocities = structure.velocities, let dynamics = run.dynamics, !run.continues,
      !dynamics.drawsVelocities
    {
      section.section("VELOCITY") { section in
        for line in CP2KCoordinates.velocities(velocities) { section.add(line: line) }
      }
    }
    for element in deck.groups.elements { section.add(kind(element)) }
    return section
  }

  private func kind(_ element: Element) -> CP2KSection {
    let (symbol, dft) = (element.symbol, deck.dft)
    var kind = CP2KSection("KIND", symbol)
    kind.set("ELEMENT", symbol)
    if let index = deck.groups.elements.firstIndex(of: element),
      deck.moments.values.indices.contains(index), deck.moments.values[index] != 0
    {
      kind.set("MAGNETIZATION", deck.moments.values[index], "µB, initial guess")
    }
    guard !deck.isTightBinding, let valence = CP2KPotentials.valence(element) else { return kind }
    let basis = deck.settings.basis
    let isKnown = CP2KPotentials.families.contains(basis)
    kind.set("BASIS_SET", isKnown ? "\(basis)-q\(valence)" : basis)
    let family = dft.functional.uppercased() == "LDA" ? "GTH-PADE" : "GTH-PBE"
    kind.set("POTENTIAL", "\(family)-q\(valence)")
    if let term = dft.hubbard[symbol] {
      kind.section("DFT_PLUS_U", ".TRUE.") {
        let quanta = ["s": 0, "p": 1, "d": 2, "f": 3]
        $0.set("L", quanta[term.orbital] ?? 2)
        $0.set("U_MINUS_J", "[eV] \(DeckNumber.text(term.effectiveU))")
      }
    }
    return kind
  }

  private func motion() throws(DeckError) -> CP2KSection? {
    guard !isSingle else { return nil }
    return try CP2KMotionSection(deck, run).section()
  }
}
