import QuenchModel
import QuenchNeighbors

/// Moves rigid bodies downhill until no two atoms are too near.
///
/// FIRE (Bitzek et al., Phys. Rev. Lett. 97 (2006) 170201, doi 10.1103/PhysRevLett.97.170201) over
/// translations and rotations in coordinates scaled by the square roots of mass and inertia.
struct OverlapDescent {
  private let penalty: OverlapPenalty
  private let list: VerletList
  private var forces: [Vector3]
  private var gradients: [Generalized]
  private var velocities: [Generalized]
  private var timeStep = 0.2
  private var mixing = Self.firstMixing
  private var downhill = 0
  /// Steps taken in all.
  private(set) var steps = 0

  private static let firstMixing = 0.1
  /// Longest step of a body and of its outermost atom about the centre, Å.
  private static let longestStep = 0.25

  /// A translation and a rotation, scaled.
  private struct Generalized {
    var linear = Vector3.zero
    var angular = Vector3.zero

    static func dot(_ p: Generalized, _ q: Generalized) -> Double {
      (p.linear * q.linear).sum() + (p.angular * q.angular).sum()
    }
  }

  init(_ penalty: OverlapPenalty, _ bodies: RigidBodies) throws(PackingError) {
    self.penalty = penalty
    list = try PackingError.searching { () throws(NeighborError) in
      try VerletList(cutoff: penalty.cutoff, skin: max(0.6, 0.35 * penalty.cutoff))
    }
    forces = [Vector3](repeating: .zero, count: bodies.structure.count)
    gradients = [Generalized](repeating: Generalized(), count: bodies.count)
    velocities = gradients
  }

  /// At most `limit` steps, fewer where everything is reached or cost falls no more.
  mutating func run(
    _ bodies: inout RigidBodies, atMost limit: Int
  ) throws(PackingError) -> OverlapPenalty.Verdict {
    rest()
    var verdict = OverlapPenalty.Verdict()
    var landmark = Double.infinity
    for step in 0..<limit {
      try refresh(bodies)
      verdict = penalty.evaluate(bodies.structure, list, forces: &forces)
      guard verdict.missed > 0 else { break }
      if step.isMultiple(of: 60) {
        guard verdict.cost < 0.9 * landmark else { break }
        landmark = verdict.cost
      }
      gather(bodies)
      accelerate()
      advance(&bodies)
      steps += 1
    }
    return verdict
  }

  /// Cost of each body as it lies, Å².
  func costs(of bodies: RigidBodies) throws(PackingError) -> [Double] {
    try refresh(bodies)
    return penalty.costs(of: bodies, list)
  }

  private func refresh(_ bodies: RigidBodies) throws(PackingError) {
    try PackingError.searching { () throws(NeighborError) in
      try list.update(bodies.structure, groups: bodies.groups)
    }
  }

  private mutating func rest() {
    velocities = [Generalized](repeating: Generalized(), count: velocities.count)
    (timeStep, mixing, downhill) = (0.2, Self.firstMixing, 0)
  }

  /// Forces and torques of the bodies from those on their atoms.
  private mutating func gather(_ bodies: RigidBodies) {
    for body in 0..<bodies.count {
      var (force, torque) = (Vector3.zero, Vector3.zero)
      let shape = bodies.shape(of: body)
      for (atom, offset) in zip(bodies.atoms(of: body), shape) {
        force += forces[atom]
        torque += cross(offset, forces[atom])
      }
      let inertia = bodies.inertias[body]
      gradients[body].linear = force / bodies.masses[body].squareRoot()
      gradients[body].angular = inertia > 0 ? torque / inertia.squareRoot() : .zero
    }
  }

  /// Velocities along the forces, steered by whether the last step went downhill.
  private mutating func accelerate() {
    var (power, speed, pull) = (0.0, 0.0, 0.0)
    for (v, f) in zip(velocities, gradients) {
      power += Generalized.dot(v, f)
      speed += Generalized.dot(v, v)
      pull += Generalized.dot(f, f)
    }
    var (keep, turn) = (1.0, 0.0)
    if power > 0 {
      downhill += 1
      (keep, turn) = (1 - mixing, pull > 0 ? mixing * (speed / pull).squareRoot() : 0)
      if downhill > 5 { (timeStep, mixing) = (min(timeStep * 1.1, 0.9), mixing * 0.99) }
    } else {
      (keep, downhill, mixing) = (0, 0, Self.firstMixing)
      timeStep = max(timeStep * 0.5, 0.02)
    }
    for body in velocities.indices {
      velocities[body].linear =
        keep * velocities[body].linear + (turn + timeStep) * gradients[body].linear
      velocities[body].angular =
        keep * velocities[body].angular + (turn + timeStep) * gradients[body].angular
    }
  }

  private func advance(_ bodies: inout RigidBodies) {
    for body in 0..<bodies.count {
      var step = timeStep / bodies.masses[body].squareRoot() * velocities[body].linear
      var angle = Vector3.zero
      if bodies.inertias[body] > 0 {
        angle = timeStep / bodies.inertias[body].squareRoot() * velocities[body].angular
      }
      let (length, arc) = (step.length, angle.length * bodies.radii[body])
      if length == 0, arc == 0 { continue }
      if length > Self.longestStep { step *= Self.longestStep / length }
      if arc > Self.longestStep { angle *= Self.longestStep / arc }
      bodies.move(body, by: step, turning: angle)
    }
  }
}
