import QuenchEnergetics
import QuenchFormats

/// What a pw.x input says that its output does not: the k-mesh and the atoms that may not move.
struct PWInput {
  private(set) var mesh: [Int]?
  private(set) var gammaOnly = false
  private(set) var fixed: [Int] = []

  static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> PWInput {
    var input = PWInput()
    var lines = ReportLines(bytes, source: source)
    var card = ""
    var atom = 0
    while let line = lines.next() {
      let words = line.words
      guard let first = words.first, !first.hasPrefix("!"), !first.hasPrefix("#") else { continue }
      if let name = cards.first(where: { first.uppercased().hasPrefix($0) }) {
        card = name
        input.gammaOnly = input.gammaOnly || (name == "K_POINTS" && line.contains("gamma"))
        if name == "K_POINTS", !line.contains("automatic") { card = "" }
      } else if card == "K_POINTS", words.count >= 3 {
        input.mesh = words.prefix(3).compactMap { Int($0) }
        card = ""
      } else if card == "ATOMIC_POSITIONS", words.count >= 4 {
        if words.count >= 7, words[4...6].allSatisfy({ $0 == "0" }) { input.fixed.append(atom) }
        atom += 1
      }
    }
    return input
  }

  private static let cards = [
    "K_POINTS", "ATOMIC_POSITIONS", "ATOMIC_SPECIES", "CELL_PARAMETERS", "CONSTRAINTS",
    "OCCUPATIONS", "ATOMIC_FORCES", "HUBBARD",
  ]

  func complete(_ calculation: inout Calculation) {
    var kpoints = calculation.settings.kpoints ?? KPoints()
    if let mesh, mesh.count == 3, mesh.allSatisfy({ $0 > 0 && $0 < 100_000 }) {
      kpoints.mesh = mesh
      kpoints.scheme = "automatic"
    } else if gammaOnly {
      kpoints.mesh = [1, 1, 1]
      kpoints.scheme = "Gamma"
    }
    calculation.settings.kpoints = kpoints
    if !fixed.isEmpty { calculation.geometry?.fixed = fixed }
  }
}
