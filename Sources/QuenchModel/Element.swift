/// A chemical element, hydrogen (1) to oganesson (118).
public struct Element: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Atomic number, 1…118.
  public let atomicNumber: UInt8

  /// Nil unless 1 ≤ `atomicNumber` ≤ 118.
  public init?(atomicNumber: Int) {
    guard (1...118).contains(atomicNumber) else { return nil }
    self.atomicNumber = UInt8(atomicNumber)
  }

  /// The element of a symbol in any letter case (`Ti`, `TI`, `ti`); `D` and `T` are hydrogen.
  public init?(symbol: some StringProtocol) {
    guard let number = Self.numbers[symbol.lowercased()] else { return nil }
    self.atomicNumber = number
  }

  private var row: ElementTable.Row { ElementTable.rows[Int(atomicNumber) - 1] }

  /// IUPAC symbol, one or two letters.
  public var symbol: String { row.symbol.description }
  /// IUPAC name, lower case.
  public var name: String { row.name.description }
  /// Standard atomic weight, u.
  public var mass: Double { row.mass }
  /// Covalent radius, Å; nil beyond curium, where none has been tabulated.
  public var covalentRadius: Double? { row.covalentRadius }

  public var description: String { symbol }

  public static func < (left: Element, right: Element) -> Bool {
    left.atomicNumber < right.atomicNumber
  }

  /// All 118, by atomic number.
  public static let all: [Element] = (1...118).compactMap(Element.init(atomicNumber:))

  /// The element whose standard weight is nearest to `mass` (u), if it is within `tolerance`.
  public static func nearest(mass: Double, tolerance: Double = 0.05) -> Element? {
    guard
      let best = all.min(by: { abs($0.mass - mass) < abs($1.mass - mass) }),
      abs(best.mass - mass) <= tolerance
    else { return nil }
    return best
  }

  private static let numbers: [String: UInt8] = {
    var numbers = ["d": UInt8(1), "t": UInt8(1)]
    for (index, row) in ElementTable.rows.enumerated() {
      numbers[row.symbol.description.lowercased()] = UInt8(index + 1)
    }
    return numbers
  }()
}
