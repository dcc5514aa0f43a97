internal import QuenchModel

extension CIFCrystal {
  /// Images of one site nearer than this are one atom on a special position, Å. Larger than the
  /// rounding of three decimals in a 50 Å cell, far smaller than any two atoms.
  private static let mergeDistance = 0.05

  /// All atoms of the cell. The first image of a site stands where the file puts it; the others lie in
  /// the cell.
  mutating func structure() throws(ParseError) -> Structure {
    var species = Categorical<Species>()
    var fractional = Coordinates()
    var occupancies: [Double] = []
    var duplicates: [String] = []
    for site in sites {
      if isDuplicate(site, of: fractional, species, occupancies) {
        duplicates.append(site.label)
        continue
      }
      let images = images(of: site.position)
      species.append(site.species, count: images.count)
      for image in images { fractional.append(image) }
      occupancies += repeatElement(site.occupancy, count: images.count)
    }
    if !duplicates.isEmpty {
      warnings.append(
        Warning(
          "W-CIF-DUPLICATE",
          "sites that symmetry makes of others are left out: "
            + duplicates.prefix(5).joined(separator: ", ") + (duplicates.count > 5 ? " …" : "")))
    }
    var structure = Structure(
      title: title, lattice: lattice, species: species, fractional: fractional)
    if occupancies.contains(where: { $0 != 1 }) { structure.occupancies = occupancies }
    return structure
  }

  /// Files that list all atoms of the cell beside the operations name each atom many times.
  private func isDuplicate(
    _ site: Site, of fractional: Coordinates, _ species: Categorical<Species>,
    _ occupancies: [Double]
  ) -> Bool {
    guard operations.count > 1 else { return false }
    return fractional.indices.contains { atom in
      species[atom].element == site.species.element
        && occupancies[atom] + site.occupancy > 1.000001
        && distance(fractional[atom], site.position) < Self.mergeDistance
    }
  }

  private func images(of position: Vector3) -> [Vector3] {
    guard operations.count > 1 else { return [position] }
    var images = [position]
    for operation in operations.dropFirst() {
      let image = Self.wrapped(operation(position))
      if !images.contains(where: { distance(image, $0) < Self.mergeDistance }) {
        images.append(image)
      }
    }
    return images
  }

  /// Into 0…1, where what lies within rounding of 1 is 0.
  private static func wrapped(_ point: Vector3) -> Vector3 {
    var wrapped = point - point.rounded(.down)
    for axis in 0..<3 where wrapped[axis] > 1 - 1e-9 || wrapped[axis] < 1e-12 { wrapped[axis] = 0 }
    return wrapped
  }

  /// Å, between nearest images; exact for the small distances asked for.
  private func distance(_ left: Vector3, _ right: Vector3) -> Double {
    let difference = left - right
    return lattice.cartesian(difference - difference.rounded(.toNearestOrEven)).length
  }
}
