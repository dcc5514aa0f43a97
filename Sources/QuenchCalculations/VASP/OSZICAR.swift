public import QuenchEnergetics
import QuenchFormats
import QuenchModel

/// VASP's OSZICAR where the longer outputs are gone: energies of the last ionic step, to eight digits.
///
/// Atoms and cell come from CONTCAR or POSCAR beside it, settings from INCAR, KPOINTS and POTCAR with
/// VASP's own defaults (VASP wiki). Whether a relaxation that stopped before NSW had arrived is not in
/// these files and is said to be missing.
public enum OSZICAR {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var calculation = Calculation(name: "", program: Program("VASP"))
    if let structure = try VASPInputs.structure(companions) {
      calculation.geometry = Geometry(structure)
      calculation.composition = Formula(atoms: structure.species.map(\.name))
    } else {
      companions.note(missing: "composition (no CONTCAR or POSCAR)")
    }
    let incar = try VASPInputs.complete(&calculation, companions)
    if let incar { VASPInputs.settings(of: incar, &calculation) }
    var steps = VASPConvergence(incar ?? [:])
    try scan(bytes, source, &calculation, &steps)
    if calculation.settings.spin == SpinTreatment.none { calculation.moment = nil }
    settle(steps, &calculation, companions)
    companions.note(missing: "version, forces and stress (an OSZICAR has none)")
    return calculation
  }

  private static func scan(
    _ bytes: UnsafeRawBufferPointer, _ source: String, _ calculation: inout Calculation,
    _ steps: inout VASPConvergence
  ) throws {
    var last = 1
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      last = line.number
      if line.contains("E0=") {
        takeIonic(line, &calculation)
        steps.closeStep()
      } else if line.contains(":") {
        takeElectronic(line, &steps)
      }
    }
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: last, column: 1,
        reason: .endOfFile(expected: "the line of an ionic step ('1 F= … E0= …')"))
    }
  }

  /// `   1 F= -.13E+02 E0= -.13E+02  d E =-.1E-03  mag=  2.0`.
  private static func takeIonic(_ line: ReportLine, _ calculation: inout Calculation) {
    calculation.energies[.total] = line.number(after: "F=")
    calculation.energies[.sigmaToZero] = line.number(after: "E0=")
    calculation.moment = line.number(after: "mag=")
  }

  /// `DAV:   5    -0.131E+02   -0.2E-06 …`: the step and, third, what it changed.
  private static func takeElectronic(_ line: ReportLine, _ steps: inout VASPConvergence) {
    guard let colon = line.end(of: ":") else { return }
    let words = String(decoding: line.bytes[colon...], as: UTF8.self).split(separator: " ")
    guard let count = words.first.flatMap({ Int($0) }), words.count > 2 else { return }
    steps.iterations = count
    steps.lastChange = ReportLine.number(words[2])
  }

  private static func settle(
    _ steps: VASPConvergence, _ calculation: inout Calculation, _ companions: Companions
  ) {
    var steps = steps
    steps.isFinished = true
    steps.settle(&calculation)
    guard calculation.convergence.ions == false,
      (calculation.convergence.ionicSteps ?? 0) < (steps.nsw ?? 0)
    else { return }
    calculation.convergence.ions = nil
    calculation.convergence.reason = nil
    companions.note(missing: "whether the relaxation arrived (OUTCAR or vasprun.xml says)")
  }
}

extension OSZICAR {
  /// Of the last ionic step, µB; nil where it has none.
  static func moment(_ bytes: UnsafeRawBufferPointer, source: String) -> Double? {
    var moment: Double?
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.contains("E0=") { moment = line.number(after: "mag=") }
    }
    return moment
  }
}
