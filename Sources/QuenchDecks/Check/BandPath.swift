import QuenchModel

/// The way atoms take from image to image of an elastic band, all in one cell.
struct BandPath {
  let images: [Structure]

  /// Images with cells and the atoms of the first; nil where that is not so.
  init?(_ images: [Structure]) {
    guard images.count > 1, let first = images.first,
      images.allSatisfy({ $0.count == first.count && $0.lattice != nil })
    else { return nil }
    self.images = images
  }

  /// Cells that an atom goes further than its ends are apart, with the atom's number from 0: the images
  /// were drawn the long way round. Nil where none does.
  var detour: (atom: Int, cells: Vector3)? {
    let fractions = images.compactMap(\.fractional)
    guard fractions.count == images.count, let first = fractions.first, let last = fractions.last
    else { return nil }
    for atom in first.indices {
      var way = Vector3(repeating: 0)
      for (before, after) in zip(fractions, fractions.dropFirst()) {
        way += Self.nearest(after[atom] - before[atom])
      }
      let cells = (way - Self.nearest(last[atom] - first[atom])).rounded(.toNearestOrEven)
      if cells.max() != 0 || cells.min() != 0 { return (atom, cells) }
    }
    return nil
  }

  /// The first atom whose coordinates jump by a cell between neighbours, with the later image, from 0.
  var crossing: (atom: Int, image: Int)? {
    for (image, pair) in zip(images, images.dropFirst()).enumerated() {
      guard let a = pair.0.fractional, let b = pair.1.fractional else { return nil }
      if let atom = a.indices.first(where: { (b[$0] - a[$0]) != Self.nearest(b[$0] - a[$0]) }) {
        return (atom, image + 1)
      }
    }
    return nil
  }

  /// How many atoms of an image stand where another of their kind stood in the one before: lists in two
  /// orders. A hop by exchange moves two or three so.
  func exchanged(_ image: Int) -> (count: Int, first: Int)? {
    guard images.indices.contains(image), image > 0, let a = images[image - 1].fractional,
      let b = images[image].fractional, let lattice = images[0].lattice
    else { return nil }
    func distance(_ i: Int, _ j: Int) -> Double {
      lattice.cartesian(Self.nearest(b[i] - a[j])).length
    }
    let moved = a.indices.filter { distance($0, $0) > 1 }
    // Many atoms that move far are a jump of the whole list; a few are looked at one by one.
    let kinds = images[0].species.map(\.name)
    let others = moved.prefix(500).filter { atom in
      moved.contains { $0 != atom && kinds[$0] == kinds[atom] && distance(atom, $0) < 0.5 }
    }
    return others.first.map { (others.count, $0) }
  }

  private static func nearest(_ step: Vector3) -> Vector3 { step - step.rounded(.toNearestOrEven) }

  /// What to say of it, each image with its file and line.
  ///
  /// `isPeriodic` says whether the engine measures to the nearest image; where it does not, a jump
  /// through the boundary is a spring across the cell.
  func findings(_ places: [(file: String, line: Int?)], isPeriodic: Bool) -> [Finding] {
    for image in images.indices.dropFirst() {
      guard let (count, atom) = exchanged(image), count > 3 else { continue }
      return [
        Finding(
          .warning, "NEB-ORDER",
          "\(count) atoms stand where others of their kind stood in the image before (atom \(atom + 1) "
            + "first): is their order the same?", file: places[image].file, line: places[image].line
        )
      ]
    }
    if let (atom, cells) = detour {
      let axis = (0..<3).first { cells[$0] != 0 } ?? 0
      return [
        Finding(
          .warning, "NEB-PATH",
          "along the band atom \(atom + 1) goes once round the cell along \("abc".letter(axis)), which its "
            + "ends do not ask for: interpolated without periodic images?", file: places.last?.file,
          line: places.last?.line)
      ]
    }
    guard let (atom, image) = crossing else { return [] }
    let name = "atom \(atom + 1) crosses the boundary from the image before"
    return [
      Finding(
        isPeriodic ? .note : .warning, "NEB-PATH",
        isPeriodic
          ? name
            + "; the forces of the band take the nearest image, a linear interpolation of new images "
            + "does not"
          : name + ", and no nearest image is taken: the band is drawn across the cell",
        file: places[image].file, line: places[image].line)
    ]
  }
}
