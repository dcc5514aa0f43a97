import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct ElectrodeCellTests {
  /// Li(110) of a = 3.5093 Å: a × a√2, three layers of two atoms, a/√2 = 2.4814 Å apart.
  private var lithium: Structure {
    let (a, step) = (3.5093, 3.5093 / 2.0.squareRoot())
    let b = a * 2.0.squareRoot()
    var positions: [Vector3] = []
    for layer in 0..<3 {
      let shift = layer == 1 ? b / 2 : 0
      for (x, y) in [(0, shift), (a / 2, b / 2 - shift)] {
        positions.append(Vector3(x, y, 3 + Double(layer) * step))
      }
    }
    return Structure(
      lattice: Lattice(orthorhombic: Vector3(a, b, 30)),
      species: Categorical((0..<6).map { _ in Species(label: "Li") }),
      positions: Coordinates(positions))
  }

  private func cell(_ lateral: LateralSize, waters: Int = 60) throws -> ElectrodeCell {
    ElectrodeCell(
      electrode: lithium, lateral: lateral,
      liquid: [PackingComponent("H2O", molecule: PackingTests.water, count: waters)],
      distances: try ContactDistances())
  }

  private func refusal(_ cell: ElectrodeCell) -> ElectrodeError? {
    do throws(ElectrodeError) {
      _ = try cell.build()
      return nil
    } catch {
      return error
    }
  }

  @Test func aCellIsStackedAsAsked() throws {
    var cell = try cell(.repeats(SIMD2(4, 3)))
    (cell.density, cell.height, cell.holdsElectrodes) = (0.9, 80, true)
    let made = try cell.build()
    let structure = made.built.structure
    #expect(structure.count == 72 + 72 + 180)
    let lattice = try #require(structure.lattice)
    #expect(abs(lattice.c.z - 80) < 1e-12 && !lattice.isLeftHanded)
    // 60 · 18.015 u on 14.0372 × 14.8887 Å at 0.9 g/cm³: 9.542 Å, and 2 Å of clearance each side.
    let bottom = try #require(made.groups["Electrode_bottom"]).map { structure.positions[$0].z }
    let top = try #require(made.groups["Electrode_top"]).map { structure.positions[$0].z }
    let gap = (top.min() ?? 0) - (bottom.max() ?? 0)
    #expect(abs(gap - (9.542 + 4)) < 2e-3)
    #expect(abs((bottom.max() ?? 0) - (bottom.min() ?? 0) - 4.9629) < 1e-3)
    let liquid = try #require(made.groups["Liquid"]).map { structure.positions[$0].z }
    #expect((liquid.min() ?? 0) >= (bottom.max() ?? 0) + 2)
    #expect((liquid.max() ?? 0) <= (top.min() ?? 0) - 2)
    #expect(structure.fixedAxes?.count { $0 == .all } == 144)
  }

  @Test func groupsAreAPartitionOfTheAtoms() throws {
    var cell = try cell(.repeats(SIMD2(4, 3)))
    (cell.density, cell.charging) = (0.9, .total(1.5))
    cell.film = .packed(
      [PackingComponent("H2O", molecule: PackingTests.water, count: 20)], thickness: 6)
    let made = try cell.build()
    let all = Set(0..<made.built.structure.count)
    let parts = ["Electrode_bottom", "Electrode_top", "Film", "Liquid"].map {
      made.groups[$0] ?? []
    }
    #expect(parts.map(\.count).reduce(0, +) == all.count)
    #expect(Set(parts.flatMap { $0 }) == all)
    #expect(made.groups["Mobile"]?.count == 240)
    #expect(made.groups["Layer_bottom"]?.count == 24 && made.groups["Layer_top"]?.count == 24)
    #expect(made.groups["LiBq"] == made.groups["Layer_bottom"])
    // The facing layers: the highest of the lower electrode, the lowest of the upper one.
    let heights = made.built.structure.positions.map(\.z)
    let facing = try #require(made.groups["Layer_bottom"]).map { heights[$0] }
    #expect(facing.allSatisfy { abs($0 - (facing.first ?? 0)) < 1e-9 })
    #expect(facing.first == (made.groups["Electrode_bottom"] ?? []).map { heights[$0] }.max())
  }

  @Test func sizesThatCannotFitNameThoseThatDo() throws {
    // 17 × 12 cells of a × a√2 are 59.66 × 59.55 Å; 50 × 50 Å holds 2500/17.416 · 6 = 861 atoms.
    var asked = try cell(.sizeAndAtoms(SIMD2(50, 50), 1224))
    asked.density = 1
    let text = try #require(refusal(asked)).description
    for part in ["17 × 12", "59.66 × 59.55", "861", "49.13 × 49.63", "840"] {
      #expect(text.contains(part))
    }
    asked.lateral = .atoms(1225)
    #expect(refusal(asked)?.description.contains("1224, 1230") == true)
  }

  @Test func stretchingReportsTheStrain() throws {
    var cell = try cell(.size(SIMD2(14.3, 15.0)))
    (cell.density, cell.stretchesToSize) = (0.9, true)
    let made = try cell.build()
    // 4 · 3.5093 = 14.0372 Å: +1.872 %; 3 · 4.9629 = 14.8887 Å: +0.748 %.
    let fit = try #require(made.built.report.facts.first { $0.key == "lateral_fit" })
    guard case .table(_, let rows) = fit.value else { return }
    #expect(rows[0][1] == "4 × 3" && rows[0][2] == "1.872" && rows[0][3] == "0.748")
    let lattice = try #require(made.built.structure.lattice)
    #expect(abs(lattice.a.x - 14.3) < 1e-12 && abs(lattice.b.y - 15) < 1e-12)
    cell.largestStrain = 1
    guard case .strain = refusal(cell) else {
      Issue.record("1.87 % is more than 1 %")
      return
    }
  }

  @Test func aFilmThatDoesNotFitNamesTheNearestSizeThatDoes() throws {
    let oxide = Structure(
      lattice: Lattice(orthorhombic: Vector3(3.9, 3.9, 20)),
      species: Categorical([Species(label: "Mg"), Species(label: "O")]),
      positions: [Vector3(0, 0, 5), Vector3(1.95, 1.95, 5)])
    // 14.04 × 14.89 Å against 4 × 4 cells of 3.9 Å: −10 % along x.
    var cell = try cell(.repeats(SIMD2(4, 3)))
    (cell.density, cell.film) = (0.9, .slab(oxide))
    guard case .strain(let part, let strain, _, let fitting) = refusal(cell) else {
      Issue.record("10 % are more than 5 %")
      return
    }
    #expect(part == "film" && abs(strain - 10.02) < 0.01)
    let numbers = try #require(fitting).split(separator: " ").compactMap { Int($0) }
    cell.lateral = .repeats(SIMD2(numbers[0], numbers[1]))
    #expect(refusal(cell) == nil)
  }

  @Test func gapAndDensityMustAgree() throws {
    var cell = try cell(.repeats(SIMD2(4, 3)))
    (cell.density, cell.gap) = (0.9, 30)
    guard case .contradiction(let text) = refusal(cell) else {
      Issue.record("30 Å is not 13.5 Å")
      return
    }
    #expect(text.contains("13.54"))
    cell.density = nil
    let made = try cell.build()
    #expect(made.built.report.warnings.contains { $0.code == "W-ELECTRODE-DENSITY" })
    cell.gap = nil
    guard case .contradiction = refusal(cell) else {
      Issue.record("neither gap nor density")
      return
    }
    (cell.gap, cell.height) = (30, 35)
    guard case .contradiction = refusal(cell) else {
      Issue.record("40 Å do not fit 35 Å")
      return
    }
  }

  @Test func chargesFollowTheirDefinitions() throws {
    // 4 µF/cm² each, two in series: 2 µF/cm² · 0.2 V = 0.4 µC/cm² = 2.4966e-4 e/Å².
    let layers = SurfaceCharging.doubleLayers(voltage: 0.2, capacitance: 4)
    #expect(abs(layers.density(area: 1, distance: 90) - 2.49660e-4) < 1e-9)
    // ε₀ · 0.2 V / 90 Å = 5.52635e-3 · 0.2 / 90 = 1.22808e-5 e/Å²: 20 times less.
    let empty = SurfaceCharging.emptySpace(voltage: 0.2).density(area: 1, distance: 90)
    #expect(abs(empty - 1.22808e-5) < 1e-10)
    #expect((15...25).contains(layers.density(area: 1, distance: 90) / empty))
    let micro = try SurfaceCharging.density(parsing: "5 uC/cm2").density(area: 1, distance: 1)
    #expect(abs(micro - 5 * 6.241509e-4) < 1e-9)
    let nano = try SurfaceCharging.density(parsing: "-0.3e/nm2").density(area: 1, distance: 1)
    #expect(abs(nano + 0.003) < 1e-12)
    for text in ["", "5", "uC/cm2", "5 C/m2", "nan e/nm2", "1e9 e/nm2"] {
      #expect(throws: ElectrodeError.self) { try SurfaceCharging.density(parsing: text) }
    }
  }

  @Test func aChargedCellIsNeutralAsAWhole() throws {
    var cell = try cell(.repeats(SIMD2(4, 3)))
    var water = PackingTests.water
    water.charges = [-0.8476, 0.4238, 0.4238]
    cell.liquid = [PackingComponent("H2O", molecule: water, count: 60)]
    (cell.density, cell.charging, cell.chargedLayer) = (0.9, .density(0.005), 2)
    let charges = try #require(try cell.build().built.structure.charges)
    #expect(abs(charges.reduce(0, +)) < 1e-9)
    let area = 4 * 3.5093 * 3 * 3.5093 * 2.0.squareRoot()
    #expect(abs(charges[..<72].reduce(0, +) - 0.005 * area) < 1e-9)
    #expect(charges[24..<48].allSatisfy { abs($0 - 0.005 * area / 24) < 1e-12 })
    cell.liquid = [PackingComponent("Li+", ion: try #require(MonatomicIon("Li+")), count: 20)]
    guard case .charge = refusal(cell) else {
      Issue.record("20 cations without anions")
      return
    }
    cell.chargedLayer = 4
    #expect(refusal(cell)?.fault == .parameter)
  }

  @Test func anObliqueSurfaceCellBecomesRectangular() throws {
    // The primitive cell of bcc (110): two vectors (±a/2, b/2) of one atom per layer.
    var oblique = lithium
    let (a, b) = (3.5093, 3.5093 * 2.0.squareRoot())
    oblique = oblique.selecting([0, 2, 4])
    oblique.lattice = Lattice(
      a: Vector3(a / 2, -b / 2, 0), b: Vector3(a / 2, b / 2, 0), c: Vector3(0, 0, 30))
    let block = try SlabBlock(oblique, name: "electrode").rectangular()
    #expect(block.structure.count == 6)
    #expect(abs(block.area - a * b) < 1e-9)
    #expect(abs(dot(block.a, block.b)) < 1e-9)
  }
}
