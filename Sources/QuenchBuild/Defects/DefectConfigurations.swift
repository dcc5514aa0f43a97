import QuenchModel

/// One way to put the parts of a defect on places of the supercell.
struct DefectConfiguration {
  /// One place per part.
  let places: [Int]
  /// How many placements of the supercell symmetry makes equal to it.
  let multiplicity: Int
  /// Nearest-image distances of the parts, Å: of first and second, first and third, …
  let distances: [Double]
  /// For each part the distinct site it is on.
  let siteNumbers: [Int]
}

/// The distinct configurations of a defect in a supercell, the most compact first.
struct DefectConfigurations {
  private let host: SupercellSites
  private let complex: DefectComplex
  private let isAllowed: [Bool]
  /// Parts lie at most so far apart, Å.
  private let reach: Double
  private let positions: [Vector3]

  init(_ complex: DefectComplex, _ host: SupercellSites, isAllowed: [Bool], within reach: Double) {
    self.complex = complex
    self.host = host
    self.isAllowed = isAllowed
    self.reach = reach
    positions = host.positions()
  }

  /// Placements to be looked at, before symmetry makes them fewer.
  private static let most = 200_000

  func all() throws(DefectError) -> [DefectConfiguration] {
    let choices = try complex.parts.map { part throws(DefectError) in try candidates(of: part) }
    if choices.count == 1 { return singles(complex.parts[0], choices[0]) }
    guard let permutations = host.permutations() else {
      throw .tooManyConfigurations(name: complex.name)
    }
    var found: [[Int]: DefectConfiguration] = [:]
    for placement in try placements(choices) {
      let key = key(placement, permutations)
      guard found[key.least] == nil else { continue }
      found[key.least] = DefectConfiguration(
        places: placement, multiplicity: key.images, distances: distances(placement),
        siteNumbers: zip(complex.parts, placement).map { site($0, $1)?.number ?? 0 })
    }
    return found.values.sorted(by: Self.isBefore)
  }

  /// Compact first, then by site and place, so that the numbers of a list stay.
  private static func isBefore(_ left: DefectConfiguration, _ right: DefectConfiguration) -> Bool {
    let (a, b) = (left.distances.reduce(0, +), right.distances.reduce(0, +))
    if abs(a - b) > 1e-4 { return a < b }
    let (first, second) = (left.siteNumbers + left.places, right.siteNumbers + right.places)
    return first.lexicographicallyPrecedes(second)
  }

  private func site(_ part: PointDefect, _ place: Int) -> CrystalSites.Orbit? {
    host.sites.orbits(of: part).first { $0.places.contains(place / host.index) }
  }

  /// Places of a part's kind, in the chosen region and at the place asked for.
  func candidates(of part: PointDefect) throws(DefectError) -> [Int] {
    var orbits = host.sites.orbits(of: part)
    switch part.place {
    case .any: break
    case .site(let number):
      guard orbits.contains(where: { $0.number == number }) else {
        throw .noSuchSite(name: part.description, asked: number, sites: orbits.count)
      }
      orbits = orbits.filter { $0.number == number }
    case .atom(let number): return [try atom(number, part, orbits)]
    }
    let places = orbits.flatMap(host.places).filter { isAllowed[$0] }
    guard !places.isEmpty else { throw .noCandidates(name: part.description) }
    return places
  }

  private func atom(
    _ number: Int, _ part: PointDefect, _ orbits: [CrystalSites.Orbit]
  ) throws(DefectError) -> Int {
    guard part.host != nil else {
      throw .badName(part.description, expected: "a site number (@) for an interstitial")
    }
    guard number <= host.cell.count else {
      throw .noSuchAtom(
        name: part.description, atom: number, found: "is not there: there are \(host.cell.count)")
    }
    guard orbits.contains(where: { $0.places.contains((number - 1) / host.index) }) else {
      throw .noSuchAtom(
        name: part.description, atom: number, found: "is \(host.cell.species[number - 1].name)")
    }
    return number - 1
  }

  private func singles(_ part: PointDefect, _ candidates: [Int]) -> [DefectConfiguration] {
    let allowed = Set(candidates)
    return host.sites.orbits(of: part).compactMap { orbit in
      let places = host.places(orbit).filter(allowed.contains)
      return places.first.map { first in
        DefectConfiguration(
          places: [first], multiplicity: places.count, distances: [], siteNumbers: [orbit.number])
      }
    }
  }

  /// The first part on one place of each orbit, the others anywhere within reach of it.
  private func placements(_ choices: [[Int]]) throws(DefectError) -> [[Int]] {
    var seen: Set<Int> = []
    var placements: [[Int]] = choices[0].compactMap { place in
      seen.insert(orbitKey(place)).inserted ? [place] : nil
    }
    // With a region the first place of an orbit is not like the others.
    if isAllowed.contains(false) { placements = choices[0].map { [$0] } }
    for next in choices.dropFirst() {
      var longer: [[Int]] = []
      for placement in placements {
        for place in next where !placement.contains(place) {
          let isNear = placement.allSatisfy {
            host.distance(positions[$0], positions[place]) <= reach
          }
          guard isNear else { continue }
          longer.append(placement + [place])
          guard longer.count <= Self.most else {
            throw .tooManyConfigurations(name: complex.name)
          }
        }
      }
      placements = longer
    }
    guard !placements.isEmpty else { throw .noCandidates(name: complex.name) }
    return placements
  }

  private func orbitKey(_ place: Int) -> Int {
    host.sites.orbitMembers[place / host.index].first ?? place
  }

  /// The least of all equal placements, and how many different ones there are.
  ///
  /// Parts that do the same are exchangeable.
  private func key(
    _ placement: [Int], _ permutations: [[Int32]]
  ) -> (least: [Int], images: Int) {
    var images: Set<[Int]> = []
    for permutation in permutations {
      images.insert(normal(placement.map { Int(permutation[$0]) }))
    }
    let least = images.min { $0.lexicographicallyPrecedes($1) }
    return (least ?? normal(placement), max(images.count, 1))
  }

  private func normal(_ placement: [Int]) -> [Int] {
    let tagged = zip(kinds, placement).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    return tagged.map(\.1)
  }

  /// For each part the first part that does the same.
  private var kinds: [Int] {
    complex.parts.map { part in
      complex.parts.firstIndex { $0.change == part.change } ?? 0
    }
  }

  func distances(_ placement: [Int]) -> [Double] {
    placement.indices.flatMap { first in
      placement.indices.filter { $0 > first }.map { second in
        host.distance(positions[placement[first]], positions[placement[second]])
      }
    }
  }

  /// Every placement that symmetry makes of a configuration, in the chosen region.
  func equals(of configuration: DefectConfiguration) throws(DefectError) -> [[Int]] {
    if configuration.places.count == 1 {
      return try candidates(of: complex.parts[0]).map { [$0] }
    }
    guard let permutations = host.permutations() else {
      throw .tooManyConfigurations(name: complex.name)
    }
    var images: Set<[Int]> = []
    var placements: [[Int]] = []
    for permutation in permutations {
      let image = configuration.places.map { Int(permutation[$0]) }
      guard image.allSatisfy({ isAllowed[$0] }), images.insert(normal(image)).inserted else {
        continue
      }
      placements.append(image)
    }
    return placements.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
