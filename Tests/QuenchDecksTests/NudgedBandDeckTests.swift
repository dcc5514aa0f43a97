import QuenchFormats
import QuenchModel
import Testing

@testable import QuenchDecks

/// Bands of every engine that has them: same order, nearest images, climbing.
@Suite struct NudgedBandDeckTests {
  private func files(_ engine: String, _ interpolation: NudgedBand.Interpolation) throws -> Deck {
    var plan = try Rendering.plan("exchange")
    guard case .band(var band) = plan.stages[0].task else { throw Rendering.Missing() }
    band.interpolation = interpolation
    plan.stages[0].task = .band(band)
    return try #require(DeckEngine.named(engine)).render(try Rendering.job(plan))
  }

  private func poscar(_ deck: Deck, _ image: Int) throws -> Structure {
    let path = "01-neb/0\(image)/POSCAR"
    return try #require(
      FileFormat.poscar.read(Array(try deck.text(path).utf8), source: path).frames.first
    ).structure
  }

  @Test(arguments: [NudgedBand.Interpolation.linear, .idpp])
  func imagesGoFromOneEndToTheOther(interpolation: NudgedBand.Interpolation) throws {
    let deck = try files("vasp", interpolation)
    let images = try (0...4).map { try poscar(deck, $0) }
    let (start, end) = (
      try Rendering.structure("exchange-start.vasp"), try Rendering.structure("exchange-end.vasp")
    )
    for atom in 0..<start.count {
      #expect((images[0].positions[atom] - start.positions[atom]).length < 1e-9)
      #expect((images[4].positions[atom] - end.positions[atom]).length < 1e-9)
    }
    for (before, after) in zip(images, images.dropFirst()) {
      #expect(Array(before.species) == Array(after.species))
      for atom in 0..<start.count {
        #expect((after.positions[atom] - before.positions[atom]).length < 1)
      }
    }
    #expect(deck.choices.contains { $0.contains(interpolation == .idpp ? "IDPP" : "straight") })
    #expect(deck.choices.contains { $0.contains("3 images on nearest-image paths") })
  }

  /// 0.05 → 0.95 of a 4 Å cell is −0.4 Å and not 3.6: images at −0.1, −0.2, −0.3 Å of the start.
  @Test func pathsGoThroughTheBoundary() throws {
    let lattice = Lattice.cubic(4)
    func lithium(_ x: Double) -> Structure {
      var species = Categorical<Species>()
      species.append(Species(label: "Li"))
      return Structure(
        lattice: lattice, species: species, positions: Coordinates([Vector3(4 * x, 0, 0)]))
    }
    var plan = try Rendering.plan("exchange")
    plan.vasp = VASPSettings()
    plan.vasp?.cutoff = 400
    guard case .band(var band) = plan.stages[0].task else { throw Rendering.Missing() }
    band.interpolation = .linear
    plan.stages[0].task = .band(band)
    let job = DeckJob(
      plan: plan, structure: lithium(0.05), seed: 1, provenance: "", bandEnds: [0: lithium(0.95)],
      attachments: [:])
    let deck = try DeckEngine.vasp.render(job)
    for image in 0...4 {
      #expect(abs(try poscar(deck, image).positions[0].x - (0.2 - 0.1 * Double(image))) < 1e-9)
    }
  }

  @Test func allEnginesClimb() throws {
    let vasp = try files("vasp", .idpp).text("01-neb/INCAR")
    #expect(vasp.contains("LCLIMB  = .TRUE.") && vasp.contains("IMAGES  = 3"))
    let cp2k = try files("cp2k", .idpp)
    let input = try cp2k.text("01-neb/cp2k.inp")
    #expect(input.contains("BAND_TYPE CI-NEB") && input.contains("NUMBER_OF_REPLICA 5"))
    // The line search of CP2K's band may never end; climbing late it may end before it climbs.
    #expect(input.contains("NO_LS .TRUE.") && input.contains("NSTEPS_IT 0"))
    #expect(cp2k.runs[0].completion.contains { $0.contains("the band did not converge") })
    for image in 0...4 {
      let symbols = try cp2k.text("01-neb/image-0\(image).xyz").split(separator: "\n").dropFirst(2)
      #expect(symbols.map { $0.prefix(2) } == ["H ", "H ", "H "])
    }
    let neb = try files("qe", .idpp).text("01-neb/neb.in")
    #expect(neb.contains("CI_scheme") && neb.contains("'auto'"))
    #expect(neb.components("INTERMEDIATE_IMAGE") == 4)
  }

  /// VASP shares its ranks among the images.
  @Test func ranksAreAMultipleOfTheImages() throws {
    var plan = try Rendering.plan("exchange")
    let warned = try DeckEngine.vasp.render(try Rendering.job(plan)).warnings
    #expect(warned.contains { $0.code == "W-BAND-RANKS" })
    plan.parallel.ranks = 12
    let deck = try DeckEngine.vasp.render(try Rendering.job(plan))
    #expect(!deck.warnings.contains { $0.code == "W-BAND-RANKS" })
    let lines = try deck.text("01-neb/INCAR").split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("NCORE") && $0.contains(" = 2 ") })
  }

  @Test func endsThatDoNotFitAreRefused() throws {
    var job = try Rendering.job(try Rendering.plan("exchange"))
    job.bandEnds[0]?.lattice = .cubic(9)
    let error = #expect(throws: DeckError.self) { try DeckEngine.vasp.render(job) }
    #expect(error?.description.contains("the cells of the two ends differ") == true)
  }
}

extension String {
  fileprivate func components(_ separator: String) -> Int { split(separator: separator).count }
}
