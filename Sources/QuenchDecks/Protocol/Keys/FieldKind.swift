/// What may stand behind a key of a protocol.
///
/// One table of these validates protocols and makes their JSON Schema, so that the two cannot disagree.
indirect enum FieldKind: Sendable {
  case text
  /// Text whose characters are letters, digits, `_`, `.`, `-`, `+`, `:` and the like: names for queues and shells.
  case name
  /// One of these words.
  case choice([String])
  case flag
  case integer(ClosedRange<Int>)
  case number(Bounds)
  /// A number with its unit; `example` is written with the unit to advise.
  case quantity(Dimension, Bounds, example: String)
  /// `2x2x1` or three whole numbers.
  case mesh
  case record(Record)
  /// Keys are element symbols.
  case elements(FieldKind)
  /// Keys are the user's own names.
  case names(FieldKind)
  case list(FieldKind)
  /// A list of mappings with one key each, which says the kind.
  case steps([Record])
  /// A verb of the command line with its argument, then its options.
  case builderCall
  /// The first of these whose YAML shape (scalar, list, mapping) fits.
  case anyOf([FieldKind])
}

/// Limits of a number, in the unit kept inside.
struct Bounds: Hashable, Sendable {
  let lowest: Double
  let highest: Double
  /// Whether `lowest` itself is allowed.
  let isClosed: Bool

  static func from(_ lowest: Double, to highest: Double) -> Bounds {
    Bounds(lowest: lowest, highest: highest, isClosed: true)
  }

  static func above(_ lowest: Double, to highest: Double) -> Bounds {
    Bounds(lowest: lowest, highest: highest, isClosed: false)
  }

  func contains(_ value: Double) -> Bool {
    (isClosed ? value >= lowest : value > lowest) && value <= highest
  }
}

/// A key and what it means.
struct Field: Sendable {
  let key: String
  let kind: FieldKind
  /// One sentence for editors.
  let summary: String
  let isRequired: Bool

  init(_ key: String, _ kind: FieldKind, _ summary: String, isRequired: Bool = false) {
    (self.key, self.kind, self.summary, self.isRequired) = (key, kind, summary, isRequired)
  }

  /// How it might be written.
  var example: String { "\(key): \(kind.example)" }
}

/// A mapping with known keys.
struct Record: Sendable {
  /// As messages call it: `melt`, `dft`, `the protocol`.
  let name: String
  let summary: String
  let fields: [Field]

  init(_ name: String, _ summary: String, _ fields: [Field]) {
    (self.name, self.summary, self.fields) = (name, summary, fields)
  }

  func field(_ key: String) -> Field? { fields.first { $0.key == key } }
}

extension FieldKind {
  var example: String {
    switch self {
    case .text, .name: "text"
    case .choice(let words): words.first ?? ""
    case .flag: "true"
    case .integer(let range): "\(range.lowerBound)"
    case .number(let bounds): Dimension.plain(bounds.isClosed ? bounds.lowest : bounds.highest)
    case .quantity(_, _, let example): example
    case .mesh: "2x2x1"
    case .record(let record):
      "{\(record.fields.filter(\.isRequired).map(\.example).joined(separator: ", "))}"
    case .elements(let kind): "{O: \(kind.example)}"
    case .names(let kind): "{NAME: \(kind.example)}"
    case .list(let kind): "[\(kind.example)]"
    case .steps: "[…]"
    case .builderCall: "{supercell: V2O3_corundum 2x2x1}"
    case .anyOf(let kinds): kinds.first?.example ?? ""
    }
  }
}

extension Dimension {
  /// A number as people write it, without `.0`.
  static func plain(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
