import QuenchModel
import QuenchUnits

/// One input of pw.x or neb.x.
struct PWInputText {
  private let system: PWSystem
  private let run: PWRun

  init(_ system: PWSystem, _ run: PWRun) { (self.system, self.run) = (system, run) }

  func text() throws(DeckError) -> String {
    switch run.task {
    case .band(let band): return try neb(band)
    default: break
    }
    if run.program == "cp.x" { return try CarParrinelloInput(system, run).text() }
    var text = header + control.text
    text += try system.system(withoutSymmetry: isMoving).text
    text += electrons.text
    if let ions { text += ions.text }
    if let cell { text += cell.text }
    return text + "\n" + system.cards + "\n" + system.positions(system.groups.structure)
  }

  private var header: String {
    let title = system.job.plan.title ?? system.groups.structure.title
    return [title, system.job.provenance].filter { !$0.isEmpty }
      .map { "! \(DeckComment.ascii($0))\n" }.joined()
  }

  private var isMoving: Bool { run.dynamics != nil || system.groups.hasHeldAtoms }

  private var calculation: String {
    switch run.task {
    case .relaxation(let relaxation): relaxation.cell == .fixed ? "relax" : "vc-relax"
    case .dynamics(let dynamics): dynamics.ensemble == .npt ? "vc-md" : "md"
    default: "scf"
    }
  }

  private var control: PWNamelist {
    var list = common
    list.set("calculation", text: calculation)
    if run.continuesDynamics {
      list.set("restart_mode", text: "restart", "positions and velocities of out/ go on")
    }
    switch run.task {
    case .dynamics(let dynamics):
      list.set("nstep", dynamics.steps, "\(DeckNumber.text(dynamics.duration / 1000)) ps")
      // Rydberg atomic units of time are two of Hartree's.
      list.set(
        "dt", dynamics.timestep / (2 * Factor.femtosecondPerAtomicTime),
        "Rydberg atomic units: \(DeckNumber.text(dynamics.timestep)) fs")
    case .relaxation(let relaxation):
      list.set("nstep", relaxation.maximumSteps)
      let force = relaxation.force * Factor.angstromPerBohr / Factor.electronvoltPerRydberg
      list.set(
        "forc_conv_thr", DeckNumber.scientific(force),
        "Ry/bohr: \(DeckNumber.text(relaxation.force)) eV/Å")
      list.set("etot_conv_thr", "1.0E-4", "Ry; the force decides")
    default: break
    }
    return list
  }

  private var common: PWNamelist {
    var list = PWNamelist("CONTROL")
    list.set("prefix", text: "quench")
    list.set("outdir", text: "./out")
    if let directory = system.settings.pseudopotentialDirectory {
      let depth = run.directory.split(separator: "/").map { _ in "../" }.joined()
      list.set("pseudo_dir", text: directory.hasPrefix("/") ? directory : depth + directory)
    }
    list.set("tprnfor", true, "forces")
    if !isMoving { list.set("tstress", true, "stress") }
    if system.isSlab {
      list.set("tefield", true, "a slab:")
      list.set("dipfield", true, "dipole correction")
    }
    return list
  }

  private var electrons: PWNamelist {
    var list = PWNamelist("ELECTRONS")
    let tolerance = (system.dft.electronicTolerance ?? 1e-5) / Factor.electronvoltPerRydberg
    list.set(
      "conv_thr", DeckNumber.scientific(tolerance),
      "Ry: \(DeckNumber.scientific(system.dft.electronicTolerance ?? 1e-5)) eV")
    list.set("mixing_beta", system.isSlab ? 0.2 : 0.4)
    list.set("electron_maxstep", 200)
    return list
  }

  private var ions: PWNamelist? {
    var list = PWNamelist("IONS")
    switch run.task {
    case .relaxation: list.set("ion_dynamics", text: "bfgs")
    case .dynamics(let dynamics):
      let thermostat = PWThermostat(dynamics, isFirst: !run.continuesDynamics)
      list.set("ion_dynamics", text: dynamics.ensemble == .npt ? "beeman" : "verlet")
      list.set("ion_temperature", text: thermostat.name)
      list.set("tempw", dynamics.start, "K")
      if thermostat.name == "rescaling" {
        list.set("tolp", max(20, dynamics.start / 20), "K off before it is rescaled")
      } else if dynamics.ensemble == .nvt {
        list.set(
          "nraise", thermostat.steps,
          "steps: \(DeckNumber.text(dynamics.thermostatTime)) fs")
      }
      if dynamics.ensemble != .npt {
        list.set("pot_extrapolation", text: "second_order")
        list.set("wfc_extrapolation", text: "second_order")
      }
    default: return nil
    }
    return list
  }

  private var cell: PWNamelist? {
    var list = PWNamelist("CELL")
    switch run.task {
    case .relaxation(let relaxation) where relaxation.cell != .fixed:
      list.set("cell_dynamics", text: "bfgs")
      list.set("press", relaxation.pressure / Factor.gigapascalPerKilobar, "kbar")
      list.set("press_conv_thr", 0.5, "kbar")
      list.set("cell_dofree", text: relaxation.cell == .shape ? "shape" : "all")
    case .dynamics(let dynamics) where dynamics.ensemble == .npt:
      list.set("cell_dynamics", text: "pr", "Parrinello–Rahman")
      list.set("press", dynamics.pressure / Factor.gigapascalPerKilobar, "kbar")
    default: return nil
    }
    return list
  }

  private func neb(_ band: NudgedBand) throws(DeckError) -> String {
    let images = run.images
    var path = PWNamelist("PATH")
    path.set("restart_mode", text: "from_scratch")
    path.set("string_method", text: "neb")
    path.set("num_of_images", images.count, "both ends included")
    path.set("nstep_path", band.maximumSteps)
    path.set("opt_scheme", text: "broyden")
    path.set("CI_scheme", text: band.climbing ? "auto" : "no-CI", "climbing image")
    let spring =
      band.spring * Factor.angstromPerBohr * Factor.angstromPerBohr / Factor.electronvoltPerHartree
    path.set("k_max", spring, "hartree/bohr²: \(DeckNumber.text(band.spring)) eV/Å²")
    path.set("k_min", spring)
    path.set("path_thr", band.force, "eV/Å")
    var positions = ""
    for (index, image) in images.enumerated() {
      let kind =
        index == 0 ? "FIRST" : index == images.count - 1 ? "LAST" : "INTERMEDIATE"
      positions += "\(kind)_IMAGE\n" + system.positions(image)
    }
    let engine =
      common.text + (try system.system(withoutSymmetry: true).text) + electrons.text + "\n"
      + system.cards
    return "BEGIN\nBEGIN_PATH_INPUT\n\(path.text)END_PATH_INPUT\nBEGIN_ENGINE_INPUT\n\(engine)"
      + "BEGIN_POSITIONS\n\(positions)END_POSITIONS\nEND_ENGINE_INPUT\nEND\n"
  }
}
