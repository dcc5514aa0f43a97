public import QuenchModel
import QuenchNeighbors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Puts a particle into a matrix and takes away what is in its place.
public struct Embedding: Hashable, Sendable {
  /// Å: matrix atoms nearer than this to an atom of the particle go.
  public var gap: Double
  /// In parts of the matrix' cell vectors.
  public var centre: Vector3
  /// Takes more atoms away beside the particle until the matrix has whole formula units again.
  public var keepsStoichiometry: Bool

  public init(
    gap: Double, centre: Vector3 = Vector3(repeating: 0.5), keepsStoichiometry: Bool = false
  ) {
    (self.gap, self.centre, self.keepsStoichiometry) = (gap, centre, keepsStoichiometry)
  }

  /// Matrix atoms inside the particle's hull go too, and whole residues. The particle's atoms come
  /// first, then species are grouped unless there are residues. Throws `EditError`.
  public func build(particle: Structure, matrix: Structure) throws(EditError) -> Built {
    let lattice = try matrix.usableLattice()
    try check(particle, matrix)
    let centred = try moved(particle, to: lattice.cartesian(centre), in: matrix, lattice)
    var report = BuildReport()
    var gone = try tooNear(centred, matrix)
    gone.formUnion(enclosed(matrix, by: centred, around: lattice.cartesian(centre)))
    gone = matrix.wholeResidues(gone)
    if keepsStoichiometry {
      gone = try restored(matrix, without: gone, around: lattice.cartesian(centre))
    }
    let rest = matrix.selecting((0..<matrix.count).filter { !gone.contains($0) })
    guard rest.count > 0 else { throw .nothingChosen("the matrix outside the particle") }
    var joining = Joining([centred, rest])
    let all = joining.joined(into: matrix)
    describe(centred, rest, matrix.selecting(gone.sorted()), &report)
    try describeContact(all, particle: centred.count, &report)
    for name in joining.dropped {
      report.warn("W-EMBED-DROPPED", "\(name) are dropped: particle or matrix has none")
    }
    guard all.residues == nil else { return Built(all, report) }
    return Built(all.reordered(by: all.species.grouping()), report)
  }

  private func check(_ particle: Structure, _ matrix: Structure) throws(EditError) {
    guard gap.isFinite, (0...20).contains(gap) else {
      throw .outOfRange(parameter: "the gap", value: "\(gap) Å", allowed: "0 to 20 Å")
    }
    guard centre.sum().isFinite else {
      throw .outOfRange(parameter: "the centre", value: "\(centre)", allowed: "finite")
    }
    guard particle.count > 0 else { throw .nothingChosen("an empty particle") }
    guard matrix.count > 0 else { throw .nothingChosen("an empty matrix") }
    guard matrix.periodicity == .all else { throw .noLattice }
  }

  /// The particle without its own cell, its middle at `place`.
  private func moved(
    _ particle: Structure, to place: Vector3, in matrix: Structure, _ lattice: Lattice
  ) throws(EditError) -> Structure {
    var lone = particle
    (lone.lattice, lone.periodicity) = (nil, .none)
    let step = place - lone.middle
    lone.positions = Coordinates(particle.positions.map { $0 + step })
    for axis in 0..<3 {
      let normal = lattice.normal(axis)
      let heights = lone.positions.map { dot($0, normal) }
      let extent = (heights.max() ?? 0) - (heights.min() ?? 0)
      guard extent + gap <= lattice.height(axis) else {
        throw .tooLarge(extent: extent + gap, room: lattice.height(axis))
      }
    }
    return lone
  }

  private func tooNear(_ particle: Structure, _ matrix: Structure) throws(EditError) -> Set<Int> {
    guard gap > 0 else { return [] }
    var joining = Joining([particle, matrix])
    let both = joining.joined(into: matrix)
    var gone: Set<Int> = []
    do throws(NeighborError) {
      try both.forEachPair(within: gap) { pair in
        let (first, last) = (min(pair.i, pair.j), max(pair.i, pair.j))
        if first < particle.count, last >= particle.count { gone.insert(last - particle.count) }
      }
    } catch {
      throw .search("overlaps cannot be found: \(error)")
    }
    return gone
  }

