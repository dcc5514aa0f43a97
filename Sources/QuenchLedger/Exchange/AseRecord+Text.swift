/// `{"name": "FixAtoms", "kwargs": {"indices": [0, 2]}}`; other constraints leave atoms some freedom.
struct AseConstraint: Decodable {
  private let name: String
  private let indices: [Int]

  private enum Keys: String, CodingKey { case name, kwargs, indices }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    name = try container.decode(String.self, forKey: .name)
    guard name == "FixAtoms" else {
      indices = []
      return
    }
    // A form that is not known costs the constraint, not the row.
    do {
      indices = try container.nestedContainer(keyedBy: Keys.self, forKey: .kwargs)
        .decode([Int].self, forKey: .indices)
    } catch { indices = [] }
  }

  static func fixed(_ constraints: [AseConstraint]) -> [Int] { constraints.flatMap(\.indices) }
}

/// A value of `key_value_pairs`: a number, a truth or a text.
enum AseValue: Decodable {
  case truth(Bool)
  case number(Double)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do { self = .truth(try container.decode(Bool.self)) } catch {
      do { self = .number(try container.decode(Double.self)) } catch {
        self = .text(try container.decode(String.self))
      }
    }
  }

  private var shown: String {
    switch self {
    case .truth(let value): value ? "true" : "false"
    case .number(let value): Int(exactly: value).map(String.init) ?? value.description
    case .text(let value): value
    }
  }

  static func notes(_ pairs: [String: AseValue]) -> [String] {
    pairs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.shown)" }
  }
}
