import QuenchFormats
import QuenchUnits

/// A number with its unit in brackets: `[fs] 0.5`.
struct CP2KQuantity {
  let unit: String?
  let values: [Double]

  init?(_ text: String) {
    var rest = text[...]
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      unit = rest[rest.index(after: rest.startIndex)..<end].lowercased()
      rest = rest[rest.index(after: end)...]
    } else {
      unit = nil
    }
    values = rest.split(separator: " ").compactMap { ReportLine.number($0) }
    guard !values.isEmpty else { return nil }
  }

  /// CP2K's own unit of time steps is fs.
  var femtoseconds: Double? {
    switch unit {
    case nil, "fs": values[0]
    case "ps": values[0] * Factor.femtosecondPerPicosecond
    case "au_t": values[0] * Factor.femtosecondPerAtomicTime
    default: nil
    }
  }
}

/// Atom lists: `1..4 9`, from 0.
enum CP2KRange {
  static func atoms(_ entries: [CP2KInput.Entry]) -> Set<Int> {
    var atoms: Set<Int> = []
    for word in entries.flatMap({ $0.value.split(separator: " ") }) {
      let ends = word.split(separator: ".", omittingEmptySubsequences: true).compactMap { Int($0) }
      guard let low = ends.first, let high = ends.last, low > 0, high >= low, high < 1_000_000
      else { continue }
      atoms.formUnion((low - 1)...(high - 1))
    }
    return atoms
  }
}
