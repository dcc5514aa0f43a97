public import QuenchModel

/// How near atoms of different molecules, or loose atoms, may come.
///
/// Loose atoms keep the distance given for their elements, else one from covalent radii; wherever a
/// molecule has a part, it is the distance between molecules unless the pair is given.
public struct ContactDistances: Hashable, Sendable {
  /// Å, between any atoms of different molecules.
  public var betweenMolecules: Double
  /// Å, by element.
  public private(set) var given: [ElementPair: Double] = [:]

  /// Throws `PackingError` unless the distance lies in 0.1…20 Å.
  public init(betweenMolecules: Double = 2) throws(PackingError) {
    self.betweenMolecules = try Self.checked(betweenMolecules, "the distance between molecules")
  }

  /// Throws `PackingError` unless the distance lies in 0.1…20 Å.
  public mutating func set(_ a: Element, _ b: Element, to distance: Double) throws(PackingError) {
    given[ElementPair(a, b)] = try Self.checked(distance, "the distance \(a)-\(b)")
  }

  /// Adds distances written as `V-O=1.6,O-O=2.2`.
  public mutating func add(parsing text: String) throws(PackingError) {
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=")
      let names = sides.first?.split(separator: "-") ?? []
      guard sides.count == 2, names.count == 2, let distance = Double(sides[1]) else {
        throw .badText(String(part), expected: "a distance such as V-O=1.6, Å")
      }
      var elements: [Element] = []
      for name in names {
        guard let element = Element(symbol: name) else { throw .unknownSpecies(String(name)) }
        elements.append(element)
      }
      try set(elements[0], elements[1], to: distance)
    }
  }

  private static func checked(_ value: Double, _ name: String) throws(PackingError) -> Double {
    guard value.isFinite, (0.1...20).contains(value) else {
      throw .outOfRange(parameter: name, value: "\(value)", allowed: "between 0.1 and 20 Å")
    }
    return value
  }
}

/// Two elements in either order.
public struct ElementPair: Hashable, Sendable, CustomStringConvertible {
  public let a: Element
  public let b: Element

  public init(_ a: Element, _ b: Element) { (self.a, self.b) = a < b ? (a, b) : (b, a) }

  public var description: String { "\(a)-\(b)" }
}

/// Distances from covalent radii among the elements of one composition.
///
/// Three quarters of the sum of the radii between unlike kinds of atoms (cations and anions); 78 % of
/// it between two cations; between two anions of a compound 1.3 times its shortest cation–anion
/// distance, as anions lie apart in a distorted coordination polyhedron (√2 in an octahedron). A
/// composition without cations has 78 % of the sum everywhere.
struct CovalentDistances {
  private let elements: [Element]

  init(_ elements: [Element]) { self.elements = elements }

  /// What forms anions, beside which everything else counts as a cation.
  private static let anions: Set<String> = ["N", "O", "F", "S", "Cl", "Se", "Br", "Te", "I"]

  private static func isAnion(_ element: Element) -> Bool { anions.contains(element.symbol) }

  /// Å. Carbon's radius stands in where none is known.
  func distance(_ a: Element, _ b: Element) -> Double {
    let sum = Self.sum(a, b)
    switch (Self.isAnion(a), Self.isAnion(b)) {
    case (true, true):
      guard let bond = shortestBond else { return 0.78 * sum }
      return max(1.3 * bond, 0.78 * sum)
    case (false, false): return 0.78 * sum
    default: return 0.75 * sum
    }
  }

  private var shortestBond: Double? {
    let (anions, cations) = (elements.filter(Self.isAnion), elements.filter { !Self.isAnion($0) })
    return anions.flatMap { anion in cations.map { 0.75 * Self.sum(anion, $0) } }.min()
  }

  private static func sum(_ a: Element, _ b: Element) -> Double {
    (a.covalentRadius ?? 1.5) + (b.covalentRadius ?? 1.5)
  }
}
