import QuenchModel

/// Between which atoms a picture draws a bond: nearer than the sum of covalent radii times a
/// tolerance, and not between two metals where there are non-metals to bind them.
struct BondRule {
  private let kinds: Int
  /// Å², for each two kinds; 0 where no bond is drawn.
  private let squares: [Double]
  /// Å.
  let longest: Double

  init(_ species: [Species], tolerance: Double) {
    let elements = species.map(\.element)
    let isCompound = elements.contains { $0.map { Self.binders.contains($0.symbol) } ?? false }
    kinds = species.count
    var lengths: [Double] = []
    for first in elements {
      for second in elements {
        guard let a = first, let b = second, let r = a.covalentRadius, let s = b.covalentRadius,
          !isCompound || !Self.isMetal(a) || !Self.isMetal(b)
        else {
          lengths.append(0)
          continue
        }
        lengths.append(tolerance * (r + s))
      }
    }
    squares = lengths.map { $0 * $0 }
    longest = lengths.max() ?? 0
  }

  func joins(_ first: Int32, _ second: Int32, square: Double) -> Bool {
    square < squares[Int(first) * kinds + Int(second)] && square > 0.01
  }

  /// Elements that make the metals beside them ions.
  private static let binders: Set<String> = ["N", "O", "F", "P", "S", "Cl", "Se", "Br", "Te", "I"]
  private static let nonMetals: Set<String> = binders.union([
    "H", "He", "B", "C", "Ne", "Si", "Ar", "Ge", "As", "Kr", "Xe", "At", "Rn",
  ])

  static func isMetal(_ element: Element) -> Bool { !nonMetals.contains(element.symbol) }
}
