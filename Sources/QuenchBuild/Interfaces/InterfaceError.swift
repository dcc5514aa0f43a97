import QuenchModel

/// Why an interface could not be built.
public enum InterfaceError: BuilderError, Hashable {
  case outOfRange(parameter: String, value: String, allowed: String)
  case empty(String)
  case noCell(String)
  case notPeriodic(String)
  /// Å², and that of one cell.
  case areaTooSmall(Double, cell: Double)
  case tooManyCells(Double)
  /// Asked strain, area (Å²), and the best there is.
  case noMatch(strain: Double, area: Double, best: LatticeMatch?)
  case noSuchMatch(Int, count: Int)
  case build(BuildError)
  case edit(EditError)
  case tooManyAtoms(Int)

  public var fault: BuilderFault {
    switch self {
    case .outOfRange, .noSuchMatch, .areaTooSmall, .tooManyCells: .parameter
    case .build(let error): error.fault
    case .edit(let error): error.fault
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .empty(let name): "the \(name) has no atoms"
    case .noCell(let name): "the \(name) has no cell that spans a volume"
    case .notPeriodic(let name): "the \(name) does not repeat along a and b, which span its surface"
    case .areaTooSmall(let area, let cell):
      "the largest area, \(rounded(area)) Å², holds no such superlattice; one surface cell has"
        + " \(rounded(cell)) Å²"
    case .tooManyCells(let area):
      "there are too many superlattices up to \(rounded(area)) Å²; ask for a smaller area"
    case .noMatch(let strain, let area, let best): Self.noMatch(strain, area, best)
    case .noSuchMatch(let number, let count):
      "there is no match \(number); there are \(count), numbered from 1 (--list shows them)"
    case .build(let error): "\(error)"
    case .edit(let error): "\(error)"
    case .tooManyAtoms(let count):
      "the interface would have \(count) atoms; at most \(Supercell.mostAtoms) are built"
    }
  }

  private static func noMatch(_ strain: Double, _ area: Double, _ best: LatticeMatch?) -> String {
    let asked =
      "no superlattices match within \(rounded(100 * strain)) % and \(rounded(area)) Å²"
    guard let best else { return asked + ", nor within 30 %: allow a larger area" }
    return asked
      + "; the smallest strain is \(rounded(100 * best.mismatch)) % at \(rounded(best.area)) Å²:"
      + " allow more strain or a larger area"
  }
}
