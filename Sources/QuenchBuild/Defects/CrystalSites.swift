import QuenchModel
import QuenchNeighbors
import QuenchSymmetry

/// The places of a crystal where something can be changed: its atoms and its voids, told apart by
/// symmetry.
struct CrystalSites {
  /// Places that symmetry makes equal.
  struct Orbit {
    /// From 1, among the orbits of this name.
    let number: Int
    /// Element or label; `void` where no atom is.
    let name: String
    /// Ascending; atoms first, voids from the number of atoms on.
    let places: [Int]
    let wyckoff: String
    let siteSymmetry: String
    /// The nearest atoms: `6 O at 2.01 Å`.
    let environment: String
    /// Distance of a void to the nearest nuclei, Å.
    let radius: Double?
  }

  let crystal: Structure
  let group: SpaceGroup
  /// Fractional in the crystal's cell; voids follow the atoms.
  let places: [Vector3]
  let orbits: [Orbit]
  /// For each place the places of its orbit.
  let orbitMembers: [[Int]]

  static let voidName = "void"

  /// `voids`: the least distance to a nucleus (Å) a place must have to be looked at for
  /// interstitials; nil where none are wanted.
  init(_ crystal: Structure, voids: Double?, tolerance: Double) throws(DefectError) {
    self.crystal = crystal
    let group = try Self.group(of: crystal, tolerance)
    var places = Array(crystal.fractional ?? Coordinates())
    var found = try Self.atomOrbits(crystal, group, tolerance)
    if let voids {
      let search = VoidSearch(crystal, group, least: voids)
      let orbits = try search.orbits()
      found += try Self.voidOrbits(orbits, crystal, from: places.count, tolerance)
      places += orbits.flatMap(\.places)
    }
    (self.group, self.places, orbits) = (group, places, found)
    var members = [[Int]](repeating: [], count: places.count)
    for orbit in found {
      for place in orbit.places { members[place] = orbit.places }
    }
    orbitMembers = members
  }

  /// Orbits of atoms of an element or label, or of the voids.
  func orbits(of defect: PointDefect) -> [Orbit] {
    orbits.filter { $0.name == defect.host ?? Self.voidName }
  }

  private static func group(
    of crystal: Structure, _ tolerance: Double
  ) throws(DefectError) -> SpaceGroup {
    do throws(SymmetryError) {
      return try crystal.spaceGroup(tolerance: tolerance)
    } catch {
      throw .symmetry(error)
    }
  }

  private static func atomOrbits(
    _ crystal: Structure, _ group: SpaceGroup, _ tolerance: Double
  ) throws(DefectError) -> [Orbit] {
    let surroundings = try Surroundings(crystal)
    var numbers: [String: Int] = [:]
    return group.sites.map { site in
      let name = site.occupants.first?.species.name ?? "?"
      numbers[name, default: 0] += 1
      return Orbit(
        number: numbers[name] ?? 1, name: name, places: site.atoms, wyckoff: site.wyckoffPosition,
        siteSymmetry: site.siteSymmetry, environment: surroundings.text(site.atoms.first ?? 0),
        radius: nil)
    }
  }

  private static func voidOrbits(
    _ orbits: [VoidSearch.Orbit], _ crystal: Structure, from first: Int, _ tolerance: Double
  ) throws(DefectError) -> [Orbit] {
    var next = first
    var found: [Orbit] = []
    for (index, orbit) in orbits.enumerated() {
      // Filled, the void has a Wyckoff position like any atom.
      let filled = crystal.adding(orbit.places, of: Species(label: voidName, element: nil))
      let site = try group(of: filled, tolerance).sites.first {
        $0.occupants.first?.species.label == voidName
      }
      found.append(
        Orbit(
          number: index + 1, name: voidName,
          places: Array(next..<(next + orbit.places.count)), wyckoff: site?.wyckoffPosition ?? "?",
          siteSymmetry: site?.siteSymmetry ?? "?",
          environment: try Surroundings(filled).text(crystal.count), radius: orbit.radius))
      next += orbit.places.count
    }
    return found
  }
}

extension Structure {
  /// With more atoms of one species at fractional places; what is known of each atom is dropped.
  func adding(_ places: [Vector3], of species: Species) -> Structure {
    guard let lattice else { return self }
    var kinds = self.species
    kinds.append(species, count: places.count)
    return Structure(
      lattice: lattice, periodicity: periodicity, species: kinds,
      fractional: Coordinates(Array(fractional ?? Coordinates()) + places))
  }
}

/// The nearest atoms around each atom, in words.
struct Surroundings {
  private let structure: Structure
  private let list: NeighborList?

  init(_ structure: Structure) throws(DefectError) {
    self.structure = structure
    do throws(NeighborError) {
      list = try NeighborList(structure, cutoff: 4)
    } catch {
      throw .neighbors(error)
    }
  }

  /// Atoms up to 1.2 times as far as the nearest: `6 O at 1.96–2.06 Å`.
  func text(_ atom: Int) -> String {
    guard let list, atom < list.count else { return "" }
    let near = list.neighbors(of: atom).filter {
      structure.species[$0.atom].label != CrystalSites.voidName
    }
    guard let least = near.map(\.distance).min() else { return "none within 4 Å" }
    var kinds: [String: [Double]] = [:]
    for neighbor in near where neighbor.distance <= 1.2 * least {
      kinds[structure.species[neighbor.atom].name, default: []].append(neighbor.distance)
    }
    return kinds.sorted { $0.key < $1.key }.map { name, distances in
      let (low, high) = (Self.text(distances.min() ?? 0), Self.text(distances.max() ?? 0))
      return "\(distances.count) \(name) at \(low == high ? low : "\(low)–\(high)") Å"
    }.joined(separator: ", ")
  }

  static func text(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
