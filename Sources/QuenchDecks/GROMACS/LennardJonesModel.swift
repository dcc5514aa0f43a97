import QuenchBuild
import QuenchModel

/// Atoms of films and electrodes as Lennard-Jones particles with point charges: a model, not a fitted
/// force field.
///
/// Lennard-Jones parameters are UFF's by element (Rappé et al., J. Am. Chem. Soc. 114 (1992) 10024).
/// There are no bonds in it, so that covalent groups must be held.
struct LennardJonesModel {
  /// Charges the person gives, e: by residue name (`LiBq`), and of the film by element.
  let charges: [String: Double]
  /// What formal charges are multiplied by; nil leaves the charges of the structure, or none.
  let scale: Double?
  /// Formal charges of the film.
  private let formal: OxidationStates?

  /// `film`: the atoms that formal charges are found for.
  init(charges: [String: Double], scale: Double?, film: Structure) {
    self.charges = charges
    self.scale = scale
    formal = scale == nil || film.count == 0 ? nil : .guessed(for: film.composition)
  }

  static let prefix = "UFF_"

  static func type(of element: String) -> String { prefix + element }

  /// Throws where an element of the model has no parameters.
  static func check(_ elements: [String]) throws(DeckError) {
    let unknown = elements.filter { parameters[$0] == nil }
    guard unknown.isEmpty else {
      throw DeckError(
        .impossible(
          "the model for films and electrodes has no \(unknown.joined(separator: ", ")); it has "
            + parameters.keys.sorted().joined(separator: ", ")
            + ". Give a directory with own itp files instead"))
    }
  }

  /// e; `own` is what the structure says. Formal charges are the film's alone.
  func charge(of element: String, residue: String, isFilm: Bool, own: Double?) -> Double {
    if let given = charges[residue] { return given }
    guard isFilm else { return own ?? 0 }
    if let given = charges[element] { return given }
    if let scale, let state = formal?[element] { return scale * state }
    return own ?? 0
  }

  /// What the header of the topology says.
  var lines: [String] {
    var lines = [
      "films and electrodes are a MODEL: Lennard-Jones by element from UFF, J. Am. Chem. Soc. 114 "
        + "(1992) 10024, with point charges and without bonds; it is no fitted force field"
    ]
    if !charges.isEmpty {
      let given = charges.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      lines.append("charges as given, by residue or element: \(given.joined(separator: ", ")) e")
    }
    if let scale, let formal {
      lines.append("charges of the film: formal charges times \(scale) (\(formal))")
    } else if charges.isEmpty {
      lines.append("charges of the film: those of the structure, 0 where it has none")
    }
    return lines
  }

  /// The `[ atomtypes ]` of these elements.
  static func atomTypes(_ elements: [String]) -> [String] {
    ["[ atomtypes ]", "; name number mass charge ptype sigma/nm epsilon/(kJ/mol)"]
      + elements.compactMap { name in
        guard let found = parameters[name], let element = Element(symbol: name) else { return nil }
        return "\(type(of: name)) \(element.atomicNumber) \(element.mass) 0.0 A "
          + "\(found.sigma) \(found.epsilon)"
      }
  }
}
