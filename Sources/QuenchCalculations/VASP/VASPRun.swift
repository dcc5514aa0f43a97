public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// VASP's vasprun.xml, streamed: files of many GB, runs under way, machine-learning runs.
///
/// The energies of the last `<calculation>` come from its last electronic step, shifted by what VASP
/// adds after it (dispersion): the block behind the steps has held other quantities under
/// `e_0_energy` since VASP 5. What the OUTCAR beside it says of convergence and moment is taken from
/// there.
public enum VASPRun {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    try VASPRunStream(source: source).read(bytes, companions)
  }

  fileprivate static func completeFromOUTCAR(
    _ calculation: inout Calculation, _ companions: Companions
  ) throws {
    guard let beside = outcar(companions) else {
      let moment = try companions.read(["OSZICAR"], role: "output") { bytes, path in
        OSZICAR.moment(bytes, source: path)
      }
      if calculation.settings.spin == .collinear { calculation.moment = moment.flatMap { $0 } }
      return
    }
    calculation.moment = beside.moment
    calculation.wallTime = beside.wallTime ?? calculation.wallTime
    guard let mine = calculation.energies[.total], let its = beside.energies[.total],
      abs(mine - its) < 1e-5
    else {
      companions.note(missing: "agreement: OUTCAR and vasprun.xml end at different energies")
      return
    }
    calculation.convergence = beside.convergence
    for (element, potential) in beside.settings.potentials {
      if calculation.settings.potentials[element]?.title == potential.title {
        calculation.settings.potentials[element]?.hash = potential.hash
        calculation.settings.potentials[element]?.enmax = potential.enmax
      }
    }
  }

  /// An extra here: one that is cut, damaged or huge is said and left out.
  private static func outcar(_ companions: Companions) -> Calculation? {
    do {
      return try companions.read(["OUTCAR"], role: "output", missing: "OUTCAR (moment, timing)") {
        bytes, path in try OUTCAR.scan(bytes, source: path)
      }
    } catch {
      companions.note(missing: "OUTCAR (\(error))")
      return nil
    }
  }
}

/// vasprun.xml in pieces. Damage behind the last piece but one is a run that was killed, where a whole
/// step was read; damage before it is damage.
final class VASPRunStream: CalculationStream {
  private let visitor = VASPRunVisitor()
  private let reader: XMLReader
  private let source: String
  private var failure: (any Error)?

  init(source: String) throws(ParseError) {
    reader = try XMLReader(visitor, source: source)
    self.source = source
  }

  func take(_ piece: UnsafeRawBufferPointer) throws {
    if let failure { throw failure }
    do { try reader.take(piece) } catch { failure = error }
  }

  func finish(_ companions: Companions) throws -> Calculation {
    if failure == nil {
      do {
        try reader.take(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
      } catch { failure = error }
    }
    if let failure, visitor.completeSteps == 0 { throw failure }
    var calculation = try visitor.finish(source: source, isCut: failure != nil)
    try VASPRun.completeFromOUTCAR(&calculation, companions)
    try VASPInputs.complete(&calculation, companions)
    return calculation
  }
}

final class VASPRunVisitor: XMLVisitor {
  private var path: [String] = []
  private var names: [String] = []
  private var values: [String: String] = [:]
  private(set) var completeSteps = 0
  private var version: String?
  private var kpoints = KPoints()
  private var kpointCount = 0
  private var cells: [String] = []
  private var atomSymbols: [String] = []
  private var types: [(count: Int, element: String, valence: Double, title: String)] = []
  private var basis: [Double] = []
  private var fractional: [Double] = []
  private var selective: [[String]] = []
  private var finalStructure: (basis: [Double], fractional: [Double])?
  private var forces: [Double] = []
  private var stress: [Double] = []
  private var scf: [[String: Double]] = []
  private var present: [String: Double] = [:]
  /// The energies behind the electronic steps; steps that follow are those of a linear response.
  private var block: [String: Double] = [:]
  private var last:
    (energy: [String: Double], scf: [[String: Double]], forces: [Double], stress: [Double])?
  private var unconverged = 0
  private var skipped = 0
  private var wall = 0.0

  var wantsText: Bool { skipped == 0 }

  func start(_ name: String, _ attributes: XMLAttributes) {
    if skipped > 0 || VASPRunTags.skipped.contains(name) {
      skipped += 1
      return
    }
    path.append(name)
    let label = attributes["name"] ?? attributes["param"] ?? ""
    names.append(label)
    if name == "varray", label == "kpointlist" { kpointCount = 0 }
    switch name {
    case "calculation": scf = []
    case "energy": present = [:]
    case "rc": cells = []
    case "varray": startArray(label)
    case "generation": kpoints.scheme = label == "Gamma" ? "Gamma" : label
    default: break
    }
  }

  private func startArray(_ label: String) {
    switch label {
    case "basis": basis = []
    case "positions": fractional = []
    case "selective": selective = []
    case "forces": forces = []
    case "stress": stress = []
    default: break
    }
  }

