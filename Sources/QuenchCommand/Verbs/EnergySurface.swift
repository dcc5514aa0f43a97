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
        .fixed(surface.value, decimals: 6), .fixed(surface.joulePerSquareMetre, decimals: 4),
      ]
    }
    let table = Table(
      title: "surfaces of \(crystal.composition.reduced)",
      columns: [
        .init("slab"), .init("bulk cells"), .init("area of one face", unit: "Å²"),
        .init("energy", unit: "eV/Å²"), .init("energy ", unit: "J/m²"),
      ], rows: rows)
    let notes = ["holds only where both faces of a slab are equal; divided by two faces"]
    try EnergyReport(table: table, notes: notes + check.notes)
      .write(output, inputs: [energy.ledger.ledger])
  }
}

struct EnergyInterface: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interface",
    abstract: "Work of separation (E_A + E_B - E_AB) / A of an interface and its two slabs.")

  @Argument(help: "The interface, then its two slabs in the same cell.")
  var names: [String]
  @Option(help: ArgumentHelp("Interfaces in the cell: 2 for a periodic sandwich.", valueName: "n"))
  var interfaces = 1
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func validate() throws {
    guard names.count == 3, (1...2).contains(interfaces) else {
      throw ValidationError("name the interface and its two slabs; --interfaces takes 1 or 2")
    }
  }

  func run() throws {
    let ledger = try energy.ledger.open()
    let parts = try names.map { try energy.calculation($0, in: ledger) }
    let reaction = Reaction(
      text: "\(names[1]) + \(names[2]) - \(names[0])",
      terms: [.init(1, parts[1].name), .init(1, parts[2].name), .init(-1, parts[0].name)])
    let area = try SurfaceEnergy.area(parts[0])
    let result = try showingMismatch {
      try ReactionRun(energy, ledger).energy(
        reaction, [parts[1], parts[2], parts[0]], basis: .area(area, faces: interfaces))
    }
    let table = Table(
      title: "work of separation of \(parts[0].name)",
      columns: [
        .init("interface"), .init("area", unit: "Å²"), .init("work", unit: "eV/Å²"),
        .init("work ", unit: "J/m²"), .init("flags"),
      ],
      rows: [
        [
          .text(parts[0].name), .fixed(area, decimals: 4), .fixed(result.value, decimals: 6),
          .fixed(
            result.value * Factor.joulePerSquareMetrePerElectronvoltPerSquareAngstrom, decimals: 4),
          .text(result.flags),
        ]
      ])
    try EnergyReport(table: table, notes: result.notes).write(
      output, inputs: [energy.ledger.ledger])
  }
}

struct EnergyPath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neb",
    abstract: "Barrier and cubic-spline path through the images of a nudged elastic band.")

  @Argument(help: "Images in order, both ends included.")
  var images: [String]
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let cells = try images.map { try energy.calculation($0, in: ledger) }
    let check = try showingMismatch { try SeriesCheck(cells, energy, name: "path") }
    let path = try ReactionPath(cells, kind: energy.kind())
    let barriers = path.barriers
    let table = Table(
      title: "path",
      columns: [
        .init("image"), .init("s", unit: "Å"), .init("energy", unit: "eV"),
        .init("dE/ds", unit: "eV/Å"),
      ],
      rows: cells.indices.map { k in
        [
          .text(cells[k].name), .fixed(path.lengths[k], decimals: 4),
          .fixed(path.energies[k], decimals: 6), .fixed(path.slopes[k], decimals: 4),
        ]
      })
    let summary = Table(
      title: "barrier",
      columns: [
        .init("forward", unit: "eV"), .init("backward", unit: "eV"), .init("at s", unit: "Å"),
      ],
      rows: [
        [
          .fixed(barriers.forward, decimals: 6), .fixed(barriers.backward, decimals: 6),
          .fixed(path.saddle.s, decimals: 4),
        ]
      ])
    let slopes =
      path.usesForces ? "slopes from forces" : "natural spline: not all images have forces"
    var report = EnergyReport(
      table: table, notes: ["energies relative to \(cells[0].name); \(slopes)"] + check.notes,
      details: [summary])
    let curve = path.curve()
    var panel = Panel(x: Axis("Path length (Å)"), y: Axis("Energy (eV)"))
    panel.curves = [
      Curve(x: curve.s, y: curve.energy), Curve(x: path.lengths, y: path.energies, style: .points),
    ]
    report.figure = Figure(panels: [panel])
    try report.write(output, inputs: [energy.ledger.ledger])
  }
}
