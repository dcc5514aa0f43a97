import QuenchModel
import QuenchUnits

extension INCAR {
  /// All tags of a stage; the user's own come last and win.
  init(_ part: VASPStage) throws(DeckError) {
    let deck = part.deck
    let title = deck.job.plan.title ?? deck.groups.structure.title
    heading("\(part.stage.name): \(title)".trimmingBlanks)
    heading(deck.job.provenance)
    electrons(part)
    try interaction(deck)
    try occupation(deck, part)
    heading("Ions")
    switch part.stage.task {
    case .singlePoint: part.isRefit ? refit() : singlePoint()
    case .relaxation(let run): relaxation(run)
    case .dynamics(let run): try dynamics(run, part)
    case .band(let band): self.band(band)
    case .rescale: break
    }
    try hubbard(deck)
    magnetism(deck)
    slab(deck)
    machineLearning(part)
    output(part)
    parallel(part)
    override(deck.settings.tags)
  }

  private mutating func electrons(_ part: VASPStage) {
    let (deck, isDynamics) = (part.deck, part.dynamics != nil)
    heading("Electrons")
    set("PREC", deck.settings.precision, "grids and projectors")
    set("ENCUT", deck.settings.cutoff ?? 0, "eV, plane-wave cut-off")
    let tolerance = deck.dft.electronicTolerance ?? 1e-5
    set(
      "EDIFF", DeckNumber.scientific(tolerance),
      deck.dft.electronicTolerance == nil ? "eV per cell, our default" : "eV per cell")
    if deck.functional.isHybrid || deck.functional.isMeta {
      set("ALGO", "All", "conjugate gradient: density mixing fails for hybrids and meta-GGAs")
    } else if isDynamics {
      set("ALGO", "Fast", "Davidson first, then RMM-DIIS: cheapest from step to step")
    } else {
      set("ALGO", "Normal", "blocked Davidson: the safe choice")
    }
    set("NELM", isDynamics ? 60 : 120, "electronic steps after which it gives up")
    set("NELMIN", isDynamics || part.isMoving ? 4 : 2, "at least, for forces that can be trusted")
    let isLarge = deck.job.largestMember > VASPRenderer.fewAtoms
    let isOwn = deck.groups.structure.count > VASPRenderer.fewAtoms
    set(
      "LREAL", isLarge ? "Auto" : ".FALSE.",
      isLarge
        ? "projectors in real space: more than \(VASPRenderer.fewAtoms) atoms"
          + (isOwn ? "" : " in the largest member")
        : "projectors in reciprocal space: few atoms"
    )
    set("ISYM", part.needsNoSymmetry ? 0 : 2, part.symmetryReason)
  }

  private mutating func interaction(_ deck: VASPRenderer) throws(DeckError) {
    for tag in deck.functional.tags { set(tag.name, tag.value, tag.comment) }
    if deck.functional.isMeta || !deck.dft.hubbard.isEmpty || deck.functional.isHybrid {
      set("LASPH", true, "non-spherical terms inside the spheres: needed for +U and meta-GGA")
    }
    try dispersion(deck)
    try charge(deck)
  }

  /// VASP knows numbers for PBE, RPBE, revPBE and PBEsol; others would silently get those of PBE (VASP
  /// wiki: DFT-D3, DFT-D2).
  private mutating func dispersion(_ deck: VASPRenderer) throws(DeckError) {
    guard let name = deck.dft.dispersion, let kind = try Dispersion(deck.dft) else { return }
    let functional = deck.dft.functional
    let number: (Double) -> String = { DeckNumber.text($0, decimals: 8) }
    set("IVDW", try VASPFunctional.dispersion(name), "dispersion: \(name)")
    let isKnown = ["PBE", "RPBE", "REVPBE", "PBESOL"].contains(functional.uppercased())
    switch kind {
    case .d2(let s6) where functional.uppercased() != "PBE":
      set("VDW_S6", number(s6), "s6 of \(functional) (doi 10.1002/jcc.20495)")
    case .zero(let sr6, let s8) where !isKnown:
      set("VDW_SR", number(sr6), "sr,6 of \(functional), zero damping")
      set("VDW_S8", number(s8), "s8 of \(functional)")
    case .beckeJohnson(let s8, let a1, let a2) where !isKnown:
      set("VDW_S8", number(s8), "s8 of \(functional), Becke-Johnson damping")
      set("VDW_A1", number(a1), "a1 of \(functional)")
      set("VDW_A2", number(a2), "a2 of \(functional), bohr")
    default: break
    }
  }

