extension Table {
  /// RFC 4180 with the line ends of Unix: comma, quotes where needed; the header names units.
  ///
  /// Text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or line
  /// break) gets an apostrophe in front. Numbers have the shortest digits that read back exactly;
  /// what is not finite is an empty field. A measured column is followed by its error.
  public func csv() -> String {
    let withErrors = columns.indices.map { column in
      rows.contains { if case .measured = cell($0, column) { true } else { false } }
    }
    var lines = [
      columns.indices.flatMap { column -> [String] in
        let header = CSV.field(columns[column].header)
        guard withErrors[column] else { return [header] }
        let error = Column("\(columns[column].name) error", unit: columns[column].unit)
        return [header, CSV.field(error.header)]
      }
    ]
    for row in rows {
      lines.append(columns.indices.flatMap { CSV.fields(cell(row, $0), withError: withErrors[$0]) })
    }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }
}

/// Fields of comma-separated values.
enum CSV {
  static func field(_ text: String) -> String {
    let dangerous: Set<UnicodeScalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    let inert = text.unicodeScalars.first.map(dangerous.contains) == true ? "'\(text)" : text
    let special: Set<UnicodeScalar> = ["\"", ",", "\r", "\n"]
    guard inert.unicodeScalars.contains(where: special.contains) else { return inert }
    // By scalar: CR LF is one character to Swift and a quote followed by an accent is another.
    var quoted = "\""
    for scalar in inert.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  static func number(_ value: Double) -> String { value.isFinite ? Numerals.exact(value) : "" }

  static func fields(_ cell: Table.Cell, withError: Bool) -> [String] {
    let empty = withError ? [""] : []
    switch cell {
    case .text(let text): return [field(text)] + empty
    case .integer(let value): return [String(value)] + empty
    case .number(let value, _), .fixed(let value, _): return [number(value)] + empty
    case .measured(let value, let error): return [number(value), number(error)]
    case .empty: return [""] + empty
    }
  }
}
