import QuenchModel
import QuenchUnits

/// &DFT: method, grid, solver, functional.
struct CP2KElectronicSection {
  private let deck: CP2KRenderer
  private let run: CP2KRun

  init(_ deck: CP2KRenderer, _ run: CP2KRun) { (self.deck, self.run) = (deck, run) }

  func section() throws(DeckError) -> CP2KSection {
    var section = CP2KSection("DFT")
    if !deck.isTightBinding {
      // A file name is the whole rest of its line: no comment behind it.
      section.add(line: "# both come with CP2K (CP2K_DATA_DIR)")
      section.set("BASIS_SET_FILE_NAME", "BASIS_MOLOPT")
      section.set("POTENTIAL_FILE_NAME", "GTH_POTENTIALS")
    }
    if run.continues { section.set("WFN_RESTART_FILE_NAME", "previous.wfn") }
    section.set("CHARGE", DeckNumber.text(deck.dft.charge), "e")
    if deck.electrons.isSpinPolarised {
      section.set("UKS", ".TRUE.")
      section.set(
        "MULTIPLICITY", deck.electrons.multiplicity,
        deck.dft.smearing == nil ? "2S + 1, fixed" : "2S + 1 at the start, smearing lets it relax")
    }
    if let normal = deck.surfaceNormal {
      section.set("SURFACE_DIPOLE_CORRECTION", ".TRUE.", "a slab")
      section.set("SURF_DIP_DIR", normal)
    }
    if !deck.dft.hubbard.isEmpty, !deck.isTightBinding {
      section.set("PLUS_U_METHOD", "MULLIKEN", "has forces")
    }
    section.add(deck.isTightBinding ? tightBinding : planeWaves)
    if !deck.isTightBinding { section.add(grid) }
    section.add(convergence)
    section.add(poisson)
    if let points = try points() { section.add(points) }
    if !deck.isTightBinding { section.add(try functional()) }
    return section
  }

  private var isDynamics: Bool { run.dynamics != nil }

  private var planeWaves: CP2KSection {
    var section = CP2KSection("QS")
    section.set("METHOD", "GPW")
    section.set("EPS_DEFAULT", "1.0E-12")
    extrapolate(&section)
    return section
  }

  private var tightBinding: CP2KSection {
    var section = CP2KSection("QS")
    section.set("METHOD", "xTB", "GFN1-xTB (doi 10.1021/acs.jctc.7b00118)")
    extrapolate(&section)
    section.section("XTB") {
      $0.set("DO_EWALD", ".TRUE.", "periodic")
      $0.set("CHECK_ATOMIC_CHARGES", ".FALSE.", "hot ions may pass its limits on the way")
    }
    return section
  }

  /// From step to step; k-points have no such extrapolation.
  private func extrapolate(_ section: inout CP2KSection) {
    guard isDynamics else { return }
    let hasPoints = !deck.mesh.isGammaOnly
    section.set(
      "EXTRAPOLATION", hasPoints || !deck.electrons.usesOrbitalTransformation ? "USE_GUESS" : "ASPC"
    )
    if !hasPoints, deck.electrons.usesOrbitalTransformation {
      section.set("EXTRAPOLATION_ORDER", 3)
    }
  }

  private var grid: CP2KSection {
    var section = CP2KSection("MGRID")
    section.set("CUTOFF", "[Ry] \(DeckNumber.text(deck.settings.cutoff ?? 0))", "density grid")
    let relative = deck.settings.relativeCutoff ?? 60
    section.set(
      "REL_CUTOFF", "[Ry] \(DeckNumber.text(relative))",
      deck.settings.relativeCutoff == nil ? "our default" : nil)
    section.set("NGRIDS", 4)
    return section
  }

