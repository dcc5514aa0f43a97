import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// A CP2K input as a flat list: section path, keyword, value. Preprocessor lines are left alone.
struct CP2KInput {
  struct Entry {
    let path: String
    let keyword: String
    let value: String
  }

  private(set) var entries: [Entry] = []
  private static let deepest = 64

  static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> CP2KInput {
    var input = CP2KInput()
    var sections: [String] = []
    var pending = ""
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      let bare = String(line.text.prefix { $0 != "#" && $0 != "!" })
      var text = pending + ReportLine.trimmed(bare)
      pending = ""
      if text.hasSuffix("\\") {
        text.removeLast()
        pending = text + " "
        continue
      }
      input.take(text, &sections)
    }
    return input
  }

  private mutating func take(_ text: String, _ sections: inout [String]) {
    guard let first = text.split(separator: " ").first.map(String.init) else { return }
    let rest = ReportLine.trimmed(String(text.dropFirst(first.count)))
    let word = first.uppercased()
    if word.hasPrefix("&END") {
      if !sections.isEmpty { sections.removeLast() }
    } else if word.hasPrefix("&") {
      guard sections.count < Self.deepest else { return }
      sections.append(String(word.dropFirst()))
      add(sections, "_", rest)
    } else if !word.hasPrefix("@") {
      add(sections, word, rest, label: first)
    }
  }

  private mutating func add(
    _ sections: [String], _ keyword: String, _ value: String, label: String? = nil
  ) {
    let path = sections.joined(separator: "/")
    let keepsCase = path.hasSuffix("/COORD")
    entries.append(Entry(path: path, keyword: keepsCase ? label ?? keyword : keyword, value: value))
  }

  /// The first value of a keyword in the section whose path ends so.
  func value(_ section: String, _ keyword: String) -> String? {
    entries.first { $0.path.hasSuffix(section) && $0.keyword == keyword }?.value
  }

  func has(_ section: String) -> Bool { entries.contains { $0.path.hasSuffix(section) } }

  func isOn(_ section: String, _ keyword: String) -> Bool {
    guard let value = value(section, keyword)?.uppercased() else { return false }
    return value.isEmpty || value.hasPrefix("T") || value.hasPrefix(".T") || value == "ON"
  }

  /// Å; a unit in brackets other than angstrom or bohr makes it unknown.
  var cell: [Vector3]? {
    if let abc = numbers(value("SUBSYS/CELL", "ABC")), abc.count == 3 {
      let angles = numbers(value("SUBSYS/CELL", "ALPHA_BETA_GAMMA")) ?? [90, 90, 90]
      guard angles.count == 3 else { return nil }
      return Lattice(
        lengths: Vector3(abc[0], abc[1], abc[2]), alpha: angles[0], beta: angles[1],
        gamma: angles[2])?.rows
    }
    let rows = ["A", "B", "C"].compactMap { numbers(value("SUBSYS/CELL", $0)) }
    guard rows.count == 3, rows.allSatisfy({ $0.count == 3 }) else { return nil }
    return rows.map { Vector3($0[0], $0[1], $0[2]) }
  }

  private func numbers(_ text: String?) -> [Double]? {
    guard var text else { return nil }
    var scale = 1.0
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let unit = text[text.index(after: text.startIndex)..<end].lowercased()
      guard unit == "angstrom" || unit == "bohr" || unit == "deg" else { return nil }
      if unit == "bohr" { scale = Constant.bohr }
      text = String(text[text.index(after: end)...])
    }
    return text.split(separator: " ").compactMap { ReportLine.number($0) }.map { $0 * scale }
  }

  var atoms: [String] {
    entries.filter { $0.path.hasSuffix("SUBSYS/COORD") && $0.keyword != "_" }
      .filter { $0.keyword != "UNIT" && $0.keyword != "SCALED" }
      .map { Species(label: kindElement($0.keyword)).name }
  }

  /// A kind's own element where it names one.
  private func kindElement(_ label: String) -> String {
    var inKind = false
    for entry in entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" { inKind = entry.value == label }
      if inKind, entry.keyword == "ELEMENT" { return entry.value }
    }
    return label
  }

  /// From 0; `LIST 1..4 13..16`.
  var fixedAtoms: [Int] {
    entries.filter { $0.path.hasSuffix("FIXED_ATOMS") && $0.keyword == "LIST" }.flatMap { entry in
      entry.value.split(separator: " ").flatMap { word -> [Int] in
        let ends = word.split(separator: ".", omittingEmptySubsequences: true).compactMap {
          Int($0)
        }
        guard let low = ends.first, let high = ends.last, low > 0, high >= low, high < 1_000_000
        else { return [] }
        return Array((low - 1)...(high - 1))
      }
    }
  }
}

