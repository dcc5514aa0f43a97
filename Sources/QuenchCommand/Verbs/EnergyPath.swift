import ArgumentParser
import Quench

struct EnergyPath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neb",
    abstract: "Barrier and cubic-spline path through the images of a nudged elastic band.",
    discussion: """
      Where every image has forces the cubics take their slopes from them, dE/ds = -F.t \
      (Henkelman and Jonsson 2000); otherwise the spline is natural, and the notes say so. --forces \
      insists on them, --spline leaves them out.

        quench energy neb 00 01 02 03 04 --forces --plot path.svg
      """)

  @Argument(help: "Images in order, both ends included.")
  var images: [String]
  @Flag(help: "Refuse images without forces.")
  var forces = false
  @Flag(help: "A natural spline even where all images have forces.")
  var spline = false
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func validate() throws {
    if forces, spline { throw ValidationError("choose one of --forces and --spline") }
  }

  func run() throws {
    let ledger = try energy.ledger.open()
    let cells = try images.map { try energy.calculation($0, in: ledger) }
    let check = try showingMismatch { try SeriesCheck(cells, energy, name: "path") }
    let path = try ReactionPath(
      cells, kind: energy.kind(), slopes: forces ? .forces : spline ? .spline : .best)
    let slopes =
      path.usesForces
      ? "slopes from forces"
      : spline ? "natural spline" : "natural spline: not all images have forces"
    var report = EnergyReport(
      table: table(path, cells),
      notes: ["energies relative to \(cells[0].name); \(slopes)"] + check.notes,
      details: [summary(path)])
    report.figure = figure(path)
    try report.write(output, inputs: [energy.ledger.ledger])
  }

  private func table(_ path: ReactionPath, _ cells: [Calculation]) -> Table {
    Table(
      title: "path",
      columns: [
        .init("image"), .init("s", unit: "Å"), .init("energy", unit: "eV"),
        .init("dE/ds", unit: "eV/Å"),
      ],
      rows: cells.indices.map { k in
        [
          .text(cells[k].name), .fixed(path.lengths[k], decimals: 4),
          ReactionTable.cell(path.energy(k)), .fixed(path.slopes[k], decimals: 4),
        ]
      })
  }

  private func summary(_ path: ReactionPath) -> Table {
    let barriers = path.barriers
    return Table(
      title: "barrier",
      columns: [
        .init("forward", unit: "eV"), .init("backward", unit: "eV"), .init("at s", unit: "Å"),
      ],
      rows: [
        [
          ReactionTable.cell(barriers.forward), ReactionTable.cell(barriers.backward),
          .fixed(path.saddle.s, decimals: 4),
        ]
      ])
  }

  private func figure(_ path: ReactionPath) -> Figure {
    let curve = path.curve()
    var panel = Panel(x: Axis("Path length (Å)"), y: Axis("Energy (eV)"))
    panel.curves = [
      Curve(x: curve.s, y: curve.energy), Curve(x: path.lengths, y: path.energies, style: .points),
    ]
    return Figure(panels: [panel])
  }
}
