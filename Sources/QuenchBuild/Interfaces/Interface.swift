import QuenchModel

/// Two slabs, one on the other, in a common cell.
public struct Interface: Hashable, Sendable {
  public var match: LatticeMatch
  /// Share of the mismatch the film bears, 0…1: 1 leaves the substrate as it is.
  public var filmShare: Double
  /// Å between the highest nucleus of the substrate and the lowest of the film.
  public var gap: Double
  /// Of the film, in parts of the vectors of the smallest cell of distinct shifts
  /// (`InterfaceShifts`).
  public var shift: SIMD2<Double>
  /// Å between the highest nucleus of the film and the next substrate's lowest; nil puts the same gap
  /// there.
  public var vacuum: Double?

  public init(
    _ match: LatticeMatch, filmShare: Double = 1, gap: Double = 2.5,
    shift: SIMD2<Double> = .zero, vacuum: Double? = 20
  ) {
    (self.match, self.filmShare, self.gap) = (match, filmShare, gap)
    (self.shift, self.vacuum) = (shift, vacuum)
  }

  func check() throws(InterfaceError) {
    guard filmShare.isFinite, (0...1).contains(filmShare) else {
      throw .outOfRange(
        parameter: "the film's share of the strain", value: "\(filmShare)", allowed: "0 to 1")
    }
    guard gap.isFinite, (0.1...100).contains(gap) else {
      throw .outOfRange(parameter: "the gap", value: "\(gap) Å", allowed: "0.1 to 100 Å")
    }
    if let vacuum, !vacuum.isFinite || !(0.1...10_000).contains(vacuum) {
      throw .outOfRange(parameter: "the vacuum", value: "\(vacuum) Å", allowed: "0.1 to 10000 Å")
    }
    guard shift.sum().isFinite else {
      throw .outOfRange(parameter: "the shift", value: "\(shift)", allowed: "finite")
    }
  }
}
