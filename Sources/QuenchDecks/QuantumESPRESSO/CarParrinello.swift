import QuenchModel
import QuenchUnits

/// Dynamics with cp.x: electrons by a fictitious mass, Nosé–Hoover on the ions.
struct CarParrinello {
  /// fs; ions and electrons stay apart with a fictitious mass of 400.
  static let longestStep = 0.12
  private let system: PWSystem
  private let stage: Stage
  private let number: Int

  init(_ system: PWSystem, _ stage: Stage, _ number: Int) {
    (self.system, self.stage, self.number) = (system, stage, number)
  }

  /// The electrons' ground state first, where no run of cp.x has left one.
  func runs(after previous: PWRun?, _ deck: inout Deck) throws(DeckError) -> [PWRun] {
    guard case .dynamics(let asked) = stage.task else { return [] }
    guard system.mesh.isGammaOnly else {
      throw DeckError(.inconsistent("cp.x computes at Γ alone: kpoints: gamma"), stage: stage.name)
    }
    if asked.ensemble == .npt {
      throw DeckError(
        .impossible("NPT with cp.x is not rendered; pw.x has vc-md"), stage: stage.name)
    }
    var run = shortened(asked, &deck)
    deck.notExpressed += remarks(run)
    let directory = DeckPath.directory(number, stage)
    var parts: [PWRun] = []
    let needsElectrons = previous?.program != "cp.x"
    if needsElectrons {
      parts.append(
        PWRun("\(directory)/00-electrons", number, .singlePoint, program: "cp.x"))
    }
    if run.drawsVelocities, run.ensemble == .nvt {
      // cp.x refuses to draw velocities under a Nosé thermostat: a few free steps draw them.
      var draw = run
      (draw.ensemble, draw.end, draw.duration) = (.nve, run.start, 10 * run.timestep)
      parts.append(
        PWRun("\(directory)/00-velocities", number, .dynamics(draw), program: "cp.x"))
      run.drawsVelocities = false
    }
    guard run.isRamp else {
      let place = parts.isEmpty ? directory : "\(directory)/01-run"
      return parts + [PWRun(place, number, .dynamics(run), program: "cp.x")]
    }
    return parts + staircase(run, directory, &deck)
  }

  private func shortened(_ asked: Dynamics, _ deck: inout Deck) -> Dynamics {
    guard asked.timestep > Self.longestStep else { return asked }
    var run = asked
    deck.notExpressed.append(
      "'\(stage.name)': Car–Parrinello dynamics needs short steps: \(DeckNumber.text(Self.longestStep)) fs "
        + "instead of \(DeckNumber.text(run.timestep)) fs, the same time")
    let share = run.timestep / Self.longestStep
    run.saveEvery = max(1, Int(exactly: (Double(run.saveEvery) * share).rounded()) ?? 1)
    run.timestep = Self.longestStep
    return run
  }

  /// What cp.x cannot, or what is not written for it.
  private func remarks(_ run: Dynamics) -> [String] {
    var said: [String] = []
    if run.until != nil {
      said.append(
        "'\(stage.name)': cp.x cannot stop itself on 'until: molten'; run.sh goes on only where the "
          + "trajectory passes the melt test")
    }
    if run.ensemble == .nvt, run.thermostat != .noseHoover {
      said.append(
        "'\(stage.name)': cp.x has no \(run.thermostat.rawValue) thermostat; Nosé–Hoover is written"
      )
    }
    let dft = system.dft
    let left = [
      dft.spin == .collinear ? "spin" : nil, dft.hubbard.isEmpty ? nil : "DFT+U",
      dft.dispersion.map { "dispersion (\($0))" }, dft.smearing == nil ? nil : "smearing",
    ].compactMap { $0 }
    if !left.isEmpty {
      said.append(
        "'\(stage.name)': \(left.joined(separator: ", ")): not written for cp.x; qe.program pw.x has it"
      )
    }
    return said
  }

  private func staircase(_ run: Dynamics, _ directory: String, _ deck: inout Deck) -> [PWRun] {
    let stairs = Staircase(run)
    deck.notExpressed.append("'\(stage.name)': " + stairs.sentence("cp.x", run))
    return stairs.plateaus.enumerated().map { index, plateau in
      let kelvin = DeckNumber.text(plateau.temperature, decimals: 0)
      let name = DeckPath.numbered(index + 1, of: stairs.plateaus.count) + "-\(kelvin)K"
      return PWRun(
        "\(directory)/\(name)", number, .dynamics(run.plateau(plateau, isFirst: index == 0)),
        program: "cp.x")
    }
  }
}

