public import QuenchModel
internal import QuenchNeighbors

/// The points nearer to one atom than to any other atom or image.
public struct VoronoiCell: Hashable, Sendable {
  public struct Face: Hashable, Sendable {
    /// The neighbour behind the face, and the cell vectors to add to its position.
    public let atom: Int
    public let image: SIMD3<Int32>
    /// Of the neighbour, Å.
    public let distance: Double
    /// Of the face as seen from the atom, sr; those of a cell sum to 4π.
    public let solidAngle: Double
    /// Å².
    public let area: Double
  }

  /// Nearest neighbour first.
  public let faces: [Face]
  /// Å³; those of all atoms sum to the volume of the lattice.
  public let volume: Double

  /// Faces weighted by Ω / Ω_max, over neighbours `isCounted` accepts.
  ///
  /// O'Keeffe, Acta Cryst. A35 (1979) 772, doi 10.1107/S0567739479001765.
  public func weightedNumber(_ isCounted: (Int) -> Bool = { _ in true }) -> Double {
    let most = faces.reduce(0) { max($0, $1.solidAngle) }
    guard most > 0 else { return 0 }
    return faces.reduce(0) { isCounted($1.atom) ? $0 + $1.solidAngle / most : $0 }
  }
}

extension Structure {
  /// The Voronoi cell of every atom, over all periodic images.
  ///
  /// Throws unless the lattice repeats along three axes, and where two atoms share a site.
  public func voronoiCells(frame: Int = 0) throws(AnalysisError) -> [VoronoiCell] {
    guard lattice != nil, periodicity == .all else { throw .openCells(frame: frame) }
    let finding = ShellFinding(self, frame: frame)
    var cells = [VoronoiCell](repeating: VoronoiCell(faces: [], volume: 0), count: count)
    try finding.forEachAtom { (atom, candidates, range, isLast) throws(AnalysisError) in
      guard let cell = finding.voronoiCell(atom, candidates, range: range) else {
        if isLast { throw .openCells(frame: frame) }
        return false
      }
      cells[atom] = VoronoiCell(cell, candidates)
      return true
    }
    return cells
  }
}

extension VoronoiCell {
  init(_ cell: ConvexCell, _ candidates: [ShellCandidate]) {
    let sorted = cell.faces.filter { $0.source >= 0 }.sorted { $0.source < $1.source }
    faces = sorted.map { face in
      let candidate = candidates[face.source]
      return Face(
        atom: Int(candidate.atom), image: candidate.image,
        distance: candidate.square.squareRoot(), solidAngle: face.solidAngle, area: face.area)
    }
    volume = sorted.reduce(0) { $0 + $1.volume }
  }
}
