import QuenchModel
import QuenchUnits

/// &MOTION: what the nuclei do.
struct CP2KMotionSection {
  private let deck: CP2KRenderer
  private let run: CP2KRun

  init(_ deck: CP2KRenderer, _ run: CP2KRun) { (self.deck, self.run) = (deck, run) }

  func section() throws(DeckError) -> CP2KSection {
    var section = CP2KSection("MOTION")
    if let held { section.add(held) }
    switch run.task {
    case .dynamics(let dynamics): section.add(try self.dynamics(dynamics))
    case .relaxation(let relaxation): section.add(self.relaxation(relaxation))
    case .band(let band): section.add(self.band(band))
    default: break
    }
    section.add(output)
    return section
  }

  private var held: CP2KSection? {
    var section = CP2KSection("CONSTRAINT")
    var isEmpty = true
    for code in UInt8(1)...7 {
      let axes = FixedAxes(rawValue: code)
      let atoms = deck.holds.atoms(axes)
      guard !atoms.isEmpty else { continue }
      isEmpty = false
      section.section("FIXED_ATOMS") { fixed in
        fixed.set(
          "COMPONENTS_TO_FIX", (0..<3).filter { axes[$0] }.map { "XYZ".letter($0) }.joined())
        Self.list(atoms, into: &fixed)
      }
    }
    return isEmpty ? nil : section
  }

  private static func list(_ atoms: [Int], into section: inout CP2KSection) {
    let words = AtomRanges.words(atoms)
    for start in stride(from: 0, to: words.count, by: 12) {
      section.set("LIST", words[start..<min(start + 12, words.count)].joined(separator: " "))
    }
  }

  private func dynamics(_ run: Dynamics) throws(DeckError) -> CP2KSection {
    guard run.ensemble != .npt || !deck.groups.hasHeldAtoms else {
      throw DeckError(.inconsistent("atoms held in place and NPT: a breathing cell moves them"))
    }
    var section = CP2KSection("MD")
    section.set("ENSEMBLE", ensemble(run))
    section.set("STEPS", run.steps, "\(DeckNumber.text(run.duration / 1000)) ps")
    section.set("TIMESTEP", "[fs] \(DeckNumber.text(run.timestep))")
    setTemperature(run, in: &section)
    if deck.groups.hasHeldAtoms {
      section.set("COMVEL_TOL", "1.0", "held atoms: the centre of mass may move")
    }
    if run.ensemble == .nvt, run.thermostat == .langevin {
      section.section("LANGEVIN") {
        $0.set("GAMMA", "[fs^-1] " + DeckNumber.text(1 / run.thermostatTime))
      }
    } else if run.ensemble != .nve {
      section.add(thermostat(run))
    }
    if run.ensemble == .npt {
      section.section("BAROSTAT") {
        $0.set("PRESSURE", "[bar] " + DeckNumber.text(run.pressure / Factor.gigapascalPerBar))
        $0.set("TIMECON", "[fs] " + DeckNumber.text(run.barostatTime))
      }
    }
    return section
  }

  /// Of NVE the temperature is that of the first velocities alone.
  private func setTemperature(_ run: Dynamics, in section: inout CP2KSection) {
    guard run.ensemble == .nve, self.run.draws, let share = run.cp2kTemperature(deck.groups) else {
      section.set("TEMPERATURE", "[K] \(DeckNumber.text(run.start))")
      return
    }
    section.set(
      "TEMPERATURE", "[K] \(DeckNumber.text(run.start * share, decimals: 4))",
      "\(DeckNumber.text(run.start)) K of \(deck.groups.freeAxes) degrees of freedom, "
        + "of which CP2K counts \(deck.groups.freeAxes - 3)")
  }

  private func ensemble(_ run: Dynamics) -> String {
    switch run.ensemble {
    case .nve: "NVE"
    case .nvt: run.thermostat == .langevin ? "LANGEVIN" : "NVT"
    case .npt: run.cell == .full ? "NPT_F" : "NPT_I"
    }
  }

  /// Held atoms take no part: the thermostat's region is the free ones.
  private func thermostat(_ run: Dynamics) -> CP2KSection {
    var section = CP2KSection("THERMOSTAT")
    let isNose = run.thermostat == .noseHoover
    section.set("TYPE", isNose ? "NOSE" : "CSVR")
    let time = "[fs] " + DeckNumber.text(run.thermostatTime)
    section.section(isNose ? "NOSE" : "CSVR") {
      if isNose { $0.set("LENGTH", 3) }
      $0.set("TIMECON", time)
    }
    if deck.groups.hasHeldAtoms {
      section.set("REGION", "DEFINED", "the free atoms alone")
      section.section("DEFINE_REGION") { Self.list(deck.holds.free, into: &$0) }
    }
    return section
  }

