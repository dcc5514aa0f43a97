import QuenchModel
import Testing

@testable import QuenchBuild

/// What every builder owes any crystal, on seeded random ones.
@Suite struct BuilderPropertyTests {
  /// Six atoms of two species, of which a random crystal may hold any number.
  private func crystal(_ generator: inout Seeded) throws -> Structure {
    while true {
      let random = Structure.random(6, &generator)
      guard let lattice = random.lattice, let fractional = random.fractional else { continue }
      guard lattice.faceDistances.min() > 1 else { continue }
      return Structure(
        lattice: lattice,
        species: Categorical(["Ti", "Ti", "O", "O", "O", "O"].map { Species(label: $0) }),
        fractional: fractional)
    }
  }

  /// Shortest distance within `atoms`, all images out to five cells of the reduced lattice: the
  /// referee.
  private func shortest(_ structure: Structure, from atoms: Range<Int>? = nil) throws -> Double {
    let lattice = try #require(structure.lattice)
    let (reduced, _) = lattice.reduced()
    var best = Double.infinity
    for i in atoms ?? 0..<structure.count {
      for j in 0..<structure.count {
        let step = reduced.fractional(structure.positions[j] - structure.positions[i])
        let near = step - step.rounded(.toNearestOrEven)
        for p in -2...2 {
          for q in -2...2 {
            for r in -2...2 where i != j || (p, q, r) != (0, 0, 0) {
              let shift = near + Vector3(Double(p), Double(q), Double(r))
              best = min(best, reduced.cartesian(shift).length)
            }
          }
        }
      }
    }
    return best
  }

