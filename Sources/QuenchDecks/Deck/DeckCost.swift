public import QuenchModel

/// What a protocol costs and does, whichever engine runs it.
public struct DeckCost: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var stage: String
    public var steps: Int
    /// fs.
    public var time: Double
    /// K/s, positive when cooling.
    public var coolingRate: Double?
    public var frames: Int
    /// Of positions in single precision, 12 per atom and frame.
    public var bytes: Int
    /// Thermal ones; nil where the stage is no dynamics.
    public var freedom: DegreesOfFreedom?
  }

  public var parts: [Part]
  public var atoms: Int
  /// Atoms that are not held along every axis.
  public var mobileAtoms: Int
  /// Of the first dynamics, or of a thermostat that conserves momentum.
  public var freedom: DegreesOfFreedom

  public var degreesOfFreedom: Int { freedom.count }
  /// Why that many.
  public var degreesOfFreedomRule: String { freedom.rule }

  public init(_ plan: RunProtocol, _ structure: Structure) {
    atoms = structure.count
    mobileAtoms = structure.count - (structure.fixedAxes ?? []).count { $0 == .all }
    parts = plan.stages.map { Self.part($0, structure) }
    freedom =
      parts.lazy.compactMap(\.freedom).first ?? DegreesOfFreedom(structure, isStochastic: false)
  }

  private static func part(_ stage: Stage, _ structure: Structure) -> Part {
    guard case .dynamics(let run) = stage.task else {
      let steps =
        switch stage.task {
        case .relaxation(let relaxation): relaxation.maximumSteps
        case .band(let band): band.maximumSteps
        default: 0
        }
      return Part(stage: stage.name, steps: steps, time: 0, coolingRate: nil, frames: 0, bytes: 0)
    }
    let frames = run.steps / max(1, run.saveEvery) + 1
    let (bytes, overflow) = frames.multipliedReportingOverflow(by: 12 * structure.count)
    return Part(
      stage: stage.name, steps: run.steps, time: run.duration, coolingRate: run.coolingRate,
      frames: frames, bytes: overflow ? .max : bytes,
      freedom: DegreesOfFreedom(structure, isStochastic: run.isStochastic))
  }

  /// The same where so many bonds are held at their lengths in all dynamics.
  func constraining(bonds: Int) -> DeckCost {
    var cost = self
    cost.freedom = freedom.constraining(bonds)
    for part in cost.parts.indices {
      cost.parts[part].freedom = cost.parts[part].freedom?.constraining(bonds)
    }
    return cost
  }

  public var steps: Int { parts.reduce(0) { $0 + $1.steps } }
  /// fs.
  public var time: Double { parts.reduce(0) { $0 + $1.time } }
  public var bytes: Int {
    parts.reduce(0) { sum, part in
      let (sum, overflow) = sum.addingReportingOverflow(part.bytes)
      return overflow ? .max : sum
    }
  }
}
