public import QuenchModel

/// How a crystal is taken apart into atomic planes.
public struct SlabCutting: Hashable, Sendable {
  /// Miller indices refer to the cell as given instead of the conventional one.
  public var usesGivenCell = false
  /// Å, for the space group.
  public var symmetryTolerance = 1e-2
  /// Atoms of one plane follow one another by at most this height, Å.
  public var layerTolerance = 0.3
  /// Nil: guessed from the composition.
  public var oxidation: OxidationStates?
  /// Bonds that no cut may break: whole units are sorted to one side by their centres. Empty: cuts are
  /// flat, and broken bonds of molecular units are only counted.
  public var wholeBonds: [BondKind] = []

  public init() {}

  func check() throws(SurfaceError) {
    guard symmetryTolerance > 0, symmetryTolerance <= 1 else {
      throw .outOfRange(
        parameter: "the symmetry tolerance", value: "\(symmetryTolerance) Å",
        allowed: "above 0 and at most 1 Å")
    }
    guard layerTolerance > 0, layerTolerance <= 5 else {
      throw .outOfRange(
        parameter: "the layer tolerance", value: "\(layerTolerance) Å",
        allowed: "above 0 and at most 5 Å")
    }
  }
}

/// A bond between two elements, in either order.
public struct BondKind: Hashable, Sendable, CustomStringConvertible {
  /// By atomic number.
  public let first: Element
  public let second: Element

  public init(_ one: Element, _ other: Element) {
    (first, second) = one < other ? (one, other) : (other, one)
  }

  public var description: String { "\(first)-\(second)" }

  /// `C-O,Si-O`. Throws `SurfaceError`.
  public static func list(parsing text: String) throws(SurfaceError) -> [BondKind] {
    var kinds: [BondKind] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let names = part.split(separator: "-").map { $0.filter { $0 != " " } }
      guard names.count == 2, let one = Element(symbol: names[0]),
        let other = Element(symbol: names[1])
      else {
        throw .badText(
          parameter: "bonds to keep", text: String(part.prefix(40)),
          expected: "pairs of elements such as C-O,Si-O")
      }
      kinds.append(BondKind(one, other))
    }
    return kinds
  }
}
