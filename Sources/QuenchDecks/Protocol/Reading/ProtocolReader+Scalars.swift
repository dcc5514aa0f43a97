import QuenchFormats
internal import Yams

/// Single values.
extension ProtocolReader {
  func scalar(
    _ node: Node, _ kind: FieldKind, _ key: String
  ) throws(ParseError) -> ProtocolValue.Content {
    let text = node.scalar?.string ?? ""
    switch kind {
    case .name: return .text(try name(text, node, key))
    case .choice(let words): return .text(try choice(text, words, node, key))
    case .flag: return .flag(try flag(text, node, key))
    case .integer(let range): return .integer(try integer(text, range, node, key))
    case .number(let bounds): return .number(try number(text, bounds, node, key))
    case .quantity(let dimension, let bounds, let example):
      return .number(try quantity(text, dimension, bounds, example, node, key))
    case .mesh: return .mesh(try mesh(text, node, key))
    default: return .text(try plain(text, node, key))
    }
  }

  private func plain(_ text: String, _ node: Node, _ key: String) throws(ParseError) -> String {
    guard !text.isEmpty else { throw mismatch(node, key, "a text") }
    guard text.count <= 4000 else {
      throw error(place(node), "'\(key)' is longer than 4000 letters")
    }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw error(place(node), "'\(key)' holds a line break or a control character")
    }
    return text
  }

  private func name(_ text: String, _ node: Node, _ key: String) throws(ParseError) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789_.-+:/@".unicodeScalars.contains(scalar))
    }
    guard isPlain, !text.isEmpty, !text.hasPrefix("-") else {
      throw mismatch(node, key, FieldKind.name.described)
    }
    return text
  }

  private func choice(
    _ text: String, _ words: [String], _ node: Node, _ key: String
  ) throws(ParseError) -> String {
    if words.contains(text) { return text }
    let near = Suggestion.nearest(to: text, among: words)
    throw error(
      place(node), "'\(key)' takes \(FieldKind.choice(words).described), not '\(quoted(text))'",
      advice: near.map { "did you mean '\($0)'?" })
  }

  private func flag(_ text: String, _ node: Node, _ key: String) throws(ParseError) -> Bool {
    switch text {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw mismatch(node, key, FieldKind.flag.described)
    }
  }

  private func integer(
    _ text: String, _ range: ClosedRange<Int>, _ node: Node, _ key: String
  ) throws(ParseError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw mismatch(node, key, FieldKind.integer(range).described)
    }
    return number
  }

  private func number(
    _ text: String, _ bounds: Bounds, _ node: Node, _ key: String
  ) throws(ParseError) -> Double {
    try refuseComma(text, node, key)
    guard let read = Quantity(text), read.unit.isEmpty, bounds.contains(read.number) else {
      throw mismatch(node, key, FieldKind.number(bounds).described)
    }
    return read.number
  }

  /// 0,03 is no number here, and would else be 0 with a strange unit.
  private func refuseComma(_ text: String, _ node: Node, _ key: String) throws(ParseError) {
    let start = text.prefix { !$0.isLetter && $0 != " " }
    guard start.contains(","), start.contains(where: \.isNumber) else { return }
    throw error(
      place(node), "'\(key)' has a comma in its number: '\(quoted(text))'",
      advice: "write a decimal point, and nothing between thousands: 0.03, 4000")
  }

  private func quantity(
    _ text: String, _ dimension: Dimension, _ bounds: Bounds, _ example: String, _ node: Node,
    _ key: String
  ) throws(ParseError) -> Double {
    try refuseComma(text, node, key)
    guard let read = Quantity(text) else {
      throw mismatch(node, key, "\(dimension.name) such as \(example)")
    }
    let wanted = Quantity(example)?.unit ?? ""
    if read.unit.isEmpty, let meaning = dimension.bareMeaning {
      throw error(
        place(node), "'\(key)' has no unit: \(read.digits) would have meant \(meaning)",
        advice: "write \(read.digits) \(wanted)")
    }
    guard let unit = read.unit.isEmpty ? dimension.units.first : dimension.unit(read.unit) else {
      throw wrongUnit(read.unit, dimension, node, key)
    }
    let value = read.number * unit.factor
    guard bounds.contains(value) else {
      let kept = dimension.units.first { $0.factor == 1 }?.symbol ?? ""
      throw error(
        place(node), "'\(key)' must be \(bounds.described(unit: kept)), not '\(quoted(text))'")
    }
    return value
  }

  private func wrongUnit(
    _ unit: String, _ dimension: Dimension, _ node: Node, _ key: String
  ) -> ParseError {
    if let other = Dimension.owner(of: unit) {
      return error(
        place(node), "'\(key)' takes \(dimension.name), and \(unit) is a unit of \(other.noun)",
        advice: "known units: \(dimension.symbols)")
    }
    let near = Suggestion.nearest(to: unit, among: dimension.units.map(\.symbol))
    return error(
      place(node),
      "'\(key)' takes \(dimension.name), and '\(quoted(unit))' is no unit of it"
        + (near.map { "; did you mean \($0)?" } ?? ""),
      advice: "known units: \(dimension.symbols)")
  }

  private func mesh(_ text: String, _ node: Node, _ key: String) throws(ParseError) -> [Int] {
    let parts =
      node.sequence.map { $0.map { $0.scalar?.string ?? "" } }
      ?? text.split(separator: "x", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.compactMap { Int($0) }.filter { (1...999).contains($0) }
    guard parts.count == 3, numbers.count == 3 else {
      throw mismatch(node, key, FieldKind.mesh.described)
    }
    return numbers
  }
}

extension Dimension {
  /// Without its article.
  var noun: String {
    name.hasPrefix("an ") ? String(name.dropFirst(3)) : String(name.dropFirst(2))
  }
}
