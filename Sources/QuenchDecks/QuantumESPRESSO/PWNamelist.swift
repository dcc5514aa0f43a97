/// A Fortran namelist of Quantum ESPRESSO: `&CONTROL … /`.
struct PWNamelist {
  let name: String
  private var rows: [(name: String, value: String, comment: String?)] = []

  init(_ name: String) { self.name = name }

  mutating func set(_ name: String, _ value: String, _ comment: String? = nil) {
    rows.append((name, value, comment))
  }

  mutating func set(_ name: String, text: String, _ comment: String? = nil) {
    let plain = DeckPath.comment(text).replacing("'", with: "''")
    set(name, "'\(plain)'", comment)
  }

  mutating func set(_ name: String, _ value: Double, _ comment: String? = nil) {
    set(name, DeckNumber.text(value, decimals: 8), comment)
  }

  mutating func set(_ name: String, _ value: Int, _ comment: String? = nil) {
    set(name, String(value), comment)
  }

  mutating func set(_ name: String, _ value: Bool, _ comment: String? = nil) {
    set(name, value ? ".true." : ".false.", comment)
  }

  var text: String {
    let width = rows.map(\.name.count).max() ?? 0
    let lines = rows.map { row in
      "  " + row.name + String(repeating: " ", count: width - row.name.count) + " = " + row.value
        + (row.comment.map { "  ! " + DeckPath.comment($0) } ?? "") + "\n"
    }
    return "&\(name)\n" + lines.joined() + "/\n"
  }
}
