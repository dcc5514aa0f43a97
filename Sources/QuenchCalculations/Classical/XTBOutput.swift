public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// What xtb prints (version 6): energies, optimisation, frequencies; atoms from xtbopt.xyz or the input.
///
/// Charge, unpaired electrons and solvent come from the command that xtb repeats; the charge it prints
/// at the end counts.
public enum XTBOutput {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var parser = XTBOutputParser()
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { parser.take(line) }
    var calculation = try parser.finish(source: source)
    try completeAtoms(&calculation, parser.coordinates, companions)
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

private struct XTBOutputParser {
  private(set) var coordinates: String?
  private var calculation = Calculation(name: "", program: Program("xtb"), run: .fixed)
  private var solvent: String?
  private var optimised: Bool?
  private var scc: Bool?
  private var isFinished = false
  private var lastLine = 1

  mutating func take(_ line: ReportLine) {
    lastLine = line.number
    if line.begins("eigval :") {
      takeModes(line)
    } else if line.begins("|") {
      takeTotal(line)
    } else if line.begins("::") {
      if let charge = line.number(after: "total charge") { calculation.charge = charge.rounded() }
    } else if line.begins(":  Hamiltonian") {
      calculation.settings.functional = line.words.dropLast().last
    } else if line.begins("projected vibrational frequencies") {
      calculation.wavenumbers = []
    } else if line.begins("*") {
      takeStarred(line)
    } else {
      takeSetup(line)
    }
  }

  private mutating func takeSetup(_ line: ReportLine) {
    if line.begins("coordinate file") {
      coordinates = line.words.last
    } else if line.begins("program call") {
      takeCall(line.words)
    }
  }

  private mutating func takeCall(_ words: [String]) {
    func value(_ options: Set<String>) -> String? {
      guard let place = words.firstIndex(where: { options.contains($0) }) else { return nil }
      return words.indices.contains(place + 1) ? words[place + 1] : nil
    }
    let unpaired = value(["--uhf", "-u"]).flatMap { Double($0) } ?? 0
    calculation.settings.spin = unpaired == 0 ? SpinTreatment.none : .collinear
    if unpaired != 0 { calculation.moment = unpaired }
    for option in ["--alpb", "--gbsa", "--cosmo", "--cpcmx"] {
      if let name = value([option]) { solvent = option.dropFirst(2).uppercased() + "(\(name))" }
    }
  }

  private mutating func takeTotal(_ line: ReportLine) {
    if let energy = line.number(after: "TOTAL ENERGY") {
      calculation.energies[.total] = energy * Constant.hartree
    } else if let energy = line.number(after: "TOTAL FREE ENERGY") {
      calculation.energies[.gibbs] = energy * Constant.hartree
    } else if let energy = line.number(after: "TOTAL ENTHALPY") {
      calculation.energies[.enthalpy] = energy * Constant.hartree
    }
  }

  /// cm⁻¹; the six (or five) of the whole molecule's motion are printed as zeros.
  private mutating func takeModes(_ line: ReportLine) {
    let values = line.words.dropFirst(2).compactMap { ReportLine.number($0) }
    calculation.wavenumbers?.append(contentsOf: values.filter { abs($0) > 0.01 })
  }

  private mutating func takeStarred(_ line: ReportLine) {
    if line.contains("xtb version") {
      calculation.program.version = line.text(after: "version").map {
        String($0.prefix { $0 != " " })
      }
    } else if line.contains("FAILED TO CONVERGE GEOMETRY OPTIMIZATION") {
      optimised = false
    } else if line.contains("GEOMETRY OPTIMIZATION CONVERGED") {
      optimised = true
    } else if line.contains("convergence criteria satisfied after") {
      scc = true
    } else if line.contains("SCC is not converged")
      || line.contains("convergence criteria cannot be satisfied")
    {
      scc = false
    } else if line.contains("finished run on") {
      isFinished = true
    } else if line.begins("* wall-time:"), calculation.wallTime == nil {
      takeTime(line)
    }
  }

  /// `0 d,  0 h,  0 min,  7.855 sec`; the first is of the whole run.
  private mutating func takeTime(_ line: ReportLine) {
    let parts = line.words.compactMap { ReportLine.number($0) }
    guard parts.count == 4 else { return }
    calculation.wallTime =
      parts[0] * Factor.secondPerDay + parts[1] * Factor.secondPerHour
      + parts[2] * Factor.secondPerMinute + parts[3]
  }

  func finish(source: String) throws -> Calculation {
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: lastLine, column: 1, reason: .endOfFile(expected: "TOTAL ENERGY"))
    }
    var result = calculation
    let method = calculation.settings.functional ?? "xtb"
    result.settings.dispersion = "part of " + method
    if let solvent { result.settings.functional = method + ", " + solvent }
    result.convergence.electrons = isFinished ? scc : false
    result.convergence.ions = optimised
    if optimised != nil { result.run = .relaxation }
    if optimised == false { result.convergence.reason = "the optimisation did not converge" }
    if !isFinished { result.convergence.reason = "the output ends before 'finished run on'" }
    return result
  }
}
