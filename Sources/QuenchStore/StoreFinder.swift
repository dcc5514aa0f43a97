import CHDF5
import QuenchModel

/// Finds the parts of an H5MD file (version 1.1), ours or another program's.
///
/// de Buyl, Colberg, Höfling, Comput. Phys. Commun. 185 (2014) 1546,
/// doi 10.1016/j.cpc.2014.01.018.
final class StoreFinder {
  private let reader: ObjectReader
  private(set) var warnings: [Warning] = []

  init(_ reader: ObjectReader) { self.reader = reader }

  /// `particles/trajectory`, else the first group of particles that has positions.
  func particles(in file: borrowing Handle) throws(StoreError) -> String {
    guard let all = try reader.find("particles", in: file), reader.isGroup(all) else {
      throw StoreError(
        .notAStore, path: reader.path, "HDF5, but not a trajectory: it has no group 'particles'")
    }
    let names = try reader.names(in: all)
    let ordered = names.filter { $0 == StoreNames.particles } + names
    for name in ordered where try reader.find("\(name)/position", in: all) != nil {
      return "particles/\(name)"
    }
    throw StoreError(.notAStore, path: reader.path, "HDF5 without particle positions")
  }

  func isOurs(_ file: borrowing Handle) throws(StoreError) -> Bool {
    guard let quench = try reader.find("parameters/quench", in: file) else { return false }
    return try reader.numbers(attribute: "layout", of: quench)?.first == 1
  }

  func hasSteps(_ file: borrowing Handle) throws(StoreError) -> Bool {
    guard let quench = try reader.find("parameters/quench", in: file) else { return false }
    return try reader.numbers(attribute: "has_steps", of: quench)?.first != 0
  }

  func array(
    _ array: PerAtomArray, _ particles: String, in file: borrowing Handle
  ) throws(StoreError) -> FrameArray? {
    let place =
      array == .kind ? "parameters/quench/atoms/\(array.name)" : "\(particles)/\(array.name)"
    guard let found = try reader.find(place, in: file) else { return nil }
    if reader.isDataset(found) {
      let unit = try factor(of: found, array)
      return try FrameArray(found, array.name, width: array.width, factor: unit, reader)
    }
    guard let value = try reader.find("value", in: found) else { return nil }
    let unit = try factor(of: value, array)
    return try FrameArray(value, array.name, width: array.width, factor: unit, reader)
  }

  private func factor(
    of value: borrowing Handle, _ array: PerAtomArray
  ) throws(StoreError) -> Double {
    guard array.isReal else { return 1 }
    return try factor(of: value, array.name)
  }

  /// House unit per stored unit, by the attribute `unit`.
  func factor(of value: borrowing Handle, _ name: String) throws(StoreError) -> Double {
    guard let unit = try reader.text(attribute: "unit", of: value) else {
      warnings.append(
        Warning("W-H5MD-UNIT", "\(name) has no unit; the unit of this program is assumed"))
      return 1
    }
    // The inverse of what the writer multiplies with, to the last bit.
    if unit == PerAtomArray.force.unit { return 1 / PerAtomArray.force.factor }
    guard let factor = H5MDUnit.factor(unit) else {
      throw StoreError(
        .unsupported, path: reader.path, "the unit '\(unit)' of \(name) is not known")
    }
    return factor
  }

  func series(
    _ place: String, integers: Bool, in file: borrowing Handle
  ) throws(StoreError) -> RowSeries? {
    guard let found = try reader.find(place, in: file), reader.isDataset(found) else { return nil }
    return try RowSeries(found, place, integers: integers, reader)
  }

  /// `step` or `time`: one per frame, or (a scalar) the constant increment with its offset.
  func times(
    _ name: String, _ particles: String, integers: Bool, in file: borrowing Handle
  ) throws(StoreError) -> (RowSeries?, (offset: Double, step: Double)?) {
    let place = "\(particles)/position/\(name)"
    guard let found = try reader.find(place, in: file), reader.isDataset(found) else {
      return (nil, nil)
    }
    guard try reader.extent(of: found, name).isEmpty else {
      return (try RowSeries(found, name, integers: integers, reader), nil)
    }
    let offset = try reader.numbers(attribute: "offset", of: found)?.first ?? 0
    let increment = try reader.numbers(found, name).first ?? 0
    return (nil, (offset, increment))
  }

