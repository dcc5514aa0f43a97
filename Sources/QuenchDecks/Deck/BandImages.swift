import QuenchBuild
import QuenchModel

/// The structures along a band, both ends included, atoms in the order of the deck.
struct BandImages {
  let structures: [Structure]
  let choices: [String]
  let warnings: [Warning]

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
    let isStraight = band.interpolation == .linear
    do throws(PathError) {
      let builder = try PathInterpolation(
        images: band.images, method: isStraight ? .linear : .idpp)
      let path = try builder.path(from: groups.structure, to: end)
      structures = path.structures
      warnings = path.report.warnings
    } catch { throw DeckError(.inconsistent("\(error)"), stage: name) }
    choices = [
      "'\(name)': \(band.images) images on nearest-image paths, "
        + (isStraight ? "straight" : "distances between atoms changing evenly (IDPP)")
    ]
  }
}
