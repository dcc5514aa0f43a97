/// A signed sum of named calculations: `slab+TFSI - slab - TFSI`, or `2 Li + 0.5 O2 -> Li2O`.
public struct Reaction: Hashable, Sendable {
  public struct Term: Hashable, Sendable {
    public var coefficient: Double
    public var name: String

    public init(_ coefficient: Double, _ name: String) {
      self.coefficient = coefficient
      self.name = name
    }
  }

  public let text: String
  /// Each name once, in the order it was written.
  public let terms: [Term]

  public init(text: String, terms: [Term]) {
    self.text = text
    var sum: [Term] = []
    for term in terms {
      if let known = sum.firstIndex(where: { $0.name == term.name }) {
        sum[known].coefficient += term.coefficient
      } else {
        sum.append(term)
      }
    }
    self.terms = sum.filter { $0.coefficient != 0 }
  }

  /// Reads a reaction over known names.
  ///
  /// The longest known name wins, so that `slab+TFSI` is one name where the ledger has it and a sum
  /// where it has not. What stands right of `->` counts positive, what stands left of it negative.
  /// Coefficients: `2 Li`, `2*Li`, `0.5 O2`, `1/2 O2`. Throws `EnergeticsError`.
  public init(parsing text: String, names: some Sequence<String>) throws(EnergeticsError) {
    var parser = ReactionParser(text, names: Array(names))
    let terms = try parser.parse()
    self.init(text: text, terms: terms)
    if self.terms.isEmpty {
      throw EnergeticsError(
        .usage,
        "all terms of '\(text)' cancel; a name with + or - in it must be in the ledger as a whole")
    }
  }
}

struct ReactionParser {
  private let text: String
  private var rest: Substring
  /// Longest first.
  private let names: [String]

  init(_ text: String, names: [String]) {
    self.text = text
    rest = text[...]
    self.names = names.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
  }

  mutating func parse() throws(EnergeticsError) -> [Reaction.Term] {
    var left: [Reaction.Term] = []
    var right: [Reaction.Term]?
    var sign = 1.0
    if takeOperator("-") { sign = -1 }
    while true {
      let term = try self.term(sign: sign)
      if right != nil { right?.append(term) } else { left.append(term) }
      skipBlanks()
      if rest.isEmpty { break }
      if right == nil, takeOperator("->") {
        right = []
        sign = takeOperator("-") ? -1 : 1
      } else if takeOperator("+") {
        sign = 1
      } else if takeOperator("-") || takeOperator("−") {
        sign = -1
      } else {
        throw failure("expected + , - or -> before '\(rest.prefix(20))'")
      }
    }
    guard let right else { return left }
    return right + left.map { Reaction.Term(-$0.coefficient, $0.name) }
  }

  private mutating func term(sign: Double) throws(EnergeticsError) -> Reaction.Term {
    skipBlanks()
    // A name may begin with a digit, so names are tried before coefficients.
    if let name = takeName() { return Reaction.Term(sign, name) }
    guard let coefficient = takeCoefficient() else { throw unknown() }
    skipBlanks()
    if rest.first == "*" || rest.first == "·" { rest.removeFirst() }
    skipBlanks()
    guard let name = takeName() else { throw unknown() }
    return Reaction.Term(sign * coefficient, name)
  }

  /// The longest known name that ends where a name may end.
  private mutating func takeName() -> String? {
    for name in names where rest.hasPrefix(name) {
      let after = rest.dropFirst(name.count)
      let next = after.first
      guard next == nil || next == " " || next == "\t" || next == "+" || next == "-" || next == "−"
      else { continue }
      rest = after
      return name
    }
    return nil
  }

  private mutating func takeCoefficient() -> Double? {
    guard let number = takeNumber() else { return nil }
    guard rest.first == "/" else { return number }
    let before = rest
    rest.removeFirst()
    guard let divisor = takeNumber(), divisor != 0 else {
      rest = before
      return nil
    }
    return number / divisor
  }

  private mutating func takeNumber() -> Double? {
    if rest.first == "½" {
      rest.removeFirst()
      return 0.5
    }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits), value.isFinite else { return nil }
    rest.removeFirst(digits.count)
    return value
  }

  private mutating func takeOperator(_ symbol: String) -> Bool {
    skipBlanks()
    guard rest.hasPrefix(symbol) else { return false }
    if symbol == "-", rest.hasPrefix("->") { return false }
    rest.removeFirst(symbol.count)
    return true
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private func failure(_ reason: String) -> EnergeticsError {
    EnergeticsError(.usage, "reaction '\(text)': \(reason)")
  }

  private func unknown() -> EnergeticsError {
    let word = rest.prefix { $0 != " " && $0 != "\t" }
    guard !word.isEmpty else { return failure("a name is missing at its end") }
    return EnergeticsError(
      .unknown, "reaction '\(text)': no calculation, tag or reference is called '\(word)'")
  }
}
