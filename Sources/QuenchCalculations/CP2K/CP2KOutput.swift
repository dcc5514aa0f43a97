public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// The text that CP2K prints (versions 7 to 2024), with its input and trajectory beside it.
///
/// GEO_OPT can stop at MAX_ITER and still print PROGRAM ENDED: only `GEOMETRY OPTIMIZATION
/// COMPLETED` says that ions converged. At PRINT_LEVEL LOW atoms, cell and method are in the input.
public enum CP2KOutput {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var parser = CP2KOutputParser(source: source)
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { parser.take(line) }
    var calculation = try parser.finish()
    try complete(&calculation, parser, companions)
    return calculation
  }

  private static func complete(
    _ calculation: inout Calculation, _ parser: CP2KOutputParser, _ companions: Companions
  ) throws {
    let name = parser.inputName ?? ""
    guard
      let input = try companions.read(
        [name], role: "input", missing: "input \(name)",
        { bytes, path in CP2KInput.read(bytes, source: path) })
    else { return }
    input.complete(&calculation)
    let project = parser.project ?? input.value("GLOBAL", "PROJECT") ?? ""
    var geometry = try companions.read(
      ["\(project)-pos-1.xyz"], role: "structure",
      missing: calculation.run == .fixed ? nil : "trajectory \(project)-pos-1.xyz"
    ) { bytes, path in XYZTail.geometry(bytes, source: path) }?.flatMap { $0 }
    if geometry == nil, calculation.run == .fixed || calculation.run == .unknown {
      geometry = Self.inputGeometry(input)
    }
    let atoms = input.atoms
    let species = geometry?.species ?? atoms
    calculation.composition = Formula(atoms: species)
    geometry?.cell = input.cell.map { $0.flatMap { [$0.x, $0.y, $0.z] } }
    let fixed = input.fixedAtoms.sorted()
    if !fixed.isEmpty { geometry?.fixed = fixed }
    calculation.geometry = geometry
    if parser.forces.count == 3 * species.count, !species.isEmpty {
      calculation.forces = parser.forces
    }
    if species.isEmpty {
      companions.note(missing: "atoms (the input includes them from elsewhere)")
    }
  }

  private static func inputGeometry(_ input: CP2KInput) -> Geometry? {
    let rows = input.entries.filter { $0.path.hasSuffix("SUBSYS/COORD") && $0.keyword != "_" }
    let positions = rows.flatMap { row in
      row.value.split(separator: " ").prefix(3).compactMap { ReportLine.number($0) }
    }
    let species = input.atoms
    guard positions.count == 3 * species.count, !species.isEmpty,
      input.value("SUBSYS/COORD", "SCALED") == nil, input.value("SUBSYS/COORD", "UNIT") == nil
    else { return nil }
    return Geometry(cell: nil, species: species, positions: positions)
  }
}

/// The last complete frame of an xyz trajectory.
enum XYZTail {
  static func geometry(_ bytes: UnsafeRawBufferPointer, source: String) -> Geometry? {
    var lines = ReportLines(bytes, source: source)
    var last: Geometry?
    while let header = lines.next() {
      guard let count = header.words.first.flatMap({ Int($0) }), count > 0, lines.next() != nil
      else { break }
      var species: [String] = []
      var positions: [Double] = []
      while species.count < count, let line = lines.next() {
        let words = line.words
        let numbers = words.dropFirst().prefix(3).compactMap { ReportLine.number($0) }
        guard words.count >= 4, numbers.count == 3 else { return last }
        species.append(Species(label: words[0]).name)
        positions += numbers
      }
      guard species.count == count else { break }
      last = Geometry(cell: nil, species: species, positions: positions)
    }
    return last
  }
}

struct CP2KOutputParser {
  private let source: String
  private(set) var inputName: String?
  private(set) var project: String?
  private var calculation = Calculation(name: "", program: Program("CP2K"))
  private var energyCount = 0
  private var scfConverged: Bool?
  private var isOptimisation = false
  private var isOptimised = false
  private var isEnded = false
  private var sawCP2K = false
  private var isInForces = false
  /// 3 per atom, eV/Å.
  private(set) var forces: [Double] = []
  private var moment: Double?
  private var lastLine = 1

