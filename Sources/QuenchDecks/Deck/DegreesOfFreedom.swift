public import QuenchModel

/// Degrees of freedom that share the thermal energy, T = 2 K / (k_B N_f), and why they are that many.
///
/// Three per atom, less one per axis along which an atom is held: held atoms never count. Total momentum
/// takes one more away per axis along which it is conserved: where no atom is held along that axis, and
/// the thermostat does not kick atoms (Langevin, Andersen).
public struct DegreesOfFreedom: Hashable, Sendable {
  public let count: Int
  /// `3 × 120 − 180 held`, with what became of total momentum.
  public let rule: String

  public init(_ structure: Structure, isStochastic: Bool) {
    let fixed = structure.fixedAxes ?? []
    let held = (0..<3).map { axis in fixed.count { $0[axis] } }
    let free = 3 * structure.count - held.reduce(0, +)
    let conserved = isStochastic ? 0 : held.count { $0 == 0 }
    // A single free atom keeps its one direction: without it there would be no temperature.
    let lost = free > conserved ? conserved : 0
    count = free - lost
    let sum = held.reduce(0, +)
    let base = "3 × \(structure.count)" + (sum > 0 ? " − \(sum) held" : "")
    rule = (lost > 0 ? "\(base) − \(lost)" : base) + ": " + Self.reason(isStochastic, sum, lost)
  }

  private init(count: Int, rule: String) {
    self.count = count
    self.rule = rule
  }

  /// With so many bonds held at their lengths, each of which takes one away.
  func constraining(_ bonds: Int) -> DegreesOfFreedom {
    guard bonds > 0 else { return self }
    return DegreesOfFreedom(count: count - bonds, rule: "\(rule), less \(bonds) constrained bonds")
  }

  private static func reason(_ isStochastic: Bool, _ held: Int, _ lost: Int) -> String {
    if isStochastic { return "the thermostat does not conserve momentum" }
    if lost == 3 { return "total momentum is conserved" }
    if lost > 0 { return "total momentum is conserved along the axes on which no atom is held" }
    return held > 0 ? "held atoms take up momentum" : "too few atoms to take momentum away"
  }
}

extension Dynamics {
  /// Whether the thermostat kicks atoms, so that total momentum is not conserved.
  public var isStochastic: Bool {
    ensemble != .nve && (thermostat == .langevin || thermostat == .andersen)
  }
}
