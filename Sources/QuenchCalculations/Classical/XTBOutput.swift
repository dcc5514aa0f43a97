public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// What xtb prints (version 6): energies, gradient, optimisation; atoms from xtbopt.xyz or the input.
public enum XTBOutput {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var calculation = Calculation(name: "", program: Program("xtb"), run: .fixed)
    var coordinates: String?
    var optimised: Bool?
    var isFinished = false
    var scc: Bool?
    var lines = ReportLines(bytes, source: source)
    var lastLine = 1
    while let line = lines.next() {
      lastLine = line.number
      if line.contains("xtb version") {
        calculation.program.version = line.text(after: "version").map {
          String($0.prefix { $0 != " " })
        }
      } else if line.contains("TOTAL ENERGY") {
        calculation.energies[.total] =
          line.number(after: "TOTAL ENERGY").map { $0 * Constant.hartree }
      } else if line.contains("TOTAL FREE ENERGY") {
        calculation.energies[.gibbs] =
          line.number(after: "TOTAL FREE ENERGY").map { $0 * Constant.hartree }
      } else if line.contains("TOTAL ENTHALPY") {
        calculation.energies[.enthalpy] =
          line.number(after: "TOTAL ENTHALPY").map { $0 * Constant.hartree }
      } else if line.contains("coordinate file") {
        coordinates =
          line.words.dropLast().last == ":" ? line.words.last : line.words.last { $0 != "|" }
      } else if line.contains("net charge") {
        calculation.charge =
          line.words.last { ReportLine.number($0) != nil }
          .flatMap { ReportLine.number($0) } ?? 0
      } else if line.contains("unpaired electrons") {
        let count = line.words.compactMap { ReportLine.number($0) }.last ?? 0
        calculation.settings.spin = count == 0 ? SpinTreatment.none : .collinear
        if count != 0 { calculation.moment = count }
      } else if line.contains("GFN2-xTB") {
        calculation.settings.functional = "GFN2-xTB"
      } else if line.contains("GFN1-xTB") {
        calculation.settings.functional = calculation.settings.functional ?? "GFN1-xTB"
      } else if line.contains("GEOMETRY OPTIMIZATION CONVERGED") {
        optimised = true
      } else if line.contains("FAILED TO CONVERGE GEOMETRY OPTIMIZATION") {
        optimised = false
      } else if line.contains("convergence criteria satisfied after") {
        scc = true
      } else if line.contains("SCC is not converged")
        || line.contains("convergence criteria cannot be satisfied")
      {
        scc = false
      } else if line.contains("finished run on") {
        isFinished = true
      }
    }
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: lastLine, column: 1, reason: .endOfFile(expected: "TOTAL ENERGY"))
    }
    calculation.settings.dispersion = "part of " + (calculation.settings.functional ?? "xtb")
    calculation.convergence.electrons = isFinished ? scc : false
    calculation.convergence.ions = optimised
    if optimised != nil { calculation.run = .relaxation }
    if !isFinished { calculation.convergence.reason = "the output ends before 'finished run on'" }
    if optimised == false { calculation.convergence.reason = "the optimisation did not converge" }
    try completeAtoms(&calculation, coordinates, companions)
    return calculation
  }

  private static func completeAtoms(
    _ calculation: inout Calculation, _ coordinates: String?, _ companions: Companions
  ) throws {
    let names = (calculation.run == .relaxation ? ["xtbopt.xyz"] : []) + [coordinates ?? ""]
    let geometry = try companions.read(names, role: "structure", missing: "coordinates") {
      bytes, path in XYZTail.geometry(bytes, source: path)
    }?.flatMap { $0 }
    calculation.geometry = geometry
    calculation.composition = Formula(atoms: geometry?.species ?? [])
  }
}
