import QuenchModel

/// A number out of a paper, with the inputs the paper itself names.
public struct PublishedValue: Hashable, Sendable {
  public let quantity: String
  public let value: Double
  /// Digits behind the point as printed; the last one may be off by half.
  public let decimals: Int
  public let unit: String
  /// How it follows from the paper's own inputs.
  public let formula: String?
  public let inputs: [String: Double]
  /// A reaction over the ledger that should give it.
  public let reaction: String?
  public let note: String?

  public init(
    quantity: String, value: Double, decimals: Int, unit: String, formula: String? = nil,
    inputs: [String: Double] = [:], reaction: String? = nil, note: String? = nil
  ) {
    self.quantity = quantity
    self.value = value
    self.decimals = decimals
    self.unit = unit
    self.formula = formula
    self.inputs = inputs
    self.reaction = reaction
    self.note = note
  }

  /// Whether the printed number follows from the paper's own inputs.
  public enum Verdict: Hashable, Sendable {
    case follows(computed: Double)
    case doesNotFollow(computed: Double, remark: String?)
    case notChecked

    public var computed: Double? {
      switch self {
      case .follows(let computed), .doesNotFollow(let computed, _): computed
      case .notChecked: nil
      }
    }

    public var text: String {
      switch self {
      case .follows: "follows"
      case .doesNotFollow: "does not follow"
      case .notChecked: "not checked"
      }
    }
  }

  /// Half a unit of the last printed digit, and a tenth of a per cent for atomic weights of other
  /// years.
  public var tolerance: Double {
    var digit = 0.5
    for _ in 0..<decimals { digit /= 10 }
    return digit * (1 + 1e-9) + 1e-3 * abs(value)
  }

  /// Throws `EnergeticsError(.usage)` for a formula that cannot be read.
  public func verdict() throws(EnergeticsError) -> Verdict {
    guard let formula else { return .notChecked }
    let expression = try Expression(formula, inputs: inputs)
    if abs(expression.value - value) <= tolerance { return .follows(computed: expression.value) }
    return .doesNotFollow(computed: expression.value, remark: wrongMass(expression))
  }

  /// A capacity that would follow with another molar mass: whose it is.
  private func wrongMass(_ expression: Expression) -> String? {
    guard let input = expression.capacities.first, expression.capacities.count == 1, value > 0
    else {
      return nil
    }
    let needed = Capacity.molarMass(electrons: input.electrons, capacity: value)
    let rounded = (needed * 1000).rounded() / 1000
    let whose = Element.nearest(mass: needed, tolerance: 1e-3 * needed)
    return "it needs M = \(rounded) g/mol" + (whose.map { ", which is \($0.name)" } ?? "")
  }
}
