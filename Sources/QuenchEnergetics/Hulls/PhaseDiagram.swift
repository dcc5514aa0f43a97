import CQhull

/// The convex hull of formation energies in composition space.
///
/// Energies are per atom and relative to the most stable entry of each element, which must be there.
/// Over qhull (Barber, Dobkin, Huhdanpaa, ACM TOMS 22 (1996) 469, doi 10.1145/235815.235821); energies
/// on the hull come from the corners' own data, not from qhull's planes.
public struct PhaseDiagram: Sendable {
  public struct Entry: Hashable, Sendable {
    public let name: String
    public let composition: Formula
    /// Of the whole composition, eV.
    public let energy: Double
    /// Of the energy, eV; nil where none was given.
    public let uncertainty: Double?

    public init(
      name: String, composition: Formula, energy: Double, uncertainty: Double? = nil
    ) {
      self.name = name
      self.composition = composition
      self.energy = energy
      self.uncertainty = uncertainty
    }

    /// eV/atom.
    var perAtom: EnergySum {
      EnergySum(energy, uncertainty: uncertainty, source: name) / composition.atoms
    }
  }

  /// Sorted symbols; the corners of the composition space.
  public let elements: [String]
  public let entries: [Entry]
  /// eV/atom, one per entry.
  public let formationEnergies: [Double]
  /// Index of the reference entry of each element.
  public let references: [Int]
  /// Corners of the lower hull's simplices: indices of entries, `elements.count` each.
  public let facets: [[Int]]
  /// Atomic fractions of all entries, row by row.
  private let fractions: [Double]
  let planes: [Plane]

  /// Throws `EnergeticsError` for an element without an entry of its own.
  public init(_ entries: [Entry]) throws(EnergeticsError) {
    let elements = Set(entries.flatMap { $0.composition.pruned(1e-12).names }).sorted()
    self.elements = elements
    self.entries = entries
    fractions = Self.fractions(entries, elements)
    let perAtom = entries.map { $0.energy / $0.composition.atoms }
    guard perAtom.allSatisfy(\.isFinite) else {
      throw EnergeticsError(.inconsistent, "an entry of the hull has no atoms or no finite energy")
    }
    references = try Self.references(entries, elements, fractions, perAtom)
    let d = elements.count
    let corner = references.map { perAtom[$0] }
    let fractions = fractions
    formationEnergies = entries.indices.map { index in
      perAtom[index] - (0..<d).reduce(0) { $0 + fractions[index * d + $1] * corner[$1] }
    }
    facets = try Self.lowerFacets(
      fractions, formationEnergies, references, d, formationEnergies.count)
    planes = facets.compactMap { [fractions, formationEnergies] in
      Plane(corners: $0, fractions, formationEnergies, d)
    }
  }

  private static func fractions(_ entries: [Entry], _ elements: [String]) -> [Double] {
    let place = Dictionary(uniqueKeysWithValues: elements.enumerated().map { ($1, $0) })
    var rows = [Double](repeating: 0, count: entries.count * elements.count)
    for (index, entry) in entries.enumerated() {
      let atoms = entry.composition.atoms
      for (name, amount) in entry.composition.parts {
        guard let column = place[name], atoms > 0 else { continue }
        rows[index * elements.count + column] = amount / atoms
      }
    }
    return rows
  }

  private static func references(
    _ entries: [Entry], _ elements: [String], _ fractions: [Double], _ perAtom: [Double]
  ) throws(EnergeticsError) -> [Int] {
    var found: [Int] = []
    let d = elements.count
    for (column, element) in elements.enumerated() {
      let own = entries.indices.filter { fractions[$0 * d + column] > 1 - 1e-9 }
      guard let best = own.min(by: { perAtom[$0] < perAtom[$1] }) else {
        throw EnergeticsError(
          .inconsistent, "the hull needs an entry of pure \(element) as its reference")
      }
      found.append(best)
    }
    return found
  }
}

// MARK: - The hull

