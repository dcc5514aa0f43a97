/// Reads `Selection`'s language by recursive descent.
struct SelectionParser {
  private struct Token {
    let text: String
    /// From 1.
    let column: Int
  }

  private let text: String
  private var tokens: [Token] = []
  private var place = 0
  private var depth = 0
  /// Deeper nesting than anyone writes; keeps the recursion off the end of the stack.
  private static let deepest = 100
  private static let longest = 4000

  init(_ text: String) {
    self.text = text
    var word = ""
    var start = 0
    func isMark(_ letter: Character) -> Bool { letter == "(" || letter == ")" }
    for (offset, letter) in text.enumerated() {
      guard letter.isWhitespace || isMark(letter) else {
        if word.isEmpty { start = offset }
        word.append(letter)
        continue
      }
      if !word.isEmpty { tokens.append(Token(text: word, column: start + 1)) }
      word = ""
      if isMark(letter) { tokens.append(Token(text: String(letter), column: offset + 1)) }
    }
    if !word.isEmpty { tokens.append(Token(text: word, column: start + 1)) }
    joinLists()
  }

  /// `O , Si` and `O, Si` are one word, as `O,Si` is.
  private mutating func joinLists() {
    var joined: [Token] = []
    for token in tokens {
      if let last = joined.last, last.text != "(", last.text != ")",
        last.text.hasSuffix(",") || token.text.hasPrefix(",")
      {
        joined[joined.count - 1] = Token(text: last.text + token.text, column: last.column)
      } else {
        joined.append(token)
      }
    }
    tokens = joined
  }

  mutating func selection() throws(SelectionError) -> Selection.Node {
    guard tokens.count <= Self.longest else {
      throw SelectionError(
        text: String(text.prefix(40)) + "…", column: tokens[Self.longest].column,
        message: "more than \(Self.longest) words; use index ranges")
    }
    let node = try alternatives()
    guard place == tokens.count else {
      throw error("expected 'and', 'or' or the end, found '\(tokens[place].text)'")
    }
    return node
  }

  private func error(_ message: String) -> SelectionError {
    let column = place < tokens.count ? tokens[place].column : text.count + 1
    return SelectionError(text: text, column: column, message: message)
  }

  private mutating func takes(_ word: String) -> Bool {
    guard place < tokens.count, tokens[place].text == word else { return false }
    place += 1
    return true
  }

  private mutating func alternatives() throws(SelectionError) -> Selection.Node {
    var node = try conjunction()
    while takes("or") { node = .or(node, try conjunction()) }
    return node
  }

  private mutating func conjunction() throws(SelectionError) -> Selection.Node {
    var node = try term()
    while takes("and") { node = .and(node, try term()) }
    return node
  }

  private mutating func term() throws(SelectionError) -> Selection.Node {
    guard depth < Self.deepest else { throw error("more than \(Self.deepest) levels deep") }
    depth += 1
    defer { depth -= 1 }
    if takes("not") { return .not(try term()) }
    if takes("(") {
      let node = try alternatives()
      guard takes(")") else { throw error("expected ')'") }
      return node
    }
    return try primary()
  }

  private mutating func primary() throws(SelectionError) -> Selection.Node {
    let allowed =
      "expected an element, label or index range, or one of element, label, index, x, y, z, a, b,"
      + " c, layer, fixed, free, residue, name, all, none, not"
    guard place < tokens.count else { throw error(allowed) }
    let token = tokens[place]
    switch token.text {
    case "and", "or", "(", ")": throw error(allowed + "; found '\(token.text)'")
    case "all":
      place += 1
      return .all
    case "none":
      place += 1
      return .none
    case "fixed":
      place += 1
      return .fixed
    case "free":
      place += 1
      return .free
    case "element": return .names(try names(after: "an element"), kind: .element)
    case "label": return .names(try names(after: "a label"), kind: .label)
    case "residue": return .names(try names(after: "a residue name"), kind: .residue)
    case "name": return .names(try names(after: "an atom name"), kind: .atomName)
    case "index":
      place += 1
      return try indices()
    case "layer":
      place += 1
      return try layers()
    case "x", "y", "z", "a", "b", "c": return try range(token)
    default:
      if token.text.first?.isNumber == true { return try indices() }
      return .names(try list(), kind: .species)
    }
  }

