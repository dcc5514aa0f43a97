/// Rows under columns that name their units: for the terminal, CSV and JSON alike.
public struct Table: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var name: String
    /// e.g. `Å`; nil where there is none.
    public var unit: String?
    /// Chemical formulas: their numbers are subscripts where a form of the table has them.
    public var isFormula = false

    public init(_ name: String, unit: String? = nil) {
      self.name = name
      self.unit = unit
    }

    /// A column of chemical formulas.
    public static func formula(_ name: String) -> Column {
      var column = Column(name)
      column.isFormula = true
      return column
    }

    /// `r (Å)`.
    public var header: String { unit.map { "\(name) (\($0))" } ?? name }
  }

  public enum Cell: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// Shown with so many significant digits; exact in CSV and JSON.
    case number(Double, digits: Int = 5)
    /// Shown with so many decimals; exact in CSV and JSON.
    case fixed(Double, decimals: Int)
    /// A value and its standard error.
    case measured(Double, error: Double)
    case empty
  }

  public var title: String?
  public var columns: [Column]
  /// A row shorter than the columns ends in empty cells.
  public var rows: [[Cell]]

  public init(title: String? = nil, columns: [Column], rows: [[Cell]] = []) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  func cell(_ row: [Cell], _ column: Int) -> Cell {
    row.indices.contains(column) ? row[column] : .empty
  }
}

extension Table {
  /// Aligned columns two spaces apart: text left, numbers right, a rule under the header. Every line
  /// ends with a line break.
  public func rendered() -> String {
    let texts = rows.map { row in columns.indices.map { cell(row, $0).shown } }
    let headers = columns.map { printable($0.header) }
    let isLeft = columns.indices.map { column in
      rows.allSatisfy { cell($0, column).isTextual } && !rows.isEmpty
    }
    let widths = columns.indices.map { column in
      texts.reduce(headers[column].count) { max($0, $1[column].count) }
    }
    func line(_ cells: [String]) -> String {
      let padded = columns.indices.map { column in
        let gap = String(repeating: " ", count: max(0, widths[column] - cells[column].count))
        return isLeft[column] ? cells[column] + gap : gap + cells[column]
      }
      var text = padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n"
    let head = title.map { printable($0) + "\n" } ?? ""
    return head + line(headers) + rule + texts.map(line).joined()
  }
}

extension Table.Cell {
  /// As the terminal shows it.
  var shown: String {
    switch self {
    case .text(let text): printable(text)
    case .integer(let value): String(value)
    case .number(let value, let digits): Numerals.significant(value, digits)
    case .fixed(let value, let decimals): Numerals.fixed(value, decimals)
    case .measured(let value, let error): Numerals.measured(value, error: error)
    case .empty: "–"
    }
  }

  var isTextual: Bool {
    switch self {
    case .text, .empty: true
    default: false
    }
  }
}
