import QuenchFormats
import QuenchModel
internal import Yams

/// Checks YAML against the table of keys.
struct ProtocolReader {
  let source: String

  func root(_ bytes: [UInt8]) throws(ParseError) -> ProtocolRecord {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw error(Place(line: 1, column: 1), "the file is no UTF-8 text")
    }
    try YAMLTraps.refuse(in: text, source: source)
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch { throw wrapped(error) }
    guard let node, !isNull(node) else {
      throw error(
        Place(line: 1, column: 1), "the protocol is empty",
        advice: "quench protocol new meltquench writes one to start from")
    }
    return try record(node, ProtocolKeys.root)
  }

  func record(_ node: Node, _ record: Record) throws(ParseError) -> ProtocolRecord {
    if isNull(node) { return try checked([], record, place(node)) }
    guard let mapping = node.mapping else {
      throw error(
        place(node), "'\(record.name)' takes keys with values, not \(shown(node))",
        advice: known(record))
    }
    var members: [ProtocolRecord.Member] = []
    for (key, value) in mapping {
      let name = try keyText(key)
      guard let field = record.field(name) else { throw unknown(name, place(key), record) }
      members.append(
        ProtocolRecord.Member(
          key: name, place: place(key), value: try self.value(value, field.kind, name)))
    }
    return try checked(members, record, place(node))
  }

  private func checked(
    _ members: [ProtocolRecord.Member], _ record: Record, _ place: Place
  ) throws(ParseError) -> ProtocolRecord {
    for field in record.fields where field.isRequired {
      guard members.contains(where: { $0.key == field.key }) else {
        throw error(place, "'\(record.name)' needs '\(field.key)', e.g. \(field.example)")
      }
    }
    return ProtocolRecord(name: record.name, place: place, members: members)
  }

  /// `key` is the name in messages.
  func value(_ node: Node, _ kind: FieldKind, _ key: String) throws(ParseError) -> ProtocolValue {
    ProtocolValue(content: try content(node, kind, key), place: place(node))
  }

  private func content(
    _ node: Node, _ kind: FieldKind, _ key: String
  ) throws(ParseError) -> ProtocolValue.Content {
    switch kind {
    case .record(let record): return .record(try self.record(node, Record(key, record)))
    case .elements(let kind): return .record(try elements(node, kind, key))
    case .names(let kind): return .record(try names(node, kind, key))
    case .list(let kind):
      guard let sequence = node.sequence else { throw mismatch(node, key, "a list") }
      var values: [ProtocolValue] = []
      for node in sequence { values.append(try value(node, kind, key)) }
      return .list(values)
    case .steps(let kinds): return .list(try steps(node, kinds, key))
    case .builderCall: return .record(try builderCall(node))
    case .anyOf(let kinds): return try anyOf(node, kinds, key)
    default:
      guard node.scalar != nil, !isNull(node) else {
        throw mismatch(node, key, kind.described)
      }
      return try scalar(node, kind, key)
    }
  }
}

extension Record {
  /// The same keys under another name.
  fileprivate init(_ name: String, _ record: Record) {
    self.init(name, record.summary, record.fields)
  }
}

// MARK: - Mappings and lists

extension ProtocolReader {
  private func elements(
    _ node: Node, _ kind: FieldKind, _ key: String
  ) throws(ParseError) -> ProtocolRecord {
    let record = try names(node, kind, key)
    for member in record.members where Element(symbol: member.key) == nil {
      throw error(
        member.place, "'\(quoted(member.key))' in '\(key)' is no element",
        advice: "write \(FieldKind.elements(kind).example)")
    }
    return record
  }

  private func names(
    _ node: Node, _ kind: FieldKind, _ key: String
  ) throws(ParseError) -> ProtocolRecord {
    guard let mapping = node.mapping else {
      throw mismatch(node, key, "names with values, \(FieldKind.names(kind).example)")
    }
    var members: [ProtocolRecord.Member] = []
    for (name, value) in mapping {
      let text = try keyText(name)
      members.append(
        ProtocolRecord.Member(
          key: text, place: place(name), value: try self.value(value, kind, text)))
    }
    return ProtocolRecord(name: key, place: place(node), members: members)
  }

