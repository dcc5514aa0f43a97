package import QuenchModel
internal import QuenchUnits

/// A CP2K input as a flat list: section path, keyword, value. Preprocessor lines are left alone.
///
/// For readers in other modules of this package.
package struct CP2KInput: Sendable {
  package struct Entry: Sendable {
    package let path: String
    package let keyword: String
    package let value: String
    /// From 1.
    package let line: Int
  }

  package private(set) var entries: [Entry] = []
  private static let deepest = 64

  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> CP2KInput {
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
      input.take(text, &sections, line.number)
    }
    return input
  }

  private mutating func take(_ text: String, _ sections: inout [String], _ line: Int) {
    guard let first = text.split(separator: " ").first.map(String.init) else { return }
    let rest = ReportLine.trimmed(String(text.dropFirst(first.count)))
    let word = first.uppercased()
    if word.hasPrefix("&END") {
      if !sections.isEmpty { sections.removeLast() }
    } else if word.hasPrefix("&") {
      guard sections.count < Self.deepest else { return }
      sections.append(String(word.dropFirst()))
      add(sections, "_", rest, line)
    } else if !word.hasPrefix("@") {
      add(sections, word, rest, line, label: first)
    }
  }

  private mutating func add(
    _ sections: [String], _ keyword: String, _ value: String, _ line: Int, label: String? = nil
  ) {
    let path = sections.joined(separator: "/")
    let keepsCase = path.hasSuffix("/COORD")
    entries.append(
      Entry(
        path: path, keyword: keepsCase ? label ?? keyword : keyword, value: value, line: line))
  }

  /// The first value of a keyword in the section whose path ends so.
  package func value(_ section: String, _ keyword: String) -> String? {
    entries.first { $0.path.hasSuffix(section) && $0.keyword == keyword }?.value
  }

  package func has(_ section: String) -> Bool { entries.contains { $0.path.hasSuffix(section) } }

  package func isOn(_ section: String, _ keyword: String) -> Bool {
    guard let value = value(section, keyword)?.uppercased() else { return false }
    return value.isEmpty || value.hasPrefix("T") || value.hasPrefix(".T") || value == "ON"
  }

  /// Å; a unit in brackets other than angstrom or bohr makes it unknown.
  package var cell: [Vector3]? {
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

  package var atoms: [String] {
    entries.filter { $0.path.hasSuffix("SUBSYS/COORD") && $0.keyword != "_" }
      .filter { $0.keyword != "UNIT" && $0.keyword != "SCALED" }
      .map { Species(label: kindElement($0.keyword)).name }
  }

  /// A kind's own element where it names one.
  package func kindElement(_ label: String) -> String {
    var inKind = false
    for entry in entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" { inKind = entry.value == label }
      if inKind, entry.keyword == "ELEMENT" { return entry.value }
    }
    return label
  }

  /// From 0; `LIST 1..4 13..16`.
  package var fixedAtoms: [Int] {
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

