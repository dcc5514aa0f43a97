import QuenchModel
import QuenchNeighbors
import QuenchSymmetry
import QuenchTrajectories
import Testing

@testable import QuenchBuild

@Suite struct AdsorptionTests {
  private func crystal(_ name: String) throws -> Structure {
    try Trajectory.open([name]).prototype
  }

  private func slab(_ name: String, _ plane: String, _ change: (inout Slab) -> Void = { _ in })
    throws -> Structure
  {
    var slab = Slab(plane: try MillerPlane(parsing: plane))
    change(&slab)
    return try slab.build(crystal(name)).structure
  }

  private func molecule(_ name: String) throws -> PackingComponent {
    PackingComponent(name, molecule: try crystal(name), count: 0)
  }

  /// An fcc metal of edge 4 Å, by its four atoms.
  private var metal: Structure {
    Structure(
      lattice: .cubic(4), species: Categorical(repeatElement(Species(label: "Al"), count: 4)),
      fractional: [
        Vector3(0, 0, 0), Vector3(0, 0.5, 0.5), Vector3(0.5, 0, 0.5), Vector3(0.5, 0.5, 0),
      ])
  }

  private func sites(_ plane: String, repeats: Int = 1) throws -> [String: Int] {
    var cut = Slab(plane: try MillerPlane(parsing: plane))
    cut.repeats = IntegerMatrix(diagonal: SIMD3(repeats, repeats, 1))
    let slab = try cut.build(metal).structure
    let surface = try AdsorptionSurface(slab, isTurnedOver: false, depth: 1)
    let found = try surface.sites([.top, .bridge, .hollow])
    return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.multiplicity) })
  }

  /// Known since the first low-energy diffraction: (111) top, bridge, fcc and hcp hollow; (100) top,
  /// bridge, fourfold hollow. Per atom of the surface 1 top, and 3 bridges on (111), 2 on (100).
  @Test(arguments: [1, 2, 3])
  func fccSurfacesHaveTheSitesOfTheTextbook(repeats: Int) throws {
    let n = repeats * repeats
    #expect(
      try sites("111", repeats: repeats) == [
        "top-Al": n, "bridge-Al-Al": 3 * n, "hollow-Al-Al-Al.1": n, "hollow-Al-Al-Al.2": n,
      ])
    #expect(
      try sites("001", repeats: repeats) == [
        "top-Al": n, "bridge-Al-Al": 2 * n, "hollow-Al-Al-Al-Al": n,
      ])
  }

  /// On rutile (110) the bridging O, the fivefold Ti and the threefold O are open; the sixfold Ti
  /// lies under the bridging O.
  @Test func rutile110OffersItsFivefoldTitanium() throws {
    let slab = try slab("TiO2_rutile", "110")
    let surface = try AdsorptionSurface(slab, isTurnedOver: false, depth: 1.5)
    #expect(surface.exposed.count { slab.species[$0].name == "Ti" } == 1)
    let tops = try surface.sites([.top])
    #expect(tops.map(\.id) == ["top-O.1", "top-O.2", "top-Ti"])
    #expect(tops.map(\.multiplicity) == [1, 2, 1])
  }

  /// The referee looks at all pairs and images of the finished cell.
  private func nearest(
    _ structure: Structure, between one: [Int], and other: [Int], images: Bool
  ) throws -> (distance: Double, ratio: Double) {
    let lattice = try #require(structure.lattice)
    var best = (distance: Double.infinity, ratio: Double.infinity)
    for i in one {
      for j in other {
        for p in -4...4 {
          for q in -4...4 where i != j || (p, q) != (0, 0) {
            if images, (p, q) == (0, 0) { continue }
            let shift = lattice.cartesian(Vector3(Double(p), Double(q), 0))
            let distance = (structure.positions[i] - structure.positions[j] - shift).length
            var sum =
              (structure.species[i].element?.covalentRadius ?? 0)
              + (structure.species[j].element?.covalentRadius ?? 0)
            let nonmetals: Set = ["H", "C", "N", "O", "F", "S"]
            if nonmetals.isSuperset(of: [structure.species[i].name, structure.species[j].name]) {
              sum = 0.8 * (sum + 1.6)
            }
            best = (min(best.distance, distance), min(best.ratio, distance / sum))
          }
        }
      }
    }
    return best
  }

  private func split(_ built: Built) throws -> (molecule: [Int], slab: [Int]) {
    let fact = try #require(built.report.facts.first { $0.key == "molecule_atoms" })
    guard case .text(let text) = fact.value else { return ([], []) }
    let atoms = try Selection(parsing: text).atoms(in: built.structure)
    let rest = built.structure.positions.indices.filter { !atoms.contains($0) }
    return (atoms, rest)
  }

  /// FSI⁻ and TFSI⁻ on the slabs of the paper: nothing nearer than the covalent radii, or 0.8 of the
  /// van der Waals radii between nonmetals; images apart.
  @Test(arguments: [
    ("Li2CO3_zabuyelite", "001"), ("Li2SiO3", "001"), ("Li4SiO4_P1_MP", "001"), ("LiOH", "001"),
    ("SiO2_alpha_quartz", "001"), ("Li2O", "111"),
  ])
  func anionsTouchTheSlabsOfThePaper(name: String, plane: String) throws {
    let slab = try slab(name, plane) { $0.vacuum = 25 }
    for anion in ["FSI", "TFSI_trans"] {
      var adsorption = Adsorption(try molecule(anion))
      adsorption.repeats = .automatic
      adsorption.sites = .kinds([.top])
      let adsorber = try Adsorber(slab, adsorption)
      let built = try adsorber.build(#require(adsorber.configurations.first))
      let (atoms, rest) = try split(built)
      #expect(atoms.count == adsorption.molecule.molecule.count)
      let contact = try nearest(built.structure, between: atoms, and: rest, images: false)
      #expect(abs(contact.ratio - 1) < 1e-6)
      #expect(
        try nearest(built.structure, between: atoms, and: atoms, images: true).distance >= 3 - 1e-9)
      #expect(built.structure.species.runs.count == built.structure.species.counts.count { $0 > 0 })
      #expect(built.report.warnings.contains { $0.code == "W-CHARGED-CELL" })
      // The molecule is as it was.
      let old = adsorption.molecule.molecule
      let moved = built.structure.selecting(atoms)
      #expect(abs(try spread(moved) - (try spread(old))) < 1e-9)
    }
  }

  /// Sum of all distances within a molecule.
  private func spread(_ molecule: Structure) throws -> Double {
    var bare = molecule
    bare.lattice = nil
    bare.periodicity = .none
    var sum = 0.0
    try bare.forEachPair(within: 50) { sum += $0.distance }
    return sum
  }

  @Test func tooNearImagesNameTheSupercellThatWouldDo() throws {
    let slab = try slab("TiO2_rutile", "110")
    let adsorption = Adsorption(try molecule("FSI"))
    let adsorber = try Adsorber(slab, adsorption)
    let error = #expect(throws: SurfaceError.self) {
      try adsorber.build(adsorber.configurations[0])
    }
    #expect(error?.fault == .refused)
    let text = try #require(error?.description)
    let size = try #require(
      text.split(separator: " ").first { $0.contains("x") && $0.first?.isNumber == true })
    var larger = adsorption
    larger.repeats = .matrix(try Slab.repeats(parsing: String(size)))
    let roomy = try Adsorber(slab, larger)
    #expect(try roomy.build(roomy.configurations[0]).structure.count > slab.count)
  }

  /// H2O on both sides of a slab with equal faces: the structure keeps an operation that turns it over.
  @Test func bothSidesKeepTheSlabFromHavingADipole() throws {
    let slab = try slab("TiO2_rutile", "110") {
      $0.repeats = IntegerMatrix(diagonal: SIMD3(2, 1, 1))
    }
    var adsorption = Adsorption(try molecule("H2O"))
    (adsorption.side, adsorption.anchor, adsorption.poses) = (.both, 0, [.down])
    let adsorber = try Adsorber(slab, adsorption)
    let configuration = try adsorber.configuration(named: "top-Ti")
    let built = try adsorber.build(configuration)
    #expect(built.structure.count == slab.count + 6)
    let group = try built.structure.spaceGroup(tolerance: 1e-3)
    #expect(group.operations.contains { $0.rotation.rows[2].z == -1 })
    // O of water above the fivefold Ti by the sum of the radii, 1.60 + 0.66 Å.
    #expect(abs(configuration.contactDistance - 2.26) < 0.01)
  }

  @Test func theBottomIsTheTopOfASlabWithEqualFaces() throws {
    let slab = try slab("TiO2_rutile", "110") {
      $0.repeats = IntegerMatrix(diagonal: SIMD3(2, 1, 1))
    }
    var adsorption = Adsorption(try molecule("H2O"))
    let top = try Adsorber(slab, adsorption)
    adsorption.side = .bottom
    let bottom = try Adsorber(slab, adsorption)
    #expect(top.configurations.map(\.id) == bottom.configurations.map(\.id))
    let (one, other) = (
      try top.build(top.configurations[0]), try bottom.build(bottom.configurations[0])
    )
    #expect(one.structure.lattice == other.structure.lattice)
    let middle = try #require(slab.lattice).c.z / 2
    #expect(try split(one).molecule.allSatisfy { one.structure.positions[$0].z > middle })
    #expect(try split(other).molecule.allSatisfy { other.structure.positions[$0].z < middle })
    // The slab itself is where it was.
    for atom in try split(other).slab {
      #expect(slab.positions.contains { ($0 - other.structure.positions[atom]).length < 1e-6 })
    }
  }

  @Test func coverageCountsEqualSites() throws {
    let slab = try slab("TiO2_rutile", "110") {
      $0.repeats = IntegerMatrix(diagonal: SIMD3(4, 1, 1))
    }
    var adsorption = Adsorption(try molecule("H2O"))
    (adsorption.anchor, adsorption.poses, adsorption.amount) = (0, [.down], .coverage(0.5))
    let adsorber = try Adsorber(slab, adsorption)
    let built = try adsorber.build(adsorber.configuration(named: "top-Ti"))
    #expect(built.structure.count == slab.count + 6)
    // Two on four sites in a row lie two sites apart: O–O 2 × 2.958 Å.
    let oxygens = try split(built).molecule.filter { built.structure.species[$0].name == "O" }
    let step = built.structure.positions[oxygens[0]] - built.structure.positions[oxygens[1]]
    #expect(abs(step.length - 2 * 2.95812) < 1e-6)
    adsorption.amount = .coverage(0.4)
    let wrong = try Adsorber(slab, adsorption)
    let error = #expect(throws: SurfaceError.self) {
      try wrong.build(wrong.configuration(named: "top-Ti"))
    }
    #expect(error?.description.contains("0.25, 0.5") == true)
  }

  @Test func anglesThatSymmetryMakesEqualCountOnce() throws {
    let slab = try Slab(plane: MillerPlane(0, 0, 1)).build(metal).structure
    var adsorption = Adsorption(try molecule("CO2"))
    (adsorption.azimuths, adsorption.sites) = (8, .kinds([.top]))
    // A linear molecule on a fourfold site: 0° and 45°.
    let adsorber = try Adsorber(slab, adsorption)
    #expect(adsorber.configurations.map(\.azimuth) == [0, 45])
  }

  @Test func constraintsAndTheVacuumAreKept() throws {
    let slab = try slab("TiO2_rutile", "110") {
      $0.fixedLayers = 3
      $0.repeats = IntegerMatrix(diagonal: SIMD3(2, 1, 1))
    }
    var adsorption = Adsorption(try molecule("H2O"))
    let plain = try Adsorber(slab, adsorption)
    let built = try plain.build(plain.configurations[0])
    #expect(built.structure.lattice == slab.lattice)
    #expect(built.structure.fixedAxes?.count { $0 == .all } == slab.fixedAxes?.count { $0 == .all })
    adsorption.vacuum = 17.5
    let wide = try Adsorber(slab, adsorption)
    let widened = try wide.build(wide.configurations[0]).structure
    #expect(abs(widened.layers().vacuum - 17.5) < 1e-9)
  }

  /// O of water over the bridging O of rutile: 0.8 (2 × 0.66 + 1.6) = 2.336 Å, no peroxide; a single O
  /// bonds at 2 × 0.66 = 1.32 Å.
  @Test func nonmetalsOfAMoleculeKeepTheirDistance() throws {
    let slab = try slab("TiO2_rutile", "110") {
      $0.repeats = IntegerMatrix(diagonal: SIMD3(2, 1, 1))
    }
    var water = Adsorption(try molecule("H2O"))
    (water.anchor, water.poses) = (0, [.down])
    let over = try Adsorber(slab, water).configuration(named: "top-O.1")
    #expect(over.contact == "O-O" && abs(over.contactDistance - 2.336) < 1e-9)
    let oxygen = Structure(
      species: Categorical([Species(label: "O")]), positions: Coordinates([.zero]))
    let atom = Adsorption(PackingComponent("O", molecule: oxygen, count: 0))
    let bound = try Adsorber(slab, atom).configuration(named: "top-O.1")
    #expect(abs(bound.contactDistance - 1.32) < 1e-9)
  }

  @Test func slabsTooLargeToSearchAreRefused() throws {
    let slab = try slab("TiO2_rutile", "110")
    var water = Adsorption(try molecule("H2O"))
    water.repeats = .matrix(IntegerMatrix(diagonal: SIMD3(100, 100, 1)))
    let error = #expect(throws: SurfaceError.self) { try Adsorber(slab, water) }
    #expect(error?.description.contains("240000 atoms") == true)
  }

  @Test func badRequestsAreNamed() throws {
    let slab = try slab("TiO2_rutile", "110")
    func fails(_ part: String, on slab: Structure, _ change: (inout Adsorption) -> Void) throws {
      var adsorption = Adsorption(try molecule("H2O"))
      change(&adsorption)
      let wanted = adsorption
      let error = #expect(throws: SurfaceError.self) { try Adsorber(slab, wanted) }
      #expect(error?.description.contains(part) == true, "\(String(describing: error))")
    }
    try fails("no slab", on: crystal("TiO2_rutile")) { _ in }
    try fails("cell", on: crystal("H2O")) { _ in }
    try fails("height", on: slab) { $0.height = .above(-1) }
    try fails("apart", on: slab) { $0.height = .above(0.2) }
    try fails("separation", on: slab) { $0.separation = .nan }
    try fails("coverage", on: slab) { $0.amount = .coverage(2) }
    try fails("number of molecules", on: slab) { $0.amount = .molecules(0) }
    try fails("binding atom", on: slab) { $0.anchor = 7 }
    try fails("pose 'down'", on: slab) { $0.poses = [.down] }
    try fails("orientations", on: slab) { $0.azimuths = 0 }
    try fails("adsorb over", on: slab) { $0.sites = .over([9999]) }
    let polar = try self.slab("Li2SiO3", "001")
    try fails("--side top", on: polar) { $0.side = .both }
    let adsorber = try Adsorber(slab, Adsorption(try molecule("H2O")))
    #expect(throws: SurfaceError.self) { try adsorber.configuration(named: "nowhere") }
  }
}
