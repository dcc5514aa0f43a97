/// INCAR: tags with their values as written, and where they stand (VASP wiki: INCAR).
///
/// For readers in other modules of this package. `#` and `!` begin comments, `;` separates tags of
/// one line, a backslash at its end continues it.
package struct INCARFile: Sendable {
  package struct Tag: Hashable, Sendable {
    /// In capitals.
    package let name: String
    package let value: String
    /// From 1.
    package let line: Int

    package var words: [String] { value.split(separator: " ").map(String.init) }
    package var integer: Int? { words.first.flatMap { Int($0) } }
    package var number: Double? { words.first.flatMap { ReportLine.number($0) } }

    /// A Fortran logical: `.TRUE.`, `T`, `.t.`.
    package var isTrue: Bool {
      let letter = value.first { $0 != "." && $0 != " " }
      return letter == "T" || letter == "t"
    }
  }

  /// In the order of the file; VASP takes the first of those that stand twice.
  package private(set) var tags: [Tag] = []

  package init() {}

  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> INCARFile {
    var file = INCARFile()
    var lines = ReportLines(bytes, source: source)
    var (pending, first) = ("", 0)
    while let line = lines.next() {
      let bare = String(line.text.prefix { $0 != "#" && $0 != "!" })
      let trimmed = ReportLine.trimmed(bare)
      if pending.isEmpty { first = line.number }
      if trimmed.hasSuffix("\\") {
        pending += trimmed.dropLast() + " "
        continue
      }
      file.take(pending + bare, first)
      pending = ""
    }
    file.take(pending, first)
    return file
  }

  private mutating func take(_ text: String, _ line: Int) {
    for part in text.split(separator: ";") {
      guard let mark = part.firstIndex(of: "=") else { continue }
      let name = ReportLine.trimmed(String(part[..<mark])).uppercased()
      let value = ReportLine.trimmed(String(part[part.index(after: mark)...]))
      guard !name.isEmpty else { continue }
      tags.append(
        Tag(name: name, value: String(value.map { $0 == "\t" ? " " : $0 }), line: line))
    }
  }

  package subscript(name: String) -> Tag? { tags.first { $0.name == name } }

  /// Values by name, the first of each.
  package var values: [String: String] {
    Dictionary(tags.map { ($0.name, $0.value) }) { first, _ in first }
  }
}

extension INCARFile.Tag {
  /// A list of numbers with repeats written out: `2*1.5 0` is `1.5 1.5 0`. Nil where a word is none,
  /// or where repeats would make more than ten million.
  package var numbers: [Double]? {
    guard let repeats, let count, count <= 10_000_000 else { return nil }
    return repeats.flatMap { repeatElement($0.value, count: $0.count) }
  }

  /// Length of the list with repeats counted; nil where a word is no number.
  package var count: Int? {
    guard let repeats else { return nil }
    var sum = 0
    for part in repeats {
      let (next, overflow) = sum.addingReportingOverflow(part.count)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }

  private var repeats: [(count: Int, value: Double)]? {
    var parts: [(count: Int, value: Double)] = []
    for word in words {
      let pieces = word.split(separator: "*", omittingEmptySubsequences: false)
      guard let value = pieces.last.flatMap({ ReportLine.number($0) }), pieces.count <= 2 else {
        return nil
      }
      let count = pieces.count == 2 ? Int(pieces[0]) ?? -1 : 1
      guard count >= 0 else { return nil }
      parts.append((count, value))
    }
    return parts
  }
}
