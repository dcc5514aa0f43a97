import QuenchFormats
import QuenchModel

/// A nudged elastic band: as many images as folders, atoms in the same order in all.
struct VASPBandFindings {
  private let part: VASPFindings
  private let first: Structure

  init(_ part: VASPFindings, _ first: Structure) { (self.part, self.first) = (part, first) }

  var all: [Finding] {
    guard let tag = part.incar["IMAGES"], let images = tag.integer, images > 0, images < 98 else {
      return []
    }
    var findings: [Finding] = []
    var before = first
    for image in 0...(images + 1) {
      let file = DeckPath.numbered(image, of: 10) + "/POSCAR"
      guard part.folder.read(file) != nil else {
        return findings + [
          part.finding(
            .error, "NEB-IMAGES",
            "IMAGES = \(images) needs \(file); 00 and \(images + 1) are the ends", tag: tag)
        ]
      }
      guard let structure = VASPFindings.structure(part.folder, file, &findings) else { continue }
      findings += order(structure, file)
      findings += paths(before, structure, file)
      if image > 0 { findings += contacts(structure, file) }
      before = structure
    }
    return findings + beyond(images, tag)
  }

  private func contacts(_ structure: Structure, _ file: String) -> [Finding] {
    let lines = POSCARLines.of(part.folder.read(file) ?? [], atoms: structure.count)
    return StructureFindings(structure, file: part.folder.name(file), lines: lines).contacts
  }

  /// A folder behind the last: an image more than IMAGES says.
  private func beyond(_ images: Int, _ tag: INCARFile.Tag) -> [Finding] {
    let next = DeckPath.numbered(images + 2, of: 10)
    guard part.folder.subfolders.contains(next) else { return [] }
    return [
      part.finding(
        .error, "NEB-IMAGES",
        "IMAGES = \(images) makes \(DeckPath.numbered(images + 1, of: 10)) the end, and there is \(next)",
        tag: tag)
    ]
  }

  private func order(_ structure: Structure, _ file: String) -> [Finding] {
    let (here, there) = (structure.species.map(\.name), first.species.map(\.name))
    guard here != there else { return [] }
    return [
      Finding(
        .error, "NEB-ORDER", "the atoms are not those of 00/POSCAR in the same order",
        file: part.folder.name(file))
    ]
  }

  /// No atom crosses half a cell between neighbours: it would have been the wrong image.
  private func paths(_ before: Structure, _ after: Structure, _ file: String) -> [Finding] {
    guard let a = before.fractional, let b = after.fractional, a.count == b.count else { return [] }
    for atom in a.indices {
      let step = b[atom] - a[atom]
      let jump = step - step.rounded(.toNearestOrEven)
      guard (step - jump).max() == 0, (step - jump).min() == 0 else {
        return [
          Finding(
            .error, "NEB-PATH",
            "atom \(atom + 1) jumps through the boundary from the image before: VASP interpolates and "
              + "measures without periodic images", file: part.folder.name(file))
        ]
      }
    }
    return []
  }
}
