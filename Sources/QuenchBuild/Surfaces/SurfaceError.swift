public import QuenchModel
public import QuenchNeighbors
public import QuenchSymmetry

/// Why a slab or an adsorption structure could not be built.
public enum SurfaceError: BuilderError, Hashable {
  /// Text that is no plane, and what is wrong with it.
  case badPlane(String, reason: String)
  case outOfRange(parameter: String, value: String, allowed: String)
  /// Text of another parameter that cannot be read.
  case badText(parameter: String, text: String, expected: String)
  case oxidation(OxidationError)
  /// Four indices without hexagonal axes.
  case notHexagonal(lengths: Vector3, angles: Vector3)
  case noCrystal(String)
  case symmetry(SymmetryError)
  case neighbors(NeighborError)
  /// No gap between atomic planes is wider than the tolerance; Å.
  case noGap(plane: String, widest: Double, tolerance: Double)
  case unknownTermination(String, known: [String])
  case tooManyAtoms(Int)
  /// What cannot be met with this crystal, why, and what to do instead.
  case refused(String)

  public var fault: BuilderFault {
    switch self {
    case .badPlane, .outOfRange, .badText, .oxidation, .unknownTermination: .parameter
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .badPlane(let text, let reason): "'\(text)' is no lattice plane: \(reason)"
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .badText(let parameter, let text, let expected):
      "\(parameter): expected \(expected), found '\(text)'"
    case .oxidation(let error): error.description
    case .notHexagonal(let lengths, let angles):
      "four indices need hexagonal axes (a = b, γ = 120°); this cell has \(shown(lengths.x)), "
        + "\(shown(lengths.y)), \(shown(lengths.z)) Å and γ = \(shown(angles.z))°: give three"
    case .noCrystal(let reason): "no slab can be cut: \(reason)"
    case .symmetry(let error): error.description
    case .neighbors(let error): error.description
    case .noGap(let plane, let widest, let tolerance):
      "the widest gap between atomic planes along \(plane) is \(shown(widest)) Å, not above the "
        + "tolerance of \(tolerance) Å: every plane would be one layer; lower the tolerance"
    case .unknownTermination(let text, let known):
      "no termination is called '\(text)'; there are \(known.joined(separator: ", "))"
    case .tooManyAtoms(let count):
      "the slab would have \(count) atoms; at most \(Supercell.mostAtoms) are built"
    case .refused(let sentence): sentence
    }
  }
}

/// Four decimals at most, for messages.
func shown(_ value: Double, _ decimals: Int = 4) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let value = (value * scale).rounded() / scale
  return Int(exactly: value).map(String.init) ?? "\(value)"
}

extension Structure {
  func nearbyPairs(
    within cutoff: Double, _ body: (NeighborPair) -> Void
  ) throws(SurfaceError) {
    do throws(NeighborError) {
      try forEachPair(within: cutoff, body)
    } catch {
      throw .neighbors(error)
    }
  }
}
