public import QuenchNeighbors

/// Why atoms and molecules could not be packed.
public enum PackingError: BuilderError, Hashable {
  /// A number outside what is allowed.
  case outOfRange(parameter: String, value: String, allowed: String)
  /// Text that says no amount, distance or region.
  case badText(String, expected: String)
  case nothing
  case unknownSpecies(String)
  case invalidLattice
  /// Density or cell, and which of the two is missing or too much.
  case box(String)
  /// A component's concentration cannot be turned into a number of molecules.
  case concentration(String)
  /// Å: the longest extent of a component and the height of the cell it does not fit in.
  case moleculeTooLarge(name: String, length: Double, room: Double)
  /// Å: an atom is as near to its own image.
  case cellTooSmall(pair: String, asked: Double, shortest: Double)
  /// No density of equal spheres exceeds π/√18; g/cm³ at which it would be reached.
  case tooDense(density: Double?, share: Double, most: Double?)
  /// Held atoms that are nearer to one another than asked, from 0.
  case heldOverlap(first: Int, second: Int, distance: Double)
  case region(String)
  /// The best that was reached: per pair asked and shortest distance, Å.
  case notReached(rounds: Int, overlaps: Int, outside: Int, worst: [PackedContact])
  case neighbors(NeighborError)

  public var fault: BuilderFault {
    switch self {
    case .outOfRange, .badText, .nothing, .unknownSpecies, .box, .concentration: .parameter
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .badText(let text, let expected):
      "'\(text.count > 80 ? "\(text.prefix(80))…" : text)': expected \(expected)"
    case .nothing: "there is nothing to pack"
    case .unknownSpecies(let name):
      "'\(name)' is no element; atoms are packed by element symbols, molecules by name or file"
    case .invalidLattice: "the cell vectors span no volume, are not finite or are left-handed"
    case .box(let reason), .concentration(let reason), .region(let reason): reason
    case .moleculeTooLarge(let name, let length, let room):
      "\(name) is \(rounded(length)) Å long and does not fit a cell with \(rounded(room)) Å between"
        + " its faces; take a larger cell, more molecules or a lower density"
    case .cellTooSmall(let pair, let asked, let shortest):
      "every atom is \(rounded(shortest)) Å from its own image, so that \(pair) cannot stay"
        + " \(rounded(asked)) Å apart; take a larger cell"
    case .tooDense(let density, let share, let most):
      Self.tooDense(density, share, most)
    case .heldOverlap(let first, let second, let distance):
      "held atoms \(first + 1) and \(second + 1) are on top of one another (\(rounded(distance)) Å)"
    case .notReached(let rounds, let overlaps, let outside, let worst):
      Self.notReached(rounds, overlaps, outside, worst)
    case .neighbors(let error): error.description
    }
  }

  private static func notReached(
    _ rounds: Int, _ overlaps: Int, _ outside: Int, _ worst: [PackedContact]
  ) -> String {
    var text = "after \(rounds) rounds"
    if overlaps > 0 {
      text += " \(overlaps) pairs are still too close; best reached: "
      text += worst.map { "\($0.pair) \(rounded($0.reached)) of \(rounded($0.asked)) Å" }
        .joined(separator: ", ")
    }
    if outside > 0 { text += "\(overlaps > 0 ? ";" : "") \(outside) nuclei are outside the region" }
    return text + "; lower the density or the distances, or try another seed"
  }

  private static func tooDense(_ density: Double?, _ share: Double, _ most: Double?) -> String {
    var text =
      "spheres as wide as the shortest distance asked would fill \(rounded(100 * share)) % of"
    text += " the cell, and no packing of equal spheres fills more than 74.05 %"
    if let density, let most {
      text += ": \(rounded(density)) g/cm³ is out of reach, \(rounded(most)) g/cm³ is the limit"
    }
    return text
  }
}

extension PackingError {
  /// Runs a search for pairs; its error becomes one of packing.
  static func searching<Value>(
    _ body: () throws(NeighborError) -> Value
  ) throws(PackingError) -> Value {
    do throws(NeighborError) { return try body() } catch { throw .neighbors(error) }
  }
}

/// Three decimals, for messages.
func rounded(_ value: Double) -> String {
  let scaled = (value * 1000).rounded()
  guard let whole = Int(exactly: scaled) else { return "\(value)" }
  let text = String(abs(whole))
  let padded = String(repeating: "0", count: max(0, 4 - text.count)) + text
  return (whole < 0 ? "-" : "") + padded.dropLast(3) + "." + padded.suffix(3)
}
