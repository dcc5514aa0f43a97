import Quench

/// The table and the picture of a phase diagram.
struct PhaseReport {
  private let diagram: PhaseDiagram
  private let formula: Formula?
  private let notes: [String]
  private let isUncertain: Bool

  init(_ diagram: PhaseDiagram, of formula: Formula?, notes: [String]) {
    self.diagram = diagram
    self.formula = formula
    self.notes = notes
    isUncertain = diagram.entries.contains { $0.uncertainty != nil }
  }

  func report() throws -> EnergyReport {
    var report = EnergyReport(
      table: try table(),
      notes: ["references: " + references, "energies per atom, against these"] + notes)
    if let formula { report.details = [try decomposition(formula)] }
    report.figure = figure
    return report
  }

  private var references: String {
    zip(diagram.elements, diagram.references).map { element, index in
      "\(element) \(diagram.entries[index].name)"
    }.joined(separator: ", ")
  }

  private func table() throws -> Table {
    let distances = diagram.energiesAboveHull()
    let rows = try diagram.entries.indices.map { index -> [Table.Cell] in
      let entry = diagram.entries[index]
      return [
        .text(entry.name), .text(entry.composition.reduced.description),
        cell(diagram.formationEnergies[index]) { diagram.formationEnergy(of: index) },
        try cell(distances[index]) { try diagram.distance(of: index) },
        .text(distances[index] < 1e-9 ? "stable" : try phases(entry.composition)),
      ]
    }
    return Table(
      title: "phases of " + diagram.elements.joined(separator: "-"),
      columns: [
        .init("name"), .formula("formula"), .init("formation energy", unit: "eV/atom"),
        .init("above hull", unit: "eV/atom"), .init("falls apart into"),
      ], rows: rows)
  }

  /// Sums only where an entry has an uncertainty: a hull may hold ten thousand.
  private func cell(_ value: Double, _ sum: () throws -> EnergySum) rethrows -> Table.Cell {
    guard isUncertain else { return .fixed(value, decimals: 6) }
    return ReactionTable.cell(try sum())
  }

  private func phases(_ formula: Formula) throws -> String {
    try diagram.decomposition(of: formula).phases.map { entry, share in
      "\(Numerals.significant(share, 3)) \(diagram.entries[entry].name)"
    }.joined(separator: " + ")
  }

  private func decomposition(_ formula: Formula) throws -> Table {
    let found = try diagram.decomposition(of: formula)
    return Table(
      title: "\(formula) falls apart at \(Numerals.fixed(found.energy, 6)) eV/atom into",
      columns: [.init("name"), .formula("formula"), .init("share of atoms")],
      rows: found.phases.map { entry, share in
        [
          .text(diagram.entries[entry].name),
          .text(diagram.entries[entry].composition.reduced.description), .fixed(share, decimals: 6),
        ]
      })
  }

  /// Drawn for two elements.
  private var figure: Figure? {
    guard diagram.elements.count == 2 else { return nil }
    let second = diagram.elements[1]
    let x = diagram.entries.map { $0.composition[second] / $0.composition.atoms }
    var panel = Panel(
      x: Axis(FigureText("Fraction of \(second)"), range: 0...1),
      y: Axis("Formation energy (eV/atom)"))
    let hull = diagram.stable.sorted { x[$0] < x[$1] }
    panel.curves = [
      Curve(x: hull.map { x[$0] }, y: hull.map { diagram.formationEnergies[$0] }),
      Curve(x: x, y: diagram.formationEnergies, style: .points),
    ]
    return Figure(panels: [panel])
  }
}
