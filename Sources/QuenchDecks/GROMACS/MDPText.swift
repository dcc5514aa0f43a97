/// The settings of a GROMACS parameter file: keys in lower case with hyphens, as GROMACS compares them.
struct MDPText {
  struct Entry: Hashable {
    let value: String
    /// From 1.
    let line: Int

    var words: [String] {
      value.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    }
  }

  private(set) var entries: [String: Entry] = [:]
  /// Keys that stand there more than once, with the line of the later one.
  private(set) var repeated: [(key: String, line: Int)] = []

  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let parts = line.prefix { $0 != ";" }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let key = Self.trimmed(parts[0]).lowercased().map { $0 == "_" ? "-" : $0 }
      let name = String(key)
      guard !name.isEmpty else { continue }
      if entries[name] != nil { repeated.append((name, index + 1)) }
      entries[name] = Entry(value: String(Self.trimmed(parts[1])), line: index + 1)
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: { $0 == " " || $0 == "\t" })
    while text.last == " " || text.last == "\t" { text = text.dropLast() }
    return text
  }

  subscript(key: String) -> Entry? { entries[key] }

  func number(_ key: String) -> Double? { entries[key].flatMap { Double($0.value) } }

  /// Lower case, without hyphens and underscores, for comparing names GROMACS takes in many spellings.
  func word(_ key: String) -> String? {
    entries[key]?.value.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
