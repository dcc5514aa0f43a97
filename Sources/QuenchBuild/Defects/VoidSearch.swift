import QuenchModel
import QuenchNeighbors
import QuenchSymmetry

/// Looks for the places between atoms where another one may sit.
///
/// The corners of the Voronoi cells are the candidates; those nearer than 0.5 Å to one another are
/// one void, at their mean, as in the topological search of interstitials.
struct VoidSearch {
  struct Orbit {
    /// Fractional, in [0, 1).
    let places: [Vector3]
    /// Distance to the nearest nuclei, Å.
    let radius: Double
  }

  private let crystal: Structure
  private let group: SpaceGroup
  private let least: Double

  /// Voids wider than this are vacuum, Å.
  private static let widest = 4.5
  /// Centres nearer than this are one void, Å.
  private static let linkage = 0.5

  init(_ crystal: Structure, _ group: SpaceGroup, least: Double) {
    self.crystal = crystal
    self.group = group
    self.least = least
  }

  /// Widest first.
  func orbits() throws(DefectError) -> [Orbit] {
    do throws(NeighborError) {
      guard let lattice = crystal.lattice else { return [] }
      let nearest = try NearestImage(lattice, periodicity: .all)
      let spheres = try crystal.emptySpheres(atLeast: least, atMost: Self.widest)
      let centres = try Self.merged(spheres, lattice, nearest)
      let radii = try radii(of: centres)
      var orbits: [Orbit] = []
      var taken = [Bool](repeating: false, count: centres.count)
      let order = centres.indices.sorted { (radii[$0], -$0) > (radii[$1], -$1) }
      for first in order where !taken[first] && radii[first] >= least {
        let images = images(of: lattice.fractional(centres[first]), lattice, nearest)
        for other in centres.indices where !taken[other] {
          taken[other] = images.contains {
            nearest.distance(from: lattice.cartesian($0), to: centres[other]) < Self.linkage
          }
        }
        orbits.append(Orbit(places: images, radius: radii[first]))
      }
      return orbits
    } catch {
      throw .neighbors(error)
    }
  }

  /// Means of chains of spheres; a chain that runs through the crystal stays in single spheres.
  private static func merged(
    _ spheres: [EmptySphere], _ lattice: Lattice, _ nearest: NearestImage
  ) throws(NeighborError) -> [Vector3] {
    let points = Structure(
      lattice: lattice,
      species: Categorical(spheres.map { _ in Species(label: "X", element: nil) }),
      positions: Coordinates(spheres.map(\.centre)))
    let list = try NeighborList(points, cutoff: linkage)
    var seen = [Bool](repeating: false, count: spheres.count)
    var centres: [Vector3] = []
    for first in spheres.indices where !seen[first] {
      let chain = self.chain(from: first, spheres, list, nearest, &seen)
      let middle = chain.reduce(Vector3.zero) { $0 + $1.place } / Double(chain.count)
      let isCompact = chain.allSatisfy { ($0.place - middle).length < 2 * linkage }
      centres += isCompact ? [middle] : chain.map(\.place)
    }
    return centres
  }

  /// Spheres linked to one, each in the image it was reached in.
  private static func chain(
    from first: Int, _ spheres: [EmptySphere], _ list: NeighborList, _ nearest: NearestImage,
    _ seen: inout [Bool]
  ) -> [(sphere: Int, place: Vector3)] {
    var chain = [(sphere: first, place: spheres[first].centre)]
    seen[first] = true
    var next = 0
    while next < chain.count {
      let (sphere, place) = chain[next]
      for neighbor in list.neighbors(of: sphere) where !seen[neighbor.atom] {
        seen[neighbor.atom] = true
        let step = nearest.displacement(from: place, to: spheres[neighbor.atom].centre)
        chain.append((neighbor.atom, place + step))
      }
      next += 1
    }
    return chain
  }

  private func radii(of centres: [Vector3]) throws(NeighborError) -> [Double] {
    guard let lattice = crystal.lattice, !centres.isEmpty else { return [] }
    let filled = crystal.adding(
      centres.map { lattice.fractional($0) },
      of: Species(label: CrystalSites.voidName, element: nil))
    let list = try NeighborList(filled, cutoff: Self.widest + 0.1)
    return centres.indices.map { centre in
      list.neighbors(of: crystal.count + centre)
        .reduce(Double.infinity) { $1.atom < crystal.count ? min($0, $1.distance) : $0 }
    }
  }

  /// The mean of a place and the images that are as good as it: exactly on its special position.
  private func centred(
    _ place: Vector3, _ lattice: Lattice, _ nearest: NearestImage
  ) -> Vector3 {
    let from = lattice.cartesian(place)
    var (sum, count) = (Vector3.zero, 0.0)
    for operation in group.operations {
      let image = lattice.cartesian(operation.applied(to: place))
      let step = nearest.displacement(from: from, to: image)
      guard step.length < Self.linkage else { continue }
      sum += step
      count += 1
    }
    return place + lattice.fractional(sum / max(count, 1))
  }

  /// In [0, 1), a hair below 1 being 0.
  private static func wrapped(_ place: Vector3) -> Vector3 {
    var inside = place - place.rounded(.down)
    for axis in 0..<3 where inside[axis] > 1 - 1e-9 || inside[axis] < 1e-9 { inside[axis] = 0 }
    return inside
  }

  /// All places symmetry makes of one, each once.
  private func images(
    of place: Vector3, _ lattice: Lattice, _ nearest: NearestImage
  ) -> [Vector3] {
    let centred = centred(place, lattice, nearest)
    var images: [Vector3] = []
    for operation in group.operations {
      let image = operation.applied(to: centred)
      let wrapped = Self.wrapped(image)
      let isKnown = images.contains {
        nearest.distance(from: lattice.cartesian($0), to: lattice.cartesian(wrapped)) < Self.linkage
      }
      if !isKnown { images.append(wrapped) }
    }
    return images
  }
}

extension SymmetryOperation {
  /// Fractional coordinates.
  func applied(to place: Vector3) -> Vector3 {
    let rows = rotation.rows.map { dot(Vector3($0), place) }
    return Vector3(rows[0], rows[1], rows[2]) + translation
  }
}