  private func relaxation(_ run: Relaxation) -> CP2KSection {
    var section = CP2KSection(run.cell == .fixed ? "GEO_OPT" : "CELL_OPT")
    section.set("OPTIMIZER", deck.groups.structure.count > 1000 ? "LBFGS" : "BFGS")
    section.set("MAX_ITER", run.maximumSteps)
    let force = run.force / Factor.electronvoltPerAngstromPerHartreePerBohr
    section.set(
      "MAX_FORCE", "[bohr^-1*hartree] " + DeckNumber.scientific(force),
      "\(DeckNumber.text(run.force)) eV/Å")
    section.set("RMS_FORCE", "[bohr^-1*hartree] " + DeckNumber.scientific(force))
    section.set("MAX_DR", "[bohr] 1.0", "the force decides, not the step")
    section.set("RMS_DR", "[bohr] 1.0")
    guard run.cell != .fixed else { return section }
    section.set("TYPE", "DIRECT_CELL_OPT")
    section.set(
      "EXTERNAL_PRESSURE", "[bar] " + DeckNumber.text(run.pressure / Factor.gigapascalPerBar))
    if run.cell == .volume { section.set("KEEP_ANGLES", ".TRUE.", "lengths alone") }
    return section
  }

  private func band(_ band: NudgedBand) -> CP2KSection {
    var section = CP2KSection("BAND")
    section.set("BAND_TYPE", band.climbing ? "CI-NEB" : "IT-NEB")
    section.set("NUMBER_OF_REPLICA", band.images + 2, "both ends included")
    section.set("NPROC_REP", 1, "ranks per image")
    let spring =
      band.spring / Factor.electronvoltPerAngstromPerHartreePerBohr * Factor.angstromPerBohr
    // This keyword takes no unit in brackets.
    section.set("K_SPRING", DeckNumber.text(spring), "hartree/bohr^2")
    section.set("ROTATE_FRAMES", ".FALSE.", "a crystal")
    section.set("ALIGN_FRAMES", ".FALSE.")
    section.section("CONVERGENCE_CONTROL") {
      let force = band.force / Factor.electronvoltPerAngstromPerHartreePerBohr
      $0.set("MAX_FORCE", DeckNumber.scientific(force), "hartree/bohr")
      $0.set("RMS_FORCE", DeckNumber.scientific(force))
      $0.set("MAX_DR", "1.0", "bohr; the force decides, not the step")
      $0.set("RMS_DR", "1.0")
    }
    if band.climbing {
      section.section("CI_NEB") {
        $0.set("NSTEPS_IT", 0, "climbs from the first step: CP2K may end before it would begin")
      }
    }
    section.add(Self.bandOptimiser(band))
    // Energies of the images into cp2k.out; the table of convergence stands in a replica's output.
    section.section("PROGRAM_RUN_INFO", "ON") { _ in }
    section.section("CONVERGENCE_INFO", "ON") { _ in }
    for index in 0..<(band.images + 2) {
      let name = DeckPath.numbered(index, of: band.images + 2)
      section.section("REPLICA") { $0.set("COORD_FILE_NAME", "image-\(name).xyz") }
    }
    return section
  }

  /// Without the line search, which by CP2K 2024.1 has no end where its parabola's zero lies outside of its
  /// two points (`neb_ls`; https://github.com/cp2k/cp2k/issues/4925).
  private static func bandOptimiser(_ band: NudgedBand) -> CP2KSection {
    var section = CP2KSection("OPTIMIZE_BAND")
    section.set("OPT_TYPE", "DIIS")
    section.set("OPTIMIZE_END_POINTS", ".FALSE.")
    section.section("DIIS") {
      $0.set("MAX_STEPS", band.maximumSteps)
      $0.set("N_DIIS", 3)
      $0.set("NO_LS", ".TRUE.", "CP2K's line search may never end")
      $0.set("STEPSIZE", "0.5", "bohr^2/hartree: stable for bonds as stiff as N2's, times force")
    }
    return section
  }

  private var output: CP2KSection {
    var section = CP2KSection("PRINT")
    let every = String(max(1, run.dynamics?.saveEvery ?? 1))
    section.section("TRAJECTORY") {
      $0.set("FORMAT", "XYZ")
      $0.section("EACH") { $0.set("MD", every) }
    }
    if run.writesRestart {
      // The XYZ has no room for it.
      section.section("CELL") { $0.section("EACH") { $0.set("MD", every) } }
    }
    if run.dynamics?.ensemble == .npt {
      section.section("STRESS") { $0.section("EACH") { $0.set("MD", every) } }
    }
    section.section("RESTART") {
      $0.set("ADD_LAST", "NUMERIC", "the last step too")
      $0.set("BACKUP_COPIES", 1, "the last but one, should the last be cut off")
      $0.section("EACH") { $0.set("MD", 20) }
    }
    section.section("RESTART_HISTORY", "OFF") { _ in }
    return section
  }
}
