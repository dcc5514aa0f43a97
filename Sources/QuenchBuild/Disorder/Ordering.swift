/// An ordered cell of a crystal whose sites are shared or partly empty.
public struct Ordering: Hashable, Sendable {
  /// How occupants are put on the sites, the composition being exact in both.
  public enum Method: Hashable, Sendable {
    case random
    /// Pairs of neighbours as in a random alloy, shell by shell; after so many exchanges.
    case quasiRandom(steps: Int)
  }

  public var supercell: Supercell
  public var method: Method
  public var seed: UInt64
  /// Shells that are looked at, counted over all disordered sites.
  public var shells: Int
  /// Å; where given, all shells up to it instead.
  public var cutoff: Double?
  /// Takes the nearest possible composition where the asked one is impossible.
  public var takesNearest: Bool
  /// Takes the nearest composition without formal charge instead of the asked one.
  public var balancesCharge: Bool
  /// Sites of equal shares are one sublattice, whatever symmetry says.
  public var mergesEqual: Bool
  /// Of the symmetry search and of shared sites, Å.
  public var tolerance: Double
  /// Formal charges as `Na:1,O:-2`; guessed where nil.
  public var oxidation: String?

  public init(
    in supercell: Supercell, method: Method = .quasiRandom(steps: 400_000), seed: UInt64 = 1
  ) {
    (self.supercell, self.method, self.seed) = (supercell, method, seed)
    shells = 4
    takesNearest = false
    balancesCharge = false
    mergesEqual = false
    tolerance = 1e-2
  }

  func check() throws(OrderingError) {
    guard (1...40).contains(shells) else {
      throw .outOfRange(parameter: "the number of shells", value: "\(shells)", allowed: "1…40")
    }
    if let cutoff, !(cutoff > 0 && cutoff <= 50) {
      throw .outOfRange(
        parameter: "the cutoff", value: "\(cutoff) Å", allowed: "above 0, at most 50 Å")
    }
    if case .quasiRandom(let steps) = method, !(1...1_000_000_000).contains(steps) {
      throw .outOfRange(
        parameter: "the number of exchanges", value: "\(steps)", allowed: "1…1000000000")
    }
  }
}
