/// Atoms of about equal height above the plane of two cell vectors.
public struct AtomicLayer: Hashable, Sendable {
  /// From 0, ascending.
  public let atoms: [Int]
  /// Mean height along the plane's normal, Å, of the atoms as they lie once the cell is cut in its
  /// widest empty gap.
  public let height: Double
}

/// The layers of a structure along one axis, from the bottom up, and the gaps between them.
public struct LayerStack: Hashable, Sendable {
  /// 0…2: the axis across the layers; heights are measured along the normal of the other two vectors.
  public let axis: Int
  public let layers: [AtomicLayer]
  /// Empty height between the outermost nuclei through the boundary, Å; infinite where the structure
  /// does not repeat along the axis.
  public let vacuum: Double
  /// Height of each atom, Å, as in `AtomicLayer.height`; layers are runs of these.
  public let heights: [Double]

  /// Nuclei of the highest and the lowest atom apart, Å.
  public var thickness: Double { (heights.max() ?? 0) - (heights.min() ?? 0) }
}

extension Structure {
  /// Atoms grouped by height: a new layer begins where the next atom is more than `tolerance` Å above
  /// the one before.
  ///
  /// Where the structure repeats along the axis, the cell is cut in its widest gap, so that a slab
  /// that straddles the boundary is one slab. Empty without a valid lattice or without atoms.
  public func layers(along axis: Int = 2, tolerance: Double = 0.3) -> LayerStack {
    guard let lattice, lattice.isValid, count > 0 else {
      return LayerStack(axis: axis, layers: [], vacuum: .infinity, heights: [])
    }
    var heights = heights(along: axis, in: lattice)
    let period = lattice.height(axis)
    var vacuum = Double.infinity
    if periodicity[axis] { vacuum = Self.cutInWidestGap(&heights, period: period) }
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var groups: [[Int]] = []
    for atom in order {
      if let last = groups.last?.last, heights[atom] - heights[last] <= tolerance {
        groups[groups.count - 1].append(atom)
      } else {
        groups.append([atom])
      }
    }
    let layers = groups.map { atoms in
      AtomicLayer(
        atoms: atoms.sorted(),
        height: atoms.reduce(0) { $0 + heights[$1] } / Double(atoms.count))
    }
    return LayerStack(axis: axis, layers: layers, vacuum: vacuum, heights: heights)
  }

  private func heights(along axis: Int, in lattice: Lattice) -> [Double] {
    let normal = lattice.normal(axis)
    return positions.map { dot($0, normal) }
  }

  /// Moves heights by whole periods so that the widest gap lies outside; returns that gap.
  private static func cutInWidestGap(_ heights: inout [Double], period: Double) -> Double {
    let wrapped = heights.map { height -> Double in
      let part = height - (height / period).rounded(.down) * period
      return part < period ? part : 0
    }
    let order = wrapped.indices.sorted { wrapped[$0] < wrapped[$1] }
    guard let lowest = order.first, let highest = order.last else { return period }
    // Of equal gaps the one through the boundary stays, so that a bulk crystal is not cut elsewhere.
    var (gap, bottom) = (wrapped[lowest] + period - wrapped[highest], wrapped[lowest])
    for (below, above) in zip(order, order.dropFirst())
    where wrapped[above] - wrapped[below] > gap + 1e-6 {
      (gap, bottom) = (wrapped[above] - wrapped[below], wrapped[above])
    }
    heights = wrapped.map { $0 < bottom ? $0 + period : $0 }
    return gap
  }
}

extension Lattice {
  /// Unit normal of the plane of the other two vectors, on the side of vector `axis` (0…2).
  public func normal(_ axis: Int) -> Vector3 {
    let plane = cross(self[(axis + 1) % 3], self[(axis + 2) % 3])
    let unit = plane / plane.length
    return dot(unit, self[axis]) < 0 ? -unit : unit
  }

  /// Distance between the two faces that vector `axis` (0…2) joins, Å.
  public func height(_ axis: Int) -> Double { abs(dot(self[axis], normal(axis))) }

  /// Area of the face spanned by the other two vectors, Å².
  public func area(_ axis: Int) -> Double {
    cross(self[(axis + 1) % 3], self[(axis + 2) % 3]).length
  }
}
