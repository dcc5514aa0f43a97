/// Why an electrochemical cell could not be built.
public enum ElectrodeError: BuilderError, Hashable {
  /// A number outside what is allowed.
  case outOfRange(parameter: String, value: String, allowed: String)
  case badText(String, expected: String)
  /// A slab without cell, atoms or a right-handed lattice.
  case slab(String)
  /// The asked sizes, counts, heights or densities contradict one another; says what fits.
  case contradiction(String)
  /// A part has to be stretched more than allowed, %; says which size would do, where one near does.
  case strain(part: String, strain: Double, most: Double, fitting: String?)
  case charge(String)
  case packing(part: String, PackingError)
  case building(BuildError)

  public var fault: BuilderFault {
    switch self {
    case .outOfRange, .badText: .parameter
    case .packing(_, let error): error.fault
    case .building(let error): error.fault
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .badText(let text, let expected):
      "'\(text.count > 80 ? "\(text.prefix(80))…" : text)': expected \(expected)"
    case .slab(let reason), .contradiction(let reason), .charge(let reason): reason
    case .strain(let part, let strain, let most, let fitting):
      "the \(part) would have to be strained by \(rounded(strain)) %, more than \(rounded(most)) %; "
        + (fitting.map { "the nearest size that fits: \($0)" } ?? "choose another size")
        + ", or allow it with a larger strain limit"
    case .packing(let part, let error): "\(part): \(error)"
    case .building(let error): error.description
    }
  }
}
