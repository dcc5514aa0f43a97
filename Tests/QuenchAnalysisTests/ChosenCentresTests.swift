import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// g(r) around some of the atoms.
@Suite struct ChosenCentresTests {
  static let species = ["A", "B"]

  private func structure(seed: UInt64) throws -> Structure {
    var generator = SeededGenerator(seed)
    let lattice = Lattice(a: Vector3(9, 0, 0), b: Vector3(1, 8, 0), c: Vector3(-2, 1, 10))
    let codes = (0..<60).map { _ in Int32(generator.unit() < 0.4 ? 0 : 1) }
    let positions = Coordinates((0..<60).map { _ in lattice.cartesian(generator.point()) })
    return Structure(
      lattice: lattice,
      species: Categorical(categories: Self.species.map { Species(label: $0) }, codes: codes),
      positions: positions)
  }

  private func name(_ structure: Structure, _ atom: Int) -> String {
    Self.species[Int(structure.species.codes[atom])]
  }

  private func distribution(
    _ structure: Structure, _ centres: [Bool]?, chooses: Bool
  ) throws -> RadialDistribution {
    var rdf = try RadialDistribution(
      species: Self.species, binWidth: 0.1, cutoff: 12, choosesCentres: chooses)
    try rdf.add(structure, frame: 0, centres: centres)
    return rdf
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func twoHalvesAddUpToTheWhole(seed: UInt64) throws {
    let structure = try structure(seed: seed)
    let upper = structure.positions.map { $0.z > 5 }
    let halves = try [upper, upper.map { !$0 }].map {
      try distribution(structure, $0, chooses: true).result()
    }
    let whole = try distribution(structure, nil, chooses: false).result()
    for a in Self.species {
      for b in Self.species {
        let parts = try halves.map { try #require($0.curve(a, b)) }
        let all = try #require(whole.curve(a, b))
        for bin in 0..<whole.bins.count {
          #expect(parts[0].count[bin] + parts[1].count[bin] == all.count[bin])
          #expect(parts[0].selfCount[bin] + parts[1].selfCount[bin] == all.selfCount[bin])
        }
      }
    }
    for bin in 0..<whole.bins.count {
      #expect(halves[0].total.count[bin] + halves[1].total.count[bin] == whole.total.count[bin])
    }
  }

  @Test func allAtomsAsCentresGiveTheSameCurves() throws {
    let structure = try structure(seed: 4)
    let whole = try distribution(structure, nil, chooses: false).result()
    let chosen = try distribution(structure, nil, chooses: true).result()
    #expect(chosen.pairs.count == 4 && whole.pairs.count == 3)
    for (a, b) in [("A", "A"), ("A", "B"), ("B", "A"), ("B", "B")] {
      let (one, other) = (try #require(whole.curve(a, b)), try #require(chosen.curve(a, b)))
      #expect(one.g == other.g && one.n == other.n && one.count == other.count)
    }
    #expect(chosen.total.g == whole.total.g)
  }

  /// Neighbours of each chosen atom, counted one by one.
  @Test func runningNumbersAreThoseOfTheChosenAtoms() throws {
    let structure = try structure(seed: 5)
    let centres = structure.positions.map { $0.x > 3 && $0.z < 7 }
    let table = try distribution(structure, centres, chooses: true).result()
    let cutoff = table.bins.edge(60)
    var counts: [SpeciesPair: Int] = [:]
    try structure.forEachPair(within: cutoff) { pair in
      for (i, j) in [(pair.i, pair.j), (pair.j, pair.i)] where centres[i] {
        counts[SpeciesPair(name(structure, i), name(structure, j)), default: 0] += 1
      }
    }
    for a in Self.species {
      let number = structure.species.codes.indices.count {
        centres[$0] && name(structure, $0) == a
      }
      for b in Self.species {
        let n = try #require(table.curve(a, b)).n[59]
        #expect(abs(n - Double(counts[SpeciesPair(a, b)] ?? 0) / Double(number)) < 1e-12)
      }
    }
  }

  @Test func aChoiceForAnotherNumberOfAtomsIsRefused() throws {
    let structure = try structure(seed: 6)
    #expect(throws: AnalysisError.self) {
      _ = try distribution(structure, [true], chooses: true)
    }
  }
}
