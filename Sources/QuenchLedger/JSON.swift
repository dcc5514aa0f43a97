import FoundationEssentials

/// Codable values as JSON text, keys sorted, so that equal values give equal text.
enum JSON {
  /// Empty where a value holds what JSON has no word for (NaN).
  static func text(_ value: some Encodable) -> String {
    do { return try encode(value, pretty: false) } catch { return "" }
  }

  /// The shortest digits that give each number back; empty where one is not finite.
  static func text(_ numbers: [Double]) -> String {
    guard numbers.allSatisfy(\.isFinite) else { return "" }
    return "[" + numbers.map(\.description).joined(separator: ",") + "]"
  }

  static func value<Value: Decodable>(_ text: String?) -> Value? {
    guard let text else { return nil }
    do { return try decode(Array(text.utf8)) } catch { return nil }
  }

  static func encode(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty
      ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      : [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(bytes))
  }
}
