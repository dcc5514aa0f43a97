public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// pw.x's data-file-schema.xml (QEXSD, Quantum ESPRESSO 6 and 7), in Hartree atomic units.
public enum PWXML {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    try PWXMLStream(source: source).read(bytes, companions)
  }
}

/// data-file-schema.xml in pieces.
final class PWXMLStream: CalculationStream {
  private let visitor = PWXMLVisitor()
  private let reader: XMLReader
  private let source: String

  init(source: String) throws(ParseError) {
    reader = try XMLReader(visitor, source: source)
    self.source = source
  }

  func take(_ piece: UnsafeRawBufferPointer) throws { try reader.take(piece) }

  func finish(_ companions: Companions) throws -> Calculation {
    try reader.take(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    return try visitor.finish(source: source)
  }
}

final class PWXMLVisitor: XMLVisitor {
  private var path: [String] = []
  private var key = ""
  private var calculation = Calculation(name: "", program: Program("Quantum ESPRESSO"))
  private var species: [String] = []
  private var positions: [Double] = []
  private var cell: [Double] = []
  private var forces: [Double] = []
  private var present = ""
  private var orbital = ""
  private var free: [Double] = []
  private var potentials: [String: String] = [:]
  private var lsda = false
  private var noncollinear = false
  private var optimised: Bool?
  private var skipped = 0

  private static let skips: Set<String> = ["ks_energies", "symmetries", "reciprocal_lattice"]

  var wantsText: Bool { skipped == 0 }

  func start(_ name: String, _ attributes: XMLAttributes) {
    if skipped > 0 || Self.skips.contains(name) {
      skipped += 1
      return
    }
    path.append(name)
    switch name {
    case "creator": calculation.program.version = attributes["VERSION"]
    case "species", "atom": present = attributes["name"] ?? ""
    case "Hubbard_U", "Hubbard_J":
      present = attributes["specie"] ?? ""
      orbital = attributes["label"] ?? ""
    case "atomic_positions":
      species = []
      positions = []
    case "cell": cell = []
    case "monkhorst_pack": takeMesh(attributes)
    case "smearing" where path.contains("input"):
      let width = attributes["degauss"].flatMap { ReportLine.number($0) }
      calculation.settings.smearing = Smearing(
        kind: "smearing", width: width.map { $0 * Constant.hartree })
    default: break
    }
  }

  private func takeMesh(_ attributes: XMLAttributes) {
    let mesh = ["nk1", "nk2", "nk3"].compactMap { attributes[$0].flatMap { Int($0) } }
    guard mesh.count == 3, mesh.allSatisfy({ $0 > 0 && $0 < 100_000 }) else { return }
    calculation.settings.kpoints = KPoints(mesh: mesh, scheme: "automatic")
  }

  func end(_ name: String, _ text: [UInt8]) {
    if skipped > 0 {
      skipped -= 1
      return
    }
    defer { path.removeLast() }
    if path.contains("input") { takeInput(name, text) }
    if path.contains("output") { takeOutput(name, text) }
    takeStructure(name, text)
  }

  private func takeInput(_ name: String, _ text: [UInt8]) {
    switch name {
    case "calculation": takeRun(text.xmlText)
    case "pseudo_file": potentials[present] = text.xmlText
    case "functional": calculation.settings.functional = FunctionalName.canonical(text.xmlText)
    case "lsda": lsda = text.xmlText == "true"
    case "noncolin": noncollinear = text.xmlText == "true"
    case "tot_charge": calculation.charge = text.xmlNumber ?? 0
    case "ecutwfc": calculation.settings.cutoff = text.xmlNumber.map { $0 * Constant.hartree }
    case "ecutrho":
      calculation.settings.densityCutoff = text.xmlNumber.map { $0 * Constant.hartree }
    case "smearing": calculation.settings.smearing?.kind = Self.smearing(text.xmlText)
    case "dipole_correction":
      if text.xmlText == "true" { calculation.settings.dipole = "dipole correction" }
    case "free_positions": free = text.xmlNumbers
    case "vdw_corr": calculation.settings.dispersion = text.xmlText
    case "gamma_only":
      if text.xmlText == "true", calculation.settings.kpoints == nil {
        calculation.settings.kpoints = KPoints(mesh: [1, 1, 1], scheme: "Gamma")
      }
    default: break
    }
  }

  /// Hartree; the label `3d` names the orbital. In the input's part 6.7 writes eV instead.
  private func takeHubbard(_ text: [UInt8]) {
    let letters = ["s": 0, "p": 1, "d": 2, "f": 3]
    guard let value = text.xmlNumber, value != 0,
      let l = orbital.last.flatMap({ letters[String($0)] })
    else { return }
    calculation.settings.hubbard[Species(label: present).name] = Hubbard(
      l: l, u: value * Constant.hartree, j: 0)
  }

