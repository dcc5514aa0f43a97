internal import QuenchModel
internal import QuenchUnits

/// What the head of a vasprun.xml says that each step needs.
struct VASPRunAtoms: Sendable {
  var species = Categorical<Species>()
  var title = ""
  /// Of the cell vectors, where the run had selective dynamics.
  var fixed: [FixedAxes]?
  /// INCAR and parameters, by tag.
  var values: [String: String] = [:]

  /// fs; nil where the run is no dynamics.
  var timeStep: Double? {
    guard values["IBRION"].flatMap({ Int($0) }) == 0 else { return nil }
    return values["POTIM"].flatMap { ReportLine.number($0) }
  }

  /// A force field prints every so many steps.
  var outputInterval: Int {
    values["ML_OUTBLOCK"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
  }

  func isLearned(_ step: VASPRunStepVisitor) -> Bool { !step.isCalculation }
}

/// Takes one step (and the head, where it stands before it) from the tags.
final class VASPRunStepVisitor: XMLVisitor {
  private(set) var atoms: VASPRunAtoms
  private(set) var isStep = false
  /// The step's last tag was seen.
  private(set) var isWhole = false
  private(set) var isCalculation = false
  private let hasHead: Bool
  private var path: [(tag: String, name: String)] = []
  private var cells: [String] = []
  private var basis: [Double] = []
  private var fractional: [Double] = []
  private var forces: [Double] = []
  private var stress: [Double] = []
  private var energies: [String: Double] = [:]
  private var stepEnergies: [String: Double] = [:]
  private var lastElectronic: [String: Double] = [:]
  private var hasVelocities = false
  private var damaged: String?
  private var skipped = 0

  /// The atoms of a head that was read before, or nil where it stands before the step.
  init(atoms: VASPRunAtoms?) {
    hasHead = atoms == nil
    self.atoms = atoms ?? VASPRunAtoms()
  }

  var wantsText: Bool { skipped == 0 }

  func start(_ name: String, _ attributes: XMLAttributes) {
    if skipped > 0 || VASPRunTags.skipped.contains(name) {
      skipped += 1
      return
    }
    path.append((name, attributes["name"] ?? ""))
    switch name {
    case "calculation": (isStep, isCalculation) = (true, true)
    case "structure":
      (basis, fractional) = ([], [])
      if path.last?.name.isEmpty == true { isStep = true }
    case "energy": energies = [:]
    case "rc": cells = []
    case "varray" where path.last?.name == "forces": forces = []
    case "varray" where path.last?.name == "stress": stress = []
    case "varray" where path.last?.name == "velocities": hasVelocities = isStep
    case "varray" where path.last?.name == "selective" && hasHead && !isStep: atoms.fixed = []
    default: break
    }
  }

  func end(_ name: String, _ text: [UInt8]) {
    if skipped > 0 {
      skipped -= 1
      return
    }
    let label = path.popLast()?.name ?? ""
    switch name {
    case "v": takeVector(text)
    case "calculation": isWhole = true
    case "structure" where isStep && !isCalculation: isWhole = true
    case "c": cells.append(text.xmlText)
    case "i": takeItem(label, text)
    case "energy": takeEnergies()
    case "rc" where hasHead && path.contains { $0.name == "atoms" }: takeAtom()
    default: break
    }
  }

  /// Electronic steps behind the step's own energies are those of a linear response.
  private func takeEnergies() {
    if path.last?.tag != "scstep" {
      stepEnergies = energies
    } else if stepEnergies.isEmpty {
      lastElectronic = energies
    }
  }

  private func takeAtom() {
    guard let symbol = cells.first else { return }
    atoms.species.append(Species(label: symbol))
  }

  private func takeItem(_ label: String, _ text: [UInt8]) {
    if path.last?.tag == "energy" {
      energies[label] = text.xmlNumber
    } else if hasHead, !isStep,
      path.contains(where: { $0.tag == "incar" || $0.tag == "parameters" })
    {
      if label == "SYSTEM" { atoms.title = text.xmlText }
      atoms.values[label] = text.xmlText
    }
  }

  private func takeVector(_ text: [UInt8]) {
    guard let array = path.last, array.tag == "varray" else { return }
    switch array.name {
    case "basis" where isStep: take(text, "basis", into: &basis)
    case "positions" where isStep: take(text, "positions", into: &fractional)
    case "forces": take(text, "forces", into: &forces)
    case "stress": take(text, "stress", into: &stress)
    case "selective" where hasHead && !isStep: takeFlags(text)
    default: break
    }
  }

  private func take(_ text: [UInt8], _ what: String, into numbers: inout [Double]) {
    let values = text.xmlNumbers
    if values.count != 3 { damaged = damaged ?? what }
    numbers += values
  }

