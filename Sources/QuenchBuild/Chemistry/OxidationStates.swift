public import QuenchModel

/// The oxidation state of each element of a structure, and where it comes from.
///
/// Formal charges for judging polarity and for point-charge models, not the charges of a calculation.
public struct OxidationStates: Hashable, Sendable {
  public enum Origin: String, Hashable, Sendable {
    /// Said by the user.
    case given
    /// From the composition: charge balance over common states.
    case guessed
    /// No balance with common states, or more than one equally likely.
    case unknown
  }

  /// The state of one element in e: a mean where atoms of one element differ (Fe in Fe3O4: 8/3).
  public struct State: Hashable, Sendable {
    /// Element symbol, or the label where there is no element.
    public let name: String
    public let charge: Double

    public init(name: String, charge: Double) {
      (self.name, self.charge) = (name, charge)
    }
  }

  public let origin: Origin
  /// In the order of the species table; empty where unknown.
  public let states: [State]
  /// Why nothing is known, or what is a mean; empty where there is nothing to add.
  public let note: String

  init(origin: Origin, states: [State], note: String = "") {
    (self.origin, self.states, self.note) = (origin, states, note)
  }

  static func unknown(_ note: String) -> OxidationStates {
    OxidationStates(origin: .unknown, states: [], note: note)
  }

  /// e; nil where unknown or for another element.
  public subscript(name: String) -> Double? { states.first { $0.name == name }?.charge }

  /// Formal charge of each atom, e; nil unless every atom's state is known.
  public func charges(of structure: Structure) -> [Double]? {
    let table = structure.species.categories.map { self[$0.name] }
    var charges: [Double] = []
    charges.reserveCapacity(structure.count)
    for code in structure.species.codes {
      guard let charge = table[Int(code)] else { return nil }
      charges.append(charge)
    }
    return charges
  }

  /// Formal charge of a whole composition, e; nil unless every state is known.
  public func charge(of composition: Composition) -> Double? {
    var total = 0.0
    for part in composition.parts {
      guard let charge = self[part.name] else { return nil }
      total += charge * part.amount
    }
    return total
  }

  /// `V +3, O −2 (guessed)`, or `unknown: …`.
  public var description: String {
    guard origin != .unknown else { return "unknown: \(note)" }
    let list = states.map { "\($0.name) \(Self.text($0.charge))" }.joined(separator: ", ")
    return "\(list) (\(origin.rawValue)\(note.isEmpty ? "" : "; \(note)"))"
  }

  /// `+3`, `−2`, `+2.667`.
  static func text(_ charge: Double) -> String {
    let rounded = (abs(charge) * 1000).rounded() / 1000
    let digits = Int(exactly: rounded).map(String.init) ?? "\(rounded)"
    return rounded == 0 ? "0" : (charge < 0 ? "−" : "+") + digits
  }
}

extension OxidationStates: CustomStringConvertible {}

extension OxidationStates {
  /// Said by the user, as `Li:1,O:-2,V:3`; states may be fractions.
  ///
  /// Every element of the structure must be named, and no other. Throws `OxidationError`.
  public init(
    parsing text: String, for structure: Structure
  ) throws(OxidationError) {
    var given: [String: Double] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(whereSeparator: { $0 == ":" || $0 == "=" || $0 == " " })
      guard words.count == 2, let charge = Double(words[1]), abs(charge) <= 9 else {
        throw .badText(String(part.prefix(40)))
      }
      let name = String(words[0])
      guard given.updateValue(charge, forKey: name) == nil else { throw .twice(name) }
    }
    let names = structure.composition.parts.map(\.name)
    if let stranger = given.keys.filter({ !names.contains($0) }).min() {
      throw .notThere(stranger, elements: names)
    }
    if let missing = names.first(where: { given[$0] == nil }) { throw .missing(missing) }
    self.init(
      origin: .given,
      states: names.compactMap { name in given[name].map { State(name: name, charge: $0) } })
  }

  /// What the user said where there is something, else a guess.
  public static func of(
    _ structure: Structure, given text: String?
  ) throws(OxidationError) -> OxidationStates {
    guard let text else { return guessed(for: structure.composition) }
    return try OxidationStates(parsing: text, for: structure)
  }
}

/// What is wrong with oxidation states given in words.
public enum OxidationError: BuilderError, Hashable {
  case badText(String)
  case twice(String)
  case notThere(String, elements: [String])
  case missing(String)

  public var fault: BuilderFault { .parameter }

  public var description: String {
    switch self {
    case .badText(let text):
      "oxidation states are written Li:1,O:-2,V:3, each within ±9; '\(text)' is none"
    case .twice(let name): "the oxidation state of \(name) is given twice"
    case .notThere(let name, let elements):
      "an oxidation state is given for '\(name)', which is not there; there are "
        + elements.joined(separator: ", ")
    case .missing(let name): "the oxidation state of \(name) is missing"
    }
  }
}
