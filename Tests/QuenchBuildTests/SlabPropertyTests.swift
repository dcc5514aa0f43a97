import QuenchModel
import QuenchNeighbors
import QuenchSymmetry
import QuenchTrajectories
import Testing

@testable import QuenchBuild

/// What holds for every slab of every crystal, over seeded random ones.
@Suite struct SlabPropertyTests {
  /// A triclinic crystal of two to six atoms; with inversion centres on request.
  private func crystal(_ generator: inout Seeded, isCentric: Bool) -> Structure {
    while true {
      let basis = Structure.random(Int.random(in: 1...3, using: &generator), &generator)
      guard let cell = basis.lattice else { continue }
      var places = (basis.fractional ?? []).map { $0 }
      var species = Array(basis.species)
      if isCentric {
        places += places.map { Vector3(0.3, 0.1, 0.2) - $0 }
        species += species
      }
      let crystal = Structure(
        lattice: cell, species: Categorical(species), fractional: Coordinates(places))
      let skew = cell.angles
      guard skew.min() > 40, skew.max() < 140, closest(crystal) > 0.8 else { continue }
      return crystal
    }
  }

  private func plane(_ generator: inout Seeded) throws -> MillerPlane {
    while true {
      let n = (0..<3).map { _ in Int.random(in: -3...3, using: &generator) }
      if n != [0, 0, 0] { return try MillerPlane(n[0], n[1], n[2]) }
    }
  }

  /// The referee: all atoms, all images within two reduced cells, nothing clever.
  private func closest(_ structure: Structure) -> Double {
    guard let lattice = structure.lattice?.reduced().lattice else { return 0 }
    var best = Double.infinity
    let places = structure.positions.map { lattice.fractional($0) }
    for i in places.indices {
      for j in places.indices {
        let base = places[i] - places[j]
        let step = base - base.rounded(.toNearestOrEven)
        for p in -2...2 {
          for q in -2...2 {
            for r in -2...2 where i != j || (p, q, r) != (0, 0, 0) {
              let vector = lattice.cartesian(step + Vector3(Double(p), Double(q), Double(r)))
              best = min(best, vector.length)
            }
          }
        }
      }
    }
    return best
  }

  /// Pairs of species and their distances to 6 Å, in 10⁻⁴ Å, with how often each comes.
  private func fingerprint(_ structure: Structure) throws -> [[Int]: Int] {
    var found: [[Int]: Int] = [:]
    try structure.forEachPair(within: 6) { pair in
      let codes = [structure.species.codes[pair.i], structure.species.codes[pair.j]].sorted()
      found[[Int(codes[0]), Int(codes[1]), Int((pair.distance * 1e4).rounded())], default: 0] += 1
    }
    return found
  }

  private func sameFingerprints(_ left: Structure, _ right: Structure) throws -> Bool {
    let (one, other) = (try fingerprint(left), try fingerprint(right))
    // A distance may round either way.
    return one.allSatisfy { key, count in
      let near = (-1...1).reduce(0) { $0 + (other[[key[0], key[1], key[2] + $1]] ?? 0) }
      return near >= count
    } && one.values.reduce(0, +) == other.values.reduce(0, +)
  }

  private func cutting() -> SlabCutting {
    var cutting = SlabCutting()
    cutting.usesGivenCell = true
    cutting.layerTolerance = 0.05
    return cutting
  }