extension PhaseDiagram {
  /// Points that can lie on the hull: references, and the lowest entry of each composition that lies
  /// below them.
  private static func candidates(
    _ fractions: [Double], _ energies: [Double], _ references: [Int], _ d: Int
  ) -> [Int] {
    var best: [[Int64]: Int] = [:]
    for index in energies.indices where energies[index] < -1e-12 {
      let key = (0..<d).map { Int64((fractions[index * d + $0] * 1e10).rounded()) }
      if let known = best[key], energies[known] <= energies[index] { continue }
      best[key] = index
    }
    return references + best.values.filter { !references.contains($0) }.sorted()
  }

  private static func lowerFacets(
    _ fractions: [Double], _ energies: [Double], _ references: [Int], _ d: Int, _ count: Int
  ) throws(EnergeticsError) -> [[Int]] {
    let chosen = candidates(fractions, energies, references, d)
    if d == 1 { return [[references[0]]] }
    if d == 2 {
      let hull = LowerHull(x: chosen.map { fractions[$0 * 2 + 1] }, y: chosen.map { energies[$0] })
      return zip(hull.corners, hull.corners.dropFirst()).map { [chosen[$0], chosen[$1]] }
    }
    return try qhull(chosen, fractions, energies, d)
  }

  /// A point above all others closes the body from above; facets that touch it are no lower ones.
  private static func qhull(
    _ chosen: [Int], _ fractions: [Double], _ energies: [Double], _ d: Int
  ) throws(EnergeticsError) -> [[Int]] {
    var points: [Double] = []
    points.reserveCapacity((chosen.count + 1) * d)
    for index in chosen {
      for column in 1..<d { points.append(fractions[index * d + column]) }
      points.append(energies[index])
    }
    points += [Double](repeating: 1 / Double(d), count: d - 1) + [1]
    for options in ["qhull Qt Qbb", "qhull QJ Qbb"] {
      var result = quench_hull(points, Int64(chosen.count + 1), Int32(d), 2, options)
      defer { quench_hull_free(&result) }
      guard result.status == 0, let vertices = result.vertices else { continue }
      var facets: [[Int]] = []
      for facet in 0..<Int(result.facets) {
        let corners = (0..<d).map { Int(vertices[facet * d + $0]) }
        guard corners.allSatisfy({ $0 >= 0 && $0 < chosen.count }) else { continue }
        facets.append(corners.map { chosen[$0] })
      }
      if !facets.isEmpty { return facets }
    }
    throw EnergeticsError(.inconsistent, "qhull finds no hull of these \(chosen.count) entries")
  }
}

/// One simplex: energy(x) = Σ coefficient · fraction, and the barycentric coordinates inside it.
struct Plane: Sendable {
  let corners: [Int]
  /// One per element: the chemical potentials of this facet, eV/atom relative to the references.
  let potentials: [Double]
  /// Row by row: barycentric coordinate k = Σ inverse[k][i] · fraction[i].
  let inverse: [Double]

  /// Nil for a simplex without volume.
  init?(corners: [Int], _ fractions: [Double], _ energies: [Double], _ d: Int) {
    var matrix: [Double] = []
    for corner in corners { matrix += fractions[(corner * d)..<((corner + 1) * d)] }
    guard let inverted = Self.inverse(matrix, d) else { return nil }
    self.corners = corners
    // matrix · µ = energies, so µ = matrix⁻¹ · energies; barycentric λ = x · matrix⁻¹.
    potentials = (0..<d).map { row in
      (0..<d).reduce(0) { $0 + inverted[row * d + $1] * energies[corners[$1]] }
    }
    inverse = (0..<d).flatMap { k in (0..<d).map { inverted[$0 * d + k] } }
  }

