import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// Tables of pw.x whose rows have no name of their own: a header opens them, another line ends them.
extension PWOutputParser {
  /// True where the line belongs to a block that a header opened.
  mutating func takeBlock(_ line: ReportLine) -> Bool {
    switch block {
    case .none: return false
    case .potentialFile:
      block = .none
      guard let element = potentialElement else { return false }
      let file = line.text.split(separator: "/").last.map(String.init) ?? line.text
      calculation.settings.potentials[element] = Potential(title: ReportLine.trimmed(file))
      return true
    case .valence: return takeValence(line)
    case .stress: return takeStress(line)
    case .hubbard: return takeHubbard(line)
    }
  }

  private mutating func takeValence(_ line: ReportLine) -> Bool {
    let words = line.words
    guard words.count >= 3, let charge = ReportLine.number(words[1]) else {
      block = .none
      return false
    }
    valence[words[0]] = charge
    return true
  }

  private mutating func takeStress(_ line: ReportLine) -> Bool {
    let numbers = line.numbers
    guard numbers.count == 6 else {
      block = .none
      return false
    }
    let worst = numbers[3...].map(abs).max() ?? 0
    calculation.maximumStress = max(
      calculation.maximumStress ?? 0, worst * Factor.gigapascalPerKilobar)
    blockRows += 1
    if blockRows == 3 { block = .none }
    return true
  }

  private mutating func takeHubbard(_ line: ReportLine) -> Bool {
    let words = line.words
    if line.isBlank || words.first == "atomic" { return true }
    guard words.count >= 3, let l = Int(words[1]), let u = ReportLine.number(words[2]) else {
      block = .none
      return false
    }
    let element = Species(label: words[0]).name
    if u != 0 { calculation.settings.hubbard[element] = Hubbard(l: l, u: u, j: 0) }
    return true
  }
}
