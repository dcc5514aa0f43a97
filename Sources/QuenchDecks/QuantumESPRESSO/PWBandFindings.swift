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
    return images.dropFirst().compactMap { image in
      let others = image.rows.filter { $0.count >= 4 }.map { $0[0] }
      guard others != names else { return nil }
      return part.finding(
        .error, "NEB-ORDER", "the atoms are not those of the first image in the same order",
        line: image.line)
    }
  }
}
