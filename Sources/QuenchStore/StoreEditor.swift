import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Adds analyses to a closed store: all changes go to a copy, which takes the store's place at the
/// end.
///
/// A failure or a crash before `finish` leaves the store as it was. Throws `StoreError`.
public final class StoreEditor {
  public let path: String
  private let target: String
  private let working: String
  private let overwrite: Bool
  private let objects: ObjectWriter
  private var file: Handle?
  private let fileID: hid_t
  private var series: [SeriesWriter] = []

  /// Edits `path` itself, or writes the edited copy to `target`.
  public init(path: String, target: String? = nil, overwrite: Bool = false) throws(StoreError) {
    // Says what is wrong with the store, if anything is, before it is copied.
    _ = try StoreFile(path, .closed)
    self.path = path
    self.target = target ?? path
    self.overwrite = overwrite || target == nil || target == path
    if !self.overwrite, Files.exists(self.target) {
      throw StoreError(.exists, path: self.target, "the file exists")
    }
    working = self.target + ".edit"
    try Files.copy(path, to: working)
    objects = ObjectWriter(path: working)
    let file = try objects.openForEditing()
    fileID = file.id
    self.file = consume file
  }

  deinit {
    // Unfinished: the data sets close before their file, and the copy goes.
    series = []
    _ = file.take()
    unlink(working)
  }

  /// Stores an analysis; one of the same name is replaced.
  public func add(_ analysis: StoredAnalysis) throws(StoreError) {
    try checkName(analysis.name)
    let parent = try place("parameters/quench/analysis")
    try remove(analysis.name, in: parent)
    let group = try objects.group(analysis.name, in: parent)
    for (name, value) in analysis.attributes.sorted(by: { $0.key < $1.key }) {
      try objects.attribute(name, on: group, value)
    }
    for (name, array) in analysis.arrays.sorted(by: { $0.key < $1.key }) {
      try checkName(name)
      guard array.shape.allSatisfy({ $0 >= 0 }), array.shape.reduce(1, *) == array.count else {
        throw StoreError(.invalidInput, path: path, "\(name) does not have the shape it claims")
      }
      try write(array, name, group)
    }
  }

  /// Stores a whole series; one of the same name is replaced.
  public func add(_ series: StoredSeries) throws(StoreError) {
    let writer = try beginSeries(series.name, atoms: series.atoms, attributes: series.attributes)
    guard series.atoms > 0 else { return }
    for start in stride(from: 0, to: series.values.count, by: series.atoms) {
      let end = min(series.values.count, start + series.atoms)
      try writer.append(Array(series.values[start..<end]))
    }
  }

  /// Begins a series whose frames come one after another.
  public func beginSeries(
    _ name: String, atoms: Int, attributes: [String: StoredAttribute] = [:]
  ) throws(StoreError) -> SeriesWriter {
    try checkName(name)
    let parent = try place("observables")
    try remove(name, in: parent)
    let group = try objects.group(name, in: parent)
    try linkTimes(group)
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      try objects.attribute(name, on: group, value)
    }
    let shape = DatasetShape(
      extent: [0, atoms], maximum: [-1, atoms], chunk: [1, max(1, atoms)],
      filters: [.shuffle, .deflate(level: 1)])
    let handle = try objects.dataset(
      "value", in: group, .int32,
      atoms > 0 ? shape : DatasetShape(extent: [0, 0], maximum: [-1, -1], chunk: [1, 1]))
    let writer = SeriesWriter(
      Dataset(handle, name, .int32, extent: [0, atoms]), atoms: atoms, path: working)
    series.append(writer)
    return writer
  }

  /// Closes the copy and lets it take the store's place.
  public func finish() throws(StoreError) {
    for writer in series { try writer.close() }
    series = []
    if let file = file.take() { try file.close(Context(working, "close the file")) }
    _ = try StoreFile(working, .closed).committedFrames()
    try Files.publish(working, as: target, overwrite: overwrite)
  }

  private func checkName(_ name: String) throws(StoreError) {
    guard !name.isEmpty, name != ".", !name.contains("/"), !name.contains("\0") else {
      throw StoreError(.invalidInput, path: path, "'\(name)' cannot name a part of a store")
    }
  }

  /// The group at a path below the root, created where it is missing.
  private func place(_ path: String) throws(StoreError) -> Handle {
    var walked = ""
    for part in path.split(separator: "/") {
      walked += walked.isEmpty ? String(part) : "/" + part
      let here = walked
      let id = fileID
      if try check(
        objects.context("look for \(here)"), { H5Lexists(id, here, quench_h5p_default()) })
        == 0
      {
        _ = try Handle(closedBy: H5Gclose, objects.context("create \(here)")) {
          H5Gcreate2(
            id, here, quench_h5p_default(), quench_h5p_default(), quench_h5p_default())
        }
      }
    }
    let id = fileID
    return try Handle(closedBy: H5Oclose, objects.context("open \(path)")) {
      H5Oopen(id, path, quench_h5p_default())
    }
  }

  private func remove(_ name: String, in parent: borrowing Handle) throws(StoreError) {
    let id = parent.id
    let here = objects.context("replace \(name)")
    guard try check(here, { H5Lexists(id, name, quench_h5p_default()) }) > 0 else { return }
    try check(here) { H5Ldelete(id, name, quench_h5p_default()) }
  }

  private func linkTimes(_ group: borrowing Handle) throws(StoreError) {
    let reader = ObjectReader(path: working, fileSize: try Files.size(working))
    let id = fileID
    let root = try Handle(closedBy: H5Oclose, objects.context("open the root")) {
      H5Oopen(id, "/", quench_h5p_default())
    }
    let position = try StoreFinder(reader).particles(in: root) + "/position"
    for name in ["step", "time"] where try reader.find("\(position)/\(name)", in: root) != nil {
      try objects.link(root, "\(position)/\(name)", to: group, name)
    }
  }

  private func write(
    _ array: StoredArray, _ name: String, _ group: borrowing Handle
  ) throws(StoreError) {
    switch array.values {
    case .counts(let values):
      try objects.array(name, in: group, .uint64, values, shape: array.shape)
    case .integers(let values):
      try objects.array(name, in: group, .int64, values, shape: array.shape)
    case .numbers(let values):
      try objects.array(name, in: group, .float64, values, shape: array.shape)
    case .texts(let values): try objects.text(name, in: group, values)
    }
    let dataset = try objects.open(name, in: group)
    if let unit = array.unit { try objects.attribute("unit", on: dataset, unit) }
    if !array.columns.isEmpty { try objects.attribute("columns", on: dataset, array.columns) }
  }
}

/// Receives one row of integers per frame.
public final class SeriesWriter {
  private let dataset: Dataset
  private let atoms: Int
  private let path: String
  private var frames = 0

  init(_ dataset: Dataset, atoms: Int, path: String) {
    self.dataset = dataset
    self.atoms = atoms
    self.path = path
  }

  /// One integer per atom of the next frame.
  public func append(_ values: [Int32]) throws(StoreError) {
    guard values.count == atoms else {
      throw StoreError(
        .invalidInput, path: path,
        "\(dataset.name): \(values.count) values for \(atoms) atoms in frame \(frames)")
    }
    try dataset.grow(to: [frames + 1, atoms], path)
    if atoms > 0 { try dataset.write(values, from: frames, rows: 1, path) }
    frames += 1
  }

  func close() throws(StoreError) { try dataset.close(path) }
}
