import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchBuild

@Suite struct PackingTests {
  static let water: Structure = Structure(
    title: "H2O charge=0",
    species: Categorical(["O", "H", "H"].map { Species(label: $0) }),
    positions: [Vector3(0, 0, 0), Vector3(0.96, 0, 0), Vector3(-0.24, 0.93, 0)])

  private func oxide(_ vanadium: Int, _ oxygen: Int) throws -> [PackingComponent] {
    [
      PackingComponent(try #require(Element(symbol: "V")), count: vanadium),
      PackingComponent(try #require(Element(symbol: "O")), count: oxygen),
    ]
  }

  private func distances() throws -> ContactDistances {
    var distances = try ContactDistances()
    try distances.add(parsing: "V-O=1.6,O-O=2.2,V-V=2.4")
    return distances
  }

  /// A right-handed triclinic cell of a volume, no face distance below a third of its edges' mean.
  private func cell(_ volume: Double, _ generator: inout Seeded) -> Lattice {
    while true {
      func vector() -> Vector3 {
        Vector3(
          .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator),
          .random(in: -1...1, using: &generator))
      }
      let lattice = Lattice(a: vector(), b: vector(), c: vector())
      guard lattice.signedVolume > 0.1 else { continue }
      let factor = cubeRoot(volume / lattice.signedVolume)
      let scaled = lattice.scaled(by: factor)
      if scaled.faceDistances.min() > 0.3 * scaled.lengths.sum() / 3 { return scaled }
    }
  }

  /// Shortest distance between atoms of different molecules by explicit images: the referee.
  private func shortest(
    _ structure: Structure, moleculeSize: Int = 1, _ a: String? = nil, _ b: String? = nil
  ) throws -> Double {
    let lattice = try #require(structure.lattice)
    var best = Double.infinity
    let names = structure.species.map(\.name)
    for i in 0..<structure.count {
      for j in i..<structure.count {
        if let a, let b, Set([names[i], names[j]]) != Set([a, b]) { continue }
        for p in -2...2 {
          for q in -2...2 {
            for r in -2...2 {
              if p == 0, q == 0, r == 0, i / moleculeSize == j / moleculeSize { continue }
              let shift = lattice.cartesian(Vector3(Double(p), Double(q), Double(r)))
              best = min(best, (structure.positions[j] - structure.positions[i] + shift).length)
            }
          }
        }
      }
    }
    return best
  }

  @Test func anOxideKeepsItsDistancesThroughTheBoundaryOfAnyCell() throws {
    var generator = Seeded(11)
    for seed in UInt64(1)...8 {
      let components = try oxide(16, 24)
      // 40 atoms of V2O3 at 4 g/cm³: 497.76 Å³.
      let lattice = cell(497.76, &generator)
      let built = try Packing(components, in: lattice, distances: distances(), seed: seed).build()
      #expect(built.structure.species.counts == [16, 24])
      #expect(built.structure.lattice == lattice)
      #expect(try shortest(built.structure, "V", "O") >= 1.6)
      #expect(try shortest(built.structure, "O", "O") >= 2.2)
      #expect(try shortest(built.structure, "V", "V") >= 2.4)
      #expect(abs(try #require(built.structure.density) - 4) < 1e-3)
    }
  }

  @Test func moleculesStayRigidAndApart() throws {
    var generator = Seeded(12)
    for seed in UInt64(1)...4 {
      let parts = [PackingComponent("H2O", molecule: Self.water, count: 20)]
      // 20 molecules at 1 g/cm³: 598.3 Å³.
      let packing = Packing(
        parts, in: cell(598.3, &generator), distances: try ContactDistances(), seed: seed)
      let structure = try packing.build().structure
      #expect(try shortest(structure, moleculeSize: 3) >= 2)
      for molecule in 0..<20 {
        let (o, h, k) = (
          structure.positions[3 * molecule], structure.positions[3 * molecule + 1],
          structure.positions[3 * molecule + 2]
        )
        #expect(abs((h - o).length - 0.96) < 1e-9)
        let handed = cross(h - o, k - o).length
        #expect(abs(handed - 0.96 * 0.93) < 1e-9)
      }
    }
  }

  @Test func theSeedDecides() throws {
    let parts = try oxide(16, 24)
    func positions(_ seed: UInt64) throws -> Coordinates {
      try Packing(parts, in: .cubic(8), distances: distances(), seed: seed).build().structure
        .positions
    }
    #expect(try positions(3) == positions(3))
    #expect(try positions(3) != positions(4))
  }

  @Test func orientationsAreNotThatOfTheTemplate() throws {
    let parts = [PackingComponent("H2O", molecule: Self.water, count: 64)]
    let structure = try Packing(parts, in: .cubic(16), distances: ContactDistances()).build()
      .structure
    var sum = Vector3.zero
    for molecule in 0..<64 {
      sum += structure.positions[3 * molecule + 1] - structure.positions[3 * molecule]
    }
    // A random walk of 64 steps of 0.96 Å ends 7.7 Å away; all alike would be 61 Å.
    #expect(sum.length < 25)
  }

  @Test func heldAtomsStayAndRegionsAreKept() throws {
    var slab = Structure(
      lattice: Lattice(orthorhombic: Vector3(12, 12, 30)),
      species: Categorical((0..<16).map { _ in Species(label: "Li") }),
      positions: Coordinates(
        (0..<16).map { Vector3(Double($0 % 4) * 3, Double($0 / 4) * 3, 2) }))
    slab.fixedAxes = [FixedAxes](repeating: .all, count: 16)
    var packing = Packing(
      [PackingComponent("H2O", molecule: Self.water, count: 30)], in: try #require(slab.lattice),
      distances: try ContactDistances())
    packing.held = slab
    packing.regions = [.slab(low: 3, high: 20)]
    let built = try packing.build().structure
    #expect(built.positions.prefix(16).elementsEqual(slab.positions))
    #expect(built.fixedAxes?.prefix(16).allSatisfy { $0 == .all } == true)
    #expect(built.fixedAxes?.dropFirst(16).allSatisfy { $0 == .none } == true)
    let heights = built.positions.dropFirst(16).map(\.z)
    #expect((heights.min() ?? 0) >= 3 && (heights.max() ?? 0) <= 20)
    // Each held atom a residue of its own, each molecule one.
    #expect(built.residues?.starts.count == 46)
  }

  @Test func spheresAndBoxesHoldEvenAcrossTheBoundary() throws {
    for region in [
      PackingRegion.sphere(centre: .zero, radius: 6),
      .box(low: Vector3(-4, -4, -4), high: Vector3(5, 5, 5)),
    ] {
      var packing = Packing(
        [PackingComponent("H2O", molecule: Self.water, count: 15)], in: .cubic(20),
        distances: try ContactDistances())
      packing.regions = [region]
      let structure = try packing.build().structure
      for position in structure.positions {
        // The nearest image to the region's middle, which is within half the cell here.
        let near = position - 20 * (position / 20).rounded(.toNearestOrEven)
        #expect(region.wayIn(from: near, margin: 0).length < 1e-9)
      }
    }
  }

  @Test func aRegionBesideTheCellIsItsImageAndSaysSo() throws {
    var packing = Packing(
      [PackingComponent("H2O", molecule: Self.water, count: 5)], in: .cubic(20),
      distances: try ContactDistances())
    packing.regions = [.slab(low: 25, high: 35)]
    let built = try packing.build()
    #expect(built.report.warnings.map(\.code) == ["W-PACK-REGION"])
    for position in built.structure.positions {
      let height = position.z - 20 * (position.z / 20).rounded(.down)
      #expect(height >= 5 && height <= 15)
    }
    packing.regions = [.slab(low: -5, high: 5)]
    #expect(try packing.build().report.warnings.isEmpty)
  }

  @Test func wholeUnitsThatMissTheDensitySaySo() throws {
    // 497.76 Å³ hold 8 V2O3 at 4 g/cm³; 8 of them are 4.000, not 4.2.
    var packing = Packing(
      try oxide(16, 24), in: .cubic(cubeRoot(497.76)), distances: try distances())
    packing.askedDensity = 4
    #expect(try packing.build().report.warnings.isEmpty)
    packing.askedDensity = 4.2
    let warnings = try packing.build().report.warnings
    #expect(warnings.map(\.code) == ["W-PACK-DENSITY"])
  }

  @Test func densitiesMakeTheirCube() throws {
    // 48 V + 72 O = 48 · 50.9415 + 72 · 15.999 = 3597.12 u; · 1.66053907 / 4.0 = 1493.29 Å³.
    let lattice = try PackingBox.cube(for: oxide(48, 72), density: 4)
    #expect(abs(lattice.volume - 1493.29) < 0.01)
    #expect(throws: PackingError.self) { try PackingBox.cube(for: oxide(48, 72), density: 0) }
    #expect(throws: PackingError.self) { try PackingBox.cube(for: oxide(48, 72), density: .nan) }
    #expect(throws: PackingError.self) { try PackingBox.cube(for: oxide(48, 72), density: 400) }
  }

  @Test func defaultDistancesAreThoseOfTheOxide() throws {
    // Radii 1.53 and 0.66 Å: V–O 0.75 · 2.19, V–V 0.78 · 3.06, O–O 1.3 · 1.6425 Å.
    let built = try Packing(oxide(16, 24), in: .cubic(8.5), distances: ContactDistances()).build()
    #expect(try shortest(built.structure, "V", "O") >= 0.75 * 2.19)
    #expect(try shortest(built.structure, "V", "V") >= 0.78 * 3.06)
    #expect(try shortest(built.structure, "O", "O") >= 1.3 * 0.75 * 2.19)
  }

  @Test func formalChargesBalance() throws {
    let parts = try PackingComponent.formallyCharged(oxide(16, 24), scale: 0.5)
    #expect(parts.map { $0.charge ?? 0 } == [1.5, -1])
    let built = try Packing(parts, in: .cubic(9), distances: distances()).build()
    #expect(abs(try #require(built.structure.charges).reduce(0, +)) < 1e-12)
    #expect(throws: PackingError.self) {
      try PackingComponent.formallyCharged(oxide(16, 24), scale: -1)
    }
  }

