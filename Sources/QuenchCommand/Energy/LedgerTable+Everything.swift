import Quench

extension LedgerTable {
  /// One row per calculation with all that is stored but its structure, forces and waves.
  static func everything(_ entries: [Entry]) -> Table {
    Table(
      columns: identity.map(\.column) + energies + method.map(\.column) + result.map(\.column)
        + origin.map(\.column),
      rows: entries.map { entry in
        let kinds = EnergyKind.allCases.map { number(entry.calculation.energies[$0]) }
        return identity.map { $0.cell(entry) } + kinds + method.map { $0.cell(entry) }
          + result.map { $0.cell(entry) } + origin.map { $0.cell(entry) }
      })
  }

  private struct Field {
    let column: Table.Column
    let cell: (Entry) -> Table.Cell

    init(_ name: String, unit: String? = nil, _ cell: @escaping (Entry) -> Table.Cell) {
      column = Table.Column(name, unit: unit)
      self.cell = cell
    }
  }

  private static func number(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .empty }

  private static func text(_ value: String?) -> Table.Cell { value.map { .text($0) } ?? .empty }

  private static func truth(_ value: Bool?) -> Table.Cell {
    value.map { .text($0 ? "yes" : "no") } ?? .empty
  }

  private static func list(_ values: [String]) -> Table.Cell {
    values.isEmpty ? .empty : .text(values.joined(separator: "; "))
  }

  private static var energies: [Table.Column] {
    EnergyKind.allCases.map { .init($0.rawValue, unit: "eV") }
  }

  private static var identity: [Field] {
    [
      Field("id") { .integer(Int($0.id)) }, Field("name") { .text($0.calculation.name) },
      Field("formula") { .text($0.calculation.composition.description) },
      Field("charge", unit: "e") { number($0.calculation.charge) },
      Field("code") { .text($0.calculation.program.name) },
      Field("version") { text($0.calculation.program.version) },
      Field("run") { .text($0.calculation.run.rawValue) },
      Field("published in") { text($0.calculation.citation) },
    ]
  }

  private static var method: [Field] {
    [
      Field("functional") { text($0.calculation.settings.functional) },
      Field("cutoff", unit: "eV") { number($0.calculation.settings.cutoff) },
      Field("density cutoff", unit: "eV") { number($0.calculation.settings.densityCutoff) },
      Field("precision") { text($0.calculation.settings.precision) },
      Field("potentials") { entry in
        list(sorted(entry.calculation.settings.potentials) { "\($0) \($1.title)" })
      },
      Field("U") { entry in
        list(
          sorted(entry.calculation.settings.hubbard) { "\($0) l \($1.l) U \($1.u) J \($1.j) eV" })
      },
      Field("dispersion") { text($0.calculation.settings.dispersion) },
      Field("spin") { text($0.calculation.settings.spin?.rawValue) },
      Field("spin statement") { text($0.calculation.spinStatement?.rawValue) },
      Field("smearing") { text($0.calculation.settings.smearing?.kind) },
      Field("smearing width", unit: "eV") { number($0.calculation.settings.smearing?.width) },
      Field("k-mesh") {
        text($0.calculation.settings.kpoints?.mesh?.map(String.init).joined(separator: "x"))
      },
      Field("largest k-spacing", unit: "Å⁻¹") { number($0.calculation.kSpacing?.max()) },
      Field("dipole") { text($0.calculation.settings.dipole) },
      Field("electrons") { number($0.calculation.settings.electrons) },
    ]
  }

  private static func sorted<Value>(
    _ values: [String: Value], _ text: (String, Value) -> String
  ) -> [String] {
    values.sorted { $0.key < $1.key }.map { text($0.key, $0.value) }
  }

  private static var result: [Field] {
    [
      Field("corrections", unit: "eV") { entry in
        let values = entry.calculation.corrections.map(\.value)
        return values.isEmpty ? .empty : .number(values.reduce(0, +))
      },
      Field("named corrections") { list($0.calculation.corrections.map(\.name)) },
      Field("uncertainty", unit: "eV") { number($0.calculation.uncertainty) },
      Field("moment", unit: "µB") { number($0.calculation.moment) },
      Field("volume", unit: "Å³") { number($0.calculation.volume) },
      Field("largest force", unit: "eV/Å") { number($0.calculation.maximumForce) },
      Field("largest stress", unit: "GPa") { number($0.calculation.maximumStress) },
      Field("fixed atoms") { entry in
        entry.calculation.geometry?.fixed.map { .integer($0.count) } ?? .empty
      },
      Field("electrons converged") { truth($0.calculation.convergence.electrons) },
      Field("ions converged") { truth($0.calculation.convergence.ions) },
      Field("wall time", unit: "s") { number($0.calculation.wallTime) },
    ]
  }

  private static var origin: [Field] {
    [
      Field("allowed") { list($0.calculation.allowances) },
      Field("tags") { list($0.calculation.tags) }, Field("notes") { list($0.calculation.notes) },
      Field("not found") { list($0.calculation.missing) },
      Field("structure") { text($0.structureHash) },
      Field("file") { .text($0.calculation.mainFile) },
      Field("sha256") { text($0.calculation.files.first?.sha256) },
      Field("added") { .text($0.addedAt) }, Field("by") { .text($0.addedBy) },
      Field("with Quench") { .text($0.addedWith) },
    ]
  }
}
