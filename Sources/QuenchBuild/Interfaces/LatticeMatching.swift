public import QuenchModel

/// Looks for superlattices of two surfaces that coincide within a strain.
///
/// Every superlattice of each surface up to the area is compared with every one of the other (Zur &
/// McGill, doi 10.1063/1.333084); a match is a proper rotation and a stretch whose principal strains
/// stay within the limit. The criterion is the strain itself, not lengths and angle of one pair of
/// reduced vectors, so no match is missed where the reduced vectors are not unique.
public struct LatticeMatching: Sendable {
  /// Å².
  public var maximumArea: Double
  /// As a fraction: of the film, if it bore all.
  public var maximumStrain: Double
  /// Superlattices of the film with this index only; nil for all.
  public var filmIndex: Int?
  /// Superlattices of the substrate with this index only; nil for all.
  public var substrateIndex: Int?
  /// Keep matches that repeat a smaller one.
  public var keepsMultiples: Bool

  public init(
    maximumArea: Double = 400, maximumStrain: Double = 0.05, filmIndex: Int? = nil,
    substrateIndex: Int? = nil, keepsMultiples: Bool = false
  ) {
    (self.maximumArea, self.maximumStrain) = (maximumArea, maximumStrain)
    (self.filmIndex, self.substrateIndex) = (filmIndex, substrateIndex)
    self.keepsMultiples = keepsMultiples
  }

  /// Most superlattices of one surface that are looked at.
  static let mostSuperlattices = 200_000

  /// For slabs whose a and b span the surface. Throws `InterfaceError`.
  public func matches(film: Structure, substrate: Structure) throws(InterfaceError)
    -> LatticeMatches
  {
    try check()
    let (film, substrate) = (film.uprightSlab, substrate.uprightSlab)
    let cells = (
      film: try Self.cell(film, "film"), substrate: try Self.cell(substrate, "substrate")
    )
    let films = try superlattices(cells.film, only: filmIndex, areas: 0...maximumArea)
    let (low, high) = (1 - maximumStrain, 1 + maximumStrain)
    let least = (films.first?.area ?? 0) * low * low * (1 - 1e-9)
    let most = (films.last?.area ?? 0) * high * high * (1 + 1e-9)
    let search = LatticeMatchSearch(
      cells: cells, films: films,
      substrates: try superlattices(
        cells.substrate, only: substrateIndex, areas: least...min(most, maximumArea)),
      maximumStrain: maximumStrain)
    return search.ranked(
      symmetry: (PlaneSymmetry(film), PlaneSymmetry(substrate)), keepsMultiples: keepsMultiples)
  }

  /// Like `matches`, but throws what comes nearest where there is none.
  public func atLeastOne(
    film: Structure, substrate: Structure
  ) throws(InterfaceError) -> LatticeMatches {
    let found = try matches(film: film, substrate: substrate)
    guard found.matches.isEmpty else { return found }
    var wider = self
    wider.maximumStrain = 0.3
    let best = try wider.matches(film: film, substrate: substrate).matches
      .min { $0.mismatch < $1.mismatch }
    throw .noMatch(strain: maximumStrain, area: maximumArea, best: best)
  }

  static func cell(_ slab: Structure, _ name: String) throws(InterfaceError) -> PlaneCell {
    guard slab.count > 0 else { throw .empty(name) }
    guard let lattice = slab.lattice, lattice.isValid else { throw .noCell(name) }
    guard slab.periodicity.isSuperset(of: [.a, .b]) else { throw .notPeriodic(name) }
    return PlaneCell(lattice)
  }

  private func check() throws(InterfaceError) {
    guard maximumArea.isFinite, (1...100_000).contains(maximumArea) else {
      throw .outOfRange(
        parameter: "the largest area", value: "\(maximumArea) Å²", allowed: "1 to 100000 Å²")
    }
    guard maximumStrain.isFinite, maximumStrain > 0, maximumStrain <= 0.3 else {
      throw .outOfRange(
        parameter: "the largest strain", value: "\(rounded(100 * maximumStrain)) %",
        allowed: "above 0 and at most 30 %")
    }
  }

  /// In the order of their areas.
  private func superlattices(
    _ cell: PlaneCell, only index: Int?, areas: ClosedRange<Double>
  ) throws(InterfaceError) -> [ReducedSuperlattice] {
    let unit = abs(cell.signedArea)
    let most = Int((maximumArea / unit).rounded(.down).clamped(to: 0...1e6))
    guard most >= index ?? 1, index ?? 1 >= 1 else {
      throw .areaTooSmall(maximumArea, cell: unit)
    }
    let indices = index.map { $0...$0 } ?? 1...most
    var all: [ReducedSuperlattice] = []
    for index in indices where areas.contains(Double(index) * unit) {
      for basis in PlaneMatrix.superlattices(index: index) {
        all.append(ReducedSuperlattice(cell, basis))
      }
      guard all.count <= Self.mostSuperlattices else { throw .tooManyCells(maximumArea) }
    }
    return all
  }
}

extension Comparable {
  func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}

/// A superlattice by its shortest vectors.
struct ReducedSuperlattice {
  /// Of the shortest vectors, in terms of the surface's cell.
  let matrix: PlaneMatrix
  let cell: PlaneCell
  /// Å, of the shortest vectors; the first is not longer.
  let lengths: SIMD2<Double>
  /// Å².
  let area: Double

  init(_ surface: PlaneCell, _ basis: PlaneMatrix) {
    let (reduced, change) = surface.transformed(basis).reduced()
    matrix = change * basis
    cell = reduced
    lengths = SIMD2(reduced.u.length, reduced.v.length)
    area = reduced.signedArea
  }
}
