import CHDF5

extension StoreFile {
  /// Options with which a copy holds the same numbers.
  func writeOptions() throws(StoreError) -> StoreOptions {
    var options = StoreOptions(provenance: try provenance())
    if let plan = arrays[.position]?.plan {
      if case .float32 = plan.number { options.float32 = true }
      options.compress = plan.steps.contains { if case .deflate = $0 { true } else { false } }
    }
    options.observables = Set(observables.map(\.name))
    return options
  }

  /// Analyses, and series of one number per atom and frame.
  func resultPlaces() throws(StoreError) -> [String] {
    var places: [String] = []
    if let analyses = try reader.find("parameters/quench/analysis", in: file) {
      places = try reader.names(in: analyses).map { "parameters/quench/analysis/\($0)" }
    }
    guard let observables = try reader.find("observables", in: file) else { return places }
    for name in try reader.names(in: observables) {
      guard let value = try reader.find("\(name)/value", in: observables),
        reader.isDataset(value), try reader.extent(of: value, name).count == 2
      else { continue }
      places.append("observables/\(name)")
    }
    return places
  }

  func provenance() throws(StoreError) -> StoreProvenance {
    var provenance = StoreProvenance(creator: "unknown", version: "")
    if let creator = try reader.find("h5md/creator", in: file) {
      provenance.creator = try reader.text(attribute: "name", of: creator) ?? "unknown"
      provenance.version = try reader.text(attribute: "version", of: creator) ?? ""
    }
    if let author = try reader.find("h5md/author", in: file) {
      provenance.author = try reader.text(attribute: "name", of: author) ?? "unknown"
    }
    guard isOurs, let group = try reader.find("parameters/quench", in: file) else {
      return provenance
    }
    func texts(_ name: String) throws(StoreError) -> [String] {
      guard let found = try reader.find(name, in: group) else { return [] }
      return try reader.texts(found, name)
    }
    provenance.commandLine = try texts("command_line")
    let names = try texts("input_names")
    let sums = try texts("input_sha256")
    provenance.inputs = zip(names, sums).map { StoreProvenance.Input(name: $0, sha256: $1) }
    provenance.protocolText = try texts("protocol").first
    if let seeds = try reader.find("seeds", in: group) {
      provenance.seeds = try reader.unsignedIntegers(seeds, "seeds")
    }
    return provenance
  }
}

extension TrajectoryStore {
  /// Where the trajectory comes from, as far as the file tells.
  public func provenance() throws(StoreError) -> StoreProvenance {
    try withFile { (file) throws(StoreError) in try file.provenance() }
  }
}