  private func amounts(_ structure: Structure) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: structure.composition.parts.map { ($0.name, $0.amount) })
  }

  private func isRightHanded(_ structure: Structure) -> Bool {
    structure.lattice.map { !$0.isLeftHanded } ?? false
  }

  @Test func supercellsKeepDensityStoichiometryAndDistances() throws {
    var generator = Seeded(21)
    for _ in 0..<25 {
      let crystal = try crystal(&generator)
      let built = try Supercell(matrix: .random(&generator)).built(crystal)
      let (cell, index) = (built.structure, Double(built.structure.count) / 6)
      #expect(isRightHanded(cell) && cell.species.runs.count == 2)
      #expect(amounts(cell) == ["Ti": 2 * index, "O": 4 * index])
      let volume = try #require(crystal.lattice?.volume)
      #expect(abs(try #require(cell.lattice?.volume) - index * volume) < 1e-9 * index * volume)
      #expect(abs(try shortest(cell) - shortest(crystal)) < 1e-9)
      #expect(built.report.host == crystal.composition)
    }
  }

  @Test func theReportedImageDistanceIsThatOfOneAtomAndItsImages() throws {
    var generator = Seeded(22)
    for _ in 0..<20 {
      var lone = try crystal(&generator)
      lone = lone.selecting([0])
      let built = try Supercell(matrix: .random(&generator)).built(lone)
      guard case .number(let distance, _, _) = built.report.facts.last?.value else {
        Issue.record("no image distance")
        return
      }
      let one = built.structure.selecting([0])
      #expect(abs(try shortest(one) - distance) < 1e-9)
    }
  }

  @Test func defectsChangeWhatTheirNamesSayAndNothingElse() throws {
    var generator = Seeded(23)
    let names: [(String, ti: Double, o: Double, atoms: Int)] = [
      ("vac_O", 0, -1, -1), ("vac_Ti*2", -2, 0, -2), ("Ti_on_O", 1, -1, 0), ("Na_on_Ti", -1, 0, 0),
      ("swap_Ti_O", 0, 0, 0), ("vac_Ti+vac_O", -1, -1, -2),
    ]
    for (name, ti, o, atoms) in names {
      for seed in UInt64(1)...3 {
        let crystal = try crystal(&generator)
        let supercell = try Supercell(sizes: SIMD3(2, 2, 1))
        let complex = try DefectComplex(parsing: name, elements: ["Ti", "O"])
        let built = try Defects([complex], in: supercell, placement: .random, seed: seed)
          .build(crystal).structure
        #expect(built.count == 24 + atoms && isRightHanded(built))
        #expect(amounts(built)["Ti"] == 8 + ti && amounts(built)["O"] == 16 + o)
        // No atom is moved: distances are those of the crystal or, with atoms gone, longer.
        #expect(try shortest(built) >= shortest(crystal) - 1e-9)
        #expect(built.species.runs.count == Set(built.species.map(\.name)).count)
      }
    }
  }

  @Test func interstitialsKeepTheirDistanceFromEveryNucleus() throws {
    var generator = Seeded(24)
    for _ in 0..<10 {
      let crystal = try crystal(&generator)
      var defects = Defects(
        [try DefectComplex(parsing: "int_Li", elements: ["Ti", "O"])],
        in: try Supercell(sizes: SIMD3(1, 1, 1)))
      defects.leastVoid = 0.8
      let built: Structure
      do throws(DefectError) {
        built = try defects.build(crystal).structure
      } catch {
        continue  // Nothing that wide in this crystal.
      }
      let lithium = try #require(built.species.firstIndex { $0.name == "Li" })
      let host = built.selecting((0..<7).filter { $0 != lithium } + [lithium])
      var near = Double.infinity
      let place = host.positions[6]
      let (lattice, _) = try #require(host.lattice).reduced()
      for atom in 0..<6 {
        let step = lattice.fractional(host.positions[atom] - place)
        let start = step - step.rounded(.toNearestOrEven)
        for p in -2...2 {
          for q in -2...2 {
            for r in -2...2 {
              let shift = start + Vector3(Double(p), Double(q), Double(r))
              near = min(near, lattice.cartesian(shift).length)
            }
          }
        }
      }
      #expect(near >= 0.8 - 1e-9)
    }
  }

  @Test func orderedCellsHoldTheExactCompositionOnTheOldSites() throws {
    var generator = Seeded(25)
    for seed in UInt64(1)...8 {
      let whole = try crystal(&generator)
      var shared = whole
      // The two Ti sites become half Na, half Ti each.
      shared = shared.appending(whole.selecting([0, 1]))
      shared.species = Categorical(
        ["Ti", "Ti", "O", "O", "O", "O", "Na", "Na"].map { Species(label: $0) })
      shared.occupancies = [0.5, 0.5, 1, 1, 1, 1, 0.5, 0.5]
      var ordering = Ordering(
        in: try Supercell(sizes: SIMD3(2, 2, 2)), method: .quasiRandom(steps: 500), seed: seed)
      ordering.shells = 1
      let built = try ordering.build(shared).structure
      let counts = amounts(built)
      #expect(counts == ["Ti": 8, "Na": 8, "O": 32])
      #expect(isRightHanded(built) && built.species.runs.count == 3)
      let volume = try #require(whole.lattice?.volume)
      #expect(abs(try #require(built.lattice?.volume) - 8 * volume) < 1e-9 * volume)
      #expect(abs(try shortest(built) - shortest(whole)) < 1e-9)
    }
  }

  @Test func dividedCrystalsKeepTheirAtomsAndHoldTheRest() throws {
    var generator = Seeded(26)
    for axis in [0, 1, 2, 0, 1, 2] {
      let crystal = try Supercell(sizes: SIMD3(2, 2, 2)).build(crystal(&generator))
      var builder = try Heterophase(melt: .atoms(fraction: 0.5), axis: axis)
      builder.keepsLayersWhole = false
      let built = try builder.build(crystal).structure
      #expect(built.composition == crystal.composition && isRightHanded(built))
      #expect(built.fixedAxes?.count { $0 == .all } == 24)
      #expect(built.fixedAxes?.count { $0 == .none } == 24)
      #expect(abs(try shortest(built) - shortest(crystal)) < 1e-9)
    }
  }
}
