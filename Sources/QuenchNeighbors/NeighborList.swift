public import QuenchModel

/// The third door: the neighbours of every atom, for what truly needs a list (rings, polyhedra).
///
/// Compressed rows: the neighbours of atom i are the elements `starts[i] ..< starts[i + 1]`, each pair
/// listed from both ends, sorted by atom and image. Own images are neighbours too.
public struct NeighborList: Hashable, Sendable {
  /// Å; neighbours have r < cutoff.
  public let cutoff: Double
  /// N + 1 of them.
  public let starts: [Int]
  public let atoms: [Int32]
  /// Cell vectors that are added to x_j − x_i.
  public let images: [SIMD3<Int32>]
  /// r², Å².
  public let squares: [Double]

  public struct Neighbor: Hashable, Sendable {
    public let atom: Int
    public let image: SIMD3<Int32>
    /// Å.
    public let distance: Double
  }

  /// Throws when the cutoff, the cell or a position cannot be used.
  public init(_ structure: Structure, cutoff: Double) throws(NeighborError) {
    let search = try NeighborSearch(cutoff: cutoff)
    try self.init(structure, search: search)
  }

  /// With the buffers of a search that is kept from frame to frame.
  public init(_ structure: Structure, search: NeighborSearch) throws(NeighborError) {
    try search.load(structure)
    var found: [NeighborPair] = []
    var counts = [Int](repeating: 0, count: structure.count + 1)
    search.forEachPair { pair in
      found.append(pair)
      counts[pair.i + 1] += 1
      counts[pair.j + 1] += 1
    }
    for k in counts.indices.dropFirst() { counts[k] += counts[k - 1] }
    self.init(cutoff: search.cutoff, starts: counts, pairs: found)
  }

  private init(cutoff: Double, starts: [Int], pairs: [NeighborPair]) {
    self.cutoff = cutoff
    self.starts = starts
    var next = starts
    var rows = [(atom: Int32, image: SIMD3<Int32>, square: Double)](
      repeating: (0, .zero, 0), count: 2 * pairs.count)
    for pair in pairs {
      rows[next[pair.i]] = (Int32(pair.j), pair.image, pair.square)
      next[pair.i] += 1
      rows[next[pair.j]] = (Int32(pair.i), SIMD3<Int32>.zero &- pair.image, pair.square)
      next[pair.j] += 1
    }
    for atom in 0..<(starts.count - 1) {
      rows[starts[atom]..<starts[atom + 1]].sort {
        ($0.atom, $0.image.x, $0.image.y, $0.image.z) < (
          $1.atom, $1.image.x, $1.image.y, $1.image.z
        )
      }
    }
    atoms = rows.map(\.atom)
    images = rows.map(\.image)
    squares = rows.map(\.square)
  }

  /// Atoms the list is for.
  public var count: Int { starts.count - 1 }

  /// How many neighbours an atom has.
  public func coordination(of atom: Int) -> Int { starts[atom + 1] - starts[atom] }

  /// The neighbours of one atom, sorted by atom, then image.
  public func neighbors(of atom: Int) -> some RandomAccessCollection<Neighbor> {
    (starts[atom]..<starts[atom + 1]).lazy.map { k in
      Neighbor(atom: Int(atoms[k]), image: images[k], distance: squares[k].squareRoot())
    }
  }
}
