/// VASP's list of tags, each with the reason it stands there.
struct INCAR {
  struct Tag {
    let name: String
    var value: String
    var comment: String
  }

  enum Line {
    case tag(Tag)
    case heading(String)
  }

  private(set) var lines: [Line] = []

  mutating func heading(_ text: String) { lines.append(.heading(text)) }

  mutating func set(_ name: String, _ value: String, _ comment: String) {
    lines.append(.tag(Tag(name: name, value: value, comment: comment)))
  }

  mutating func set(_ name: String, _ value: Double, _ comment: String) {
    set(name, DeckNumber.text(value), comment)
  }

  mutating func set(_ name: String, _ value: Int, _ comment: String) {
    set(name, String(value), comment)
  }

  mutating func set(_ name: String, _ value: Bool, _ comment: String) {
    set(name, value ? ".TRUE." : ".FALSE.", comment)
  }

  /// The user's own tags: they replace what is there, so that no tag stands twice.
  mutating func override(_ tags: [String: String]) {
    let named = Dictionary(
      tags.map { ($0.key.uppercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    var left = named
    for index in lines.indices {
      guard case .tag(var tag) = lines[index], let value = named[tag.name] else { continue }
      tag.comment = "from the protocol, instead of \(tag.value)"
      tag.value = value
      lines[index] = .tag(tag)
      left[tag.name] = nil
    }
    guard !left.isEmpty else { return }
    heading("From the protocol")
    for name in left.keys.sorted() { set(name, left[name] ?? "", "as the protocol says") }
  }

  func value(_ name: String) -> String? {
    for case .tag(let tag) in lines where tag.name == name { return tag.value }
    return nil
  }

  var text: String {
    let tags = lines.compactMap { line -> Tag? in if case .tag(let tag) = line { tag } else { nil }
    }
    let name = tags.map(\.name.count).max() ?? 0
    let value = tags.map(\.value.count).filter { $0 <= 20 }.max() ?? 0
    return lines.map { line in
      switch line {
      case .heading(let text): "\n# \(DeckPath.comment(text))"
      case .tag(let tag):
        Self.padded(tag.name, name) + " = " + Self.padded(Self.plain(tag.value), value) + "  ! "
          + DeckPath.comment(tag.comment)
      }
    }.joined(separator: "\n") + "\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// A value cannot begin a comment or another tag.
  private static func plain(_ value: String) -> String {
    DeckPath.comment(value).filter { $0 != "!" && $0 != "#" && $0 != ";" }
  }
}
