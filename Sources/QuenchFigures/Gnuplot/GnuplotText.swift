extension FigureText {
  /// A single-quoted gnuplot string in which nothing is a command, a quote or a setting but what the
  /// pieces ask for.
  var gnuplot: String {
    let body = pieces.map { piece in
      switch piece {
      case .plain(let text): Gnuplot.escaped(text)
      case .italic(let text): "{/:Italic \(Gnuplot.escaped(text))}"
      case .lowered(let text): "_{\(Gnuplot.escaped(text))}"
      case .raised(let text): "^{\(Gnuplot.escaped(text))}"
      }
    }
    let text = body.joined()
    // gnuplot 5.4 takes the first two of ''' for a string of its own: an empty group keeps them apart.
    return text.hasPrefix("'") ? "'{}\(text)'" : "'\(text)'"
  }
}

/// How text is handed to gnuplot.
enum Gnuplot {
  /// For the inside of a single-quoted string that is drawn with enhanced text.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      // SVG drops a space where a piece begins or ends; this one stays.
      case " ": escaped += "\u{A0}"
      case "'": escaped += "''"
      case "\\", "{", "}", "^", "_", "@", "&", "~", ":": escaped += "\\\(scalar)"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A file beside the script. `./` in front keeps a name from being a pipe (`<`, `|`) or inline
  /// data (`-`).
  static func file(_ name: String) -> String { quoted("./\(name)") }

  /// `./` in front keeps a tilde from being expanded.
  static func folder(_ path: String) -> String { quoted(path.hasPrefix("/") ? path : "./\(path)") }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// A comment of one line.
  static func comment(_ text: String) -> String { "# \(printable(text))" }
}
