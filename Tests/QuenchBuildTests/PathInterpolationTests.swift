import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct PathInterpolationTests {
  private func structure(
    _ symbols: [String], _ places: [Vector3], lattice: Lattice = .cubic(20)
  ) throws -> Structure {
    Structure(
      lattice: lattice,
      species: Categorical(try symbols.map { Species(try #require(Element(symbol: $0))) }),
      positions: Coordinates(places))
  }

  @Test func linearImagesLieEvenlyOnStraightLines() throws {
    let start = try structure(["Na", "O"], [Vector3(1, 1, 1), Vector3(5, 5, 5)])
    let end = try structure(["Na", "O"], [Vector3(3, 1, 1), Vector3(5, 5, 5)])
    let path = try PathInterpolation(images: 3, method: .linear).path(from: start, to: end)
    #expect(path.structures.map { $0.positions[0].x } == [1, 1.5, 2, 2.5, 3])
    #expect(path.structures.allSatisfy { $0.positions[1] == Vector3(5, 5, 5) })
  }

  /// From 19.5 to 0.5 in a cell of 20 is 1 Å through the boundary, not 19 Å back.
  @Test func atomsGoThroughTheBoundaryByTheirNearestImage() throws {
    let start = try structure(["Na"], [Vector3(19.5, 1, 1)])
    let end = try structure(["Na"], [Vector3(0.5, 1, 1)])
    let path = try PathInterpolation(images: 1, method: .linear).path(from: start, to: end)
    #expect(path.structures.map { $0.positions[0].x } == [19.5, 20, 20.5])
  }

  /// Rounding fractional coordinates picks a longer image in this skewed cell.
  @Test func nearestImagesAreFoundInSkewedCells() throws {
    let lattice = Lattice(a: Vector3(4, 0, 0), b: Vector3(3.6, 2, 0), c: Vector3(3.2, 1, 2))
    var generator = SeededGenerator(seed: 4)
    let nearest = try NearestPath(lattice, periodicity: .all)
    for _ in 0..<300 {
      let place = lattice.cartesian(
        Vector3(generator.uniform(), generator.uniform(), generator.uniform()) * 6)
      var least = Double.infinity
      for i in -9...9 {
        for j in -9...9 {
          for k in -9...9 {
            let image = lattice.cartesian(Vector3(Double(i), Double(j), Double(k)))
            least = min(least, (place + image).length)
          }
        }
      }
      #expect(abs(nearest.step(place).vector.length - least) < 1e-9)
    }
  }

  @Test func halfACellHasTwoWaysAndIsRefused() throws {
    let start = try structure(["Na"], [Vector3(0, 0, 0)])
    let end = try structure(["Na"], [Vector3(10, 0, 0)])
    #expect(throws: PathError.ambiguous(atom: 0, distance: 10)) {
      _ = try PathInterpolation().path(from: start, to: end)
    }
  }

  @Test func orderOfAtomsIsChecked() throws {
    let start = try structure(["Na", "O"], [Vector3(1, 1, 1), Vector3(5, 5, 5)])
    let end = try structure(["O", "Na"], [Vector3(1, 1, 1), Vector3(5, 5, 5)])
    let error = #expect(throws: PathError.self) {
      _ = try PathInterpolation().path(from: start, to: end)
    }
    #expect(
      error?.description
        == "atom 1 is Na at the start and O at the end: write both files with the same order of atoms"
    )
  }

  @Test func heldAtomsMayNotMove() throws {
    var start = try structure(["Na", "O"], [Vector3(1, 1, 1), Vector3(5, 5, 5)])
    let end = try structure(["Na", "O"], [Vector3(1, 1, 1), Vector3(5, 5, 6)])
    start.fixedAxes = [.none, .all]
    #expect(throws: PathError.held(atom: 1, distance: 1)) {
      _ = try PathInterpolation().path(from: start, to: end)
    }
  }

  @Test func otherCellsAndCountsAreRefused() throws {
    let start = try structure(["Na"], [Vector3(1, 1, 1)])
    let other = try structure(["Na"], [Vector3(1, 1, 1)], lattice: .cubic(20.1))
    let more = try structure(["Na", "Na"], [Vector3(1, 1, 1), Vector3(3, 1, 1)])
    #expect(throws: PathError.self) { _ = try PathInterpolation().path(from: start, to: other) }
    #expect(throws: PathError.atomCount(start: 1, end: 2)) {
      _ = try PathInterpolation().path(from: start, to: more)
    }
  }

  @Test func aShorterPairingOfEqualAtomsIsSaid() throws {
    let start = try structure(["Na", "Na"], [Vector3(1, 1, 1), Vector3(4, 1, 1)])
    let end = try structure(["Na", "Na"], [Vector3(4.2, 1, 1), Vector3(1.2, 1, 1)])
    let path = try PathInterpolation(images: 1, method: .linear).path(from: start, to: end)
    let warning = try #require(path.report.warnings.first { $0.code == "W-PATH-ORDER" })
    #expect(warning.message.contains("1 → 2, 2 → 1"))
  }

  /// A dimer of 1.2 Å that turns by 90°: in the middle a straight path has 1.2/√2 = 0.849 Å, even
  /// distances keep 1.2 Å.
  @Test func idppKeepsTheLengthOfATurningDimer() throws {
    let start = try structure(["O", "O"], [Vector3(4.4, 5, 5), Vector3(5.6, 5, 5)])
    let end = try structure(["O", "O"], [Vector3(5, 4.4, 5), Vector3(5, 5.6, 5)])
    func middle(_ method: PathInterpolation.Method) throws -> Double {
      let path = try PathInterpolation(images: 1, method: method, tolerance: 1e-5)
        .path(from: start, to: end)
      return (path.structures[1].positions[1] - path.structures[1].positions[0]).length
    }
    #expect(abs(try middle(.linear) - 1.2 / 2.0.squareRoot()) < 1e-12)
    #expect(abs(try middle(.idpp) - 1.2) < 1e-4)
  }

  /// Moving everything together changes no distance: the straight path is the answer.
  @Test func idppLeavesATranslationStraight() throws {
    let places = [Vector3(1, 1, 1), Vector3(3, 1, 1), Vector3(1, 3.2, 1)]
    let start = try structure(["Na", "O", "O"], places)
    let end = try structure(["Na", "O", "O"], places.map { $0 + Vector3(1, 0.5, 0) })
    let path = try PathInterpolation(images: 1).path(from: start, to: end)
    for (atom, place) in places.enumerated() {
      #expect((path.structures[1].positions[atom] - place - Vector3(0.5, 0.25, 0)).length < 1e-9)
    }
  }

  @Test func heldAtomsStayToTheLastDigit() throws {
    var (start, end) = try hop()
    let held = start.positions.indices.map { $0 == 0 ? FixedAxes.none : .all }
    (start.fixedAxes, end.fixedAxes) = (held, held)
    let path = try PathInterpolation(images: 3).path(from: start, to: end)
    for structure in path.structures {
      for atom in held.indices.dropFirst() {
        #expect(structure.positions[atom] == start.positions[atom])
      }
    }
  }

  @Test func thePathBackIsTheSamePath() throws {
    let (start, end) = try hop()
    let builder = try PathInterpolation(images: 3, tolerance: 1e-6, mostSteps: 20_000)
    let there = try builder.path(from: start, to: end).structures
    let back = try builder.path(from: end, to: start).structures
    for (image, other) in zip(there, back.reversed()) {
      for atom in 0..<image.count {
        #expect((image.positions[atom] - other.positions[atom]).length < 1e-3)
      }
    }
  }

  /// An atom that hops past another one, which stands in the way.
  private func hop() throws -> (Structure, Structure) {
    let around = [
      Vector3(5, 5.3, 5), Vector3(5, 8, 5), Vector3(5, 2.4, 5.2), Vector3(5, 5, 8),
      Vector3(5.1, 5, 2),
    ]
    let symbols = ["Na"] + [String](repeating: "O", count: around.count)
    return (
      try structure(symbols, [Vector3(3, 5, 5)] + around),
      try structure(symbols, [Vector3(7, 5, 5)] + around)
    )
  }
}

@Suite struct AssignmentTests {
  @Test func isTheBestOfAllPermutations() {
    var generator = SeededGenerator(seed: 11)
    for size in 1...6 {
      for _ in 0..<30 {
        let costs = (0..<size).map { _ in (0..<size).map { _ in generator.uniform() } }
        func total(_ columns: [Int]) -> Double {
          columns.enumerated().reduce(0) { $0 + costs[$1.offset][$1.element] }
        }
        let best = permutations(Array(0..<size)).map(total).min() ?? 0
        let found = Assignment.shortest(costs)
        #expect(Set(found).count == size)
        #expect(abs(total(found) - best) < 1e-12)
      }
    }
  }

  private func permutations(_ values: [Int]) -> [[Int]] {
    guard values.count > 1 else { return [values] }
    return values.flatMap { first in
      permutations(values.filter { $0 != first }).map { [first] + $0 }
    }
  }
}
