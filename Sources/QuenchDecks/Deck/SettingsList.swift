import QuenchFigures

/// The settings that decide whether two energies may be compared, as readable lines.
public struct SettingsList: Hashable, Sendable {
  /// `dft.functional = PBE`, ascending.
  public let lines: [String]

  /// Of the protocol and one engine: what is not the engine's is left out, as is what cannot change an
  /// energy (cores, programs, stages). `largestMember` is the number of atoms of the largest structure,
  /// where it is known.
  public init(_ plan: RunProtocol, engine: String, largestMember: Int? = nil) {
    var settings: [String: String] = [:]
    if let dft = plan.dft, ["vasp", "cp2k", "qe"].contains(engine) { Self.add(dft, to: &settings) }
    switch engine {
    case "vasp":
      if let own = plan.vasp { Self.add(own, to: &settings) }
      let modes = plan.stages.compactMap { $0.machineLearning?.rawValue }
      if !modes.isEmpty { settings["vasp.stages.ml"] = modes.joined(separator: " ") }
      if let largestMember, plan.vasp?.tag("LREAL") == nil {
        settings["vasp.LREAL"] = largestMember > VASPRenderer.fewAtoms ? "Auto" : ".FALSE."
      }
    case "cp2k": if let own = plan.cp2k { Self.add(own, to: &settings) }
    case "qe": if let own = plan.quantumESPRESSO { Self.add(own, to: &settings) }
    case "lammps": if let own = plan.lammps { Self.add(own, to: &settings) }
    case "gromacs": if let own = plan.gromacs { Self.add(own, to: &settings) }
    default: break
    }
    settings["engine"] = engine
    lines = settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
  }

  /// What is hashed.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  private static func number(_ value: Double, _ unit: String) -> String {
    Numerals.exact(value) + (unit.isEmpty ? "" : " " + unit)
  }

  private static func add(_ dft: DFTSettings, to settings: inout [String: String]) {
    settings["dft.functional"] = dft.functional
    settings["dft.dispersion"] = dft.dispersion ?? "none"
    settings["dft.spin"] = dft.spin.rawValue
    settings["dft.charge"] = number(dft.charge, "e")
    settings["dft.kpoints"] =
      switch dft.kpoints {
      case .gamma: "gamma"
      case .mesh(let a, let b, let c, let isCentred):
        "\(a)x\(b)x\(c)" + (isCentred ? "" : " without gamma")
      case .spacing(let spacing): number(spacing, "1/A")
      }
    for (element, u) in dft.hubbard {
      settings["dft.hubbard.\(element)"] =
        u.scheme == .dudarev
        ? "\(u.orbital) U_eff \(number(u.u, "eV")) dudarev"
        : "\(u.orbital) U \(number(u.u, "eV")) J \(number(u.j, "eV")) liechtenstein"
    }
    for (element, moment) in dft.moments {
      settings["dft.moments.\(element)"] = number(moment, "muB")
    }
    if let tolerance = dft.electronicTolerance {
      settings["dft.electronic-tolerance"] = number(tolerance, "eV")
    }
    if let smearing = dft.smearing {
      settings["dft.smearing"] = "\(smearing.kind.rawValue) \(number(smearing.width, "eV"))"
    }
  }

  private static func add(_ vasp: VASPSettings, to settings: inout [String: String]) {
    settings["vasp.ENCUT"] = vasp.cutoff.map { number($0, "eV") }
    settings["vasp.PREC"] = vasp.precision
    settings["vasp.machine-learning"] = vasp.machineLearning
    for (element, title) in vasp.potentialTitles { settings["vasp.potcar.\(element)"] = title }
    for (tag, value) in vasp.tags { settings["vasp.tags.\(tag)"] = value }
  }

  private static func add(_ cp2k: CP2KSettings, to settings: inout [String: String]) {
    settings["cp2k.cutoff"] = cp2k.cutoff.map { number($0, "Ry") }
    settings["cp2k.rel-cutoff"] = cp2k.relativeCutoff.map { number($0, "Ry") }
    settings["cp2k.method"] = cp2k.method
    settings["cp2k.basis"] = cp2k.basis
  }

  private static func add(_ own: QuantumESPRESSOSettings, to settings: inout [String: String]) {
    settings["qe.ecutwfc"] = own.wavefunctionCutoff.map { number($0, "Ry") }
    settings["qe.ecutrho"] = own.densityCutoff.map { number($0, "Ry") }
    for (element, file) in own.pseudopotentials {
      settings["qe.pseudopotentials.\(element)"] = file
    }
  }

  private static func add(_ lammps: LAMMPSSettings, to settings: inout [String: String]) {
    settings["lammps.potential"] = lammps.potential
    for (place, command) in lammps.commands.enumerated() {
      settings["lammps.commands.\(place + 1)"] = command
    }
    if !lammps.files.isEmpty { settings["lammps.files"] = lammps.files.joined(separator: " ") }
  }

  private static func add(_ gromacs: GROMACSSettings, to settings: inout [String: String]) {
    settings["gromacs.force-field"] = gromacs.forceField
    settings["gromacs.cutoff"] = gromacs.cutoff.map { number($0, "A") }
    settings["gromacs.pme-order"] = "\(gromacs.pmeOrder)"
    settings["gromacs.pme-spacing"] = gromacs.pmeSpacing.map { number($0, "A") }
    settings["gromacs.as-published"] = gromacs.asPublished ? "true" : nil
    settings["gromacs.charge-scale"] = gromacs.modelChargeScale.map { number($0, "") }
    for (element, charge) in gromacs.modelCharges {
      settings["gromacs.charges.\(element)"] = number(charge, "e")
    }
  }
}
