import QuenchModel
import QuenchUnits

/// What the comment line of an XYZ frame says about the frame as a whole.
///
/// Energies are eV, stress is eV/Å³ in the file (GPa here), virial eV. A time counts only where its
/// unit is known: `time_unit`, CP2K's own comment line (fs, energy in hartree), or LAMMPS with
/// `--lammps-units`.
struct XYZFacts {
  var title = ""
  var lattice: Lattice?
  var periodicity: Periodicity?
  var origin: Vector3?
  var step: Int?
  var time: Double?
  var observables: [String: Double] = [:]
  var warnings: [Warning] = []

  init(_ comment: XYZComment, options: ReadOptions) throws(ParseError) {
    if Self.isCP2K(comment) {
      try readCP2K(comment)
      return
    }
    if !comment.isExtended { title = comment.text }
    if let named = comment.entry("title")?.value { title = named }
    try readCell(comment)
    step = ["timestep", "step"].lazy.compactMap { comment.value($0).flatMap { Int($0) } }.first
    readEnergies(comment)
    if comment.isExtended { readTensors(comment) }
    readTime(comment, options)
  }
}

// MARK: - Cell

extension XYZFacts {
  private mutating func readCell(_ comment: XYZComment) throws(ParseError) {
    guard let entry = comment.entry("lattice") else { return noteLostCell(comment) }
    guard let rows = XYZComment.numbers(entry.value), rows.count == 9 else {
      throw comment.error(
        at: entry, .expected("nine numbers as Lattice, rows a, b, c", found: entry.value))
    }
    let lattice = Lattice(
      a: Vector3(rows[0], rows[1], rows[2]), b: Vector3(rows[3], rows[4], rows[5]),
      c: Vector3(rows[6], rows[7], rows[8]))
    let periodicity = try readPeriodicity(comment)
    if !lattice.isValid {
      guard periodicity == .none || rows.allSatisfy({ $0 == 0 }) else {
        throw comment.error(at: entry, .outOfRange("the Lattice spans no volume"))
      }
      return
    }
    self.lattice = lattice
    self.periodicity = periodicity
    try readOrigin(comment)
  }

  private func readPeriodicity(_ comment: XYZComment) throws(ParseError) -> Periodicity {
    guard let entry = comment.entry("pbc") else { return .all }
    guard let flags = XYZComment.logicals(entry.value), flags.count == 3 else {
      throw comment.error(at: entry, .expected("three of T and F as pbc", found: entry.value))
    }
    var periodicity = Periodicity.none
    for (axis, flag) in flags.enumerated() where flag {
      periodicity.insert(Periodicity(rawValue: 1 << UInt8(axis)))
    }
    return periodicity
  }

  /// Some writers say where the cell's corner lies; here it is always at zero.
  private mutating func readOrigin(_ comment: XYZComment) throws(ParseError) {
    guard let entry = comment.entry("origin") else { return }
    guard let numbers = XYZComment.numbers(entry.value), numbers.count == 3 else {
      throw comment.error(at: entry, .expected("three numbers as Origin", found: entry.value))
    }
    let corner = Vector3(numbers[0], numbers[1], numbers[2])
    guard corner != .zero else { return }
    origin = corner
    warnings.append(.originMoved(corner, code: "W-XYZ-ORIGIN"))
  }

  private mutating func noteLostCell(_ comment: XYZComment) {
    guard comment.isExtended, let flags = comment.value("pbc").flatMap(XYZComment.logicals),
      flags.contains(true)
    else { return }
    warnings.append(
      Warning("W-XYZ-NOCELL", "pbc is true but there is no Lattice: read as not periodic"))
  }
}

// MARK: - Numbers

extension XYZFacts {
  /// Keys that are not observables.
  private static let structural: Set<String> = [
    "properties", "lattice", "pbc", "origin", "title", "timestep", "step", "time", "time_unit",
    "stress", "virial",
  ]
  private static let energyKeys = ["energy", "potential_energy", "free_energy"]

