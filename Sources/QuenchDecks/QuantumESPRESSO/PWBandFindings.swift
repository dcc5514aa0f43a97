import QuenchFormats
import QuenchModel

/// A band of neb.x: every image names the same atoms in the same order.
struct PWBandFindings {
  private let part: PWFindings
  private let first: Structure

  init(_ part: PWFindings, _ first: Structure) { (self.part, self.first) = (part, first) }

  var all: [Finding] {
    let images = part.input.cards.filter { $0.name == "ATOMIC_POSITIONS" }
    let names = first.species.map(\.label)
    let orders: [Finding] = images.dropFirst().compactMap { image in
      let others = image.rows.filter { $0.count >= 4 }.map { $0[0] }
      guard others != names else { return nil }
      return part.finding(
        .error, "NEB-ORDER", "the atoms are not those of the first image in the same order",
        line: image.line)
    }
    return orders + (orders.isEmpty ? path(images) : [])
  }

  /// New images lie between those given, and near periodic images count only where that is asked for
  /// (INPUT_NEB: minimum_image).
  private func path(_ images: [PWInputFile.Card]) -> [Finding] {
    let structures = images.compactMap { part.structure(of: $0)?.0 }
    guard structures.count == images.count, !(part.input["minimum_image"]?.isTrue ?? false) else {
      return []
    }
    let places = images.map { (file: part.folder.name(part.file), line: $0.line as Int?) }
    return BandPath(structures)?.findings(places, isPeriodic: false) ?? []
  }
}
