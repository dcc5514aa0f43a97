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