/// One input of cp.x. Each run goes on from a copy of the `out` of the one before.
struct CarParrinelloInput {
  private let system: PWSystem
  private let run: PWRun

  init(_ system: PWSystem, _ run: PWRun) { (self.system, self.run) = (system, run) }

  func text() throws(DeckError) -> String {
    var list = PWNamelist("CONTROL")
    let depth = run.directory.split(separator: "/").map { _ in "../" }.joined()
    list.set("calculation", text: "cp")
    list.set("restart_mode", text: run.dynamics == nil ? "from_scratch" : "restart")
    list.set("prefix", text: "quench")
    list.set("outdir", text: "./out")
    list.set("ndr", 50, "restart read")
    list.set("ndw", 50, "and written")
    if let directory = system.settings.pseudopotentialDirectory {
      list.set("pseudo_dir", text: directory.hasPrefix("/") ? directory : depth + directory)
    }
    let step = run.dynamics?.timestep ?? CarParrinello.longestStep
    list.set("nstep", run.dynamics?.steps ?? 200)
    list.set("iprint", run.dynamics?.saveEvery ?? 20, "steps between frames")
    list.set(
      "dt", step / Factor.femtosecondPerAtomicTime,
      "Hartree atomic units: \(DeckNumber.text(step)) fs")
    if run.dynamics == nil {
      list.set("ekin_conv_thr", "1.0E-6")
      list.set("etot_conv_thr", "1.0E-7")
    }
    return list.text + (try cpSystem().text) + electrons.text + ions.text + "\n" + cards
  }

  private func cpSystem() throws(DeckError) -> PWNamelist {
    var list = PWNamelist("SYSTEM")
    list.set("ibrav", 0)
    list.set("nat", system.groups.structure.count)
    list.set("ntyp", system.groups.elements.count)
    list.set("ecutwfc", system.cutoff, "Ry")
    list.set("ecutrho", system.settings.densityCutoff ?? 8 * system.cutoff, "Ry")
    list.set(
      "input_dft", text: try system.functional, "whatever the pseudopotentials were made with")
    if system.dft.charge != 0 { list.set("tot_charge", system.dft.charge, "e") }
    // Box grids of the augmentation charges; pw.x finds them itself.
    list.set("nr1b", 20)
    list.set("nr2b", 20)
    list.set("nr3b", 20)
    return list
  }

  private var electrons: PWNamelist {
    var list = PWNamelist("ELECTRONS")
    list.set("electron_dynamics", text: run.dynamics == nil ? "damp" : "verlet")
    if run.dynamics == nil { list.set("electron_damping", 0.1) }
    list.set("emass", 400, "fictitious mass, electron masses")
    list.set("emass_cutoff", 2.5, "Ry")
    list.set("ortho_max", 100)
    if run.dynamics == nil { list.set("startingwfc", text: "random") }
    return list
  }

  private var ions: PWNamelist {
    var list = PWNamelist("IONS")
    guard let dynamics = run.dynamics else {
      list.set("ion_dynamics", text: "none")
      return list
    }
    list.set("ion_dynamics", text: "verlet")
    if dynamics.drawsVelocities {
      list.set("ion_velocities", text: "random")
      list.set("tempw", dynamics.start, "K")
    }
    guard dynamics.ensemble == .nvt else { return list }
    list.set("ion_temperature", text: "nose")
    if !dynamics.drawsVelocities { list.set("tempw", dynamics.start, "K") }
    if system.groups.hasHeldAtoms {
      list.set("ndega", system.groups.freeAxes, "degrees of freedom: held atoms are not thermal")
    }
    list.set(
      "fnosep", Factor.femtosecondPerPicosecond / dynamics.thermostatTime,
      "THz: period \(DeckNumber.text(dynamics.thermostatTime)) fs")
    return list
  }

  private var cards: String {
    let text = system.cards
    // cp.x computes at Γ and takes no K_POINTS.
    return text.replacing("K_POINTS gamma\n", with: "") + "\n"
      + system.positions(system.groups.structure)
  }
}