extension CP2KInput {
  /// Writes what the input says about the method into a calculation's settings.
  func complete(_ calculation: inout Calculation) {
    var settings = calculation.settings
    settings.functional = functional ?? settings.functional
    if let cutoff = value("DFT/MGRID", "CUTOFF").flatMap({ ReportLine.number($0) }) {
      settings.cutoff = cutoff * Constant.rydberg
    }
    settings.dispersion = dispersion
    let polarised = isOn("FORCE_EVAL/DFT", "UKS") || isOn("FORCE_EVAL/DFT", "LSD")
    settings.spin = polarised ? .collinear : SpinTreatment.none
    settings.dipole = isOn("FORCE_EVAL/DFT", "SURFACE_DIPOLE_CORRECTION") ? "on" : "none"
    settings.smearing = has("SCF/SMEAR") ? Smearing(kind: "Fermi-Dirac") : Smearing(kind: "none")
    settings.potentials = potentials
    settings.kpoints = kpoints
    calculation.charge =
      value("FORCE_EVAL/DFT", "CHARGE").flatMap { ReportLine.number($0) } ?? calculation.charge
    calculation.settings = settings
  }

  private var functional: String? {
    switch value("DFT/QS", "METHOD")?.uppercased() {
    case "XTB": return "GFN1-xTB"
    case "DFTB": return "DFTB"
    default: break
    }
    if let name = value("XC/XC_FUNCTIONAL", "_"), !name.isEmpty {
      return FunctionalName.canonical(name)
    }
    let parts = entries.filter { $0.path.contains("XC_FUNCTIONAL/") && $0.keyword == "_" }
      .map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
    return parts.isEmpty ? nil : FunctionalName.canonical(parts.joined(separator: "+"))
  }

  private var dispersion: String {
    if value("DFT/QS", "METHOD")?.uppercased() == "XTB" { return "part of GFN1-xTB" }
    guard let kind = value("VDW_POTENTIAL/PAIR_POTENTIAL", "TYPE") else {
      return has("XC/VDW_POTENTIAL") ? "van der Waals functional" : "none"
    }
    return kind.uppercased()
  }

  private var potentials: [String: Potential] {
    var found: [String: Potential] = [:]
    var kind: String?
    var parts: [String] = []
    func close() {
      if let kind, !parts.isEmpty { found[kind] = Potential(title: parts.joined(separator: " / ")) }
      parts = []
    }
    for entry in entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" {
        close()
        kind = Species(label: kindElement(entry.value)).name
      } else if entry.keyword.hasPrefix("BASIS_SET") || entry.keyword.hasPrefix("POTENTIAL") {
        parts.append(entry.value)
      }
    }
    close()
    return found
  }

  private var kpoints: KPoints {
    let words = value("DFT/KPOINTS", "SCHEME")?.split(separator: " ").map(String.init) ?? []
    let mesh = words.dropFirst().prefix(3).compactMap { Int($0) }
    guard mesh.count == 3, mesh.allSatisfy({ $0 > 0 && $0 < 100_000 }) else {
      return KPoints(mesh: [1, 1, 1], scheme: "Gamma")
    }
    return KPoints(mesh: mesh, scheme: words.first)
  }
}
