public import QuenchModel

/// One atom missing, replaced, or added.
public struct PointDefect: Hashable, Sendable, CustomStringConvertible {
  public enum Change: Hashable, Sendable {
    case vacancy(on: String)
    case substitution(Element, on: String)
    case interstitial(Element)
  }

  /// Where among the sites of its kind.
  public enum Place: Hashable, Sendable {
    /// Any that symmetry tells apart.
    case any
    /// A distinct site by its number in the list, from 1.
    case site(Int)
    /// An atom of the cell by its number, from 1.
    case atom(Int)
  }

  public let change: Change
  public let place: Place

  public init(_ change: Change, at place: Place = .any) {
    self.change = change
    self.place = place
  }

  /// The element (or label) whose sites are meant; nil for the voids of interstitials.
  public var host: String? {
    switch change {
    case .vacancy(let host), .substitution(_, let host): host
    case .interstitial: nil
    }
  }

  /// What comes in.
  public var guest: Element? {
    switch change {
    case .vacancy: nil
    case .substitution(let guest, _), .interstitial(let guest): guest
    }
  }

  /// `vac_O`, `V_on_O`, `int_Li`, with `@2` for a site and `#17` for an atom.
  public var description: String { name + placeText }

  /// Without the place.
  public var name: String {
    switch change {
    case .vacancy(let host): "vac_\(host)"
    case .substitution(let guest, let host): "\(guest.symbol)_on_\(host)"
    case .interstitial(let guest): "int_\(guest.symbol)"
    }
  }

  private var placeText: String {
    switch place {
    case .any: ""
    case .site(let number): "@\(number)"
    case .atom(let number): "#\(number)"
    }
  }
}

/// Point defects that belong together, and how often they are wanted.
public struct DefectComplex: Hashable, Sendable, CustomStringConvertible {
  public let parts: [PointDefect]
  /// 1 or more.
  public let count: Int
  /// How the name was read where it could have been misread; empty otherwise.
  public let note: String

  public init(_ parts: [PointDefect], count: Int = 1, note: String = "") {
    self.parts = parts
    self.count = count
    self.note = note
  }

  /// `vac_O+Na_on_V`.
  public var name: String { parts.map(\.description).joined(separator: "+") }

  public var description: String { count == 1 ? name : "\(name)*\(count)" }
}