  @Test func differentMoleculesOfOneNameHaveDifferentResidues() throws {
    var other = Self.water
    other.positions[1].x = 1
    let packing = Packing(
      [
        PackingComponent("SOLVENT", molecule: Self.water, count: 2),
        PackingComponent("SOLVER", molecule: other, count: 2),
      ], in: .cubic(12), distances: try ContactDistances())
    #expect(packing.components.map(\.residueName) == ["SOLVE", "SOLV2"])
    #expect(try packing.build().structure.residues?.starts.count == 4)
  }

  @Test func formulaUnitsKeepTheirGroups() throws {
    // A carbonate of rock-salt-like order: one C with three O at 1.3 Å, two Li farther away.
    let crystal = Structure(
      lattice: .cubic(6),
      species: Categorical(
        ["Li", "Li", "C", "O", "O", "O"].map {
          Species(label: $0)
        }),
      positions: [
        Vector3(3, 0, 0), Vector3(0, 3.5, 0), Vector3(0, 0, 0), Vector3(1.3, 0, 0),
        Vector3(5.35, 1.1258, 0), Vector3(5.35, 4.8742, 0),
      ])
    let unit = try PackingComponent(formulaUnitOf: crystal, name: "Li2CO3", count: 1)
    #expect(unit.molecule.species.map(\.label) == ["Li", "Li", "C", "O", "O", "O"])
    let carbon = unit.molecule.positions[2]
    for oxygen in 3..<6 {
      #expect(abs((unit.molecule.positions[oxygen] - carbon).length - 1.3) < 1e-3)
    }
    #expect(unit.charge == 0)
  }
}