  private mutating func names(after what: String) throws(SelectionError) -> [Selection.Name] {
    place += 1
    guard place < tokens.count, tokens[place].text != "(", tokens[place].text != ")" else {
      throw error("expected \(what)")
    }
    return try list()
  }

  /// `O,Si`, each with its column.
  private mutating func list() throws(SelectionError) -> [Selection.Name] {
    let token = tokens[place]
    var names: [Selection.Name] = []
    var column = token.column
    for part in token.text.split(separator: ",", omittingEmptySubsequences: false) {
      guard !part.isEmpty else {
        throw SelectionError(text: text, column: column, message: "expected a name")
      }
      names.append(Selection.Name(text: String(part), column: column))
      column += part.count + 1
    }
    place += 1
    return names
  }

  private mutating func indices() throws(SelectionError) -> Selection.Node {
    guard place < tokens.count else { throw error("expected index ranges such as 1-10,15") }
    let column = tokens[place].column
    var ranges: [ClosedRange<Int>] = []
    for part in try list() {
      let ends = part.text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        last >= first
      else {
        throw SelectionError(
          text: text, column: part.column,
          message: "'\(part.text)' is no range of atom numbers from 1, such as 5 or 1-10")
      }
      ranges.append(first...last)
    }
    return .indices(ranges, column: column)
  }

  private mutating func layers() throws(SelectionError) -> Selection.Node {
    guard place < tokens.count, tokens[place].text != "(", tokens[place].text != ")" else {
      throw error("expected layers such as 1-2 (from the bottom) or -1 (the top)")
    }
    let column = tokens[place].column
    var ranges: [Selection.LayerRange] = []
    for part in try list() {
      guard let range = Self.layerRange(part.text) else {
        throw SelectionError(
          text: text, column: part.column,
          message: "'\(part.text)' is no layer or range of layers, such as 1, 1-2 or -1")
      }
      ranges.append(range)
    }
    return .layers(ranges, column: column)
  }

  /// `2`, `-1`, `1-2`, `2--1`: the sign of the second number follows the dash.
  private static func layerRange(_ text: String) -> Selection.LayerRange? {
    let signed = text.hasPrefix("-")
    let body = text.dropFirst(signed ? 1 : 0)
    let dash = body.firstIndex(of: "-")
    let head = body[..<(dash ?? body.endIndex)]
    guard let size = Int(head), size >= 1, head.first?.isNumber == true else { return nil }
    let from = signed ? -size : size
    guard let dash else { return Selection.LayerRange(from: from, to: from) }
    guard let to = Int(body[body.index(after: dash)...]), to != 0 else { return nil }
    return Selection.LayerRange(from: from, to: to)
  }

  private mutating func range(_ axis: Token) throws(SelectionError) -> Selection.Node {
    place += 1
    let isFractional = "abc".contains(axis.text)
    let (from, to) = (try number(axis), try number(axis))
    if isFractional {
      let axes = ["a": 0, "b": 1, "c": 2]
      return .fractional(axis: axes[axis.text] ?? 2, from: from, to: to, column: axis.column)
    }
    guard from <= to else {
      throw SelectionError(
        text: text, column: axis.column, message: "the range \(from)…\(to) runs backwards")
    }
    return .cartesian(axis: ["x": 0, "y": 1, "z": 2][axis.text] ?? 2, from: from, to: to)
  }

  private mutating func number(_ axis: Token) throws(SelectionError) -> Double {
    let unit = "abc".contains(axis.text) ? "fractional" : "Å"
    guard place < tokens.count, let value = Double(tokens[place].text), value.isFinite else {
      throw error(
        "expected two numbers (\(unit)) after '\(axis.text)', such as \(axis.text) 0.2 0.5")
    }
    place += 1
    return value
  }
}
