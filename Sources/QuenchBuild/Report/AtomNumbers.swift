/// Atoms as people number them: from 1, runs drawn together, as a selection reads them.
enum AtomNumbers {
  /// `1-24,49-84` for indices from 0 in ascending order.
  static func text(_ atoms: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for atom in atoms {
      if let last = runs.last, last.upperBound + 1 == atom {
        runs[runs.count - 1] = last.lowerBound...atom
      } else {
        runs.append(atom...atom)
      }
    }
    return runs.map { run in
      run.count == 1 ? "\(run.lowerBound + 1)" : "\(run.lowerBound + 1)-\(run.upperBound + 1)"
    }.joined(separator: ",")
  }
}
