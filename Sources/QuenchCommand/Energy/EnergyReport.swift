import Quench

/// A table of energies with all that must be said beside the numbers.
struct EnergyReport {
  var table: Table
  /// Basis, references, waivers, notes: printed with the table in every form.
  var notes: [String]
  var figure: Figure?
  /// Further tables (voltage steps beside a hull, terms beside a reaction).
  var details: [Table] = []

  func write(_ options: EnergyOutputOptions, inputs: [String] = []) throws {
    let provenance = Provenance.ofThisRun(inputs: inputs)
    try Terminal.say(text(options, provenance))
    guard let path = options.plot else { return }
    guard var figure else { throw Refusal(.usage, "there is nothing to draw in this table") }
    figure.remarks += [provenance.summary] + notes
    let written = try figure.write(to: path, replacing: options.force)
    if !options.report.quiet { Terminal.complain("wrote \(written.joined(separator: ", "))") }
  }

  private func text(_ options: EnergyOutputOptions, _ provenance: Provenance) -> String {
    let tables = [table] + details
    if options.report.json { return json(provenance) }
    if options.report.csv { return csv(tables) }
    if options.markdown {
      return tables.map { $0.markdown() }.joined(separator: "\n") + "\n"
        + list(notes.map(Markdown.inert), "- ")
    }
    if options.latex {
      return tables.map { $0.latex() }.joined(separator: "\n") + list(notes, "% ")
    }
    return tables.map { $0.rendered() }.joined(separator: "\n") + list(notes, "# ")
  }

  /// Notes become comment lines before the header, so that a table is never read without them.
  private func csv(_ tables: [Table]) -> String {
    list(notes, "# ").replacing("\n", with: "\r\n")
      + tables.map { $0.withInertText.csv() }.joined(separator: "\r\n")
  }

  private func list(_ lines: [String], _ mark: String) -> String {
    lines.map { mark + printable($0) + "\n" }.joined()
  }

  private func json(_ provenance: Provenance) -> String {
    let value: JSONValue = [
      "schema": 1, "table": table.json(), "details": .array(details.map { $0.json() }),
      "notes": .strings(notes), "provenance": .string(provenance.summary),
    ]
    return value.rendered() + "\n"
  }
}

extension SettingsMismatch {
  /// Fields and files, as exit 3 prints them.
  var table: Table {
    Table(
      title: "settings of '\(reaction)'",
      columns: ["", "field", "term", "value", "file", "other term", "value ", "file "]
        .map { Table.Column($0) },
      rows: differences.map { difference in
        [
          .text("\(difference.severity)"), .text(difference.fieldName),
          .text(difference.left.term), .text(difference.left.value), .text(difference.left.file),
          .text(difference.right.term), .text(difference.right.value),
          .text(difference.right.file),
        ]
      })
  }
}

extension ReactionEnergy {
  /// Waivers, notes and remarks, one line each; equal notes of several pairs once.
  var notes: [String] {
    var lines = ["energy: \(kind.title); basis: \(basis)"]
    lines += remarks
    let exact = terms.filter { $0.calculation.uncertainty == nil }.map(\.calculation.name)
    if uncertainty != nil, !exact.isEmpty {
      lines.append("uncertainty: none was given of \(exact.joined(separator: ", "))")
    }
    for difference in differences where difference.severity == .waived {
      lines.append(
        "WAIVED \(difference.fieldName): \(difference.left.term) \(difference.left.value),"
          + " \(difference.right.term) \(difference.right.value)")
    }
    for difference in differences where difference.severity == .note {
      lines.append(
        "note \(difference.fieldName): \(difference.left.term) \(difference.left.value),"
          + " \(difference.right.term) \(difference.right.value)"
          + (difference.reason.map { " (\($0))" } ?? ""))
    }
    return lines.unique()
  }
}

/// Runs `body`; a settings mismatch prints its table before it becomes exit 3.
func showingMismatch<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let mismatch as SettingsMismatch {
    Terminal.complain(mismatch.table.rendered())
    let fields = Set(mismatch.differences.filter { $0.severity == .mismatch }.map(\.field.rawValue))
    throw Refusal(
      .inconsistent,
      "settings that must match do not; --allow \(fields.sorted().joined(separator: ","))"
        + " waives it and says so with the number")
  }
}

extension Table {
  /// Without the control characters of file names and notes: CSV is looked at in terminals, too.
  var withInertText: Table {
    var table = self
    table.rows = rows.map { row in
      row.map { cell in
        if case .text(let text) = cell { .text(printable(text)) } else { cell }
      }
    }
    return table
  }
}