  /// `energy` is the total energy under the first of its names that is there.
  private mutating func readEnergies(_ comment: XYZComment) {
    for key in Self.energyKeys {
      guard let value = comment.value(key), let energy = Double(value), energy.isFinite else {
        continue
      }
      if observables["energy"] == nil { observables["energy"] = energy }
      if key == "free_energy" { observables[key] = energy }
    }
    guard comment.isExtended else { return }
    for entry in comment.entries where !Self.isStructural(entry.key) {
      guard let number = Double(entry.value), number.isFinite else { continue }
      observables[entry.key] = number
    }
  }

  private static func isStructural(_ key: String) -> Bool {
    let key = key.lowercased()
    return structural.contains(key) || energyKeys.contains(key)
  }

  /// Nine numbers are rows; six are xx, yy, zz, yz, xz, xy.
  private mutating func readTensors(_ comment: XYZComment) {
    let stressUnit = Factor.gigapascalPerElectronvoltPerCubicAngstrom
    for (key, unit) in [("stress", stressUnit), ("virial", 1)] {
      guard let values = comment.value(key).flatMap(XYZComment.numbers) else { continue }
      let places: [Int]
      switch values.count {
      case 9: places = [0, 4, 8, 5, 2, 1]
      case 6: places = Array(0..<6)
      default: continue
      }
      for (component, place) in zip(XYZTensor.components, places) {
        observables["\(key)_\(component)"] = values[place] * unit
      }
    }
  }

  private mutating func readTime(_ comment: XYZComment, _ options: ReadOptions) {
    guard let value = comment.value("time"), let number = Double(value), number.isFinite else {
      return
    }
    if let unit = comment.value("time_unit").flatMap(Self.femtoseconds) {
      time = number * unit
    } else if comment.entry("timestep") != nil,
      let units = options.lammpsUnits.flatMap({ LAMMPSUnits(name: $0) })
    {
      time = number * units.time
    } else if number != 0 {
      warnings.append(
        Warning("W-XYZ-TIME", "Time has no unit in this file and is left out; the step is kept"))
    }
  }

  private static func femtoseconds(_ unit: String) -> Double? {
    switch unit {
    case "fs": 1
    case "ps": Factor.femtosecondPerPicosecond
    case "ns": Factor.femtosecondPerNanosecond
    default: nil
    }
  }
}

// MARK: - CP2K

extension XYZFacts {
  /// CP2K writes ` i = 5, time = 2.500, E = -17.2` (manual: MOTION/PRINT/TRAJECTORY, format XMOL).
  private static func isCP2K(_ comment: XYZComment) -> Bool {
    !comment.isExtended && comment.entries.first?.key == "i" && comment.value("E") != nil
  }

  private mutating func readCP2K(_ comment: XYZComment) throws(ParseError) {
    for part in ["-vel-", "-frc-"] where comment.source.contains(part) {
      throw ParseError(
        source: comment.source, line: comment.line, column: 1,
        reason: .unsupported(
          "a CP2K file of \(part == "-vel-" ? "velocities" : "forces"): it has no positions"),
        advice: "read the -pos- file of the run")
    }
    step = Self.number(comment, "i").flatMap { Int(exactly: $0) }
    time = Self.number(comment, "time")
    if let energy = Self.number(comment, "e") {
      observables["energy"] = energy * Factor.electronvoltPerHartree
    }
  }

  private static func number(_ comment: XYZComment, _ key: String) -> Double? {
    guard let value = comment.value(key).flatMap(XYZComment.numbers) else { return nil }
    return value.count == 1 ? value[0] : nil
  }
}

/// Names of the six components of a symmetric tensor, in Voigt's order.
enum XYZTensor {
  static let components = ["xx", "yy", "zz", "yz", "xz", "xy"]
}
