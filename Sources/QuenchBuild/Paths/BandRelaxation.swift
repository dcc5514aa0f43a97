import QuenchModel

/// A nudged elastic band on the pair potential, relaxed by FIRE (Bitzek et al., Phys. Rev. Lett. 97 (2006)
/// 170201, doi 10.1103/PhysRevLett.97.170201): the potential moves images across the path only, equal
/// springs keep them evenly spaced along it (Jónsson, Mills & Jacobsen 1998).
struct BandRelaxation {
  private(set) var path: [[Vector3]]
  private let potential: PairDistancePotential
  private let isHeld: [Bool]

  /// Of the springs, Å⁻⁴.
  private static let spring = 0.1
  private static let longestStep = 0.1

  struct Outcome {
    let steps: Int
    /// The largest left.
    let force: Double
  }

  init(_ ends: PathEnds, _ path: [[Vector3]], _ potential: PairDistancePotential) {
    (self.path, self.potential) = (path, potential)
    isHeld = (0..<ends.start.count).map { ends.start.fixedAxes?[$0] == .all }
  }

  mutating func relax(tolerance: Double, mostSteps: Int) -> Outcome {
    var velocities = path.map { [Vector3](repeating: .zero, count: $0.count) }
    var (dt, mixing, downhill) = (0.1, 0.1, 0)
    var largest = Double.infinity
    for step in 0..<mostSteps {
      let forces = path.indices.map { self.forces($0) }
      largest = forces.joined().reduce(0) { max($0, $1.length) }
      if largest <= tolerance { return Outcome(steps: step, force: largest) }
      let power = Self.product(forces, velocities)
      if power > 0 {
        downhill += 1
        let ratio =
          (Self.product(velocities, velocities) / Self.product(forces, forces)).squareRoot()
        Self.combine(&velocities, 1 - mixing, forces, mixing * ratio)
        if downhill > 5 { (dt, mixing) = (min(dt * 1.1, 1), mixing * 0.99) }
      } else {
        (dt, mixing, downhill) = (dt * 0.5, 0.1, 0)
        Self.combine(&velocities, 0, forces, 0)
      }
      Self.combine(&velocities, 1, forces, dt)
      move(velocities, dt)
    }
    return Outcome(steps: mostSteps, force: largest)
  }

  /// The nudged force on an image; none on the ends.
  private func forces(_ image: Int) -> [Vector3] {
    let here = path[image]
    guard image > 0, image < path.count - 1 else {
      return [Vector3](repeating: .zero, count: here.count)
    }
    let back = zip(here, path[image - 1]).map { $0 - $1 }
    let ahead = zip(path[image + 1], here).map { $0 - $1 }
    let (backLength, aheadLength) = (Self.length(back), Self.length(ahead))
    var tangent = zip(back, ahead).map {
      $0 / max(backLength, 1e-12) + $1 / max(aheadLength, 1e-12)
    }
    let norm = max(Self.length(tangent), 1e-12)
    tangent = tangent.map { $0 / norm }
    var forces = potential.forces(here, image: image)
    for atom in forces.indices where isHeld[atom] { forces[atom] = .zero }
    let along = zip(forces, tangent).reduce(0) { $0 + dot($1.0, $1.1) }
    let pull = Self.spring * (aheadLength - backLength)
    return zip(forces, tangent).map { $0 + (pull - along) * $1 }
  }

  private mutating func move(_ velocities: [[Vector3]], _ dt: Double) {
    let longest = dt * velocities.joined().reduce(0) { max($0, $1.length) }
    let scale = dt * min(1, Self.longestStep / max(longest, 1e-300))
    for image in path.indices {
      for atom in path[image].indices where !isHeld[atom] {
        path[image][atom] += scale * velocities[image][atom]
      }
    }
  }

  private static func length(_ vectors: [Vector3]) -> Double {
    vectors.reduce(0) { $0 + dot($1, $1) }.squareRoot()
  }

  private static func product(_ a: [[Vector3]], _ b: [[Vector3]]) -> Double {
    zip(a, b).reduce(0) { sum, rows in
      sum + zip(rows.0, rows.1).reduce(0) { $0 + dot($1.0, $1.1) }
    }
  }

  private static func combine(
    _ a: inout [[Vector3]], _ factor: Double, _ b: [[Vector3]], _ other: Double
  ) {
    for row in a.indices {
      for place in a[row].indices { a[row][place] = factor * a[row][place] + other * b[row][place] }
    }
  }
}
