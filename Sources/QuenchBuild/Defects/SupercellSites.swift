import QuenchModel
import QuenchNeighbors
import QuenchSymmetry

/// The places of a crystal in a supercell, numbered so that atoms have their numbers in the cell.
///
/// Place p of the crystal in old cell n is number p · index + n: symmetry then acts in whole numbers.
struct SupercellSites {
  let sites: CrystalSites
  /// The supercell as it is without defects.
  let cell: Structure
  let index: Int
  private let points: SuperlatticePoints
  private let cells: [SIMD3<Int>]
  private let cellNumber: [SIMD3<Int>: Int]
  private let nearest: NearestImage

  init(_ sites: CrystalSites, _ supercell: Supercell) throws(DefectError) {
    self.sites = sites
    do throws(BuildError) { cell = try supercell.build(sites.crystal) } catch { throw .cell(error) }
    points = SuperlatticePoints(supercell.matrix)
    index = points.index
    cells = points.all
    cellNumber = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
    do throws(NeighborError) {
      nearest = try NearestImage(cell.lattice, periodicity: .all)
    } catch {
      throw .neighbors(error)
    }
  }

  /// Atoms and voids of the supercell.
  var count: Int { sites.places.count * index }

  func isAtom(_ place: Int) -> Bool { place < cell.count }

  /// All places of an orbit.
  func places(_ orbit: CrystalSites.Orbit) -> [Int] {
    orbit.places.flatMap { place in (place * index)..<((place + 1) * index) }
  }

  /// Fractional in the supercell.
  func fractional(_ place: Int) -> Vector3 {
    if isAtom(place), let known = cell.fractional?[place] { return known }
    let old = sites.places[place / index] + Vector3(cells[place % index])
    let columns = points.adjugate.rows.map { Vector3($0) / Double(index) }
    return old.x * columns[0] + old.y * columns[1] + old.z * columns[2]
  }

  /// Cartesian of every place, Å.
  func positions() -> [Vector3] {
    guard let lattice = cell.lattice else { return [] }
    return Array(cell.positions)
      + (cell.count..<max(count, cell.count)).map { lattice.cartesian(fractional($0)) }
  }

  /// Of the nearest image, Å.
  func distance(_ from: Vector3, _ to: Vector3) -> Double { nearest.distance(from: from, to: to) }

  /// The number of a place in an old cell anywhere.
  private func number(_ place: Int, _ cell: SIMD3<Int>) -> Int? {
    cellNumber[points.reduce(cell).point].map { place * index + $0 }
  }

  /// Permutations and places above this need more memory than a laptop spares.
  private static let mostEntries = 60_000_000

  /// What each symmetry operation of the supercell (translations among them) makes of every place;
  /// nil where that would be too much to hold.
  func permutations() -> [[Int32]]? {
    let kept = sites.group.operations.filter(keepsSuperlattice)
    guard kept.count * index * count <= Self.mostEntries else { return nil }
    var permutations: [[Int32]] = []
    for operation in kept {
      guard let images = images(under: operation) else { continue }
      for shift in cells {
        var permutation = [Int32](repeating: 0, count: count)
        var isWhole = true
        for place in 0..<count {
          let (site, cell) = (place / index, cells[place % index])
          let moved = Self.product(operation.rotation, cell) &+ images[site].shift &+ shift
          guard let image = number(images[site].place, moved) else {
            isWhole = false
            break
          }
          permutation[place] = Int32(image)
        }
        if isWhole { permutations.append(permutation) }
      }
    }
    return permutations
  }

  private func keepsSuperlattice(_ operation: SymmetryOperation) -> Bool {
    points.matrix.rows.allSatisfy {
      points.reduce(Self.product(operation.rotation, $0)).point == .zero
    }
  }

  /// For each place of the crystal the place it goes to, and the cell that one is in.
  private func images(under operation: SymmetryOperation) -> [(place: Int, shift: SIMD3<Int>)]? {
    var images: [(place: Int, shift: SIMD3<Int>)] = []
    for (place, from) in sites.places.enumerated() {
      let to = operation.applied(to: from)
      guard let found = sites.lookUp(to, like: place) else { return nil }
      images.append(found)
    }
    return images
  }

  static func product(_ matrix: IntegerMatrix, _ column: SIMD3<Int>) -> SIMD3<Int> {
    SIMD3(
      (matrix.rows[0] &* column).wrappedSum(), (matrix.rows[1] &* column).wrappedSum(),
      (matrix.rows[2] &* column).wrappedSum())
  }
}

extension CrystalSites {
  /// The place of the same orbit that lies where `target` (fractional) points, and its cell.
  func lookUp(_ target: Vector3, like place: Int) -> (place: Int, shift: SIMD3<Int>)? {
    guard let lattice = crystal.lattice else { return nil }
    var best: (place: Int, shift: SIMD3<Int>, distance: Double)?
    for other in orbitMembers[place] {
      let step = target - places[other]
      let whole = step.rounded(.toNearestOrEven)
      let distance = lattice.cartesian(step - whole).length
      if distance < best?.distance ?? 0.3 {
        best = (other, SIMD3<Int>(whole), distance)
      }
    }
    return best.map { ($0.place, $0.shift) }
  }
}
