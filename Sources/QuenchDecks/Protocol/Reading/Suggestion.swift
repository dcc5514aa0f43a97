/// The nearest of some known words.
enum Suggestion {
  /// Nil where nothing is near.
  static func nearest(to word: String, among known: [String]) -> String? {
    let wanted = Array(simplified(word).prefix(64))
    let ranked = known.map { (name: $0, edits: edits(wanted, Array(simplified($0)))) }
    guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
    return best.edits <= max(1, best.name.count / 3) ? best.name : nil
  }

  /// Letter case and dashes are what people vary.
  private static func simplified(_ word: String) -> [Unicode.Scalar] {
    word.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  /// Letters to insert, delete or replace, neighbours exchanged counting one (optimal string
  /// alignment).
  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var (older, old) = ([Int](), Array(0...right.count))
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        let replaced = old[j] + (left[i] == right[j] ? 0 : 1)
        var best = min(replaced, old[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, older[j - 1] + 1)
        }
        row.append(best)
      }
      (older, old) = (old, row)
    }
    return old[right.count]
  }
}