  /// VASP knows the number of electrons alone. Without POTCAR it is not known here, and the line makes VASP
  /// stop: a comment would let a neutral cell run instead.
  private mutating func charge(_ deck: VASPRenderer) throws(DeckError) {
    let charge = deck.dft.charge
    guard charge != 0 else { return }
    let text = DeckNumber.text(charge)
    guard let electrons = deck.contents?.electrons else {
      set(
        "NELECT", "sum-of-ZVAL-less-\(text)",
        "write the number: ZVAL of all atoms in POTCAR less the charge of \(text) e")
      return
    }
    guard electrons > charge else {
      throw DeckError(.impossible("a charge of \(text) e leaves none of \(electrons) electrons"))
    }
    set("NELECT", electrons - charge, "electrons: ZVAL of all atoms less the charge of \(text) e")
  }

  private mutating func occupation(
    _ deck: VASPRenderer, _ part: VASPStage
  ) throws(DeckError) {
    let smearing = deck.dft.smearing ?? DFTSettings.Smearing(.gaussian, width: 0.05)
    let kelvin = DeckNumber.text(smearing.width / Factor.electronvoltPerKelvin, decimals: 0)
    let chosen = deck.dft.smearing == nil ? "; our default" : ""
    switch smearing.kind {
    case .gaussian: set("ISMEAR", 0, "Gaussian smearing\(chosen)")
    case .fermi: set("ISMEAR", -1, "Fermi–Dirac smearing: SIGMA is a true electronic temperature")
    case .methfesselPaxton: set("ISMEAR", 1, "Methfessel–Paxton: for metals, never for insulators")
    case .tetrahedron:
      guard deck.mesh.count >= 4 else {
        throw DeckError(
          .inconsistent(
            "the tetrahedron method needs at least 4 k-points; this mesh has \(deck.mesh.count)"),
          stage: part.stage.name)
      }
      set("ISMEAR", -5, "tetrahedra with Blöchl's correction: energies; forces of metals are off")
      return
    }
    set(
      "SIGMA", smearing.width,
      "eV; as an electronic temperature \(kelvin) K"
        + (smearing.kind == .fermi ? "" : " in the sense of k_B T = SIGMA"))
  }

  private mutating func parallel(_ part: VASPStage) {
    heading("Parallel")
    let (deck, settings) = (part.deck, part.deck.settings)
    if let kpar = settings.kpar {
      set("KPAR", kpar, "groups of ranks that share the k-points")
    } else if deck.mesh.count > 1 {
      set("# KPAR", "2", "groups of ranks; divides both ranks and irreducible k-points")
    }
    let ranks = deck.job.plan.parallel.ranks / max(1, settings.kpar ?? 1) / part.imageCount
    if let ncore = settings.ncore {
      set("NCORE", ncore, "ranks that share a band")
    } else if ranks >= 4 {
      let best = (1...ranks).last { ranks % $0 == 0 && $0 * $0 <= ranks } ?? 1
      set("NCORE", best, "ranks that share a band: a divisor of \(ranks) near its root")
    } else {
      set(
        "# NCORE", "4", "from 4 ranks on: a divisor of the cores of a node, near the root of ranks")
    }
  }

  private mutating func output(_ part: VASPStage) {
    heading("Output")
    let isSingle = if case .singlePoint = part.stage.task { !part.isRefit } else { false }
    set("LWAVE", false, "no WAVECAR")
    set("LCHARG", isSingle, isSingle ? "the density, for analysis" : "no CHGCAR")
  }
}

extension VASPStage {
  var isMoving: Bool {
    if case .singlePoint = stage.task { false } else { true }
  }

  /// Images of a band compute side by side, each with its share of the ranks.
  var imageCount: Int {
    if case .band(let band) = stage.task { max(1, band.images) } else { 1 }
  }

  var needsNoSymmetry: Bool {
    switch stage.task {
    case .dynamics, .band: true
    default: deck.groups.hasHeldAtoms
    }
  }

  var symmetryReason: String {
    switch stage.task {
    case .dynamics: "no symmetry: thermal motion has none"
    case .band: "no symmetry: each image its own"
    default:
      deck.groups.hasHeldAtoms
        ? "no symmetry: held atoms may break it" : "symmetry as found, density symmetrised"
    }
  }
}

extension String {
  var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " || $0 == ":" }.reversed())
  }
}
