import QuenchModel

/// Held axes of atoms in Cartesian directions, as engines other than VASP understand them.
struct CartesianHolds {
  /// For each atom which of x, y, z are held; x is bit 0.
  let held: [FixedAxes]
  /// Atoms held along a cell vector that is no Cartesian axis: they are held altogether here.
  let approximated: Int

  init(_ structure: Structure) {
    let axes = structure.lattice.map(Self.directions) ?? [0, 1, 2]
    var approximated = 0
    held = (structure.fixedAxes ?? Array(repeating: .none, count: structure.count)).map { fixed in
      guard fixed != .none, fixed != .all else { return fixed }
      var mapped = FixedAxes.none
      for axis in 0..<3 where fixed[axis] {
        guard let direction = axes[axis] else {
          approximated += 1
          return .all
        }
        mapped.insert(FixedAxes(rawValue: 1 << UInt8(direction)))
      }
      return mapped
    }
    self.approximated = approximated
  }

  /// The Cartesian axis each cell vector lies on; nil where on none.
  private static func directions(_ lattice: Lattice) -> [Int?] {
    lattice.rows.map { row in
      (0..<3).first { abs(row[$0]) > (1 - 1e-8) * row.length }
    }
  }

  func atoms(_ fixed: FixedAxes) -> [Int] { held.indices.filter { held[$0] == fixed } }

  var free: [Int] { held.indices.filter { held[$0] != .all } }
}

/// Runs of consecutive atom numbers from 1, as `1..4 9 13..16`.
enum AtomRanges {
  static func words(_ atoms: [Int], joiner: String = "..") -> [String] {
    var words: [String] = []
    var start = 0
    while start < atoms.count {
      var end = start
      while end + 1 < atoms.count, atoms[end + 1] == atoms[end] + 1 { end += 1 }
      let (first, last) = (atoms[start] + 1, atoms[end] + 1)
      words.append(first == last ? "\(first)" : "\(first)\(joiner)\(last)")
      start = end + 1
    }
    return words
  }
}
