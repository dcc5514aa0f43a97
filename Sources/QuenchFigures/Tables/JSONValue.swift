/// JSON (RFC 8259) whose objects keep the order they were written in.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Not finite: written as `null`.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public let key: String
    public let value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  public static func numbers(_ values: some Sequence<Double>) -> JSONValue {
    .array(values.map { .number($0) })
  }

  public static func integers(_ values: some Sequence<Int>) -> JSONValue {
    .array(values.map { .integer($0) })
  }

  public static func strings(_ values: some Sequence<String>) -> JSONValue {
    .array(values.map { .string($0) })
  }

  /// `null` for nil.
  public static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// The value of a key of an object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0, $1) })
  }
}

extension JSONValue {
  /// Compact, or with two spaces per level where lists of plain numbers stay on one line.
  public func rendered(pretty: Bool = true) -> String {
    var text = ""
    write(to: &text, indent: pretty ? 0 : nil)
    if pretty { text += "\n" }
    return text
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? Numerals.exact(value) : "null"
    case .string(let value): Self.quote(value, into: &text)
    case .array(let values):
      let isFlat = values.allSatisfy(\.isPlain)
      Self.list(values, "[", "]", indent: isFlat ? nil : indent, &text) { value, indent, text in
        value.write(to: &text, indent: indent)
      }
    case .object(let members):
      Self.list(members, "{", "}", indent: indent, &text) { member, indent, text in
        Self.quote(member.key, into: &text)
        text += indent == nil ? ":" : ": "
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func list<Element>(
    _ elements: [Element], _ opening: String, _ closing: String, indent: Int?, _ text: inout String,
    _ write: (Element, Int?, inout String) -> Void
  ) {
    text += opening
    let deeper = indent.map { $0 + 1 }
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      if let deeper { text += "\n" + String(repeating: "  ", count: deeper) }
      write(element, deeper, &text)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text += closing
  }

  private static func quote(_ value: String, into text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16, uppercase: false)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension Table {
  /// `{title, columns: [{name, unit}], rows: [{name: value, …}]}`; a measured cell is
  /// `{value, error}`.
  public func json() -> JSONValue {
    let heads = columns.map { column -> JSONValue in
      ["name": .string(column.name), "unit": column.unit.map { .string($0) } ?? .null]
    }
    let records = rows.map { row in
      JSONValue.object(
        columns.indices.map { JSONValue.Member(columns[$0].name, cell(row, $0).json) })
    }
    return [
      "title": title.map { .string($0) } ?? .null, "columns": .array(heads),
      "rows": .array(records),
    ]
  }
}

extension Table.Cell {
  var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .integer(let value): .integer(value)
    case .number(let value, _), .fixed(let value, _): .number(value)
    case .measured(let value, let error): ["value": .number(value), "error": .number(error)]
    case .empty: .null
    }
  }
}
