internal import QuenchModel
internal import QuenchUnits
internal import Synchronization

/// Reads the ionic steps of an OUTCAR.
///
/// A step ends with its `energy  without entropy`, behind the table of positions and forces. The file's
/// head belongs to the first frame, which is always decoded first; what it says of atoms holds for all.
struct OUTCARReader: FrameReader {
  private let head = OUTCARHead()

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    var lines = ReportLines(bytes, source: place.source)
    var hasTable = false
    while let line = lines.next() {
      if OUTCARStep.isTable(line) {
        hasTable = true
      } else if hasTable, OUTCARStep.isLastEnergy(line) {
        guard lines.position <= bytes.count || isComplete else { return .needsMore }
        return .frame(length: min(lines.position, bytes.count), lines: line.number)
      }
    }
    guard isComplete else { return .needsMore }
    if hasTable { return .truncated("step \(place.index + 1) has no energy yet") }
    // A head without a step is for `decode` to complain about.
    return place.index == 0 ? .frame(length: bytes.count, lines: 0) : .end
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var parser = OUTCARFrame(atoms: place.index == 0 ? OUTCARAtoms() : head.known)
    var lines = ReportLines(bytes, source: place.source)
    var last = place.line
    while let line = lines.next() {
      last = place.line + line.number - 1
      parser.take(line, next: lines.position, number: last, isHead: place.index == 0)
    }
    func failure(_ line: Int, _ reason: ParseError.Reason) -> ParseError {
      ParseError(source: place.source, line: line, column: 1, reason: reason)
    }
    guard let table = parser.table, parser.isWhole else {
      throw failure(last, .endOfFile(expected: "a step with positions, forces and energies"))
    }
    let step = OUTCARStep(
      bytes, source: place.source, lattice: parser.lattice, forces: table.offset)
    if let cell = step.cell { parser.atoms.cell = cell }
    let count = try parser.atoms.count { failure(place.line, $0) }
    // Compared before a species per atom is made: a count is no reason to allocate.
    guard step.positions.count == 3 * count else {
      throw failure(
        table.line,
        .countMismatch(
          what: "lines of positions and forces", expected: count,
          found: step.positions.count / 3))
    }
    guard let cell = parser.atoms.cell,
      case let lattice = Lattice(
        a: Vector3(cell[0], cell[1], cell[2]), b: Vector3(cell[3], cell[4], cell[5]),
        c: Vector3(cell[6], cell[7], cell[8])), lattice.isValid
    else { throw failure(table.line, .expected("direct lattice vectors before it", found: "none")) }
    if place.index == 0 { head.set(parser.atoms) }
    frame.structure = Structure(
      title: parser.atoms.title, lattice: lattice, species: parser.atoms.species,
      positions: Coordinates(flat: step.positions))
    frame.structure.forces = Coordinates(flat: step.forces)
    frame.observables = parser.observables
    frame.step = place.index + 1
    frame.time = parser.atoms.timeStep.map { Double(place.index + 1) * $0 }
  }
}

/// What the head says, from the decoding of the first frame on.
private final class OUTCARHead: Sendable {
  private let state = Mutex(OUTCARAtoms())

  var known: OUTCARAtoms { state.withLock { $0 } }

  func set(_ atoms: OUTCARAtoms) { state.withLock { $0 = atoms } }
}

/// What the head of an OUTCAR says that each step needs.
struct OUTCARAtoms: Sendable {
  var title = ""
  /// Nine numbers, Å: the last cell of the first step, for steps that print none.
  var cell: [Double]?
  /// Of the potentials' own heads (`TITEL`).
  var labels: [String] = []
  /// Of the list before them (`POTCAR:`), which repeats itself; for files without `TITEL`.
  var listed: [String] = []
  var counts: [Int] = []
  var isDynamics = false
  var potim: Double?

  /// fs; nil where the run is no dynamics.
  var timeStep: Double? { isDynamics ? potim : nil }

  /// Atoms in all, of as many species as there are potentials.
  func count(_ failure: (ParseError.Reason) -> ParseError) throws(ParseError) -> Int {
    guard !counts.isEmpty, names.count >= counts.count else {
      throw failure(
        .expected(
          "TITEL of each species and 'ions per type' in the head",
          found: "\(names.count) and \(counts.count)"))
    }
    guard counts.allSatisfy({ (0...100_000_000).contains($0) }) else {
      throw failure(.outOfRange("'ions per type' holds no possible number of atoms"))
    }
    return counts.reduce(0, +)
  }

  private var names: [String] { labels.isEmpty ? listed : labels }

  /// To be asked once `count` has been compared with what the file holds.
  var species: Categorical<Species> {
    var species = Categorical<Species>()
    for (label, count) in zip(names, counts) {
      species.append(VASPHeader.species(label), count: count)
    }
    return species
  }

  mutating func take(_ line: ReportLine) {
    if line.begins("TITEL"), let words = line.text(after: "=")?.split(separator: " ") {
      labels.append(words.count > 1 ? String(words[1]) : String(words.first ?? ""))
    } else if line.begins("POTCAR:") {
      let words = line.words.dropFirst()
      listed.append(words.dropFirst().first ?? words.first ?? "")
    } else if line.begins("ions per type =") {
      counts = (line.text(after: "=") ?? "").split(separator: " ").compactMap { Int($0) }
    } else if line.begins("SYSTEM"), title.isEmpty {
      title = line.text(after: "=") ?? ""
    } else if line.begins("IBRION") {
      isDynamics = line.integer(after: "=") == 0
    } else if line.begins("POTIM") {
      potim = line.number(after: "=")
    }
  }
}

/// The places of a step's tables, and its energies.
private struct OUTCARFrame {
  var atoms: OUTCARAtoms
  private(set) var lattice: Int?
  private(set) var table: (offset: Int, line: Int)?
  private(set) var isWhole = false
  private(set) var observables: [String: Double] = [:]

  init(atoms: OUTCARAtoms) { self.atoms = atoms }

  mutating func take(_ line: ReportLine, next: Int, number: Int, isHead: Bool) {
    guard !line.isBlank else { return }
    if table == nil, isHead { atoms.take(line) }
    if OUTCARStep.isTable(line) {
      table = (next, number)
    } else if table == nil, line.begins("direct lattice vectors") {
      lattice = next
    } else if line.begins("in kB") {
      takeStress(line)
    } else if line.begins("free  energy") {
      observables["energy"] = line.number(after: "=")
    } else if table != nil, OUTCARStep.isLastEnergy(line) {
      observables["energy_without_entropy"] = line.number(after: "entropy=")
      observables["energy_sigma_to_zero"] = line.number(after: "(sigma->0) =")
      isWhole = true
    }
  }

  /// XX YY ZZ XY YZ ZX in kB, positive under compression; GPa, positive under tension.
  private mutating func takeStress(_ line: ReportLine) {
    let values = (line.text(after: "in kB") ?? "").split(separator: " ")
      .compactMap { ReportLine.number($0) }
    guard values.count == 6 else { return }
    for (name, place) in zip(XYZTensor.components, [0, 1, 2, 4, 5, 3]) {
      observables["stress_\(name)"] = -values[place] * Factor.gigapascalPerKilobar
    }
  }
}