  init(source: String) { self.source = source }

  mutating func take(_ line: ReportLine) {
    lastLine = line.number
    if isInForces { takeForce(line) }
    if line.contains("|") {
      takeKeyed(line)
    } else if line.begins("*** SCF run converged") || line.begins("outer SCF loop converged") {
      scfConverged = true
    } else if line.contains("SCF run NOT converged") || line.contains("outer SCF loop FAILED") {
      scfConverged = false
    } else if line.contains("GEOMETRY OPTIMIZATION COMPLETED") {
      isOptimised = true
    } else if line.contains("MAXIMUM NUMBER OF OPTIMIZATION STEPS REACHED") {
      isOptimised = false
    } else if line.contains("PROGRAM ENDED AT") {
      isEnded = true
    } else if line.begins("ATOMIC FORCES in [a.u.]") {
      isInForces = true
      forces = []
    } else if line.begins("Number of electrons:") {
      calculation.settings.electrons = line.number(after: ":")
    } else if line.begins("Ideal and single determinant S**2") {
      calculation.settings.spin = .collinear
    } else if line.begins("Integrated spin density:") || line.begins("Spin density:") {
      moment = line.number(after: ":")
    } else if line.begins("CP2K  ") {
      // The last column of the timing table's first row.
      calculation.wallTime = line.words.last.flatMap { ReportLine.number($0) }
    }
  }

  private mutating func takeKeyed(_ line: ReportLine) {
    if line.begins("ENERGY|") {
      guard let energy = line.words.last.flatMap({ ReportLine.number($0) }) else { return }
      calculation.energies[.total] = energy * Constant.hartree
      energyCount += 1
    } else if line.begins("CP2K| version string") {
      sawCP2K = true
      calculation.program.version = line.words.last
    } else if line.begins("CP2K| Input file name") {
      inputName = line.words.last
    } else if line.begins("GLOBAL| Project name") {
      project = line.words.last
    } else if line.begins("GLOBAL| Run type") {
      takeRunType(line.words.last ?? "")
    } else if line.begins("DFT| Charge") {
      calculation.charge = line.words.last.flatMap { ReportLine.number($0) } ?? 0
    }
  }

  private mutating func takeRunType(_ type: String) {
    switch type {
    case "GEO_OPT": calculation.run = .relaxation
    case "CELL_OPT": calculation.run = .cellRelaxation
    case "MD": calculation.run = .dynamics
    case "VIBRATIONAL_ANALYSIS", "NORMAL_MODES": calculation.run = .frequencies
    default: calculation.run = .fixed
    }
    isOptimisation = type == "GEO_OPT" || type == "CELL_OPT"
  }

  private mutating func takeForce(_ line: ReportLine) {
    let words = line.words
    if words.first == "SUM" {
      isInForces = false
      return
    }
    guard words.count == 6 else { return }
    let numbers = words[3...5].compactMap { ReportLine.number($0) }
    guard numbers.count == 3 else { return }
    forces += numbers.map { $0 * Factor.electronvoltPerAngstromPerHartreePerBohr }
  }

  func finish() throws -> Calculation {
    guard sawCP2K else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .expected("'CP2K| version string'", found: "something else"))
    }
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "an energy ('ENERGY|')"))
    }
    var result = calculation
    result.maximumForce =
      stride(from: 0, to: forces.count, by: 3)
      .map { Vector3(forces[$0], forces[$0 + 1], forces[$0 + 2]).length }.max()
    result.moment = moment
    result.convergence.electrons = scfConverged
    result.convergence.ionicSteps = energyCount
    if isOptimisation { result.convergence.ions = isOptimised }
    result.convergence.reason = reason
    if !isEnded, !isOptimised { result.convergence.electrons = false }
    return result
  }

  private var reason: String? {
    if !isEnded, !isOptimised { return "the output ends before PROGRAM ENDED" }
    if scfConverged == false { return "SCF run NOT converged" }
    if isOptimisation, !isOptimised {
      return "the optimisation stopped at its maximum number of steps"
    }
    return nil
  }
}
