extension BuiltIn {
  /// Up to three names that begin with or contain what was asked, else those few letters away.
  static func suggestions(for wanted: String) -> [String] {
    let wanted = String(wanted.prefix(64))
    guard !wanted.isEmpty else { return [] }
    let ranked = files.compactMap { file in
      distance(from: wanted, to: file.name.lowercased()).map { (rank: $0, name: file.name) }
    }
    return ranked.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.prefix(3).map(\.name)
  }

  /// Smaller is likelier; nil where the names have little in common.
  private static func distance(from wanted: String, to name: String) -> Int? {
    if name.hasPrefix(wanted) { return 0 }
    if let formula = wanted.split(separator: "_").first, formula.count > 1,
      name.hasPrefix("\(formula)_")
    {
      return 1
    }
    let edits = editDistance(Array(wanted.unicodeScalars), Array(name.unicodeScalars))
    return edits <= max(1, name.count / 3) ? 1 + edits : nil
  }
}

/// Letters to insert, delete or replace to get from one text to the other (Levenshtein).
func editDistance<Letter: Equatable>(_ left: [Letter], _ right: [Letter]) -> Int {
  var row = Array(0...right.count)
  for (i, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in right.indices {
      let replaced = diagonal + (letter == right[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[right.count]
}