  /// T is free.
  private func takeFlags(_ text: [UInt8]) {
    var axes = FixedAxes.none
    for (axis, flag) in text.xmlText.split(separator: " ").prefix(3).enumerated()
    where flag == "F" {
      axes.insert(FixedAxes(rawValue: 1 << UInt8(axis)))
    }
    atoms.fixed?.append(axes)
  }
}

extension VASPRunStepVisitor {
  /// Sets what the step gives; returns what is to be said about it.
  func fill(_ frame: inout Frame, _ place: FramePlace) throws(ParseError) -> [Warning] {
    func failure(_ reason: ParseError.Reason) -> ParseError {
      ParseError(source: place.source, line: place.line, column: 1, reason: reason)
    }
    let count = atoms.species.count
    if let damaged {
      throw failure(
        .unsupported(
          "step \(place.index + 1): a vector of \(damaged) is not three finite numbers (VASP writes "
            + "stars where they do not fit)"))
    }
    guard count > 0 else { throw failure(.expected("<atominfo> with atoms", found: "none")) }
    guard basis.count == 9, fractional.count == 3 * count else {
      throw failure(
        .countMismatch(
          what: "positions in step \(place.index + 1)", expected: count,
          found: fractional.count / 3))
    }
    let lattice = Lattice(
      a: Vector3(basis[0], basis[1], basis[2]), b: Vector3(basis[3], basis[4], basis[5]),
      c: Vector3(basis[6], basis[7], basis[8]))
    guard lattice.isValid else {
      throw failure(.outOfRange("step \(place.index + 1): the basis spans no cell"))
    }
    guard forces.isEmpty || forces.count == 3 * count else {
      throw failure(
        .countMismatch(
          what: "forces in step \(place.index + 1)", expected: count, found: forces.count / 3))
    }
    frame.structure = Structure(
      title: atoms.title, lattice: lattice, species: atoms.species,
      fractional: Coordinates(flat: fractional))
    if !forces.isEmpty { frame.structure.forces = Coordinates(flat: forces) }
    if let fixed = atoms.fixed, fixed.count == count { frame.structure.fixedAxes = fixed }
    frame.observables = observables(volume: lattice.volume)
    return hasVelocities
      ? [Warning("W-VASP-VELOCITIES", "velocities in vasprun.xml have no known unit: left out")]
      : []
  }

  /// eV, GPa (positive under tension; VASP prints kB, positive under compression).
  private func observables(volume: Double) -> [String: Double] {
    var found: [String: Double] = [:]
    let work = VASPRunTags.pressureWork(atoms.values, volume: volume)
    let energy = VASPRunTags.energies(
      step: stepEnergies, lastElectronic: lastElectronic, pressureWork: work)
    found["energy"] = energy.total
    found["energy_without_entropy"] = energy.withoutEntropy
    found["energy_sigma_to_zero"] = energy.sigmaToZero
    found["energy_kinetic"] = stepEnergies["kinetic"]
    if work != 0 { found["enthalpy"] = stepEnergies["e_fr_energy"] }
    guard stress.count == 9 else { return found }
    for (name, place) in zip(XYZTensor.components, [0, 4, 8, 5, 2, 1]) {
      found["stress_\(name)"] = -stress[place] * Factor.gigapascalPerKilobar
    }
    return found
  }
}

/// What both readers of vasprun.xml know of it, the one of trajectories and the one of energies.
package enum VASPRunTags {
  /// Subtrees that may hold most of a file and nothing that is kept.
  package static let skipped: Set<String> = [
    "eigenvalues", "dos", "projected", "dielectricfunction", "dynmat", "partial", "orbital",
    "kpointlist",
  ]

  /// eV. The total is the free energy of the block behind the electronic steps; the other two come from
  /// the last of those, shifted by what VASP adds after it (dispersion): in that block other quantities
  /// have stood under `e_0_energy` since VASP 5. Under a target pressure its total is an enthalpy.
  package static func energies(
    step: [String: Double], lastElectronic: [String: Double], pressureWork: Double
  ) -> (total: Double?, withoutEntropy: Double?, sigmaToZero: Double?) {
    let sum = step["e_fr_energy"].map { $0 - pressureWork }
    guard let total = sum, let electronic = lastElectronic["e_fr_energy"] else {
      return (sum, nil, nil)
    }
    let shift = total - electronic
    return (
      total, lastElectronic["e_wo_entrp"].map { $0 + shift },
      lastElectronic["e_0_energy"].map { $0 + shift }
    )
  }

  /// eV: PSTRESS (kB, in the INCAR's values) times the volume (Å³).
  package static func pressureWork(_ values: [String: String], volume: Double) -> Double {
    let pressure = values["PSTRESS"].flatMap { ReportLine.number($0) } ?? 0
    return pressure * Factor.gigapascalPerKilobar * volume
      / Factor.gigapascalPerElectronvoltPerCubicAngstrom
  }
}