  /// Gauss–Jordan with partial pivoting; nil where a pivot vanishes.
  private static func inverse(_ source: [Double], _ d: Int) -> [Double]? {
    var a = source
    var b = [Double](repeating: 0, count: d * d)
    for k in 0..<d { b[k * d + k] = 1 }
    for column in 0..<d {
      guard let pivot = (column..<d).max(by: { abs(a[$0 * d + column]) < abs(a[$1 * d + column]) }),
        abs(a[pivot * d + column]) > 1e-9
      else { return nil }
      for k in 0..<d {
        a.swapAt(column * d + k, pivot * d + k)
        b.swapAt(column * d + k, pivot * d + k)
      }
      let scale = 1 / a[column * d + column]
      for k in 0..<d {
        a[column * d + k] *= scale
        b[column * d + k] *= scale
      }
      for row in 0..<d where row != column {
        let factor = a[row * d + column]
        if factor == 0 { continue }
        for k in 0..<d {
          a[row * d + k] -= factor * a[column * d + k]
          b[row * d + k] -= factor * b[column * d + k]
        }
      }
    }
    return b
  }

  func value(_ x: [Double]) -> Double {
    var sum = 0.0
    for k in x.indices { sum += potentials[k] * x[k] }
    return sum
  }

  func barycentric(_ x: [Double]) -> [Double] {
    let d = x.count
    return (0..<d).map { k in (0..<d).reduce(0) { $0 + inverse[k * d + $1] * x[$1] } }
  }
}

// MARK: - Questions

extension PhaseDiagram {
  /// What a composition falls apart into.
  public struct Decomposition: Hashable, Sendable {
    /// Entries with their share of the atoms, 0…1.
    public let phases: [(entry: Int, share: Double)]
    /// Formation energy on the hull, eV/atom.
    public let energy: Double

    public static func == (a: Decomposition, b: Decomposition) -> Bool {
      a.energy == b.energy && a.phases.map(\.entry) == b.phases.map(\.entry)
        && a.phases.map(\.share) == b.phases.map(\.share)
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(energy)
      hasher.combine(phases.map(\.entry))
    }
  }

  /// eV/atom above the hull, one per entry; 0 on it.
  public func energiesAboveHull() -> [Double] {
    let d = elements.count
    let corners = Set(facets.flatMap { $0 })
    // The hull is the upper envelope of its facets' planes.
    let potentials = planes.flatMap(\.potentials)
    return fractions.withUnsafeBufferPointer { x in
      potentials.withUnsafeBufferPointer { plane in
        entries.indices.map { index in
          if corners.contains(index) { return 0 }
          var best = -Double.infinity
          for facet in 0..<planes.count {
            var value = 0.0
            for k in 0..<d { value += plane[facet * d + k] * x[index * d + k] }
            best = max(best, value)
          }
          return max(0, formationEnergies[index] - best)
        }
      }
    }
  }

  /// Throws `EnergeticsError` for an element the diagram does not have.
  public func decomposition(of formula: Formula) throws(EnergeticsError) -> Decomposition {
    let known = Set(elements)
    if let strange = formula.pruned().names.first(where: { !known.contains($0) }) {
      throw EnergeticsError(.inconsistent, "the hull has no \(strange)")
    }
    let atoms = formula.atoms
    let x = elements.map { formula[$0] / atoms }
    // The facet above all others at x holds x, unless slivers disagree by rounding: then ask all.
    let highest = planes.max { $0.value(x) < $1.value(x) }
    let first = highest.map { ($0, $0.barycentric(x)) }.flatMap {
      ($0.1.min() ?? -1) > -1e-9 ? $0 : nil
    }
    let inside =
      first
      ?? planes.map { ($0, $0.barycentric(x)) }
      .max { ($0.1.min() ?? -1) < ($1.1.min() ?? -1) }
    guard let (plane, shares) = inside else {
      throw EnergeticsError(.inconsistent, "the hull has no facet with a volume")
    }
    let phases = zip(plane.corners, shares).filter { $0.1 > 1e-9 }.map {
      (entry: $0.0, share: $0.1)
    }
    let energy = phases.reduce(0) { $0 + $1.share * formationEnergies[$1.entry] }
    return Decomposition(phases: phases, energy: energy)
  }

  /// Entries that are corners of the hull.
  public var stable: [Int] { Set(facets.flatMap { $0 }).sorted() }
}
