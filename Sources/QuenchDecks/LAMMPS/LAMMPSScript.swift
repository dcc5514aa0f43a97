/// A command of a LAMMPS input, continued lines joined, comments gone.
struct LAMMPSCommand: Hashable {
  let words: [String]
  /// As findings name it.
  let file: String
  /// From 1: where it begins.
  let line: Int

  var name: String { words[0] }
}

/// The commands of an input file in the order LAMMPS meets them, includes put in.
///
/// Nothing is computed: words with `$` stay as they are. Source: LAMMPS documentation, "Parsing rules
/// for input scripts".
struct LAMMPSScript {
  private(set) var commands: [LAMMPSCommand] = []
  /// Includes that are not there.
  private(set) var missing: [LAMMPSCommand] = []

  init(_ file: String, in folder: DeckFolder) {
    read(file, in: folder, depth: 0)
  }

  private mutating func read(_ file: String, in folder: DeckFolder, depth: Int) {
    guard depth < 16, commands.count < 1_000_000, let text = folder.text(file) else { return }
    var (words, start): ([String], Int) = ([], 0)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      var line = Self.withoutComment(raw)
      while line.last == " " || line.last == "\t" { line = line.dropLast() }
      let continues = line.last == "&"
      if continues { line = line.dropLast() }
      if words.isEmpty { start = index + 1 }
      words += line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      guard !continues, !words.isEmpty else { continue }
      let command = LAMMPSCommand(words: words, file: folder.name(file), line: start)
      words = []
      if command.name == "include", command.words.count > 1 {
        include(command, in: folder, depth: depth)
      } else {
        commands.append(command)
      }
    }
  }

  private mutating func include(_ command: LAMMPSCommand, in folder: DeckFolder, depth: Int) {
    let file = command.words[1]
    guard !file.contains("$") else { return }
    if folder.read(file) == nil {
      missing.append(command)
    } else {
      read(file, in: folder, depth: depth + 1)
    }
  }

  /// A `#` between quotes is no comment.
  private static func withoutComment(_ line: Substring) -> Substring {
    var quote: Character?
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        return line[..<index]
      }
    }
    return line
  }

  func all(_ name: String) -> [LAMMPSCommand] { commands.filter { $0.name == name } }

  func first(_ name: String) -> LAMMPSCommand? { commands.first { $0.name == name } }
}
