public import QuenchModel

/// A place on a surface that symmetry does not make equal to another.
public struct AdsorptionSite: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case top, bridge, hollow
    /// Above an atom that was asked for, on the surface or not.
    case over
  }

  /// e.g. `top-Ti`, `bridge-O-Ti.2`.
  public let id: String
  public let kind: Kind
  /// Atoms of the slab that carry it, from 0.
  public let atoms: [Int]
  /// Equal sites in the slab's cell.
  public let multiplicity: Int
  /// Å above the plane z = 0 of the slab as given: that of its highest atom.
  public let height: Double

  /// All equal sites, Å; z is that of the highest carrying atom. The first is `atoms`' own.
  let places: [Vector3]

  /// Å, of the first of them; z is that of the highest atom that carries it.
  public var position: Vector3 { places[0] }
}

extension AdsorptionSurface {
  /// Distinct sites of some kinds in the order top, bridge, hollow, each by name.
  func sites(_ kinds: [AdsorptionSite.Kind]) throws(SurfaceError) -> [AdsorptionSite] {
    let points = exposed.map { slab.positions[$0] }
    let mesh = try SurfaceTriangulation(points, lattice)
    var sites: [AdsorptionSite] = []
    for kind in AdsorptionSite.Kind.allCases where kinds.contains(kind) {
      let faces: [SurfaceTriangulation.Face] =
        switch kind {
        case .top, .over:
          points.indices.map { SurfaceTriangulation.Face(atoms: [$0], middle: points[$0]) }
        case .bridge: mesh.bridges
        case .hollow: mesh.hollows
        }
      let inSlab = faces.map { face in
        SurfaceTriangulation.Face(atoms: face.atoms.map { exposed[$0] }, middle: face.middle)
      }
      sites += try distinct(inSlab, kind)
    }
    return sites
  }

  /// Above given atoms.
  func sites(over atoms: [Int]) throws(SurfaceError) -> [AdsorptionSite] {
    let faces = atoms.map {
      SurfaceTriangulation.Face(atoms: [$0], middle: slab.positions[$0])
    }
    return try distinct(faces, .over)
  }

  private func distinct(
    _ faces: [SurfaceTriangulation.Face], _ kind: AdsorptionSite.Kind
  ) throws(SurfaceError) -> [AdsorptionSite] {
    let orbits = try orbits(of: faces.map(\.middle), names: faces.map { name($0.atoms) })
    let raw = orbits.map { orbit -> (name: String, site: AdsorptionSite) in
      let places = orbit.map { place(of: faces[$0]) }
      let name = "\(kind.rawValue)-\(name(faces[orbit[0]].atoms))"
      return (
        name,
        AdsorptionSite(
          id: name, kind: kind, atoms: faces[orbit[0]].atoms, multiplicity: orbit.count,
          height: places[0].z, places: places)
      )
    }
    let sorted = raw.sorted { left, right in
      (
        left.name, -left.site.height.rounded(decimals: 3), left.site.multiplicity,
        left.site.atoms[0]
      )
        < (
          right.name, -right.site.height.rounded(decimals: 3), right.site.multiplicity,
          right.site.atoms[0]
        )
    }
    let totals = Dictionary(sorted.map { ($0.name, 1) }, uniquingKeysWith: +)
    var uses: [String: Int] = [:]
    return sorted.map { name, site in
      uses[name, default: 0] += 1
      guard totals[name] != 1 else { return site }
      return AdsorptionSite(
        id: "\(name).\(uses[name] ?? 1)", kind: site.kind, atoms: site.atoms,
        multiplicity: site.multiplicity, height: site.height, places: site.places)
    }
  }

  private func place(of face: SurfaceTriangulation.Face) -> Vector3 {
    let height = face.atoms.map { slab.positions[$0].z }.max() ?? 0
    return Vector3(face.middle.x, face.middle.y, height)
  }

  /// `O-O-Ti`, sorted.
  private func name(_ atoms: [Int]) -> String {
    atoms.map { slab.species[$0].name }.sorted().joined(separator: "-")
  }

  /// Points that symmetry makes equal, each set in ascending order.
  private func orbits(of points: [Vector3], names: [String]) throws(SurfaceError) -> [[Int]] {
    var root = Array(points.indices)
    func find(_ point: Int) -> Int {
      var point = point
      while root[point] != point { point = root[point] }
      return point
    }
    for operation in operations {
      let images = points.map { image(of: $0, by: operation) }
      try PlanePoints(points + images, lattice).forEachPair(within: 0.1) { i, j, _ in
        let (point, image) = (min(i, j), max(i, j) - points.count)
        guard point < points.count, image >= 0, names[point] == names[image] else { return }
        let (one, other) = (find(point), find(image))
        root[max(one, other)] = min(one, other)
      }
    }
    return Dictionary(grouping: points.indices, by: find).sorted { $0.key < $1.key }.map(\.value)
  }

  /// Å.
  func image(of point: Vector3, by operation: SlabOperation) -> Vector3 {
    let s = lattice.fractional(point)
    let rows = operation.rotation.rows.map { SIMD3<Double>($0) }
    let turned = Vector3(dot(rows[0], s), dot(rows[1], s), dot(rows[2], s))
    return lattice.cartesian(turned + operation.translation)
  }
}