  func timeFactor(_ particles: String, in file: borrowing Handle) throws(StoreError) -> Double {
    guard let found = try reader.find("\(particles)/position/time", in: file) else { return 1 }
    return try factor(of: found, "time")
  }

  func box(_ particles: String, in file: borrowing Handle) throws(StoreError) -> StoredBox {
    guard let box = try reader.find("\(particles)/box", in: file) else {
      return StoredBox(series: nil, factor: 1, periodicity: .none, steps: nil)
    }
    let boundary = try reader.texts(attribute: "boundary", of: box) ?? []
    var periodicity = Periodicity.none
    for axis in 0..<min(3, boundary.count) where boundary[axis].lowercased() != "none" {
      periodicity.insert(Periodicity(rawValue: 1 << UInt8(axis)))
    }
    guard let edges = try reader.find("edges", in: box) else {
      return StoredBox(series: nil, factor: 1, periodicity: .none, steps: nil)
    }
    if reader.isDataset(edges) {
      let factor = try factor(of: edges, "box")
      let series = try RowSeries(edges, "box", isPerFrame: false, reader)
      return StoredBox(series: series, factor: factor, periodicity: periodicity, steps: nil)
    }
    guard let value = try reader.find("value", in: edges) else {
      return StoredBox(series: nil, factor: 1, periodicity: .none, steps: nil)
    }
    let factor = try factor(of: value, "box")
    let series = try RowSeries(value, "box", reader)
    return StoredBox(
      series: series, factor: factor, periodicity: periodicity,
      steps: try boxSteps(edges, of: particles, in: file))
  }

  /// Nil where the box is written as often as the positions.
  private func boxSteps(
    _ edges: borrowing Handle, of particles: String, in file: borrowing Handle
  ) throws(StoreError) -> [Int64]? {
    guard let steps = try reader.find("step", in: edges), reader.isDataset(steps),
      let positions = try reader.find("\(particles)/position/value", in: file),
      let frames = try reader.extent(of: positions, "positions").first,
      try reader.extent(of: steps, "box steps").count == 1,
      try reader.extent(of: steps, "box steps")[0] < frames
    else { return nil }
    return try reader.integers(steps, "box steps")
  }

  /// Numbers per frame, and how many atoms count in each.
  func observables(
    in file: borrowing Handle
  ) throws(StoreError) -> (RowSeries?, [(name: String, factor: Double, series: RowSeries)]) {
    guard let group = try reader.find("observables", in: file), reader.isGroup(group) else {
      return (nil, [])
    }
    var atoms: RowSeries?
    var found: [(name: String, factor: Double, series: RowSeries)] = []
    for link in try reader.names(in: group) {
      guard let element = try reader.find(link, in: group), reader.isGroup(element),
        let value = try reader.find("value", in: element), reader.isDataset(value),
        try reader.extent(of: value, link).count == 1, isNumeric(value)
      else { continue }
      if link == StoreNames.particleNumber {
        atoms = try RowSeries(value, link, integers: true, reader)
        continue
      }
      let name = try reader.text(attribute: "name", of: element) ?? link
      let unit = try reader.text(attribute: "unit", of: value)
      let factor = unit.flatMap(H5MDUnit.factor) ?? 1
      found.append((name, factor, try RowSeries(value, link, reader)))
    }
    return (atoms, found)
  }

  private func isNumeric(_ value: borrowing Handle) -> Bool {
    let type = H5Dget_type(value.id)
    defer { H5Tclose(type) }
    let kind = H5Tget_class(type)
    return kind == H5T_INTEGER || kind == H5T_FLOAT
  }
}
