public import QuenchFigures
import QuenchModel

/// The JSON Schema (draft 2020-12) of protocols, made from the table that checks them.
public enum ProtocolSchema {
  public static var json: JSONValue {
    .object(
      [
        .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
        .init("title", "Protocol of quench"),
      ] + members(of: ProtocolKeys.root))
  }

  private static func members(of record: Record) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("description", .string(record.summary)), .init("type", "object"),
      .init(
        "properties",
        .object(
          record.fields.map { field in
            .init(field.key, described(schema(field.kind), field.summary))
          })), .init("additionalProperties", false),
    ]
    let required = record.fields.filter(\.isRequired).map(\.key)
    if !required.isEmpty { members.append(.init("required", .strings(required))) }
    return members
  }

  private static func described(_ schema: JSONValue, _ summary: String) -> JSONValue {
    guard case .object(let members) = schema else { return schema }
    return .object(
      [.init("description", .string(summary))] + members.filter { $0.key != "description" })
  }

  private static func schema(_ kind: FieldKind) -> JSONValue {
    switch kind {
    // YAML hands bare words such as 1.5 to a schema as numbers.
    case .text: ["type": ["string", "number"]]
    case .name:
      ["type": ["string", "number"], "pattern": "^[A-Za-z0-9_.+:/@][A-Za-z0-9_.+:/@-]*$"]
    case .choice(let words): ["enum": .strings(words)]
    case .flag: ["type": "boolean"]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .number(let bounds): number(bounds)
    case .quantity(let dimension, let bounds, let example): quantity(dimension, bounds, example)
    case .mesh:
      [
        "anyOf": [
          ["type": "string", "pattern": "^[1-9][0-9]{0,2}x[1-9][0-9]{0,2}x[1-9][0-9]{0,2}$"],
          [
            "type": "array", "items": ["type": "integer", "minimum": 1, "maximum": 999],
            "minItems": 3, "maxItems": 3,
          ],
        ]
      ]
    case .record(let record): .object(members(of: record))
    case .elements(let kind):
      [
        "type": "object", "propertyNames": ["enum": .strings(Element.all.map(\.symbol))],
        "additionalProperties": schema(kind),
      ]
    case .names(let kind): ["type": "object", "additionalProperties": schema(kind)]
    case .list(let kind): ["type": "array", "items": schema(kind)]
    case .steps(let kinds): steps(kinds)
    case .builderCall:
      ["type": "object", "minProperties": 1]
    case .anyOf(let kinds): ["anyOf": .array(kinds.map(schema))]
    }
  }

  private static func number(_ bounds: Bounds) -> JSONValue {
    .object([
      .init("type", "number"),
      .init(bounds.isClosed ? "minimum" : "exclusiveMinimum", .number(bounds.lowest)),
      .init("maximum", .number(bounds.highest)),
    ])
  }

  private static func quantity(
    _ dimension: Dimension, _ bounds: Bounds, _ example: String
  ) -> JSONValue {
    let units = dimension.units.map { escaped($0.symbol) }.joined(separator: "|")
    let sign = bounds.lowest < 0 ? "[-+]?" : #"\+?"#
    let number = sign + #"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?"#
    let text: JSONValue = [
      "type": "string", "pattern": .string("^\(number) *(\(units))$"),
      "examples": [.string(example)],
    ]
    return dimension.bareMeaning == nil ? ["anyOf": [text, ["type": "number"]]] : text
  }

  private static func escaped(_ text: String) -> String {
    text.map { ".^$*+?()[]{}|\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }

  /// A mapping with one key that says the kind; the word alone where nothing is needed.
  private static func steps(_ kinds: [Record]) -> JSONValue {
    let bare = kinds.filter { !$0.fields.contains(where: \.isRequired) }.map(\.name)
    return [
      "type": "array", "minItems": 1,
      "items": [
        "anyOf": [
          [
            "type": "object", "minProperties": 1, "maxProperties": 1,
            "additionalProperties": false,
            "properties": .object(
              kinds.map { kind in
                let record = JSONValue.object(members(of: kind))
                let isBare = bare.contains(kind.name)
                return .init(
                  kind.name,
                  isBare
                    ? [
                      "description": .string(kind.summary),
                      "anyOf": [record, ["type": "null"]],
                    ] : record)
              }),
          ],
          ["enum": .strings(bare)],
        ]
      ],
    ]
  }
}
