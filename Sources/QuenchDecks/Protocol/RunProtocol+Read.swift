public import QuenchFormats
import QuenchModel

extension RunProtocol {
  /// Reads a protocol from YAML.
  ///
  /// Every key is checked against one table, which also makes `ProtocolSchema`; every quantity carries its
  /// unit. Throws `ParseError` with line and column, what was expected and what is allowed. Files over 1 MB,
  /// anchors, aliases and deep nesting are refused.
  public static func read(_ bytes: [UInt8], source: String) throws(ParseError) -> RunProtocol {
    let reader = ProtocolReader(source: source)
    let root = try reader.root(bytes)
    var stages = StageReader(reader)
    for step in root["stages"]?.list ?? [] {
      if let record = step.record { try stages.read(record) }
    }
    var plan = RunProtocol(
      title: root.text("title"), structure: try reader.structure(root["structure"]),
      stages: stages.stages, replicas: root.integer("replicas") ?? 1,
      seed: UInt64(clamping: root.integer("seed") ?? 1), source: source)
    if let place = root["structure"]?.place {
      plan.structurePlace = "\(source):\(place.line):\(place.column)"
    }
    plan.assumptions = stages.assumptions
    plan.frozen = try root["frozen"].map { value throws(ParseError) in try reader.frozen(value) }
    plan.parallel = root.record("parallel").map(ParallelSettings.init) ?? ParallelSettings()
    plan.dft = try root.record("dft").map { record throws(ParseError) in try reader.dft(record) }
    plan.vasp = root.record("vasp").map(VASPSettings.init)
    plan.cp2k = root.record("cp2k").map(CP2KSettings.init)
    plan.quantumESPRESSO = root.record("qe").map(QuantumESPRESSOSettings.init)
    plan.lammps = try root.record("lammps").map { record throws(ParseError) in
      try reader.lammps(record)
    }
    plan.gromacs = root.record("gromacs").map(GROMACSSettings.init)
    return plan
  }

  /// Seeds of the replicas, the first as given, the others drawn from it; each fits every engine
  /// (1…899,999,999) and no two are equal.
  public var seeds: [UInt64] {
    var seeds = [seed]
    var generator = SeededGenerator(seed: seed)
    while seeds.count < replicas {
      let next = UInt64(generator.index(below: 899_999_999) + 1)
      if !seeds.contains(next) { seeds.append(next) }
    }
    return seeds
  }
}

extension ProtocolReader {
  func structure(_ value: ProtocolValue?) throws(ParseError) -> StructureReference {
    if let file = value?.text { return .file(file) }
    guard let call = value?.record, let first = call.members.first else { return .file("") }
    if first.key == "series" { return .series(try series(first.value, call)) }
    if first.key == "file", let file = first.value.text {
      try refuseMore(than: 1, of: call)
      return .file(file)
    }
    guard !first.key.hasPrefix("-"), !first.key.isEmpty else {
      throw error(first.place, "a builder's call begins with its verb: {supercell: V2O3 2x2x1}")
    }
    // One text is split at blanks, as the command line would; a list is taken word by word.
    var words =
      first.value.text.map { $0.split(separator: " ").map(String.init) }
      ?? first.value.list?.compactMap(\.text) ?? []
    for member in call.members.dropFirst() {
      let option = (member.key.count == 1 ? "-" : "--") + member.key
      switch member.value.content {
      case .flag: words.append(option)
      case .text("true"): words.append(option)
      case .text("false"): continue
      case .text(let text): words += [option, text]
      default: words += member.value.list?.compactMap(\.text).flatMap { [option, $0] } ?? []
      }
    }
    return .builder(verb: first.key, words: words)
  }

  private func refuseMore(than count: Int, of call: ProtocolRecord) throws(ParseError) {
    guard call.members.count > count else { return }
    throw error(call.members[count].place, "nothing stands beside '\(call.members[0].key)'")
  }

  private func series(
    _ value: ProtocolValue, _ call: ProtocolRecord
  ) throws(ParseError) -> [StructureReference.Member] {
    try refuseMore(than: 1, of: call)
    var members: [(StructureReference.Member, Place)] = []
    for entry in value.record?.members ?? [] {
      if let call = entry.value.record, call.members.first?.key == "series" {
        throw error(entry.place, "a member of 'series' is one structure, not another series")
      }
      members.append((.init(name: entry.key, structure: try structure(entry.value)), entry.place))
    }
    for entry in value.list ?? [] {
      let file = entry.text ?? entry.record?.text("file") ?? ""
      let name = entry.record?.text("name") ?? Self.stem(file)
      members.append((.init(name: name, structure: .file(file)), entry.place))
    }
    guard !members.isEmpty else { throw error(value.place, "'series' names no structure") }
    var seen: Set<String> = []
    for (member, place) in members {
      guard seen.insert(DeckPath.slug(member.name)).inserted else {
        throw error(
          place,
          "two members of 'series' would share the directory '\(DeckPath.slug(member.name))'",
          advice: "give them names: {name: top, file: top.vasp}")
      }
    }
    return members.map(\.0)
  }

  /// A file's name without folders and ending.
  private static func stem(_ file: String) -> String {
    let name = file.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    return String(name[..<dot])
  }

  func frozen(_ value: ProtocolValue) throws(ParseError) -> FrozenRegion {
    guard let record = value.record else { return .none }
    switch (record.number("fraction"), record.text("selection")) {
    case (let fraction?, nil):
      let axis = ["a", "b", "c"].firstIndex(of: record.text("axis") ?? "c") ?? 2
      return .fraction(fraction, axis: axis)
    case (nil, let selection?):
      guard record["axis"] == nil else {
        throw error(record.place, "'axis' belongs to 'fraction', not to 'selection'")
      }
      do throws(SelectionError) { _ = try Selection(parsing: selection) } catch {
        throw self.error(record["selection"]?.place ?? record.place, "\(error)")
      }
      return .selection(selection)
    default:
      throw error(record.place, "'frozen' needs one of 'fraction' and 'selection'")
    }
  }
}
