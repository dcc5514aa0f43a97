import Quench

/// Tables and bars of reaction energies.
enum ReactionTable {
  static func cell(_ result: ReactionEnergy) -> Table.Cell {
    result.uncertainty.map { .measured(result.value, error: $0) }
      ?? .fixed(result.value, decimals: 7)
  }

  /// A number with its uncertainty, or with so many decimals where it has none.
  static func cell(_ sum: EnergySum, decimals: Int = 6) -> Table.Cell {
    sum.uncertainty.map { .measured(sum.value, error: $0) } ?? .fixed(sum.value, decimals: decimals)
  }

  static func values(_ results: [(name: String, result: ReactionEnergy)], title: String) -> Table {
    let unit = results.first?.result.basis.unit ?? "eV"
    return Table(
      title: title,
      columns: [
        .init("name"), .init("energy", unit: unit), .init("basis"), .init("reaction"),
        .init("flags"),
      ],
      rows: results.map { name, result in
        [
          .text(name), cell(result), .text("\(result.basis)"), .text(result.reaction.text),
          .text(result.flags),
        ]
      })
  }

  static func bars(_ results: [ReactionEnergy], axis: String) -> Figure? {
    guard !results.isEmpty else { return nil }
    let names = results.map { short($0.terms.first?.calculation.name ?? "") }
    var panel = Panel(
      x: Axis("", range: 0.4...Double(results.count) + 0.6, isWhole: true),
      y: Axis(FigureText(axis), range: range(results.map(\.value), names)))
    panel.bars = results.enumerated().map { index, result in
      Bars(
        FigureText(names[index]), x: [Double(index + 1)], height: [result.value],
        error: result.uncertainty.map { [$0] }, width: 0.7, color: index)
    }
    panel.legend = nil
    panel.baseline = 0
    return Figure(panels: [panel])
  }

  private static let longestName = 18

  private static func short(_ name: String) -> String {
    guard name.count > longestName else { return name }
    return String(name.prefix(longestName / 2)) + "…" + String(name.suffix(longestName / 2 - 1))
  }

  /// All bars, and room for their names on the other side of zero: 3 % of the height per letter.
  private static func range(_ values: [Double], _ names: [String]) -> ClosedRange<Double>? {
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    guard high > low, (high - low).isFinite else { return nil }
    let part = 0.05 + 0.03 * Double(names.map(\.count).max() ?? 0)
    let room = (high - low) * part / (1 - part)
    let margin = 0.04 * (high - low)
    let below = values.contains { $0 >= 0 } ? max(margin - low, room) : margin - low
    let above = values.contains { $0 < 0 } ? max(high + margin, room) : high + margin
    return -below...above
  }

  /// What a reference is: bulk, slab, molecule.
  static func kind(_ calculation: Calculation) -> String {
    guard let geometry = calculation.geometry else { return "no structure" }
    let extent = geometry.extent()
    if extent == .molecule, geometry.species.count == 1 { return "isolated atom" }
    return extent.rawValue + " of " + calculation.composition.description
  }
}
