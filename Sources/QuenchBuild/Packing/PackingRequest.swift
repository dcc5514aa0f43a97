public import QuenchModel

/// One thing to pack as a person writes it: `600:DME`, `1.0mol/L:LiTFSI`, `125:Li+`.
public struct PackingRequest: Hashable, Sendable {
  public let amount: PackingAmount
  /// A built-in molecule, a file, or an ion such as `Li+`.
  public let name: String

  /// Throws `PackingError` where there is no amount, colon and name.
  public init(parsing text: String) throws(PackingError) {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
      throw .badText(text, expected: "an amount and a name, e.g. 600:DME or 1.0mol/L:LiTFSI")
    }
    amount = try PackingAmount(parsing: String(text[..<colon]))
    name = String(text[text.index(after: colon)...])
    guard !name.isEmpty else { throw .badText(text, expected: "a name behind the colon") }
  }
}

/// An ion of one atom by its name: `Li+`, `Zn2+`, `Cl-`.
public struct MonatomicIon: Hashable, Sendable {
  public let element: Element
  /// e.
  public let charge: Double

  /// Nil where the text is no element and sign.
  public init?(_ text: String) {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    let rest = text.dropFirst(letters.count)
    guard let sign = rest.last, sign == "+" || sign == "-" else { return nil }
    let digits = rest.dropLast()
    guard digits.isEmpty || digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let size = digits.isEmpty ? 1 : Double(digits), size > 0, size < 9
    else { return nil }
    guard let element = Element(symbol: letters) else { return nil }
    self.element = element
    charge = sign == "+" ? size : -size
  }

  /// The ion of an element that has but one state: `Li` is Li+, `Zn` is Zn2+; nil for the rest.
  public init?(onlyStateOf symbol: String) {
    guard let element = Element(symbol: symbol), let states = OxidationTable.entries[symbol],
      states.count == 1
    else { return nil }
    self.element = element
    charge = Double(states[0].state)
  }

  /// `Li+`, `Zn2+`.
  public var name: String {
    let size = Int(exactly: charge.magnitude) ?? 0
    return element.symbol + (size == 1 ? "" : "\(size)") + (charge < 0 ? "-" : "+")
  }
}
