/// A line of a GROMACS topology with its includes put in, without comments.
struct TopologyLine: Hashable {
  let words: [Substring]
  let file: String
  /// From 1.
  let number: Int
}

/// The lines of a topology as GROMACS's preprocessor hands them on: includes, `#define`, `#ifdef`.
///
/// Source: GROMACS reference manual, section "Topology file".
struct TopologyText {
  private(set) var lines: [TopologyLine] = []
  /// Includes that could not be read, and where they are asked for.
  private(set) var missing: [(file: String, line: TopologyLine)] = []
  private var defined: Set<String> = []
  private var readCount = 0

  /// `read` gives the text of a file by its path as seen from the topology's folder; nil where there is
  /// none.
  init(_ file: String, read: (String) -> String?) {
    include(file, read: read, depth: 0)
  }

  private mutating func include(_ file: String, read: (String) -> String?, depth: Int) {
    // A file that includes itself, or many that include one another.
    guard depth < 16, readCount < 200, let text = read(file) else { return }
    readCount += 1
    var conditions: [Bool] = []
    var carried = ""
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let bare = raw.prefix { $0 != ";" && $0 != "\r" && $0 != "\r\n" }
      if bare.hasSuffix("\\") {
        carried += bare.dropLast()
        continue
      }
      let line = carried.isEmpty ? bare : Substring(carried + bare)
      carried = ""
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first else { continue }
      let place = TopologyLine(words: words, file: file, number: index + 1)
      switch first {
      case "#ifdef": conditions.append(words.count > 1 && defined.contains(String(words[1])))
      case "#ifndef": conditions.append(words.count < 2 || !defined.contains(String(words[1])))
      case "#else": if let last = conditions.popLast() { conditions.append(!last) }
      case "#endif": _ = conditions.popLast()
      default:
        guard conditions.allSatisfy({ $0 }) else { continue }
        if first == "#define" {
          if words.count > 1 { defined.insert(String(words[1])) }
        } else if first == "#include" {
          follow(line, place, from: file, read: read, depth: depth)
        } else {
          lines.append(place)
        }
      }
    }
  }

  private mutating func follow(
    _ line: Substring, _ place: TopologyLine, from file: String, read: (String) -> String?,
    depth: Int
  ) {
    let quoted = line.split(whereSeparator: { "\"<>".contains($0) })
    guard quoted.count > 1 else { return }
    let name = String(quoted[1])
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    for path in [folder.isEmpty ? name : folder + "/" + name, name] where read(path) != nil {
      include(path, read: read, depth: depth + 1)
      return
    }
    missing.append((name, place))
  }
}
