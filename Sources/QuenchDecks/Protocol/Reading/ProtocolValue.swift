/// A value of a protocol that has been checked against the table of keys, and where it stands.
struct ProtocolValue {
  enum Content {
    case text(String)
    case flag(Bool)
    case integer(Int)
    /// In the unit kept inside.
    case number(Double)
    case mesh([Int])
    case list([ProtocolValue])
    case record(ProtocolRecord)
  }

  let content: Content
  let place: Place

  var text: String? { if case .text(let text) = content { text } else { nil } }
  var flag: Bool? { if case .flag(let flag) = content { flag } else { nil } }
  var integer: Int? { if case .integer(let number) = content { number } else { nil } }
  var number: Double? { if case .number(let number) = content { number } else { nil } }
  var mesh: [Int]? { if case .mesh(let mesh) = content { mesh } else { nil } }
  var list: [ProtocolValue]? { if case .list(let list) = content { list } else { nil } }
  var record: ProtocolRecord? { if case .record(let record) = content { record } else { nil } }
}

/// Line and column in a protocol, from 1.
struct Place: Hashable {
  let line: Int
  let column: Int
}

/// A mapping of a protocol, keys in the order of the file.
struct ProtocolRecord {
  /// As messages call it.
  let name: String
  let place: Place
  let members: [Member]

  struct Member {
    let key: String
    let place: Place
    let value: ProtocolValue
  }

  subscript(key: String) -> ProtocolValue? { members.first { $0.key == key }?.value }

  func text(_ key: String) -> String? { self[key]?.text }
  func flag(_ key: String) -> Bool? { self[key]?.flag }
  func integer(_ key: String) -> Int? { self[key]?.integer }
  func number(_ key: String) -> Double? { self[key]?.number }
  func record(_ key: String) -> ProtocolRecord? { self[key]?.record }

  func word<Word: RawRepresentable<String>>(_ key: String, _ type: Word.Type = Word.self) -> Word? {
    text(key).flatMap(Word.init)
  }

  func texts(_ key: String) -> [String] { self[key]?.list?.compactMap(\.text) ?? [] }

  /// A mapping's members as a dictionary.
  func table<Value>(_ key: String, _ value: (ProtocolValue) -> Value?) -> [String: Value] {
    var table: [String: Value] = [:]
    for member in record(key)?.members ?? [] { table[member.key] = value(member.value) }
    return table
  }
}