  /// Each a record whose name is the kind.
  private func steps(
    _ node: Node, _ kinds: [Record], _ key: String
  ) throws(ParseError) -> [ProtocolValue] {
    guard let sequence = node.sequence, !sequence.isEmpty else {
      throw mismatch(node, key, "a list such as - melt: {…}")
    }
    var steps: [ProtocolValue] = []
    for node in sequence {
      let (name, at, value) = try step(node)
      guard let kind = kinds.first(where: { $0.name == name }) else {
        throw unknownStep(name, at, kinds)
      }
      let settings: ProtocolRecord
      if let value {
        settings = try record(value, kind, at)
      } else {
        settings = try checked([], kind, at)
      }
      steps.append(ProtocolValue(content: .record(settings), place: at))
    }
    return steps
  }

  /// `melt: {…}`, or the bare word of a kind that needs nothing.
  private func step(_ node: Node) throws(ParseError) -> (String, Place, Node?) {
    if let mapping = node.mapping, mapping.count == 1, let (key, value) = mapping.first {
      return (try keyText(key), place(key), value)
    }
    if let mapping = node.mapping, mapping.count > 1 {
      throw error(
        place(node), "a stage has one kind with its settings behind it",
        advice: "write - melt: {temperature: 4000 K, …}, or indent its settings deeper")
    }
    guard let word = node.scalar?.string, !isNull(node) else {
      throw mismatch(node, "stages", "stages such as melt: {…}")
    }
    return (word, place(node), nil)
  }

  /// Settings of a step whose errors stand at its key.
  private func record(
    _ node: Node, _ kind: Record, _ place: Place
  ) throws(ParseError) -> ProtocolRecord {
    if isNull(node) { return try checked([], kind, place) }
    let read = try record(node, kind)
    return ProtocolRecord(name: read.name, place: place, members: read.members)
  }

  /// A verb with its arguments, then its options, all as words; `series` is a list of structures.
  private func builderCall(_ node: Node) throws(ParseError) -> ProtocolRecord {
    guard let mapping = node.mapping, !mapping.isEmpty else {
      throw mismatch(node, "structure", "a file, a crystal's name, or a builder's call")
    }
    var members: [ProtocolRecord.Member] = []
    for (index, (key, node)) in mapping.enumerated() {
      let name = try keyText(key)
      let kind: FieldKind =
        index == 0 && name == "series"
        ? ProtocolKeys.series : isNull(node) ? .list(.text) : .anyOf([.text, .list(.text)])
      let value =
        isNull(node) && index > 0
        ? ProtocolValue(content: .flag(true), place: place(node))
        : try self.value(node, kind, name)
      members.append(ProtocolRecord.Member(key: name, place: place(key), value: value))
    }
    return ProtocolRecord(name: "structure", place: place(node), members: members)
  }

  /// The kind whose shape fits; of several scalars the first that reads.
  private func anyOf(
    _ node: Node, _ kinds: [FieldKind], _ key: String
  ) throws(ParseError) -> ProtocolValue.Content {
    let fitting = kinds.filter { $0.fits(node) }
    guard !fitting.isEmpty, !isNull(node) else {
      throw mismatch(node, key, kinds.map(\.described).joined(separator: " or "))
    }
    if fitting.count == 1 { return try content(node, fitting[0], key) }
    for kind in fitting {
      do throws(ParseError) { return try content(node, kind, key) } catch { continue }
    }
    throw mismatch(node, key, kinds.map(\.described).joined(separator: " or "))
  }
}

// MARK: - Words for people

extension ProtocolReader {
  func place(_ node: Node) -> Place {
    Place(line: max(1, node.mark?.line ?? 1), column: max(1, node.mark?.column ?? 1))
  }

  func error(_ place: Place, _ message: String, advice: String? = nil) -> ParseError {
    ParseError(
      source: source, line: place.line, column: place.column, reason: .unsupported(message),
      advice: advice)
  }