  @Test func countsVolumesAnglesAndDistancesAreExact() throws {
    var generator = Seeded(11)
    var built = 0
    while built < 60 {
      let crystal = crystal(&generator, isCentric: Bool.random(using: &generator))
      var slab = Slab(plane: try plane(&generator))
      slab.cutting = cutting()
      slab.size = .units(Int.random(in: 1...4, using: &generator))
      slab.vacuum = .random(in: 5...30, using: &generator)
      guard let cutter = try? SlabCutter(crystal, plane: slab.plane, cutting: slab.cutting)
      else { continue }
      built += 1
      let bulk = try #require(crystal.lattice)
      #expect(
        abs(
          cutter.area * cutter.period * Double(crystal.count) / Double(cutter.cell.crystal.count)
            - bulk.volume) < 1e-6 * bulk.volume)
      // (2 2 0) has planes of (1 1 0) and some between; a repeat unit is as high as (1 1 0).
      let spacing = slab.plane.spacing(in: bulk) * Double(slab.plane.divisor)
      #expect(
        abs(cutter.period - spacing) < 1e-6
          || cutter.cell.crystal.count < crystal.count)
      for termination in cutter.terminations {
        slab.termination = termination.id
        let result = try slab.build(crystal, with: cutter).structure
        let lattice = try #require(result.lattice)
        guard case .units(let units) = slab.size else { return }
        #expect(result.count == units * cutter.cell.crystal.count)
        #expect(lattice.signedVolume > 0 && lattice.isLowerTriangular)
        #expect(lattice.c.x == 0 && lattice.c.y == 0)
        #expect(abs(lattice.area(2) - cutter.area) < 1e-8 * cutter.area)
        #expect((90 - 1e-6...120 + 1e-6).contains(lattice.angles.z))
        let heights = result.positions.map(\.z)
        let gap = lattice.c.z - ((heights.max() ?? 0) - (heights.min() ?? 0))
        #expect(abs(gap - slab.vacuum) < 1e-9)
        #expect(closest(result) > closest(crystal) - 1e-6)
        #expect(
          result.composition.reducedFormula == crystal.composition.reducedFormula)
      }
    }
  }

  @Test func slabOfASupercellIsTheSlab() throws {
    var generator = Seeded(12)
    var built = 0
    while built < 25 {
      let crystal = crystal(&generator, isCentric: built.isMultiple(of: 2))
      let plane = try plane(&generator)
      let matrix = IntegerMatrix.random(&generator)
      guard matrix.determinant < 7,
        let cutter = try? SlabCutter(crystal, plane: plane, cutting: cutting())
      else { continue }
      // Indices follow the vectors: h′ = M h.
      let h = matrix.rows.map { ($0 &* plane.indices).wrappedSum() }
      let large = try Supercell(matrix: matrix).build(crystal)
      let other = try SlabCutter(
        large, plane: MillerPlane(h[0], h[1], h[2]), cutting: cutting())
      built += 1
      #expect(cutter.terminations.map(\.id) == other.terminations.map(\.id))
      for termination in cutter.terminations {
        var slab = Slab(plane: plane)
        (slab.cutting, slab.size, slab.termination) = (cutting(), .units(3), termination.id)
        let one = try slab.build(crystal, with: cutter).structure
        let same = try slab.build(large, with: other).structure
        #expect(one.count == same.count)
        #expect(try sameFingerprints(one, same))
      }
    }
  }

  @Test func supercellOfASlabIsTheSlabWithASupercell() throws {
    var generator = Seeded(13)
    var built = 0
    while built < 25 {
      let crystal = crystal(&generator, isCentric: true)
      var slab = Slab(plane: try plane(&generator))
      slab.cutting = cutting()
      guard let small = try? slab.build(crystal) else { continue }
      built += 1
      let n = (0..<4).map { _ in Int.random(in: -2...2, using: &generator) }
      guard n[0] * n[3] - n[1] * n[2] > 0 else { continue }
      slab.repeats = IntegerMatrix(SIMD3(n[0], n[1], 0), SIMD3(n[2], n[3], 0), SIMD3(0, 0, 1))
      let large = try slab.build(crystal).structure
      let repeated = try Supercell(matrix: slab.repeats).build(small.structure)
      #expect(large.count == repeated.count)
      let (one, other) = (try #require(large.lattice), try #require(repeated.lattice))
      #expect((one.lengths - other.lengths).length < 1e-8)
      #expect((one.angles - other.angles).length < 1e-6)
      #expect(try sameFingerprints(large, repeated))
    }
  }

  /// spglib on the finished slab is the judge: an operation that turns c over, or none.
  @Test func facesAreEqualWhereTheSlabHasAnOperationThatTurnsItOver() throws {
    var generator = Seeded(14)
    var (built, equal) = (0, 0)
    while built < 25 {
      let crystal = crystal(&generator, isCentric: !built.isMultiple(of: 3))
      var slab = Slab(plane: try plane(&generator))
      (slab.cutting, slab.size) = (cutting(), .units(2))
      guard let cutter = try? SlabCutter(crystal, plane: slab.plane, cutting: slab.cutting)
      else { continue }
      built += 1
      for termination in cutter.terminations {
        slab.termination = termination.id
        let plain = try slab.build(crystal, with: cutter).structure
        #expect(try turnsOver(plain) == termination.hasEqualFaces)
        guard termination.removedForEqualFaces != nil else { continue }
        var symmetric = slab
        symmetric.isSymmetric = true
        #expect(try turnsOver(symmetric.build(crystal, with: cutter).structure))
        equal += 1
      }
    }
    #expect(equal > 20)
  }

  private func turnsOver(_ slab: Structure) throws -> Bool {
    try slab.spaceGroup(tolerance: 1e-3).operations.contains { $0.rotation.rows[2].z == -1 }
  }
}
