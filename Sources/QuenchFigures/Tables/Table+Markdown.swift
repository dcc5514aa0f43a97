extension Table {
  /// A pipe table (GitHub-flavoured Markdown); text cannot end a cell, begin HTML or a link.
  public func markdown() -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let isLeft = columns.indices.map { column in rows.allSatisfy { cell($0, column).isTextual } }
    let head = title.map { Markdown.inert($0) + "\n\n" } ?? ""
    let body = rows.map { row in
      line(columns.indices.map { Markdown.inert(cell(row, $0).shown) })
    }
    return head + line(columns.map { Markdown.inert($0.header) })
      + line(isLeft.map { $0 ? ":--" : "--:" }) + body.joined()
  }
}

/// Text in GitHub-flavoured Markdown.
public enum Markdown {
  /// No character keeps a meaning of its own, and no line ends.
  public static func inert(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "|", "\\", "`", "*", "_", "[", "]", "#", "!", "~":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
