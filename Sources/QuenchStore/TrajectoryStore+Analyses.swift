import CHDF5

extension TrajectoryStore {
  /// Names of the analyses this file keeps.
  public func analysisNames() throws(StoreError) -> [String] {
    try withFile { (file) throws(StoreError) in
      guard let all = try file.reader.find("parameters/quench/analysis", in: file.file) else {
        return []
      }
      return try file.reader.names(in: all)
    }
  }

  /// An analysis as it was stored. Throws `StoreError` where there is none of this name.
  public func analysis(_ name: String) throws(StoreError) -> StoredAnalysis {
    try withFile { (file) throws(StoreError) in try file.analysis(name) }
  }

  /// A series of integers per atom and frame; −1 where a frame has none.
  public func series(_ name: String) throws(StoreError) -> StoredSeries {
    try withFile { (file) throws(StoreError) in try file.integerSeries(name) }
  }
}

extension StoreFile {
  fileprivate func analysis(_ name: String) throws(StoreError) -> StoredAnalysis {
    let place = "parameters/quench/analysis/\(name)"
    guard let group = try reader.find(place, in: file), reader.isGroup(group) else {
      throw StoreError(.invalidInput, path: reader.path, "it has no analysis '\(name)'")
    }
    var analysis = StoredAnalysis(name: name)
    analysis.attributes = try reader.attributes(of: group)
    for member in try reader.names(in: group) {
      guard let dataset = try reader.find(member, in: group), reader.isDataset(dataset) else {
        continue
      }
      analysis.arrays[member] = try storedArray(dataset, member)
    }
    return analysis
  }

  private func storedArray(
    _ dataset: borrowing Handle, _ name: String
  ) throws(StoreError) -> StoredArray {
    let id = dataset.id
    let type = try Handle(closedBy: H5Tclose, reader.context("look at \(name)")) {
      H5Dget_type(id)
    }
    let values: StoredArray.Values
    switch H5Tget_class(type.id) {
    case H5T_STRING: values = .texts(try reader.texts(dataset, name))
    case H5T_INTEGER where H5Tget_sign(type.id) == H5T_SGN_NONE:
      values = .counts(try reader.unsignedIntegers(dataset, name))
    case H5T_INTEGER: values = .integers(try reader.integers(dataset, name))
    default: values = .numbers(try reader.numbers(dataset, name))
    }
    return StoredArray(
      values, shape: try reader.extent(of: dataset, name),
      unit: try reader.text(attribute: "unit", of: dataset),
      columns: try reader.texts(attribute: "columns", of: dataset) ?? [])
  }

  fileprivate func integerSeries(_ name: String) throws(StoreError) -> StoredSeries {
    guard let group = try reader.find("observables/\(name)", in: file),
      let value = try reader.find("value", in: group), reader.isDataset(value)
    else { throw StoreError(.invalidInput, path: reader.path, "it has no series '\(name)'") }
    let extent = try reader.extent(of: value, name)
    guard extent.count == 2 else { throw reader.corrupt("\(name) has the shape \(extent)") }
    let numbers = try reader.integers(value, name)
    return StoredSeries(
      name: name, atoms: extent[1], values: numbers.map { Int32(clamping: $0) },
      attributes: try reader.attributes(of: group))
  }
}