  func end(_ name: String, _ text: [UInt8]) {
    if skipped > 0 {
      skipped -= 1
      return
    }
    let label = names.last ?? ""
    defer {
      path.removeLast()
      names.removeLast()
    }
    switch name {
    case "i": takeItem(label, text)
    case "v": takeVector(label, text)
    case "c": cells.append(text.xmlText)
    case "rc": takeRow()
    case "time": takeTime(label, text)
    case "energy":
      if !isInside("scstep") {
        block = present
      } else if block.isEmpty {
        scf.append(present)
      }
    case "structure": closeStructure(label)
    case "calculation": closeStep()
    default: break
    }
  }

  private func isInside(_ name: String) -> Bool { path.dropLast().contains(name) }

  private func takeItem(_ label: String, _ text: [UInt8]) {
    if path.contains("energy") {
      present[label] = text.xmlNumber
    } else if path.contains("generator"), label == "version" {
      version = text.xmlText
    } else if path.contains("incar") || path.contains("parameters") {
      values[label] = text.xmlText
    }
  }

  private func takeVector(_ label: String, _ text: [UInt8]) {
    if label == "divisions" {
      kpoints.mesh = text.xmlNumbers.compactMap { Int(exactly: $0) }
      return
    }
    guard names.count >= 2, path.dropLast().last == "varray" else {
      // LDAUL, LDAUU, LDAUJ and the like are vectors of the parameters.
      if path.contains("parameters") || path.contains("incar") { values[label] = text.xmlText }
      return
    }
    switch names[names.count - 2] {
    case "basis": basis += text.xmlNumbers
    case "positions": fractional += text.xmlNumbers
    case "forces": forces += text.xmlNumbers
    case "stress": stress += text.xmlNumbers
    case "kpointlist": kpointCount += 1
    case "selective": selective.append(text.xmlText.split(separator: " ").map(String.init))
    default: break
    }
  }

  private func takeRow() {
    guard let array = names.last(where: { $0 == "atoms" || $0 == "atomtypes" }) else { return }
    if array == "atoms", let symbol = cells.first {
      atomSymbols.append(Species(label: symbol).name)
    } else if array == "atomtypes", cells.count >= 5 {
      types.append(
        (
          Int(cells[0]) ?? 0, Species(label: cells[1]).name, ReportLine.number(cells[3]) ?? 0,
          cells[4]
        ))
    }
  }

  private func takeTime(_ label: String, _ text: [UInt8]) {
    if label == "totalsc" { wall += text.xmlNumbers.last ?? 0 }
  }

  private func closeStructure(_ label: String) {
    guard basis.count == 9, fractional.count % 3 == 0 else { return }
    finalStructure = (basis, fractional)
  }

  private func closeStep() {
    guard !block.isEmpty else { return }
    last = (block, scf, forces, stress)
    block = [:]
    completeSteps += 1
    if isConverged(scf) == false { unconverged += 1 }
    scf = []
    forces = []
    stress = []
  }

  /// The count against NELM; at NELM the last change of the energy against EDIFF.
  private func isConverged(_ steps: [[String: Double]]) -> Bool? {
    guard !steps.isEmpty, let nelm = number("NELM") else { return nil }
    if Double(steps.count) < nelm { return true }
    guard steps.count > 1, let ediff = number("EDIFF"),
      let now = steps[steps.count - 1]["e_fr_energy"],
      let before = steps[steps.count - 2]["e_fr_energy"]
    else { return false }
    return abs(now - before) <= abs(ediff)
  }

