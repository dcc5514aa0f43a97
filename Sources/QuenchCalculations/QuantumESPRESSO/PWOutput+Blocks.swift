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
    kinds.append(words[0])
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
    if line.begins("U(") { return takeFullHubbard(line) }
    guard words.count >= 3, let l = Int(words[1]), let u = ReportLine.number(words[2]) else {
      block = .none
      return false
    }
    let element = Species(label: words[0]).name
    if u != 0 { calculation.settings.hubbard[element] = Hubbard(l: l, u: u, j: 0) }
    return true
  }

  /// `U(  1) =   5.0000   J(  1) =   1.0000   B(  1) =   0.1148`: Liechtenstein's scheme, eV.
  ///
  /// The orbital is not told: the highest of all species, but p where an element has no d to correct
  /// (pw.x: set_Hubbard_l).
  private mutating func takeFullHubbard(_ line: ReportLine) -> Bool {
    let parts = line.text.split(separator: "=")
    guard parts.count > 1, let open = parts[0].firstIndex(of: "("),
      let number = ReportLine.number(parts[0][open...].filter(\.isNumber)),
      let kind = Int(exactly: number), kinds.indices.contains(kind - 1),
      let u = parts[1].split(separator: " ").first.flatMap({ ReportLine.number($0) })
    else { return false }
    let element = Species(label: kinds[kind - 1]).name
    let isLight = ["C", "N", "O", "F", "S"].contains(element)
    let j = parts.count > 2 ? parts[2].split(separator: " ").first : nil
    if u != 0 {
      calculation.settings.hubbard[element] = Hubbard(
        l: isLight ? 1 : highestOrbital ?? 2, u: u, j: j.flatMap { ReportLine.number($0) } ?? 0)
    }
    return true
  }
}