  private var convergence: CP2KSection {
    var section = CP2KSection("SCF")
    section.set("SCF_GUESS", run.continues && deck.mesh.isGammaOnly ? "RESTART" : "ATOMIC")
    let tolerance = deck.dft.electronicTolerance.map { $0 / Factor.electronvoltPerHartree }
    section.set(
      "EPS_SCF", DeckNumber.scientific(tolerance.map { min(max($0, 1e-8), 1e-5) } ?? 1e-6),
      "of the gradient or density; no energy")
    if deck.electrons.usesOrbitalTransformation {
      section.set("MAX_SCF", 30)
      section.section("OT") {
        $0.set("PRECONDITIONER", "FULL_SINGLE_INVERSE", "no gap has to be guessed")
        $0.set("MINIMIZER", "DIIS")
      }
      section.section("OUTER_SCF") {
        $0.set("MAX_SCF", 10)
        $0.set("EPS_SCF", DeckNumber.scientific(tolerance.map { min(max($0, 1e-8), 1e-5) } ?? 1e-6))
      }
    } else {
      diagonalise(&section)
    }
    section.section("PRINT") { print in
      print.section("RESTART") { restart in
        restart.set("BACKUP_COPIES", 0)
        restart.section("EACH") { $0.set("MD", 20) }
      }
    }
    return section
  }

  private func diagonalise(_ section: inout CP2KSection) {
    section.set("MAX_SCF", 100)
    if let smearing = deck.dft.smearing {
      section.set("ADDED_MOS", max(10, deck.electrons.count / 10), "empty states for smearing")
      section.section("SMEAR", "ON") {
        $0.set("METHOD", "FERMI_DIRAC")
        $0.set(
          "ELECTRONIC_TEMPERATURE",
          "[K] " + DeckNumber.text(smearing.width / Factor.electronvoltPerKelvin, decimals: 1),
          "\(DeckNumber.text(smearing.width)) eV")
      }
    }
    section.section("DIAGONALIZATION") { $0.set("ALGORITHM", "STANDARD") }
    section.section("MIXING") {
      $0.set("METHOD", "BROYDEN_MIXING")
      $0.set("ALPHA", 0.2)
      $0.set("NBROYDEN", 8)
    }
  }

  private var poisson: CP2KSection {
    var section = CP2KSection("POISSON")
    section.set("PERIODIC", "XYZ", "as &CELL")
    section.set("POISSON_SOLVER", "PERIODIC")
    return section
  }

  /// MacDonald's shift moves an even mesh onto Γ.
  private func points() throws(DeckError) -> CP2KSection? {
    guard !deck.mesh.isGammaOnly else { return nil }
    guard deck.dft.hubbard.isEmpty else {
      throw DeckError(
        .inconsistent(
          "CP2K has no DFT+U with k-points; take a supercell and 'kpoints: gamma'"))
    }
    var section = CP2KSection("KPOINTS")
    let mesh = deck.mesh.divisions
    let counts = mesh.map(String.init).joined(separator: " ")
    if deck.mesh.isGammaCentred, mesh.contains(where: { $0 % 2 == 0 }) {
      let shifts = mesh.map { $0 % 2 == 0 ? DeckNumber.text(0.5 / Double($0), decimals: 12) : "0" }
      section.set("SCHEME", "MACDONALD \(counts) \(shifts.joined(separator: " "))", "Γ included")
    } else {
      section.set("SCHEME", "MONKHORST-PACK \(counts)")
    }
    section.set("FULL_GRID", ".TRUE.")
    section.set("SYMMETRY", ".FALSE.")
    return section
  }

  private func functional() throws(DeckError) -> CP2KSection {
    var section = CP2KSection("XC")
    let functional = try CP2KFunctional(deck.dft.functional, lattice: deck.groups.lattice)
    section.add(functional.section)
    if let exchange = functional.exchange {
      guard deck.mesh.isGammaOnly else {
        throw DeckError(
          .inconsistent(
            "CP2K 2023.1 has no exact exchange with k-points; take a supercell and 'kpoints: gamma'"
          ))
      }
      section.add(exchange)
    }
    if let dispersion = try CP2KFunctional.dispersion(deck.dft) { section.add(dispersion) }
    return section
  }
}
