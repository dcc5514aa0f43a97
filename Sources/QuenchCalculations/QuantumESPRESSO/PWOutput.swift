public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// The text that pw.x prints (Quantum ESPRESSO 5 to 7).
///
/// In a vc-relax the last `!` is a fresh SCF in the final cell: the last one counts. The k-mesh is
/// not in the text and is taken from the input beside it.
public enum PWOutput {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var parser = PWOutputParser(source: source)
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { try parser.take(line) }
    var calculation = try parser.finish()
    if let input = parser.inputName {
      let found = try companions.read([input], role: "input", missing: "input \(input)") {
        bytes, path in
        PWInput.read(bytes, source: path)
      }
      found?.complete(&calculation)
    }
    if calculation.settings.kpoints?.mesh == nil { companions.note(missing: "k-mesh") }
    return calculation
  }
}

struct PWOutputParser {
  let source: String
  private(set) var inputName: String?
  var calculation = Calculation(name: "", program: Program("Quantum ESPRESSO"))
  private var geometry: PWOutputGeometry
  var valence: [String: Double] = [:]
  var block = Block.none
  var blockRows = 0
  var potentialElement: String?
  var electronsConverged: Bool?
  var ionsConverged = false
  var isRelaxation = false
  var isDone = false
  var sawProgram = false
  var scfCount = 0
  /// 3 per atom, eV/Å.
  var forces: [Double] = []
  var wantsForces = false
  var lastLine = 1

  /// Species in the order of the input.
  var kinds: [String] = []
  /// `l_max` of full DFT+U, whose lines name no orbital.
  var highestOrbital: Int?

  enum Block: Equatable {
    case none, potentialFile, valence, stress, hubbard
  }

  init(source: String) {
    self.source = source
    geometry = PWOutputGeometry(source: source)
  }

  mutating func take(_ line: ReportLine) throws(ParseError) {
    lastLine = line.number
    if takeBlock(line) { return }
    if line.begins("Program PWSCF") { takeProgram(line) }
    if try geometry.take(line) { return }
    guard !line.isBlank else { return }
    switch line.bytes[line.first] {
    case UInt8(ascii: "!"): takeEnergy(line)
    case UInt8(ascii: "a"): takeLowerA(line)
    case UInt8(ascii: "k"), UInt8(ascii: "n"), UInt8(ascii: "c"), UInt8(ascii: "f"),
      UInt8(ascii: "p"), UInt8(ascii: "l"), UInt8(ascii: "b"):
      takeHeader(line)
    case UInt8(ascii: "s"), UInt8(ascii: "t"): takeResults(line)
    default: takeCapitals(line)
    }
  }

  // MARK: - Lines

  private mutating func takeEnergy(_ line: ReportLine) {
    guard let energy = line.number(after: "=") else { return }
    calculation.energies[.total] = energy * Constant.rydberg
    calculation.energies[.withoutEntropy] = nil
    scfCount += 1
  }

  private mutating func takeLowerA(_ line: ReportLine) {
    if line.begins("atom ") {
      takeForce(line)
    } else if line.begins("atomic species   valence") {
      block = .valence
    }
  }

  /// The first table under its heading; at high verbosity the contributions follow in the same form.
  private mutating func takeForce(_ line: ReportLine) {
    guard wantsForces, let force = line.text(after: "force =") else { return }
    let numbers = force.split(separator: " ").compactMap { ReportLine.number($0) }
    guard numbers.count == 3 else { return }
    forces += numbers.map { $0 * Constant.rydberg / Constant.bohr }
  }

  private mutating func takeHeader(_ line: ReportLine) {
    if line.begins("kinetic-energy cutoff") {
      calculation.settings.cutoff = line.number(after: "=").map { $0 * Constant.rydberg }
    } else if line.begins("charge density cutoff") {
      calculation.settings.densityCutoff = line.number(after: "=").map { $0 * Constant.rydberg }
    } else if line.begins("number of electrons") {
      calculation.settings.electrons = line.number(after: "=")
      if line.contains("(up:") { calculation.settings.spin = .collinear }
    } else if line.begins("number of k points=") {
      takeKPoints(line)
    } else if line.begins("convergence has been achieved") {
      electronsConverged = true
    } else if line.begins("convergence NOT achieved") {
      electronsConverged = false
    } else if line.begins("force convergence thresh.") {
      isRelaxation = true
      if calculation.run == .unknown { calculation.run = .relaxation }
    } else if line.begins("press convergence thresh.") {
      calculation.run = .cellRelaxation
    } else if line.begins("bfgs converged in") {
      ionsConverged = true
    } else if line.begins("bfgs failed") || line.begins("bfgs did not") {
      ionsConverged = false
    }
  }

  private mutating func takeKPoints(_ line: ReportLine) {
    calculation.settings.kpoints = KPoints(irreducible: line.integer(after: "="))
    guard let width = line.number(after: "width (Ry)=") else {
      calculation.settings.smearing = Smearing(
        kind: line.contains("tetrahedron") ? "tetrahedron" : "none")
      return
    }
    let kinds: [(StaticString, String)] = [
      ("Gaussian", "Gaussian"), ("Marzari", "cold"), ("cold", "cold"),
      ("Methfessel", "Methfessel-Paxton 1"), ("Fermi", "Fermi-Dirac"),
    ]
    let kind = kinds.first { line.contains($0.0) }?.1 ?? "smearing"
    calculation.settings.smearing = Smearing(kind: kind, width: width * Constant.rydberg)
  }

