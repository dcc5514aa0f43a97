internal import QuenchModel
internal import QuenchUnits

/// Turns the lines of one frame into a frame of the house.
struct PWFrameDecoder {
  private let source: String
  private var geometry: PWOutputGeometry
  private var timestep: Double?
  private var step: Int?
  /// fs, as printed: rounded to 0.1 fs.
  private var printedTime: Double?
  private var energy: Double?
  private var table: Table?
  private var forces: [Double] = []
  private var velocities: [Double] = []

  private enum Table { case forces, velocities }

  /// `head` holds for a frame that brings none of its own.
  init(_ head: PWOutputHead, source: String) {
    self.source = source
    geometry = head.geometry
    timestep = head.timestep
    geometry.forgetPositions()
  }

  var isWhole: Bool { geometry.isWhole }

  var missing: String {
    guard let count = geometry.count else { return "the number of atoms" }
    let found = geometry.positions.count / 3
    return found == 0
      ? "ATOMIC_POSITIONS of \(count) atoms" : "the position of atom \(found + 1) of \(count)"
  }

  var advice: String? {
    guard geometry.program == .cp, geometry.positions.isEmpty else { return nil }
    return "cp.x prints positions every 10 × iprint steps; prefix.pos has them every iprint, and "
      + "--topology cp.in names its atoms"
  }

  mutating func take(_ line: ReportLine) throws(ParseError) {
    guard !line.isBlank else { return }
    if try takeRow(line) { return }
    if try geometry.take(line) {
      if line.begins("Program ") { (timestep, step, printedTime, energy) = (nil, nil, nil, nil) }
      return
    }
    switch line.bytes[line.first] {
    case UInt8(ascii: "!"):
      energy = line.number(after: "=").map { $0 * Factor.electronvoltPerRydberg }
    case UInt8(ascii: "E") where line.begins("Entering Dynamics"): enter(line)
    case UInt8(ascii: "t"): takeSmallT(line)
    case UInt8(ascii: "T") where line.begins("Time step  "): begin(line)
    case UInt8(ascii: "F") where line.begins("Forces acting on atoms"):
      (table, forces) = (.forces, [])
    case UInt8(ascii: "A") where line.begins("ATOMIC_VELOCITIES"):
      (table, velocities) = (.velocities, [])
    case UInt8(ascii: "*") where line.begins("* Physical Quantities at step"):
      step = line.integer(after: "step")
    default: break
    }
  }

  /// Dynamics from the start: what the head shows is step 0.
  private mutating func begin(_ line: ReportLine) {
    timestep = Self.timestep(line)
    (step, printedTime) = (0, 0)
  }

  /// New positions follow; what was said of energies and forces belongs to those before.
  private mutating func enter(_ line: ReportLine) {
    (energy, forces) = (nil, [])
    step = line.integer(after: "iteration") ?? line.integer(after: "it")
    printedTime = nil
  }

  private mutating func takeSmallT(_ line: ReportLine) {
    if line.begins("time "), line.contains("pico-seconds") {
      printedTime = line.number(after: "=").map { $0 * Factor.femtosecondPerPicosecond }
    } else if geometry.program == .cp, line.begins("total energy =") {
      energy = line.number(after: "=").map { $0 * Factor.electronvoltPerHartree }
    }
  }

  /// fs, with more digits than the time of a frame.
  static func timestep(_ line: ReportLine) -> Double? {
    guard let step = line.number(after: "a.u.,"), step > 0 else { return nil }
    return step
  }
}

// MARK: - Forces and velocities

extension PWFrameDecoder {
  /// pw.x: `atom    1 type  1   force =  0.0  0.0  0.0`; cp.x: `Li  0.0  0.0  0.0`. The first table counts:
  /// at high verbosity the contributions follow in the same form.
  private mutating func takeRow(_ line: ReportLine) throws(ParseError) -> Bool {
    guard let table, let count = geometry.count else { return false }
    var cursor = TextCursor(
      UnsafeRawBufferPointer(line.bytes), source: source, firstLine: line.number)
    if geometry.program == .cp {
      _ = cursor.word()
    } else {
      guard let place = line.end(of: "force =") else { return false }
      cursor.advance(place)
    }
    let (x, y, z) = try cursor.vector("three components")
    let isFull: Bool
    switch table {
    case .forces:
      let unit =
        geometry.program == .cp
        ? Factor.electronvoltPerAngstromPerHartreePerBohr
        : Factor.electronvoltPerAngstromPerRydbergPerBohr
      forces += [x * unit, y * unit, z * unit]
      isFull = forces.count == 3 * count
    case .velocities:
      let unit = Factor.angstromPerFemtosecondPerBohrPerAtomicTime
      velocities += [x * unit, y * unit, z * unit]
      isFull = velocities.count == 3 * count
    }
    if isFull { self.table = nil }
    return true
  }

  // MARK: - Result

  func write(into frame: inout Frame) {
    let species = Categorical(geometry.labels.map { Species(label: $0) })
    if frame.structure.species != species || frame.structure.count != species.count {
      frame.structure = Structure(
        species: species, positions: Coordinates(flat: geometry.positions))
    } else {
      frame.structure.positions = Coordinates(flat: geometry.positions)
    }
    if frame.structure.lattice != geometry.lattice { frame.structure.lattice = geometry.lattice }
    frame.structure.periodicity = geometry.lattice == nil ? .none : .all
    frame.structure.forces = atoms(forces)
    frame.structure.velocities = atoms(velocities)
    frame.step = step
    frame.time = time
    frame.observables = energy.map { ["energy": $0] } ?? [:]
  }

  /// Nil where the file ends within the table.
  private func atoms(_ flat: [Double]) -> Coordinates? {
    flat.isEmpty || flat.count != geometry.positions.count ? nil : Coordinates(flat: flat)
  }

  /// Steps times their length where that is what was printed to 0.1 fs.
  private var time: Double? {
    guard let printedTime else { return nil }
    guard let timestep, let step else { return printedTime }
    let exact = Double(step) * timestep
    return abs(exact - printedTime) < 0.051 + 5.1e-5 * Double(step) ? exact : printedTime
  }
}
