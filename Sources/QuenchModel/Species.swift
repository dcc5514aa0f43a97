/// A kind of atom as its source names it, beside the element it stands for.
///
/// `Ti_pv`, `O2-` and `Ti/3f2a6b` keep their label; the element is what physics is computed with.
public struct Species: Hashable, Sendable, CustomStringConvertible {
  /// As written in the source, e.g. `Ti_pv`, `O2-`, `OW`.
  public var label: String
  /// Nil where the source does not say and nothing may be guessed.
  public var element: Element?

  public init(label: String, element: Element?) {
    self.label = label
    self.element = element
  }

  public init(_ element: Element) {
    self.init(label: element.symbol, element: element)
  }

  /// Reads the element from the leading letters of a label: `Ti_pv`, `Fe3+`, `O1`, `H.5`, `Ti/3f2a`.
  ///
  /// Two letters are tried before one; nothing is guessed when neither is a symbol.
  public init(label: String) {
    self.init(label: label, element: Self.element(ofLabel: label))
  }

  /// The element's symbol, or the label where there is none.
  public var name: String { element?.symbol ?? label }

  public var description: String { label }

  static func element(ofLabel label: String) -> Element? {
    let letters = label.prefix { $0.isASCII && $0.isLetter }
    guard letters.count <= 2 else { return Element(symbol: letters) }
    return Element(symbol: letters) ?? Element(symbol: letters.prefix(1))
  }
}
