package import QuenchModel

/// A CP2K input as a flat list: section path, keyword, value; `@SET` and `${}` resolved.
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

  package let source: String
  package private(set) var entries: [Entry] = []
  /// What keeps the file from being read whole: an include, an unknown variable, a section left open.
  package private(set) var problems: [ParseError] = []
  private var variables: [String: String] = [:]
  private static let deepest = 64

  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> CP2KInput {
    var input = CP2KInput(source: source)
    var sections: [(name: String, line: Int)] = []
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
      guard !text.isEmpty else { continue }
      if text.hasPrefix("@") {
        input.direct(text, line.number)
      } else {
        input.take(input.expanded(text, line.number), &sections, line.number)
      }
    }
    if let open = sections.last {
      input.note(open.line, .unsupported("&\(open.name) is never closed"))
    }
    return input
  }

  private mutating func take(
    _ text: String, _ sections: inout [(name: String, line: Int)], _ line: Int
  ) {
    guard let first = text.split(whereSeparator: \.isWhitespace).first.map(String.init) else {
      return
    }
    let rest = ReportLine.trimmed(String(text.dropFirst(first.count)))
    let word = first.uppercased()
    if word == "&END" {
      let closed = rest.split(whereSeparator: \.isWhitespace).first?.uppercased()
      let open = sections.popLast()
      if open == nil || closed != nil && closed != open?.name {
        note(
          line,
          .expected(
            open.map { "&END \($0.name), as &\($0.name) of line \($0.line) is open" }
              ?? "no &END, as no section is open", found: "\(first) \(rest)"))
      }
    } else if word.hasPrefix("&") {
      guard sections.count < Self.deepest else {
        return note(line, .unsupported("sections are nested more than \(Self.deepest) deep"))
      }
      sections.append((String(word.dropFirst()), line))
      add(sections.map(\.name), "_", rest, line)
    } else {
      add(sections.map(\.name), word, rest, line, label: first)
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

  private mutating func note(
    _ line: Int, _ reason: ParseError.Reason, advice: String? = nil
  ) {
    problems.append(
      ParseError(source: source, line: line, column: 1, reason: reason, advice: advice))
  }
}

// MARK: - Preprocessor

extension CP2KInput {
  /// `@SET` is done; what would bring other lines in is noted.
  private mutating func direct(_ text: String, _ line: Int) {
    let words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
    let rest = words.dropFirst().joined(separator: " ")
    switch words[0].uppercased() {
    case "@SET" where words.count >= 2:
      variables[words[1]] = words.count > 2 ? expanded(ReportLine.trimmed(words[2]), line) : ""
    case "@INCLUDE", "@XCTYPE":
      let name = rest.filter { $0 != "'" && $0 != "\"" }
      note(
        line, .unsupported("\(words[0]) brings in the file '\(name)', which is not read"),
        advice: "put its text in the place of this line")
    case "@PRINT": break
    default:
      note(
        line, .unsupported("\(words[0]) is not read"),
        advice: "write out what CP2K makes of it")
    }
  }

  /// `${NAME}`, `${NAME-default}` and `$NAME` by their values.
  private mutating func expanded(_ text: String, _ line: Int) -> String {
    guard text.contains("$") else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "$") {
      result += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      var name = ""
      if rest.hasPrefix("{") {
        guard let end = rest.firstIndex(of: "}") else {
          note(line, .expected("} behind ${", found: "end of line"))
          return result
        }
        name = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      } else {
        let word = rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
        name = String(word)
        rest = rest[word.endIndex...]
      }
      let parts = name.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if let value = variables[String(parts.first ?? "")] {
        result += value
      } else if parts.count == 2 {
        result += parts[1]
      } else {
        note(line, .unsupported("the variable '\(name)' is not set in this file"))
      }
      guard result.utf8.count < 1 << 16 else {
        note(line, .unsupported("the line grows beyond 64 KiB"))
        return result
      }
    }
    return result + rest
  }
}

// MARK: - Looking up

extension CP2KInput {
  /// The first value of a keyword in the section whose path ends so.
  package func value(_ section: String, _ keyword: String) -> String? {
    entry(section, keyword)?.value
  }

  package func entry(_ section: String, _ keyword: String) -> Entry? {
    entries.first { $0.path.hasSuffix(section) && $0.keyword == keyword }
  }

  package func has(_ section: String) -> Bool { entries.contains { $0.path.hasSuffix(section) } }

  package func isOn(_ section: String, _ keyword: String) -> Bool {
    guard let value = value(section, keyword)?.uppercased() else { return false }
    return value.isEmpty || value.hasPrefix("T") || value.hasPrefix(".T") || value == "ON"
  }

  /// Å; nil where it is given in a way that is not read.
  package var cell: [Vector3]? {
    do throws(ParseError) {
      return try CP2KCell(self).lattice.rows
    } catch { return nil }
  }

  package var atoms: [String] {
    coordinateRows.map { Species(label: kindElement($0.keyword)).name }
  }

  /// The lines of &COORD that name an atom.
  var coordinateRows: [Entry] {
    let keywords: Set = ["_", "UNIT", "SCALED"]
    return entries.filter {
      $0.path.hasSuffix("SUBSYS/COORD") && !keywords.contains($0.keyword.uppercased())
    }
  }

  /// A kind's own element where it names one; kinds are compared without regard to case.
  package func kindElement(_ label: String) -> String {
    var inKind = false
    for entry in entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" { inKind = entry.value.uppercased() == label.uppercased() }
      if inKind, entry.keyword == "ELEMENT" { return entry.value }
    }
    return label
  }

  /// Atoms that &FIXED_ATOMS hold along x, y and z, from 0: those held along some axes still move.
  package var fixedAtoms: Set<Int> {
    var held: Set<Int> = []
    var section: [Entry] = []
    func close() {
      let axes = section.first { $0.keyword == "COMPONENTS_TO_FIX" }?.value.uppercased() ?? "XYZ"
      guard Set(axes).isSuperset(of: "XYZ") else { return }
      held.formUnion(Self.atoms(section.filter { $0.keyword == "LIST" }))
    }
    for entry in entries where entry.path.hasSuffix("FIXED_ATOMS") {
      if entry.keyword == "_" {
        close()
        section = []
      }
      section.append(entry)
    }
    close()
    return held
  }

  /// Atoms of lists such as `1..4 9`, from 0; ranges that end beyond ten million are left out.
  package static func atoms(_ lists: [Entry]) -> Set<Int> {
    var atoms: Set<Int> = []
    for word in lists.flatMap({ $0.value.split(separator: " ") }) {
      guard let range = range(of: word), range.upperBound <= 10_000_000 else { continue }
      atoms.formUnion(range)
    }
    return atoms
  }

  /// `4` or `1..4` of an atom list, from 0; nil for what is neither.
  static func range(of word: some StringProtocol) -> Range<Int>? {
    let ends = word.split(separator: ".", omittingEmptySubsequences: true).compactMap { Int($0) }
    guard let low = ends.first, let high = ends.last, low > 0, high >= low, high < 1_000_000_000
    else { return nil }
    return low - 1..<high
  }

  func error(_ line: Int?, _ reason: ParseError.Reason, advice: String? = nil) -> ParseError {
    ParseError(source: source, line: line ?? 1, column: 1, reason: reason, advice: advice)
  }
}
