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
    var path: [Structure] = []
    var places: [(file: String, line: Int?)] = []
    for image in 0...(images + 1) {
      let file = DeckPath.numbered(image, of: 10) + "/POSCAR"
      guard part.folder.read(file) != nil else {
        return findings + [
          part.finding(
            .error, "NEB-IMAGES",
            "IMAGES = \(images) needs \(file); 00 and \(DeckPath.numbered(images + 1, of: 10)) are the "
              + "ends", tag: tag)
        ]
      }
      guard
        let structure = VASPFindings.structure(
          part.folder, file, named: part.speciesNames, &findings)
      else { continue }
      findings += order(structure, file)
      if image > 0 { findings += contacts(structure, file) }
      path.append(structure)
      places.append((part.folder.name(file), nil))
    }
    findings += BandPath(path)?.findings(places, isPeriodic: true) ?? []
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
}
