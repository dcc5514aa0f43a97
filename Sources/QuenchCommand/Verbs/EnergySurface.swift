import ArgumentParser
import Quench

struct EnergySurface: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surface",
    abstract: "Surface energy (E_slab - n E_bulk) / 2A, for slabs with two equal faces.")

  @Argument(help: "Slabs.")
  var slabs: [String]
  @Option(help: ArgumentHelp("The crystal they are cut from.", valueName: "name"))
  var bulk: String
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let crystal = try energy.calculation(bulk, in: ledger)
    let cells = try slabs.map { try energy.calculation($0, in: ledger) }
    let check = try showingMismatch { try SeriesCheck(cells + [crystal], energy, name: "surfaces") }
    let rows = try cells.map { cell -> [Table.Cell] in
      let surface = try SurfaceEnergy(slab: cell, bulk: crystal, kind: energy.kind())
      return [
        .text(cell.name), .number(surface.units), .fixed(surface.area, decimals: 4),
        ReactionTable.cell(surface.sum),
        ReactionTable.cell(InterfaceEnergy.joulePerSquareMetre(surface.sum), decimals: 4),
      ]
    }
    let table = Table(
      title: "surfaces of \(crystal.composition.reduced)",
      columns: [
        .init("slab"), .init("bulk cells"), .init("area of one face", unit: "Å²"),
        .init("energy", unit: "eV/Å²"), .init("energy, SI", unit: "J/m²"),
      ], rows: rows)
    let notes = ["holds only where both faces of a slab are equal; divided by two faces"]
    try EnergyReport(table: table, notes: notes + check.notes)
      .write(output, inputs: [energy.ledger.ledger])
  }
}
