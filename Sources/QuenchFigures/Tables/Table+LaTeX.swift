extension Table {
  /// A booktabs tabular whose numeric columns are siunitx `S` columns.
  ///
  /// Needs `\usepackage{booktabs,siunitx}`. Units go into the header; text is inert.
  public func latex() -> String {
    let isText = columns.indices.map { column in rows.allSatisfy { cell($0, column).isTextual } }
    let layout = columns.indices.map { isText[$0] ? "l" : Self.numericColumn(cells(of: $0)) }
    var lines = ["% \\usepackage{booktabs,siunitx}"]
    if let title { lines.append("% " + LaTeX.comment(title)) }
    lines += ["\\begin{tabular}{\(layout.joined(separator: " "))}", "\\toprule"]
    lines.append(row(columns.indices.map { "{" + LaTeX.header(columns[$0]) + "}" }))
    lines.append("\\midrule")
    for cells in rows {
      lines.append(
        row(
          columns.indices.map {
            LaTeX.cell(cell(cells, $0), inText: isText[$0], isFormula: columns[$0].isFormula)
          }))
    }
    lines += ["\\bottomrule", "\\end{tabular}"]
    if lines.contains(where: LaTeX.needsUnicode) {
      lines.insert("% holds letters that pdflatex does not know: use lualatex or xelatex", at: 1)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\" }

  private func cells(of column: Int) -> [Cell] { rows.map { cell($0, column) } }

  /// `S[table-format=-3.4(2)]`, wide enough for every number in the column with its uncertainty.
  private static func numericColumn(_ cells: [Cell]) -> String {
    var whole = 1
    var decimals = 0
    var sign = ""
    var scientific = false
    var uncertain = 0
    for cell in cells where !cell.isTextual {
      let words = cell.shown.split(separator: " ")
      let text = words.first.map(String.init) ?? ""
      if case .measured = cell, words.count == 3 {
        uncertain = max(
          uncertain, words[2].drop { $0 == "0" || $0 == "." }.filter(\.isNumber).count)
      }
      scientific = scientific || text.contains("e")
      if text.hasPrefix("-") { sign = "-" }
      let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
      whole = max(whole, parts.first?.count ?? 1)
      decimals = max(decimals, parts.count > 1 ? parts[1].count : 0)
    }
    let width = uncertain > 0 ? "(\(uncertain))" : ""
    return scientific ? "S" : "S[table-format=\(sign)\(whole).\(decimals)\(width)]"
  }
}

enum LaTeX {
  static func header(_ column: Table.Column) -> String {
    guard let unit = column.unit else { return text(column.name) }
    return text(column.name) + " (" + self.unit(unit) + ")"
  }

  static func cell(_ cell: Table.Cell, inText: Bool, isFormula: Bool = false) -> String {
    switch cell {
    case .text, .empty:
      let shown =
        isFormula ? formula(cell.shown) : text(cell.isEmpty ? "–" : cell.shown)
      return inText ? shown : "{" + shown + "}"
    case .measured(let value, let error):
      let parts = Numerals.measured(value, error: error).split(separator: " ")
      return parts.count == 3 ? "\(parts[0]) +- \(parts[2])" : cell.shown
    default: return cell.shown
    }
  }

  /// No character keeps a meaning of its own.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      result += special[scalar] ?? String(scalar)
    }
    return result
  }

  /// Numbers behind an element or a bracket as subscripts: `Na0.5TiO2`.
  static func formula(_ formula: String) -> String {
    var result = ""
    var number = ""
    func close() {
      if !number.isEmpty { result += "$_{" + number + "}$" }
      number = ""
    }
    var mayCount = false
    for character in formula {
      let isDigit = character.isASCII && (character.isNumber || character == ".")
      if isDigit, mayCount {
        number.append(character)
        continue
      }
      close()
      result += text(String(character))
      mayCount = character.isLetter || character == ")" || character == "]"
    }
    close()
    return result
  }

  /// Beyond the accented Latin letters that pdflatex knows.
  static func needsUnicode(_ line: String) -> Bool {
    line.unicodeScalars.contains { $0.value > 0x17F }
  }

  static func comment(_ text: String) -> String { printable(text) }

  private static let special: [UnicodeScalar: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "_": "\\_", "%": "\\%", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "\\symbol{34}",
    "–": "--", "→": "$\\rightarrow$", "Å": "\\AA{}", "µ": "$\\mu$", "γ": "$\\gamma$",
    "Δ": "$\\Delta$", "²": "$^2$", "³": "$^3$", "⁻": "$^-$", "¹": "$^1$", "±": "$\\pm$",
    "×": "$\\times$", "½": "$\\frac{1}{2}$", "−": "$-$", "≤": "$\\le$", "≥": "$\\ge$",
    "…": "\\ldots{}", "·": "$\\cdot$", "⁺": "$^+$", "°": "$^\\circ$", "—": "---",
  ]

  /// Units of the house as siunitx units; what is not known stays text.
  private static func unit(_ unit: String) -> String {
    let known: [String: String] = [
      "eV": "\\electronvolt", "Å": "\\angstrom", "Å²": "\\angstrom\\squared",
      "Å³": "\\angstrom\\cubed", "V": "\\volt", "eV/Å²": "\\electronvolt\\per\\angstrom\\squared",
      "J/m²": "\\joule\\per\\metre\\squared", "K": "\\kelvin", "%": "\\percent",
      "mAh/g": "\\milli\\ampere\\hour\\per\\gram", "eV/atom": "\\electronvolt\\per{atom}",
      "g/mol": "\\gram\\per\\mole",
    ]
    return known[unit].map { "\\unit{" + $0 + "}" } ?? text(unit)
  }
}

extension Table.Cell {
  fileprivate var isEmpty: Bool { if case .empty = self { true } else { false } }
}
