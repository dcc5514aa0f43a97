import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckEngine {
  /// VASP 5.4.4 and 6: one directory per stage (VASP wiki; tags of 6.4 are marked).
  static let vasp = DeckEngine(name: "vasp", title: "VASP") { (job) throws(DeckError) in
    try VASPRenderer(job).deck()
  }
}

/// Turns a job into VASP's files.
struct VASPRenderer: FirstPrinciplesRenderer {
  let shared: FirstPrinciplesJob
  let settings: VASPSettings
  let functional: VASPFunctional
  let potentials: VASPPotentials
  /// Nil where the library lacks a potential, or there is none.
  let contents: PotentialContents?
  /// Up to so many atoms projectors are kept in reciprocal space (VASP wiki: LREAL); energies of the two
  /// kinds are not to be compared.
  static let fewAtoms = 16

  init(_ job: DeckJob) throws(DeckError) {
    shared = try FirstPrinciplesJob(job)
    settings = job.plan.vasp ?? VASPSettings()
    functional = try VASPFunctional(shared.dft.functional)
    potentials = VASPPotentials(shared.groups, settings, functional)
    contents = try potentials.contents(shared.groups, job.attachments)
    guard settings.cutoff != nil else {
      let titles = potentials.titles.joined(separator: ", ")
      let enmax = contents?.enmax.map { ", \(DeckNumber.text($0)) eV" } ?? ""
      throw DeckError(
        .missing(
          key: "vasp.ENCUT",
          expected: "the plane-wave cut-off, e.g. 450 eV; at least the largest ENMAX of \(titles)"
            + "\(enmax), 1.3 times that where the cell changes"))
    }
  }

  func deck() throws(DeckError) -> Deck {
    var plan = job.plan
    plan.stages = plan.stages.map { $0.refitted(settings) }
    var deck = Deck(engine: "vasp", cost: DeckCost(plan, groups.structure))
    deck.choices = choices
    deck.warnings = moments.warnings
    var previous: VASPStage?
    for (number, stage) in plan.stages.enumerated() {
      let part = VASPStage(self, number, stage, previous)
      try part.render(into: &deck)
      previous = part
    }
    addPotentials(&deck)
    if deck.runs.contains(where: { $0.continuation != nil }) {
      deck.files.append(VASPContinuation.file)
    }
    if dft.charge != 0, contents?.electrons == nil, settings.tag("NELECT") == nil {
      deck.notExpressed.append(
        "dft.charge: VASP has no tag for the charge, and without POTCAR the electrons cannot be counted: "
          + "NELECT of INCAR is a line at which VASP stops; write ZVAL of all atoms less "
          + "\(DeckNumber.text(dft.charge)) there")
    }
    if abs(dft.charge) > 0, !vacuum.axes.isEmpty {
      deck.warnings.append(
        Warning(
          "W-CHARGED-SLAB",
          "a charged cell with vacuum: its energy diverges with the vacuum (neutralising background)"
        ))
    }
    return deck
  }

  private var choices: [String] {
    var found = [
      "potentials: \(potentials.titles.joined(separator: " ")) "
        + (settings.potentialTitles.isEmpty
          ? "(recommended for \(RecommendedPotentials.version))" : "(as the protocol names them)"),
      "k-points: \(mesh.divisions.map(String.init).joined(separator: "×")), \(mesh.reason)",
    ]
    if let axis = vacuum.axes.first, vacuum.isSlab {
      found.append(
        "vacuum of \(DeckNumber.text(vacuum.gaps[0], decimals: 2)) Å along \("abc".letter(axis)): "
          + "dipole correction along it, one k-point")
    }
    if mesh.isGammaOnly, settings.program == "vasp_std" {
      found.append("vasp_gam, the Γ-only program, instead of vasp_std: half the memory and time")
    }
    if let contents { found.append(contents.sentence) }
    return found
  }

  private var changesCell: Bool {
    job.plan.stages.contains { stage in
      switch stage.task {
      case .dynamics(let run): run.ensemble == .npt
      case .relaxation(let run): run.cell != .fixed
      default: false
      }
    }
  }

  private func addPotentials(_ deck: inout Deck) {
    deck.warnings +=
      contents?.warnings(
        cutoff: settings.cutoff ?? 0, changesCell: changesCell, set: potentials.functional) ?? []
    let (bytes, missing) = potentials.assembled(job.attachments)
    let directories = deck.runs.map(\.directory)
    for directory in directories.unique {
      if let bytes {
        deck.files.append(DeckFile("\(directory)/POTCAR", bytes: bytes))
      } else {
        deck.files.append(DeckFile("\(directory)/POTCAR.spec", potentials.specification))
      }
    }
    guard bytes == nil else { return }
    let all = missing.count == potentials.titles.count
    deck.warnings.append(
      Warning(
        "W-POTCAR",
        (all ? "no library of potentials" : "the library lacks \(missing.joined(separator: ", "))")
          + ": POTCAR.spec names what belongs into POTCAR, in the order of POSCAR; set "
          + "vasp.potentials, VASP_PP_PATH or PMG_VASP_PSP_DIR and render again"))
  }

  /// `vasp_gam` where the mesh is Γ alone.
  var program: String {
    settings.program == "vasp_std" && mesh.isGammaOnly ? "vasp_gam" : settings.program
  }

  var kpoints: String {
    let divisions = mesh.divisions.map(String.init).joined(separator: " ")
    return """
      \(DeckComment.ascii("\(divisions) mesh: \(mesh.reason)"))
      0
      \(mesh.isGammaCentred ? "Gamma" : "Monkhorst-Pack")
      \(divisions)
      0 0 0

      """
  }

  func poscar(_ structure: Structure) throws(DeckError) -> [UInt8] {
    var titled = structure
    titled.title = job.plan.title ?? structure.title
    if titled.title.isEmpty { titled.title = job.provenance }
    titled.verbatim = [:]
    let format = FileFormat.poscar
    do throws(WriteError) {
      return try format.write([Frame(titled)])
    } catch {
      throw DeckError(.impossible("\(error)"))
    }
  }
}

extension Array where Element: Hashable {
  /// Each value once, in the order of first appearance.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The character at a place, as text; empty beyond the end.
  func letter(_ place: Int) -> String { String(dropFirst(place).prefix(1)) }
}
