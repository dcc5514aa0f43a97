import QuenchModel

extension Formula {
  /// Reads `Na3V2(PO4)3`, `Na0.5TiO2`, `CuSO4.5H2O` is refused: write its atoms in one formula.
  ///
  /// Every symbol must be an element; throws `EnergeticsError(.usage)` otherwise.
  public init(parsing text: String) throws(EnergeticsError) {
    var parser = FormulaParser(text)
    self = try parser.parse()
  }
}

/// Recursive descent over symbols, numbers and brackets; nesting is bounded.
private struct FormulaParser {
  private let text: String
  private var rest: Substring
  private static let deepest = 16

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  mutating func parse() throws(EnergeticsError) -> Formula {
    let formula = try group(depth: 0)
    guard rest.isEmpty, !formula.names.isEmpty else { throw failure() }
    return formula
  }

  private mutating func group(depth: Int) throws(EnergeticsError) -> Formula {
    guard depth < Self.deepest else { throw failure() }
    var formula = Formula()
    while let first = rest.first {
      if first == "(" || first == "[" {
        rest.removeFirst()
        let inner = try group(depth: depth + 1)
        guard let close = rest.first, close == ")" || close == "]" else { throw failure() }
        rest.removeFirst()
        formula = formula.adding(inner, times: try number())
      } else if first.isASCII, first.isUppercase {
        let symbol = try self.symbol()
        formula.add(symbol, try number())
      } else {
        break
      }
    }
    return formula
  }

  private mutating func symbol() throws(EnergeticsError) -> String {
    let two = rest.prefix(2)
    if two.count == 2, two.last?.isLowercase == true, Element(symbol: two) != nil {
      rest.removeFirst(2)
      return String(two)
    }
    let one = rest.prefix(1)
    guard Element(symbol: one) != nil else { throw failure() }
    rest.removeFirst()
    return String(one)
  }

  private mutating func number() throws(EnergeticsError) -> Double {
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    if digits.isEmpty { return 1 }
    guard let value = Double(digits), value.isFinite, value > 0, value < 1e9 else {
      throw failure()
    }
    rest.removeFirst(digits.count)
    return value
  }

  private func failure() -> EnergeticsError {
    EnergeticsError(.usage, "'\(text)' is not a chemical formula such as Na3V2(PO4)3")
  }
}
