import QuenchModel

/// How many atoms of which element: a cell's content or a chemical formula.
///
/// Amounts may be fractions (`Na0.5TiO2`). The order is the one it was written in.
public struct Formula: Hashable, Sendable {
  public private(set) var names: [String] = []
  public private(set) var amounts: [Double] = []

  public init() {}

  public init(_ parts: some Sequence<(String, Double)>) {
    for (name, amount) in parts { add(name, amount) }
  }

  /// Counts atoms; metals come first in the order of appearance, then nonmetals as IUPAC orders them
  /// (Red Book 2005, table VI), so that `O Li Li` is `Li2O`.
  public init(atoms: some Sequence<String>) {
    var index: [String: Int] = [:]
    var found: [(name: String, amount: Double)] = []
    for atom in atoms {
      if let known = index[atom] {
        found[known].amount += 1
      } else {
        index[atom] = found.count
        found.append((atom, 1))
      }
    }
    func rank(_ name: String) -> Int { Self.nonmetals.firstIndex(of: name) ?? -1 }
    let order = found.indices.sorted {
      (rank(found[$0].name), $0) < (rank(found[$1].name), $1)
    }
    names = order.map { found[$0].name }
    amounts = order.map { found[$0].amount }
  }

  private static let nonmetals = [
    "B", "Si", "C", "Sb", "As", "P", "N", "H", "Te", "Se", "S", "At", "I", "Br", "Cl", "O", "F",
  ]

  public subscript(name: String) -> Double {
    names.firstIndex(of: name).map { amounts[$0] } ?? 0
  }

  public var parts: [(name: String, amount: Double)] { zip(names, amounts).map { ($0, $1) } }

  public var atoms: Double { amounts.reduce(0, +) }

  public mutating func add(_ name: String, _ amount: Double) {
    if let known = names.firstIndex(of: name) {
      amounts[known] += amount
    } else {
      names.append(name)
      amounts.append(amount)
    }
  }

  public func scaled(by factor: Double) -> Formula {
    Formula(zip(names, amounts.map { $0 * factor }))
  }

  public func adding(_ other: Formula, times factor: Double = 1) -> Formula {
    var sum = self
    for (name, amount) in other.parts { sum.add(name, factor * amount) }
    return sum
  }

  /// Without elements whose amount is smaller than `tolerance`.
  public func pruned(_ tolerance: Double = 1e-6) -> Formula {
    Formula(parts.filter { abs($0.amount) > tolerance }.map { ($0.name, $0.amount) })
  }

  /// Molar mass in u (g/mol); nil where a name is no element.
  public var mass: Double? {
    var mass = 0.0
    for (name, amount) in parts {
      guard let element = Element(symbol: name), element.symbol == name else { return nil }
      mass += element.mass * amount
    }
    return mass
  }
}

extension Formula: CustomStringConvertible {
  public var description: String {
    parts.map { $0.name + Self.subscriptText($0.amount) }.joined()
  }

  static func subscriptText(_ amount: Double) -> String {
    let rounded = (amount * 10000).rounded() / 10000
    if rounded == 1 { return "" }
    if let whole = Int(exactly: rounded) { return String(whole) }
    return rounded.description
  }

  /// How often the smallest whole-number formula fits; 1 where amounts are not whole.
  public var units: Double {
    let whole = amounts.compactMap { amount -> Int? in
      let rounded = amount.rounded()
      return abs(amount - rounded) < 1e-6 ? Int(exactly: rounded) : nil
    }
    guard whole.count == amounts.count else { return 1 }
    return Double(max(1, whole.reduce(0, greatestCommonDivisor)))
  }

  public var reduced: Formula { scaled(by: 1 / units) }

  /// How many of `unit` this holds, when it is a multiple of it; nil otherwise.
  public func multiples(of unit: Formula) -> Double? {
    let (mine, its) = (pruned(), unit.pruned())
    guard let name = its.names.first, Set(mine.names) == Set(its.names) else { return nil }
    let count = mine[name] / its[name]
    let agrees = its.parts.allSatisfy {
      abs(mine[$0.name] - count * $0.amount) < 1e-6 * (1 + count)
    }
    return agrees ? count : nil
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a.magnitude, b.magnitude)
  while b != 0 { (a, b) = (b, a % b) }
  return Int(clamping: a)
}

extension Formula: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode([Part].self)
    self.init(text.map { ($0.name, $0.amount) })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(parts.map { Part(name: $0.name, amount: $0.amount) })
  }

  private struct Part: Codable {
    var name: String
    var amount: Double
  }
}
