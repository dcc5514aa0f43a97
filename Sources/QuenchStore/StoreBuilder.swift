import CHDF5
import QuenchModel

/// Creates the file with every group, data set and attribute it will ever have.
///
/// Once SWMR writing has begun nothing can be created.
struct StoreBuilder: ~Copyable {
  private let path: String
  private let layout: StoreLayout
  private let objects: ObjectWriter
  private let file: Handle
  /// Rows per chunk of what is rewritten in place while it grows.
  private static let scalarRows = 256

  init(path: String, layout: StoreLayout) throws(StoreError) {
    let objects = ObjectWriter(path: path)
    let file = try objects.createFile()
    for group in ["h5md", "particles", "observables", "parameters", "parameters/quench"] {
      _ = try objects.group(group, in: file)
    }
    self.path = path
    self.layout = layout
    self.objects = objects
    self.file = file
  }

  func writeHeader(_ provenance: StoreProvenance) throws(StoreError) {
    let header = try objects.open("h5md", in: file)
    try objects.attribute("version", on: header, .int32, [Int32(1), 1])
    let author = try objects.group("author", in: header)
    try objects.attribute("name", on: author, provenance.author)
    let creator = try objects.group("creator", in: header)
    try objects.attribute("name", on: creator, provenance.creator)
    try objects.attribute("version", on: creator, provenance.version)
    let modules = try objects.group("modules", in: header)
    let units = try objects.group("units", in: modules)
    try objects.attribute("version", on: units, .int32, [Int32(1), 0])
    try objects.attribute("system", on: units, "none")
  }

  func writeProvenance(_ provenance: StoreProvenance) throws(StoreError) {
    let group = try objects.open("parameters/quench", in: file)
    try objects.attribute("layout", on: group, .int32, [Int32(1)], isScalar: true)
    try objects.attribute(
      "has_steps", on: group, .int32, [Int32(layout.hasSteps ? 1 : 0)], isScalar: true)
    try objects.text("creator", in: group, "\(provenance.creator) \(provenance.version)")
    try objects.text("command_line", in: group, provenance.commandLine)
    try objects.text("input_names", in: group, provenance.inputs.map(\.name))
    try objects.text("input_sha256", in: group, provenance.inputs.map(\.sha256))
    try objects.array(
      "seeds", in: group, .uint64, provenance.seeds, shape: [provenance.seeds.count])
    if let text = provenance.protocolText { try objects.text("protocol", in: group, text) }
    _ = try objects.group("analysis", in: group)
  }

  func writeAtoms(_ structure: Structure) throws(StoreError) {
    let atoms = try objects.group("parameters/quench/atoms", in: file)
    try AtomTable(structure: structure).write(into: atoms, objects)
  }

  func makeTrajectory() throws(StoreError) -> (
    [(array: PerAtomArray, dataset: Dataset)], StoreScalars
  ) {
    let particles = try objects.group("particles/\(StoreNames.particles)", in: file)
    let position = try objects.group("position", in: particles)
    let step = try scalar("step", in: position, .int64, fill: Int64(-1))
    let time = try scalar("time", in: position, .float64, fill: Missing.value, unit: "fs")
    var arrays: [(array: PerAtomArray, dataset: Dataset)] = []
    for array in layout.arrays {
      if array == .kind {
        let atoms = try objects.open("parameters/quench/atoms", in: file)
        arrays.append((array, try perAtom(array.name, array, in: atoms)))
      } else {
        arrays.append((array, try element(array, in: particles, position)))
      }
    }
    let box = try makeBox(particles, position)
    let (atoms, observables) = try makeObservables(position)
    let scalars = StoreScalars(
      step: step, time: time, box: box, atoms: atoms, observables: observables,
      state: try makeState())
    return (arrays, scalars)
  }

  /// For a file that no one reads before it is closed.
  consuming func withoutReaders() -> Handle { file }

  /// Copies what other parts of this house put into a closed store.
  func copyResults(of source: StoreFile) throws(StoreError) {
    let (from, to) = (source.file.id, file.id)
    for place in try source.resultPlaces() {
      try check(Context(path, "copy \(place)")) {
        H5Ocopy(from, place, to, place, quench_h5p_default(), quench_h5p_default())
      }
    }
  }

  /// Nothing can be created from here on.
  consuming func begin() throws(StoreError) -> Handle {
    let id = file.id
    try check(Context(path, "write the head")) { H5Fflush(id, H5F_SCOPE_LOCAL) }
    try check(Context(path, "begin concurrent writing")) { H5Fstart_swmr_write(id) }
    return file
  }

  /// A group with `value`, `step` and `time`.
  private func element(
    _ array: PerAtomArray, in particles: borrowing Handle, _ position: borrowing Handle
  ) throws(StoreError) -> Dataset {
    guard array != .position else { return try perAtom("value", array, in: position) }
    let group = try objects.group(array.name, in: particles)
    try linkTimes(of: position, in: group)
    return try perAtom("value", array, in: group)
  }