  /// Matrix atoms inside the particle's hull, told by its extent in many directions.
  private func enclosed(
    _ matrix: Structure, by particle: Structure, around place: Vector3
  ) -> Set<Int> {
    let inner = particle.positions.map { $0 - place }
    let reach = inner.map(\.length).max() ?? 0
    let directions = Self.directions(400)
    let extents = directions.map { way in inner.reduce(-Double.infinity) { max($0, dot($1, way)) } }
    var gone: Set<Int> = []
    for (atom, vector) in matrix.vectors(from: place).enumerated() where vector.length < reach {
      let isInside = zip(directions, extents).allSatisfy { dot(vector, $0) < $1 }
      if isInside { gone.insert(atom) }
    }
    return gone
  }

  /// Spread evenly over the sphere: a Fibonacci lattice (doi 10.1007/s11004-009-9257-x).
  private static func directions(_ count: Int) -> [Vector3] {
    (0..<count).map { number in
      let z = 1 - (2 * Double(number) + 1) / Double(count)
      let angle = Double(number) * .pi * (3 - 5.0.squareRoot())
      let r = (1 - z * z).squareRoot()
      return Vector3(r * cos(angle), r * sin(angle), z)
    }
  }

  /// Takes away more atoms, those nearest to the particle's centre first.
  private func restored(
    _ matrix: Structure, without gone: Set<Int>, around place: Vector3
  ) throws(EditError) -> Set<Int> {
    guard matrix.residues == nil else { return gone }
    let names = matrix.species.mapValues(\.name)
    let host = matrix.composition
    let units = host.units
    guard units > 1 else {
      throw .search("the matrix has no formula unit of whole numbers to keep")
    }
    var counts = names.counts
    for atom in gone { counts[Int(names.codes[atom])] -= 1 }
    let perUnit = names.counts.map { $0 / units }
    let whole = zip(counts, perUnit).compactMap { $1 > 0 ? $0 / $1 : nil }.min() ?? 0
    guard whole > 0 else { throw .nothingChosen("the matrix outside the particle") }
    let distances = matrix.distances(from: place)
    let order = (0..<matrix.count).filter { !gone.contains($0) }
      .sorted { (distances[$0], $0) < (distances[$1], $1) }
    var all = gone
    for atom in order {
      let kind = Int(names.codes[atom])
      guard counts[kind] > whole * perUnit[kind] else { continue }
      all.insert(atom)
      counts[kind] -= 1
    }
    return all
  }

  private func describe(
    _ particle: Structure, _ rest: Structure, _ removed: Structure, _ report: inout BuildReport
  ) {
    func line(_ part: Structure) -> String {
      let composition = part.composition
      let units = composition.units
      return composition.formula
        + (units > 1 ? " = \(units) × \(composition.reducedFormula)" : "") + ", \(part.count) atoms"
    }
    report.add("particle", key: "particle", .text(line(particle)))
    report.add("matrix", key: "matrix", .text(line(rest)))
    report.add(
      "removed", key: "removed_from_matrix", .text(removed.count > 0 ? line(removed) : "nothing"))
    for (name, part) in [("particle", particle), ("matrix", rest)] {
      guard let charges = part.charges else { continue }
      report.add(
        "\(name) charge", key: "\(name)_charge_e",
        .number(charges.reduce(0, +), unit: "e", decimals: 4))
    }
  }

  private func describeContact(
    _ all: Structure, particle: Int, _ report: inout BuildReport
  ) throws(EditError) {
    var least = Double.infinity
    do throws(NeighborError) {
      try all.forEachPair(within: max(2 * gap, 4)) { pair in
        if (pair.i < particle) != (pair.j < particle) { least = min(least, pair.distance) }
      }
    } catch {
      throw .search("distances cannot be found: \(error)")
    }
    guard least.isFinite else { return }
    report.add(
      "particle–matrix", key: "particle_matrix_shortest_A",
      .number(least, unit: "Å at least", decimals: 4))
  }
}