  private mutating func takeResults(_ line: ReportLine) {
    if line.begins("total magnetization") {
      calculation.moment = line.number(after: "=")
    } else if line.begins("smearing contrib. (-TS)") {
      if let total = calculation.energies[.total], let minusTS = line.number(after: "=") {
        calculation.energies[.withoutEntropy] = total - minusTS * Constant.rydberg
      }
    } else if line.begins("total   stress") {
      block = .stress
      blockRows = 0
      calculation.maximumStress = nil
    }
  }

  private mutating func takeProgram(_ line: ReportLine) {
    sawProgram = true
    let words = line.words
    if words.count > 2 {
      calculation.program.version = String(words[2].drop { $0 == "v" || $0 == "." })
    }
  }

  private mutating func takeCapitals(_ line: ReportLine) {
    if line.begins("Reading input from") {
      inputName = line.words.last
    } else if line.begins("Exchange-correlation") {
      calculation.settings.functional = line.text(after: "=").map(Self.functional)
    } else if line.begins("PseudoPot. #") {
      block = .potentialFile
      potentialElement = line.text(after: "for").map { String($0.prefix { $0 != " " }) }
    } else if line.begins("MD5 check sum:") {
      if let element = potentialElement {
        calculation.settings.potentials[element]?.hash = line.words.last
      }
    } else if line.begins("The non-local contrib.  to forces") {
      wantsForces = false
    } else if line.begins("Forces acting on atoms") {
      forces = []
      wantsForces = true
    } else {
      takeStates(line)
    }
  }

  private mutating func takeStates(_ line: ReportLine) {
    if line.begins("The maximum number of steps has been reached") {
      ionsConverged = false
    } else if line.begins("Entering Dynamics") {
      calculation.run = .dynamics
    } else if line.begins("Noncollinear calculation") || line.begins("Non magnetic calculation") {
      calculation.settings.spin = .noncollinear
    } else if line.begins("Starting magnetic structure") {
      calculation.settings.spin = calculation.settings.spin ?? .collinear
    } else if line.begins("DFT-D3") || line.begins("DFT-D2") || line.begins("Grimme-D") {
      calculation.settings.dispersion = line.begins("DFT-D3") ? "DFT-D3" : "DFT-D2"
    } else if line.contains("LDA+U calculation") || line.contains("DFT+U") {
      block = .hubbard
      highestOrbital = line.number(after: "l_max").flatMap { Int(exactly: $0) }
    } else if line.begins("Computed dipole along") {
      calculation.settings.dipole = "dipole correction"
    } else if line.begins("PWSCF        :") {
      calculation.wallTime = line.text(after: "CPU").flatMap(Self.seconds)
    } else if line.begins("JOB DONE.") {
      isDone = true
    }
  }

  // MARK: - End

  mutating func finish() throws -> Calculation {
    guard sawProgram else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .expected("'Program PWSCF'", found: "something else"))
    }
    guard !calculation.energies.isEmpty else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "a total energy ('!')"))
    }
    settle()
    return calculation
  }

  private mutating func settle() {
    let labels = geometry.labels.map { Species(label: $0).name }
    calculation.composition = Formula(atoms: labels)
    if geometry.isWhole {
      calculation.geometry = Geometry(
        cell: geometry.lattice.map { $0.rows.flatMap { [$0.x, $0.y, $0.z] } }, species: labels,
        positions: geometry.positions)
    }
    calculation.settings.potentials = Dictionary(
      calculation.settings.potentials.map { (Species(label: $0.key).name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    calculation.settings.spin = calculation.settings.spin ?? SpinTreatment.none
    calculation.settings.dispersion = calculation.settings.dispersion ?? "none"
    calculation.settings.dipole = calculation.settings.dipole ?? "none"
    settleForces()
    if let electrons = calculation.settings.electrons, !labels.isEmpty {
      let nuclei = geometry.labels.compactMap { valence[$0] }
      if nuclei.count == labels.count {
        let charge = nuclei.reduce(0, +) - electrons
        calculation.charge = abs(charge) < 5e-3 ? 0 : charge
      }
    }
    settleConvergence()
  }

  private mutating func settleForces() {
    let lengths = stride(from: 0, to: forces.count, by: 3)
      .map { Vector3(forces[$0], forces[$0 + 1], forces[$0 + 2]).length }
    calculation.maximumForce = lengths.max()
    if forces.count == 3 * geometry.labels.count, !forces.isEmpty { calculation.forces = forces }
  }

  private mutating func settleConvergence() {
    if calculation.run == .unknown { calculation.run = .fixed }
    calculation.convergence.electrons = electronsConverged
    calculation.convergence.ionicSteps = scfCount
    if isRelaxation { calculation.convergence.ions = ionsConverged }
    if electronsConverged == false { calculation.convergence.reason = "convergence NOT achieved" }
    if isRelaxation, !ionsConverged {
      calculation.convergence.reason = "the relaxation did not reach its thresholds"
    }
    guard !isDone else { return }
    calculation.convergence.electrons = false
    calculation.convergence.reason = "the output ends before JOB DONE"
  }

  private static func functional(_ text: String) -> String {
    let name = text.split(separator: "(").first.map(String.init) ?? text
    return FunctionalName.canonical(ReportLine.trimmed(name))
  }

  /// `2m 3.03s WALL`, `1h12m WALL`, `3d 4h 5m WALL`.
  private static func seconds(_ text: String) -> Double? {
    var total = 0.0
    var digits = ""
    let units: [Character: Double] = [
      "d": Factor.secondPerDay, "h": Factor.secondPerHour, "m": Factor.secondPerMinute, "s": 1,
    ]
    for character in text {
      if let unit = units[character], let value = ReportLine.number(digits) {
        total += value * unit
        digits = ""
      } else if character.isNumber || character == "." {
        digits.append(character)
      }
    }
    return total > 0 ? total : nil
  }
}