  /// J, and B or E₂ and E₃ behind it: only Liechtenstein's scheme has them.
  private func takeExchange(_ text: [UInt8]) {
    guard let value = text.xmlNumbers.first else { return }
    calculation.settings.hubbard[Species(label: present).name]?.j = value * Constant.hartree
  }

  private func takeRun(_ kind: String) {
    switch kind {
    case "relax": calculation.run = .relaxation
    case "vc-relax": calculation.run = .cellRelaxation
    case "md", "vc-md": calculation.run = .dynamics
    default: calculation.run = .fixed
    }
  }

  private static func smearing(_ name: String) -> String {
    switch name.lowercased() {
    case "gaussian": "Gaussian"
    case "mv", "cold", "marzari-vanderbilt", "m-v": "cold"
    case "mp", "methfessel-paxton", "m-p": "Methfessel-Paxton 1"
    case "fd", "fermi-dirac", "f-d": "Fermi-Dirac"
    default: name
    }
  }

  private func takeOutput(_ name: String, _ text: [UInt8]) {
    switch name {
    case "Hubbard_U": takeHubbard(text)
    case "Hubbard_J": takeExchange(text)
    case "convergence_achieved":
      let isReached = text.xmlText == "true"
      if path.contains("scf_conv") { calculation.convergence.electrons = isReached }
      if path.contains("opt_conv") { optimised = isReached }
    case "n_opt_steps":
      calculation.convergence.ionicSteps = text.xmlNumber.flatMap { Int(exactly: $0) }
    case "etot":
      calculation.energies[.total] = text.xmlNumber.map { $0 * Constant.hartree }
    case "demet":
      if let total = calculation.energies[.total], let minusTS = text.xmlNumber {
        calculation.energies[.withoutEntropy] = total - minusTS * Constant.hartree
      }
    case "nelec": calculation.settings.electrons = text.xmlNumber
    case "nks":
      calculation.settings.kpoints?.irreducible = text.xmlNumber.flatMap { Int(exactly: $0) }
    case "total" where path.contains("magnetization"): calculation.moment = text.xmlNumber
    case "forces":
      forces = text.xmlNumbers
    case "stress":
      calculation.maximumStress = text.xmlNumbers.map(abs).max().map {
        $0 * Constant.hartree / (Constant.bohr * Constant.bohr * Constant.bohr)
          * Factor.gigapascalPerElectronvoltPerCubicAngstrom
      }
    default: break
    }
  }

  private func takeStructure(_ name: String, _ text: [UInt8]) {
    switch name {
    case "atom" where path.contains("atomic_positions"):
      species.append(Species(label: present).name)
      positions += text.xmlNumbers.prefix(3)
    case "a1", "a2", "a3":
      if path.contains("cell") { cell += text.xmlNumbers.prefix(3) }
    case "wall" where path.contains("total") && path.contains("timing_info"):
      calculation.wallTime = text.xmlNumber
    default: break
    }
  }

  func finish(source: String) throws -> Calculation {
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: 1, column: 1, reason: .endOfFile(expected: "<output> with <etot>"))
    }
    calculation.composition = Formula(atoms: species)
    if positions.count == 3 * species.count {
      calculation.geometry = Geometry(
        cell: cell.count == 9 ? cell.map { $0 * Constant.bohr } : nil, species: species,
        positions: positions.map { $0 * Constant.bohr })
      if free.count == positions.count {
        let fixed = species.indices.filter { atom in
          free[(3 * atom)..<(3 * atom + 3)].allSatisfy { $0 == 0 }
        }
        if !fixed.isEmpty { calculation.geometry?.fixed = fixed }
      }
    }
    for (label, file) in potentials {
      calculation.settings.potentials[Species(label: label).name] = Potential(title: file)
    }
    settle()
    return calculation
  }

  private func settle() {
    calculation.settings.spin =
      noncollinear ? .noncollinear : lsda ? .collinear : SpinTreatment.none
    if !lsda, !noncollinear { calculation.moment = nil }
    calculation.settings.smearing = calculation.settings.smearing ?? Smearing(kind: "none")
    calculation.settings.dispersion = calculation.settings.dispersion ?? "none"
    calculation.settings.dipole = calculation.settings.dipole ?? "none"
    let lengths = stride(from: 0, to: forces.count - 2, by: 3).map {
      Vector3(forces[$0], forces[$0 + 1], forces[$0 + 2]).length
    }
    if forces.count == positions.count, !forces.isEmpty {
      calculation.forces = forces.map { $0 * Factor.electronvoltPerAngstromPerHartreePerBohr }
    }
    calculation.maximumForce = lengths.max().map {
      $0 * Factor.electronvoltPerAngstromPerHartreePerBohr
    }
    if calculation.run == .relaxation || calculation.run == .cellRelaxation {
      calculation.convergence.ions = optimised ?? false
    }
    if !calculation.convergence.isConverged {
      calculation.convergence.reason = "convergence_achieved is false"
    }
  }
}
