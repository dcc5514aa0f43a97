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
    case .cell(let scale): return takeCell(line, scale)
    case .positions(let unit): return takePosition(line, unit)
    case .sites: return takeSite(line)
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

  mutating func takeCellHeader(_ line: ReportLine) {
    if line.contains("alat") {
      let own = line.number(after: "alat=").map { $0 * Constant.bohr }
      block = .cell(own ?? alat)
    } else {
      block = .cell(line.contains("bohr") ? Constant.bohr : 1)
    }
    cell = []
  }

  private mutating func takeCell(_ line: ReportLine, _ scale: Double) -> Bool {
    let numbers = line.numbers
    guard numbers.count == 3, cell.count < 3 else {
      block = .none
      return false
    }
    cell.append(Vector3(numbers[0], numbers[1], numbers[2]) * scale)
    if cell.count == 3 { block = .none }
    return true
  }

  mutating func takePositionsHeader(_ line: ReportLine) {
    let unit: Unit =
      line.contains("crystal")
      ? .crystal : line.contains("angstrom") ? .angstrom : line.contains("bohr") ? .bohr : .alat
    block = .positions(unit)
    positions = []
    species = []
  }

  private mutating func takePosition(_ line: ReportLine, _ unit: Unit) -> Bool {
    let words = line.words
    guard words.count == 4 || words.count == 7 else {
      block = .none
      return false
    }
    let numbers = words[1...3].compactMap { ReportLine.number($0) }
    guard numbers.count == 3 else {
      block = .none
      return false
    }
    species.append(words[0])
    positions.append(cartesian(Vector3(numbers[0], numbers[1], numbers[2]), unit))
    return true
  }

  private func cartesian(_ v: Vector3, _ unit: Unit) -> Vector3 {
    switch unit {
    case .alat: return v * alat
    case .bohr: return v * Constant.bohr
    case .angstrom: return v
    case .crystal:
      guard cell.count == 3 else { return v }
      return v.x * cell[0] + v.y * cell[1] + v.z * cell[2]
    }
  }

  private mutating func takeSite(_ line: ReportLine) -> Bool {
    let words = line.words
    guard words.count > 6, let numbers = line.text(after: "= (") else {
      if !line.isBlank { block = .none }
      return false
    }
    let values = numbers.split { $0 == " " || $0 == ")" }.compactMap { ReportLine.number($0) }
    guard values.count >= 3 else { return true }
    species.append(words[1])
    positions.append(Vector3(values[0], values[1], values[2]) * alat)
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