  func mismatch(_ node: Node, _ key: String, _ wanted: String) -> ParseError {
    error(place(node), "'\(quoted(key))' takes \(wanted), not \(shown(node))")
  }

  func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null"].contains(scalar.string)
  }

  private func keyText(_ node: Node) throws(ParseError) -> String {
    guard let text = node.scalar?.string else {
      throw error(place(node), "a key is a word, not \(shown(node))")
    }
    return text
  }

  private func unknown(_ key: String, _ place: Place, _ record: Record) -> ParseError {
    let near = Suggestion.nearest(to: key, among: record.fields.map(\.key))
    return error(
      place,
      "'\(quoted(key))' is no key of '\(record.name)'"
        + (near.map { "; did you mean '\($0)'?" } ?? ""), advice: known(record))
  }

  private func unknownStep(_ name: String, _ place: Place, _ kinds: [Record]) -> ParseError {
    let names = kinds.map(\.name)
    let near = Suggestion.nearest(to: name, among: names)
    return error(
      place,
      "'\(quoted(name))' is no kind of stage" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      advice: "known kinds: \(names.joined(separator: ", "))")
  }

  private func known(_ record: Record) -> String {
    "known keys: \(record.fields.map(\.key).joined(separator: ", "))"
  }

  /// What the parser of YAML itself found.
  private func wrapped(_ error: any Error) -> ParseError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return self.error(Place(line: mark.line, column: mark.column), "no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return self.error(
        Place(line: context.mark.line, column: context.mark.column),
        "'\(quoted(keys.first ?? ""))' stands twice in one mapping")
    case .reader(let problem, _, _, _):
      return self.error(Place(line: 1, column: 1), "no YAML: \(problem)")
    default:
      return self.error(Place(line: 1, column: 1), "no YAML")
    }
  }

  func shown(_ node: Node) -> String {
    if node.mapping != nil { return "keys with values" }
    if let sequence = node.sequence { return shown(sequence) }
    return isNull(node) ? "nothing" : "'\(quoted(node.scalar?.string ?? ""))'"
  }

  private func shown(_ list: Node.Sequence) -> String {
    guard !list.isEmpty else { return "an empty list" }
    let words = list.compactMap { $0.scalar?.string }
    guard words.count == list.count, words.count <= 4 else { return "a list" }
    return "'[\(quoted(words.joined(separator: ", ")))]'"
  }

  /// Text of the file for a message: short, on one line.
  func quoted(_ text: String) -> String {
    let line = text.map { $0.isNewline ? " " : $0 }
    return line.count > 60 ? String(line.prefix(60)) + "…" : String(line)
  }
}

extension FieldKind {
  /// Whether a node of this YAML shape can be of this kind.
  fileprivate func fits(_ node: Node) -> Bool {
    switch self {
    case .record, .elements, .names, .builderCall: node.mapping != nil
    case .list, .steps: node.sequence != nil
    case .mesh: node.mapping == nil
    case .anyOf(let kinds): kinds.contains { $0.fits(node) }
    default: node.scalar != nil
    }
  }

  /// After `takes`.
  var described: String {
    switch self {
    case .text: "a text"
    case .name: "a name of letters, digits and _ . - + : / @"
    case .choice(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
    case .flag: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let bounds): "a number \(bounds.described(unit: ""))"
    case .quantity(let dimension, _, let example): "\(dimension.name) such as \(example)"
    case .mesh: "a mesh of three whole numbers from 1 such as 2x2x1"
    case .record: "keys with values"
    case .elements, .names: "names with values"
    case .list: "a list"
    case .steps: "a list of stages"
    case .builderCall: "a builder's call"
    case .anyOf(let kinds): kinds.map(\.described).joined(separator: " or ")
    }
  }
}

extension Bounds {
  /// `from 0 K to 100 K`, `above 0 K, at most 100 K`.
  func described(unit: String) -> String {
    let unit = unit.isEmpty ? "" : " " + unit
    let (low, high) = (Dimension.plain(lowest), Dimension.plain(highest))
    return isClosed
      ? "from \(low)\(unit) to \(high)\(unit)" : "above \(low)\(unit), at most \(high)\(unit)"
  }
}
