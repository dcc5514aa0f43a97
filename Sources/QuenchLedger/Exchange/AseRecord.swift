import QuenchEnergetics
import QuenchModel
import QuenchUnits

/// A row of an ASE database, whether it came out of SQLite or JSON.
struct AseRecord {
  var id = 0
  var calculator: String?
  var uniqueID: String?
  /// Atomic numbers.
  var numbers: [Int] = []
  /// Å.
  var positions: [Double] = []
  /// Nine numbers, Å; zeros where there is none.
  var cell: [Double] = []
  /// eV.
  var energy: Double?
  var freeEnergy: Double?
  /// eV/Å.
  var forces: [Double] = []
  /// µB.
  var moment: Double?
  /// e.
  var charge: Double?
  /// Six numbers, eV/Å³.
  var stress: [Double] = []
  /// Atoms from 0 that cannot move.
  var fixed: [Int] = []
  /// `key=value` of whoever wrote the row.
  var notes: [String] = []

  func calculation(_ path: String) throws(LedgerError) -> Calculation {
    var calculation = Calculation(
      name: "ase-\(id)", program: Program(calculator ?? "ASE database"))
    let species = try numbers.map { number throws(LedgerError) -> String in
      guard let element = Element(atomicNumber: number) else {
        throw LedgerError(.unreadable, "\(path): row \(id): atomic number \(number)")
      }
      return element.symbol
    }
    calculation.composition = Formula(atoms: species)
    if positions.count == 3 * species.count {
      calculation.geometry = Geometry(
        cell: cell.count == 9 && cell.contains { $0 != 0 } ? cell : nil, species: species,
        positions: positions)
      let held = fixed.filter(species.indices.contains)
      if !held.isEmpty { calculation.geometry?.fixed = Set(held).sorted() }
    }
    calculation.notes = notes
    calculation.maximumStress = stress.map(abs).max().map {
      $0 * Factor.gigapascalPerElectronvoltPerCubicAngstrom
    }
    calculation.energies[.total] = freeEnergy ?? energy
    if freeEnergy != nil { calculation.energies[.sigmaToZero] = energy }
    calculation.moment = moment
    calculation.charge = charge ?? 0
    if forces.count == 3 * species.count, !forces.isEmpty { calculation.forces = forces }
    let held = Set(calculation.geometry?.fixed ?? [])
    calculation.maximumForce = calculation.forces.flatMap { forces in
      stride(from: 0, to: forces.count, by: 3).filter { !held.contains($0 / 3) }
        .map { Vector3(forces[$0], forces[$0 + 1], forces[$0 + 2]).length }.max()
    }
    if let uniqueID {
      calculation.files = [SourceFile(path: path, sha256: "ase:" + uniqueID, role: "output")]
    }
    calculation.missing = ["settings (an ASE database keeps none)"]
    return calculation
  }
}

/// ASE's JSON database: rows under their numbers, beside `ids` and `nextid`.
struct AseJSON: Decodable {
  private(set) var records: [AseRecord] = []

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { Int(stringValue) }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { stringValue = String(intValue) }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let keys = container.allKeys.filter { $0.intValue != nil }
    for key in keys.sorted(by: { ($0.intValue ?? 0) < ($1.intValue ?? 0) }) {
      var record = try container.decode(Row.self, forKey: key).record
      record.id = key.intValue ?? 0
      records.append(record)
    }
  }

  private struct Row: Decodable {
    let calculator: String?
    let uniqueID: String?
    let numbers: Numbers
    let positions: Numbers
    let cell: Cell?
    let energy: Double?
    let freeEnergy: Double?
    let forces: Numbers?
    let magmom: Double?
    let charge: Double?
    let stress: Numbers?
    let constraints: [AseConstraint]?
    let pairs: [String: AseValue]?

    private enum CodingKeys: String, CodingKey {
      case calculator, numbers, positions, cell, energy, forces, magmom, charge, stress
      case constraints
      case uniqueID = "unique_id"
      case freeEnergy = "free_energy"
      case pairs = "key_value_pairs"
    }

    var record: AseRecord {
      AseRecord(
        calculator: calculator, uniqueID: uniqueID,
        numbers: numbers.values.compactMap { Int(exactly: $0) }, positions: positions.values,
        cell: cell?.array.values ?? [], energy: energy, freeEnergy: freeEnergy,
        forces: forces?.values ?? [], moment: magmom, charge: charge,
        stress: stress?.values ?? [], fixed: AseConstraint.fixed(constraints ?? []),
        notes: AseValue.notes(pairs ?? [:]))
    }
  }

  private struct Cell: Decodable { let array: Numbers }

  /// `{"__ndarray__": [[2, 3], "float64", [1, …]]}`.
  private struct Numbers: Decodable {
    let values: [Double]

    private enum CodingKeys: String, CodingKey { case array = "__ndarray__" }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      var parts = try container.nestedUnkeyedContainer(forKey: .array)
      _ = try parts.decode([Int].self)
      _ = try parts.decode(String.self)
      values = try parts.decode([Double].self)
    }
  }
}
