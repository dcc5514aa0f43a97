import QuenchModel

/// The structures along a band, both ends included, atoms in the order of the deck.
struct BandImages {
  let structures: [Structure]
  let choices: [String]

  init(
    _ band: NudgedBand, _ job: DeckJob, _ groups: ElementGroups, stage: Int, name: String
  ) throws(DeckError) {
    guard let given = job.bandEnds[stage] else {
      throw DeckError(
        .missing(key: "end", expected: "the structure at the other end of the band"), stage: name)
    }
    guard band.images > 0, band.images < 98 else {
      throw DeckError(.impossible("\(band.images) images: 1 to 97"), stage: name)
    }
    var end = try groups.arranged(given)
    end.fixedAxes = groups.structure.fixedAxes
    guard let lattice = end.lattice, let start = groups.structure.fractional,
      let finish = end.fractional, Self.agree(lattice, groups.lattice)
    else {
      throw DeckError(.inconsistent("the two ends of the band have different cells"), stage: name)
    }
    structures = (0...(band.images + 1)).map { index in
      let share = Double(index) / Double(band.images + 1)
      var image = groups.structure
      image.velocities = nil
      image.setFractional(
        Coordinates(
          start.indices.map { atom in
            let step = finish[atom] - start[atom]
            return start[atom] + share * (step - step.rounded(.toNearestOrEven))
          }))
      return image
    }
    choices = ["'\(name)': \(band.images) images on straight nearest-image paths"]
  }

  private static func agree(_ a: Lattice, _ b: Lattice) -> Bool {
    (0..<3).allSatisfy { (a[$0] - b[$0]).length < 1e-4 }
  }
}
