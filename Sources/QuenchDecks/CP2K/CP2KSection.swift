/// A section of a CP2K input and all below it.
struct CP2KSection {
  private enum Line {
    case keyword(String, String, comment: String?)
    case raw(String)
    case section(CP2KSection)
  }

  let name: String
  /// Behind the name: `&KIND V`.
  let parameter: String
  private var lines: [Line] = []

  init(_ name: String, _ parameter: String = "") {
    (self.name, self.parameter) = (name, parameter)
  }

  mutating func set(_ keyword: String, _ value: String, _ comment: String? = nil) {
    lines.append(.keyword(keyword, value, comment: comment))
  }

  mutating func set(_ keyword: String, _ value: Double, _ comment: String? = nil) {
    set(keyword, DeckNumber.text(value), comment)
  }

  mutating func set(_ keyword: String, _ value: Int, _ comment: String? = nil) {
    set(keyword, String(value), comment)
  }

  /// A line as it is: coordinates.
  mutating func add(line: String) { lines.append(.raw(line)) }

  mutating func add(_ section: CP2KSection) { lines.append(.section(section)) }

  /// A subsection made in place.
  mutating func section(
    _ name: String, _ parameter: String = "", _ fill: (inout CP2KSection) -> Void
  ) {
    var section = CP2KSection(name, parameter)
    fill(&section)
    add(section)
  }

  /// CP2K takes lines of up to 512 characters; `#` begins a comment.
  func text(indent: Int = 0) -> String {
    let margin = String(repeating: "  ", count: indent)
    var text = margin + "&" + name + (parameter.isEmpty ? "" : " " + parameter) + "\n"
    for line in lines {
      switch line {
      case .keyword(let keyword, let value, let comment):
        text += margin + "  " + keyword + (value.isEmpty ? "" : " " + value)
        text += comment.map { "  # " + DeckPath.comment($0) } ?? ""
        text += "\n"
      case .raw(let line): text += margin + "  " + line + "\n"
      case .section(let section): text += section.text(indent: indent + 1)
      }
    }
    return text + margin + "&END " + name + "\n"
  }
}
