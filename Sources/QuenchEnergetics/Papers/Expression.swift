import QuenchModel
import QuenchUnits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A formula as a paper gives it, evaluated from its own inputs: `capacity(1, M(VO2))`.
///
/// Numbers, + − * / ^ and brackets; `M(formula)` in g/mol, `capacity(n, M)` in mAh/g, `F` in C/mol,
/// `mean(a, b, …)`, `abs`, `sqrt`, `min`, `max`; other words are inputs by name. Depth and length are
/// bounded.
public struct Expression: Hashable, Sendable {
  public let text: String
  public let value: Double
  /// Molar masses that were used: formula and g/mol.
  public let molarMasses: [MolarMass]
  /// Electrons and g/mol of each capacity.
  public let capacities: [CapacityInput]

  public struct MolarMass: Hashable, Sendable {
    public let formula: Formula
    public let value: Double
  }

  public struct CapacityInput: Hashable, Sendable {
    public let electrons: Double
    public let molarMass: Double
  }

  /// Throws `EnergeticsError(.usage)` with the place of the mistake.
  public init(_ text: String, inputs: [String: Double] = [:]) throws(EnergeticsError) {
    var parser = ExpressionParser(text, inputs)
    self.text = text
    value = try parser.parse()
    molarMasses = parser.molarMasses
    capacities = parser.capacities
  }
}

private struct ExpressionParser {
  private let text: String
  private var rest: Substring
  private let inputs: [String: Double]
  private var depth = 0
  private(set) var molarMasses: [Expression.MolarMass] = []
  private(set) var capacities: [Expression.CapacityInput] = []
  private static let deepest = 32

  init(_ text: String, _ inputs: [String: Double]) {
    self.text = text
    rest = text[...]
    self.inputs = inputs
  }

  mutating func parse() throws(EnergeticsError) -> Double {
    let value = try sum()
    skip()
    guard rest.isEmpty, text.count < 1000, value.isFinite else { throw failure() }
    return value
  }

  private mutating func sum() throws(EnergeticsError) -> Double {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw failure() }
    var value = try product()
    while let symbol = next(of: "+-−") {
      let term = try product()
      value += symbol == "+" ? term : -term
    }
    return value
  }

  private mutating func product() throws(EnergeticsError) -> Double {
    var value = try power()
    while let symbol = next(of: "*/·×") {
      let factor = try power()
      value = symbol == "/" ? value / factor : value * factor
    }
    return value
  }

  private mutating func power() throws(EnergeticsError) -> Double {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw failure() }
    if next(of: "-−") != nil { return -(try power()) }
    let base = try atom()
    guard next(of: "^") != nil else { return base }
    return pow(base, try power())
  }

  private mutating func atom() throws(EnergeticsError) -> Double {
    skip()
    if next(of: "(") != nil {
      let value = try sum()
      try close()
      return value
    }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    if !digits.isEmpty { return try number(digits) }
    let word = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    guard !word.isEmpty else { throw failure() }
    rest.removeFirst(word.count)
    if next(of: "(") != nil { return try function(word) }
    if let value = inputs[word] { return value }
    if word == "F" { return Constant.faraday }
    if word == "pi" { return .pi }
    throw EnergeticsError(.usage, "'\(text)': '\(word)' is not among the inputs")
  }

  private mutating func number(_ digits: Substring) throws(EnergeticsError) -> Double {
    var word = digits
    rest.removeFirst(digits.count)
    if rest.first == "e" || rest.first == "E" {
      let exponent = rest.dropFirst().prefix {
        $0.isASCII && ($0.isNumber || $0 == "-" || $0 == "+")
      }
      if !exponent.isEmpty {
        word = Substring(String(digits) + "e" + String(exponent))
        rest.removeFirst(exponent.count + 1)
      }
    }
    guard let value = Double(word), value.isFinite else { throw failure() }
    return value
  }

  private mutating func function(_ name: String) throws(EnergeticsError) -> Double {
    if name == "M" { return try molarMass() }
    var arguments = [try sum()]
    while next(of: ",") != nil { arguments.append(try sum()) }
    try close()
    switch (name, arguments.count) {
    case ("capacity", 2):
      capacities.append(.init(electrons: arguments[0], molarMass: arguments[1]))
      return Capacity.value(electrons: arguments[0], molarMass: arguments[1])
    case ("mean", _): return arguments.reduce(0, +) / Double(arguments.count)
    case ("min", _): return arguments.min() ?? 0
    case ("max", _): return arguments.max() ?? 0
    case ("abs", 1): return abs(arguments[0])
    case ("sqrt", 1): return arguments[0].squareRoot()
    case ("ln", 1): return log(arguments[0])
    default: throw EnergeticsError(.usage, "'\(text)': no function \(name) of \(arguments.count)")
    }
  }

  private mutating func molarMass() throws(EnergeticsError) -> Double {
    let name = String(rest.prefix { $0 != ")" })
    rest.removeFirst(name.count)
    // A formula may hold brackets of its own.
    var written = name
    while written.count(where: { $0 == "(" }) > written.count(where: { $0 == ")" }), !rest.isEmpty {
      written.append(rest.removeFirst())
      let more = rest.prefix { $0 != ")" }
      written += more
      rest.removeFirst(more.count)
    }
    try close()
    let formula = try Formula(parsing: written.filter { $0 != " " })
    guard let mass = formula.mass else { throw failure() }
    molarMasses.append(.init(formula: formula, value: mass))
    return mass
  }

  private mutating func close() throws(EnergeticsError) {
    guard next(of: ")") != nil else { throw failure() }
  }

  private mutating func next(of symbols: String) -> Character? {
    skip()
    guard let first = rest.first, symbols.contains(first) else { return nil }
    rest.removeFirst()
    return first
  }

  private mutating func skip() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private func failure() -> EnergeticsError {
    let place = text.count - rest.count + 1
    return EnergeticsError(.usage, "'\(text)' is no formula at character \(place)")
  }
}
