public import QuenchModel
import QuenchUnits

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
  }

  public var parts: [Part]
  public var atoms: Int
  public var mobileAtoms: Int
  public var degreesOfFreedom: Int
  /// Why that many.
  public var degreesOfFreedomRule: String

  /// Degrees of freedom that are thermal: 3 per free axis of each atom, less 3 where total momentum is
  /// conserved. It is not where any atom is held, nor under Langevin or Andersen thermostats.
  public init(_ plan: RunProtocol, _ structure: Structure) {
    atoms = structure.count
    let fixed = structure.fixedAxes ?? []
    mobileAtoms = structure.count - fixed.count { $0 == .all }
    let held = fixed.reduce(0) { $0 + ($1.rawValue & 7).nonzeroBitCount }
    let free = 3 * structure.count - held
    let isStochastic = plan.stages.contains { stage in
      guard case .dynamics(let run) = stage.task, run.ensemble != .nve else { return false }
      return run.thermostat == .langevin || run.thermostat == .andersen
    }
    let conserves = held == 0 && !isStochastic && free > 3
    degreesOfFreedom = conserves ? free - 3 : free
    degreesOfFreedomRule =
      conserves
      ? "3 × \(atoms) − 3: total momentum is conserved"
      : held > 0
        ? "3 × \(atoms) − \(held) held: frozen atoms take up momentum, so that no 3 is subtracted"
        : "3 × \(atoms): the thermostat does not conserve momentum"
    parts = plan.stages.map { Self.part($0, atoms: structure.count) }
  }

  private static func part(_ stage: Stage, atoms: Int) -> Part {
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
    let (bytes, _) = frames.multipliedReportingOverflow(by: 12 * atoms)
    return Part(
      stage: stage.name, steps: run.steps, time: run.duration, coolingRate: run.coolingRate,
      frames: frames, bytes: bytes)
  }

  public var steps: Int { parts.reduce(0) { $0 + $1.steps } }
  /// fs.
  public var time: Double { parts.reduce(0) { $0 + $1.time } }
}
