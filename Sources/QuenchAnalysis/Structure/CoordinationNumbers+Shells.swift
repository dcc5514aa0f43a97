internal import QuenchModel

extension CoordinationNumbers.Frame {
  /// Closed relative angular distance.
  init(
    angular structure: Structure, _ codes: [Int32], groups: Int, index: Int
  ) throws(AnalysisError) {
    var numbers = [Int32](repeating: 0, count: structure.count * groups)
    let finding = ShellFinding(structure, frame: index)
    try finding.forEachAtom { (atom, candidates, _, isLast) throws(AnalysisError) in
      guard codes[atom] >= 0 else { return true }
      guard let shell = finding.angularShell(atom, candidates, isLast: isLast) else { return false }
      for neighbor in shell where codes[Int(neighbor.atom)] >= 0 {
        numbers[atom * groups + Int(codes[Int(neighbor.atom)])] += 1
      }
      return true
    }
    (self.groups, self.numbers, weights) = (groups, numbers, [])
  }

  /// Solid angles of Voronoi faces against the largest.
  init(
    voronoi structure: Structure, _ codes: [Int32], groups: Int, index: Int
  ) throws(AnalysisError) {
    var weights = [Double](repeating: 0, count: structure.count * groups)
    for (atom, cell) in try structure.voronoiCells(frame: index).enumerated()
    where codes[atom] >= 0 {
      let most = cell.faces.reduce(0) { max($0, $1.solidAngle) }
      for face in cell.faces where codes[face.atom] >= 0 && most > 0 {
        weights[atom * groups + Int(codes[face.atom])] += face.solidAngle / most
      }
    }
    self.groups = groups
    self.weights = weights
    numbers = weights.map { Int32($0.rounded()) }
  }
}