  private func number(_ tag: String) -> Double? { values[tag].flatMap { ReportLine.number($0) } }
  private func integer(_ tag: String) -> Int? { number(tag).flatMap { Int(exactly: $0) } }
  private func isTrue(_ tag: String) -> Bool { values[tag]?.hasPrefix("T") == true }
  private func list(_ tag: String) -> [Double] {
    (values[tag] ?? "").split(separator: " ").compactMap { ReportLine.number($0) }
  }
}

extension VASPRunVisitor {
  func finish(source: String, isCut: Bool) throws -> Calculation {
    let volume = finalStructure.map { cell in
      let b = cell.basis
      return Lattice(
        a: Vector3(b[0], b[1], b[2]), b: Vector3(b[3], b[4], b[5]), c: Vector3(b[6], b[7], b[8])
      ).volume
    }
    let energies = VASPRunTags.energies(
      step: last?.energy ?? [:], lastElectronic: last?.scf.last ?? [:],
      pressureWork: VASPRunTags.pressureWork(values, volume: volume ?? 0))
    guard let last, let total = energies.total else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .endOfFile(expected: "a complete <calculation> with its energy"))
    }
    var calculation = Calculation(name: "", program: Program("VASP", version: version))
    calculation.energies[.total] = total
    calculation.energies[.withoutEntropy] = energies.withoutEntropy
    calculation.energies[.sigmaToZero] = energies.sigmaToZero
    settleAtoms(&calculation)
    settleMethod(&calculation)
    settleResults(&calculation, last.forces, last.stress)
    settleConvergence(&calculation, last.scf, isCut: isCut)
    return calculation
  }

  private func settleAtoms(_ calculation: inout Calculation) {
    calculation.composition = Formula(atoms: atomSymbols)
    if let found = finalStructure, found.fractional.count == 3 * atomSymbols.count {
      let b = found.basis
      let lattice = Lattice(
        a: Vector3(b[0], b[1], b[2]), b: Vector3(b[3], b[4], b[5]), c: Vector3(b[6], b[7], b[8]))
      let positions = stride(from: 0, to: found.fractional.count, by: 3).flatMap { k -> [Double] in
        let r = lattice.cartesian(
          Vector3(found.fractional[k], found.fractional[k + 1], found.fractional[k + 2]))
        return [r.x, r.y, r.z]
      }
      calculation.geometry = Geometry(
        cell: b, species: atomSymbols, positions: positions,
        fixed: selective.count == atomSymbols.count
          ? selective.indices.filter { selective[$0].allSatisfy { $0.hasPrefix("F") } } : nil)
    }
    for type in types {
      calculation.settings.potentials[type.element] = Potential(title: type.title)
    }
    let valence = types.reduce(0) { $0 + Double($1.count) * $1.valence }
    if let electrons = number("NELECT"), valence > 0 {
      calculation.settings.electrons = electrons
      calculation.charge = abs(valence - electrons) < 1e-3 ? 0 : valence - electrons
    }
  }

  private func settleMethod(_ calculation: inout Calculation) {
    let gga = values["GGA"] == "--" ? nil : values["GGA"]
    let fromTitle = types.first.map { VASPInputs.functionalCode(ofTitle: $0.title) }
    calculation.settings.functional = VASPInputs.functional(
      gga: gga ?? fromTitle, metaGGA: values["METAGGA"], hybrid: isTrue("LHFCALC"))
    calculation.settings.cutoff = number("ENMAX") ?? number("ENCUT")
    calculation.settings.precision = values["PREC"].flatMap(VASPInputs.precision)
    calculation.settings.spin =
      isTrue("LNONCOLLINEAR")
      ? .noncollinear : integer("ISPIN") == 2 ? .collinear : SpinTreatment.none
    calculation.settings.smearing = VASPInputs.smearing(integer("ISMEAR"), number("SIGMA"))
    calculation.settings.dispersion = VASPInputs.dispersion(integer("IVDW"))
    calculation.settings.dipole =
      isTrue("LDIPOL") ? "LDIPOL, IDIPOL \(integer("IDIPOL") ?? 0)" : "none"
    kpoints.irreducible = kpointCount > 0 ? kpointCount : nil
    calculation.settings.kpoints = kpoints
    guard isTrue("LDAU") else { return }
    let (l, u, j) = (list("LDAUL"), list("LDAUU"), list("LDAUJ"))
    for (kind, type) in types.enumerated()
    where l.indices.contains(kind) && u.indices.contains(kind) {
      let jValue = j.indices.contains(kind) ? j[kind] : 0
      guard let orbital = Int(exactly: l[kind]), orbital >= 0, u[kind] != 0 || jValue != 0 else {
        continue
      }
      calculation.settings.hubbard[type.element] = Hubbard(l: orbital, u: u[kind], j: jValue)
    }
  }

  private func settleResults(
    _ calculation: inout Calculation, _ forces: [Double], _ stress: [Double]
  ) {
    let free = Set(calculation.geometry?.fixed ?? [])
    let lengths = stride(from: 0, to: forces.count - 2, by: 3)
      .filter { !free.contains($0 / 3) }
      .map { Vector3(forces[$0], forces[$0 + 1], forces[$0 + 2]).length }
    calculation.maximumForce = lengths.max()
    if forces.count == 3 * atomSymbols.count { calculation.forces = forces }
    calculation.maximumStress = stress.map(abs).max().map { $0 * Factor.gigapascalPerKilobar }
    calculation.wallTime = wall > 0 ? wall : nil
  }

  private func settleConvergence(
    _ calculation: inout Calculation, _ steps: [[String: Double]], isCut: Bool
  ) {
    let nsw = integer("NSW") ?? 0
    switch integer("IBRION") ?? -1 {
    case 0 where nsw > 0: calculation.run = .dynamics
    case 1, 2, 3:
      let cell = (integer("ISIF") ?? 2) >= 3
      calculation.run = nsw > 0 ? (cell ? .cellRelaxation : .relaxation) : .fixed
    case 5, 6, 7, 8: calculation.run = .frequencies
    default: calculation.run = .fixed
    }
    var result = Convergence()
    result.electrons = isConverged(steps)
    result.ionicSteps = completeSteps
    if calculation.run == .dynamics {
      result.unconvergedFraction = Double(unconverged) / Double(max(completeSteps, 1))
    }
    if calculation.run == .relaxation || calculation.run == .cellRelaxation {
      // A relaxation that ends before NSW ended by itself.
      result.ions = completeSteps < nsw && !isCut
    }
    if result.electrons == false { result.reason = "NELM steps without reaching EDIFF" }
    if result.ions == false { result.reason = "the relaxation did not end before NSW" }
    if isCut {
      result.electrons = false
      result.reason =
        "vasprun.xml is cut: killed or still running; \(completeSteps) steps are whole"
    }
    calculation.convergence = result
  }
}
