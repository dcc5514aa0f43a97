import QuenchModel

extension DefectComplex {
  /// Reads `vac_O`, `V_on_O`, `int_Li`, `swap_V_O`, and Kröger–Vink's `V_O`, `Na_V`, `Li_i`.
  ///
  /// Parts of a complex are joined by `+`; `@2` after a part takes the second distinct site of its
  /// kind, `#17` atom 17; `*4` at the end asks for four. `V_O` is a vacancy on O unless the crystal
  /// holds vanadium: then it is an error that lists both meanings. `elements` are those of the
  /// crystal. Throws `DefectError`.
  public init(parsing text: String, elements: [String]) throws(DefectError) {
    var body = text[...]
    var count = 1
    if let star = body.lastIndex(of: "*") {
      guard let number = Int(body[body.index(after: star)...]), number >= 1 else {
        throw .badName(text, expected: "a whole number from 1 after '*'")
      }
      count = number
      body = body[..<star]
    }
    var parts: [PointDefect] = []
    var notes: [String] = []
    for word in body.split(separator: "+", omittingEmptySubsequences: false) {
      var name = DefectName(String(word), elements: elements)
      parts += try name.read()
      if !name.note.isEmpty { notes.append(name.note) }
    }
    self.init(parts, count: count, note: notes.joined(separator: "; "))
  }
}

/// The name of one point defect, or of two that are swapped.
private struct DefectName {
  private let text: String
  private let elements: [String]
  private(set) var note = ""

  private static let expected =
    "vac_O, V_on_O, int_Li, swap_V_O, or parts joined by '+'; '@2' names a distinct site, '#17' an"
    + " atom"

  init(_ text: String, elements: [String]) {
    self.text = text
    self.elements = elements
  }

  mutating func read() throws(DefectError) -> [PointDefect] {
    let (name, place) = try split()
    let words = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    if words.count == 3, words[0] == "swap" {
      guard place == .any else { throw .badName(text, expected: "no site after a swap") }
      return [
        try defect(.substitution(try element(words[1]), on: try host(words[2])), .any),
        try defect(.substitution(try element(words[2]), on: try host(words[1])), .any),
      ]
    }
    return [try defect(try change(words), place)]
  }

  private mutating func change(_ words: [String]) throws(DefectError) -> PointDefect.Change {
    if words.count == 3, words[1] == "on" {
      return .substitution(try element(words[0]), on: try host(words[2]))
    }
    guard words.count == 2, !words[0].isEmpty, !words[1].isEmpty else {
      throw .badName(text, expected: Self.expected)
    }
    switch words[0] {
    case "vac", "Vac", "Va", "v": return .vacancy(on: try host(words[1]))
    case "int", "Int": return .interstitial(try element(words[1]))
    case "V": return try krogerVinkV(words[1])
    default: break
    }
    if words[1] == "i" { return .interstitial(try element(words[0])) }
    return .substitution(try element(words[0]), on: try host(words[1]))
  }

  /// V is a vacancy in Kröger and Vink's notation, and vanadium.
  private mutating func krogerVinkV(_ site: String) throws(DefectError) -> PointDefect.Change {
    let hasVanadium = elements.contains("V")
    if site == "i" {
      guard let vanadium = Element(symbol: "V") else { throw .unknownElement("V", name: text) }
      note = "\(text) read as int_V, vanadium between the atoms"
      return .interstitial(vanadium)
    }
    if hasVanadium, site != "V" {
      throw .ambiguous(
        text,
        meanings: ["vac_\(site) (a vacancy on \(site))", "V_on_\(site) (vanadium on \(site))"])
    }
    note = "\(text) read as vac_\(site), a vacancy on \(site)"
    return .vacancy(on: try host(site))
  }

  private func defect(
    _ change: PointDefect.Change, _ place: PointDefect.Place
  ) throws(DefectError) -> PointDefect {
    if case .substitution(let guest, let host) = change, guest.symbol == host {
      throw .noDefect(text)
    }
    return PointDefect(change, at: place)
  }

  private func split() throws(DefectError) -> (String, PointDefect.Place) {
    guard let mark = text.firstIndex(where: { $0 == "@" || $0 == "#" }) else {
      return (text, .any)
    }
    guard let number = Int(text[text.index(after: mark)...]), number >= 1 else {
      throw .badName(text, expected: "a whole number from 1 after '\(text[mark])'")
    }
    return (String(text[..<mark]), text[mark] == "@" ? .site(number) : .atom(number))
  }

  private func element(_ symbol: String) throws(DefectError) -> Element {
    guard let element = Element(symbol: symbol), element.symbol == symbol else {
      throw .unknownElement(symbol, name: text)
    }
    return element
  }

  private func host(_ symbol: String) throws(DefectError) -> String {
    guard !elements.contains(symbol) else { return symbol }
    throw .notInCrystal(element: symbol, name: text, elements: elements)
  }
}