  private func perAtom(
    _ name: String, _ array: PerAtomArray, in group: borrowing Handle
  ) throws(StoreError) -> Dataset {
    let tail = array.width == 3 ? [3] : []
    let type = layout.type(of: array)
    let shape = DatasetShape(
      extent: [0, layout.atoms] + tail,
      maximum: [-1, layout.grows ? -1 : layout.atoms] + tail,
      chunk: [layout.chunkFrames, layout.chunkAtoms] + tail, filters: layout.filters(of: array))
    let handle = try objects.dataset(name, in: group, type, shape, fill: fill(of: array))
    if let unit = array.unit { try objects.attribute("unit", on: handle, unit) }
    if array == .position, let quantum = layout.quantum {
      try objects.attribute(
        "rounding_error", on: handle, .float64, [quantum / 2], isScalar: true)
    }
    return Dataset(handle, array.name, type, extent: shape.extent)
  }

  private func fill(of array: PerAtomArray) -> [UInt8] {
    switch (array.isReal, layout.real) {
    case (false, _): bytes(Int32(array == .image ? 0 : -1))
    case (true, .float32): bytes(Float.nan)
    default: bytes(Double.nan)
    }
  }

  private func bytes<Value>(_ value: Value) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

  private func linkTimes(
    of position: borrowing Handle, in group: borrowing Handle
  ) throws(StoreError) {
    try objects.link(position, "step", to: group, "step")
    try objects.link(position, "time", to: group, "time")
  }

  private func scalar<Value>(
    _ name: String, in group: borrowing Handle, _ type: ElementType, fill: Value,
    tail: [Int] = [], unit: String? = nil
  ) throws(StoreError) -> Dataset {
    let rows = max(8, Self.scalarRows / tail.reduce(1, *))
    let shape = DatasetShape(extent: [0] + tail, maximum: [-1] + tail, chunk: [rows] + tail)
    let handle = try objects.dataset(name, in: group, type, shape, fill: bytes(fill))
    if let unit { try objects.attribute("unit", on: handle, unit) }
    return Dataset(handle, name, type, extent: shape.extent)
  }

  /// A frame without a cell has edges of length zero.
  private func makeBox(
    _ particles: borrowing Handle, _ position: borrowing Handle
  ) throws(StoreError) -> Dataset {
    let box = try objects.group("box", in: particles)
    try objects.attribute("dimension", on: box, .int32, [Int32(3)], isScalar: true)
    try objects.attribute(
      "boundary", on: box, (0..<3).map { layout.periodicity[$0] ? "periodic" : "none" })
    let edges = try objects.group("edges", in: box)
    try linkTimes(of: position, in: edges)
    return try scalar(
      "value", in: edges, .float64, fill: Double.nan, tail: [3, 3], unit: "Angstrom")
  }

  private func makeObservables(
    _ position: borrowing Handle
  ) throws(StoreError) -> (atoms: Dataset, others: [Dataset]) {
    let observables = try objects.open("observables", in: file)
    let count = try objects.group(StoreNames.particleNumber, in: observables)
    try linkTimes(of: position, in: count)
    let atoms = try scalar("value", in: count, .int32, fill: Int32(-1))
    var others: [Dataset] = []
    for name in layout.observables {
      let group = try objects.group(ObservableName.linkName(name), in: observables)
      try objects.attribute("name", on: group, name)
      try linkTimes(of: position, in: group)
      others.append(
        try scalar(
          "value", in: group, .float64, fill: Missing.value, unit: ObservableName.unit(name)))
    }
    return (atoms, others)
  }

  private func makeState() throws(StoreError) -> Dataset {
    let group = try objects.open("parameters/quench", in: file)
    let shape = DatasetShape(extent: [1], maximum: [1], chunk: [1])
    let handle = try objects.dataset("state", in: group, .int32, shape)
    try objects.attribute("meaning", on: handle, ["0: being written", "1: complete"])
    let state = Dataset(handle, "state", .int32, extent: [1])
    try state.write([StoreState.writing], from: 0, rows: 1, path)
    return state
  }
}

/// How observables are called in the file.
enum ObservableName {
  /// A link name may hold neither `/` nor be `.`, and must not meet the names the layout uses.
  static func linkName(_ name: String) -> String {
    var link = ""
    for character in name.unicodeScalars {
      switch character {
      case "/": link += "%2F"
      case "%": link += "%25"
      case "\0": link += "%00"
      default: link.unicodeScalars.append(character)
      }
    }
    if link.isEmpty || link == "." || link == StoreNames.particleNumber { link += "%" }
    return link
  }

  /// The unit a name implies; nil where it implies none.
  static func unit(_ name: String) -> String? {
    let name = name.lowercased()
    if name.contains("energy") || name == "enthalpy" { return "eV" }
    if name.contains("temperature") { return "K" }
    if name.contains("pressure") || name.contains("stress") { return "GPa" }
    if name == "volume" { return "Angstrom3" }
    return nil
  }
}
