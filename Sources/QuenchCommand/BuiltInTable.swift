import Quench

/// The crystals and molecules that come with Quench.
enum BuiltInTable {
  static func text(json: Bool) -> String {
    let table = Table(
      columns: [Table.Column("name"), Table.Column("formula"), Table.Column("source")],
      rows: BuiltIn.all.map { entry in
        [.text(entry.name), .text(entry.formula), .text(entry.source)]
      })
    return json ? table.json().rendered() + "\n" : table.rendered()
  }
}
