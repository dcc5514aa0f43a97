import ArgumentParser
import Quench

struct EnergyInterface: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interface",
    abstract: "Work of separation and interface energy of two slabs, per area.",
    discussion: """
      Work of separation: W = (E_A + E_B - E_AB) / (n A), n interfaces of area A in the cell; positive \
      binds (adhesion is -W where a paper counts so). Interface energy, with the crystals given: \
      (E_AB - N_A E_bulkA - N_B E_bulkB) / (n A), less the energies of the two free faces where one \
      interface stands in vacuum; needs slabs with equal faces. How far each slab's own cell is \
      strained to the interface's is printed: slabs computed in the interface's cell leave their \
      strain energy out of W, slabs at rest leave it in.

        quench energy interface lif_li lif_slab li_slab --bulk lif li
        quench energy interface sandwich a b --interfaces 2
      """)

  @Argument(help: "The interface, then its two slabs.")
  var names: [String]
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The two crystals, in the slabs' order.", valueName: "names"))
  var bulk: [String] = []
  @Option(help: ArgumentHelp("Interfaces in the cell: 2 for a periodic sandwich.", valueName: "n"))
  var interfaces = 1
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func validate() throws {
    guard names.count == 3, (1...2).contains(interfaces) else {
      throw ValidationError("name the interface and its two slabs; --interfaces takes 1 or 2")
    }
    guard bulk.isEmpty || bulk.count == 2 else {
      throw ValidationError("--bulk takes the two crystals, in the slabs' order")
    }
  }

  func run() throws {
    let ledger = try energy.ledger.open()
    let cells = try names.map { try energy.calculation($0, in: ledger) }
    let crystals = try bulk.map { try energy.calculation($0, in: ledger) }
    let check = try showingMismatch {
      try SeriesCheck(cells + crystals, energy, name: "interface")
    }
    let result = try InterfaceEnergy(
      cells[0], slabs: (cells[1], cells[2]),
      bulks: crystals.isEmpty ? nil : (crystals[0], crystals[1]), interfaces: interfaces,
      kind: energy.kind())
    try EnergyReport(
      table: table(result), notes: notes(result) + check.notes, details: [strains(result)]
    ).write(output, inputs: [energy.ledger.ledger])
  }

  private func table(_ result: InterfaceEnergy) -> Table {
    var rows = [("work of separation", "(E_A + E_B - E_AB) / (n A)", result.workOfSeparation)]
    if let own = result.interfaceEnergy {
      let faces = interfaces == 1 ? " - gamma_A - gamma_B" : ""
      rows.append(
        ("interface energy", "(E_AB - N_A E_bulkA - N_B E_bulkB) / (n A)" + faces, own))
    }
    return Table(
      title: "interface \(names[0]) of \(names[1]) and \(names[2])",
      columns: [
        .init("quantity"), .init("energy", unit: "eV/Å²"), .init("energy, SI", unit: "J/m²"),
        .init("definition"),
      ],
      rows: rows.map { name, definition, sum in
        [
          .text(name), ReactionTable.cell(sum),
          ReactionTable.cell(InterfaceEnergy.joulePerSquareMetre(sum), decimals: 4),
          .text(definition),
        ]
      })
  }

  private func strains(_ result: InterfaceEnergy) -> Table {
    Table(
      title: "strain of each slab's own cell to the interface's",
      columns: [
        .init("slab"), .init("a", unit: "%"), .init("b", unit: "%"), .init("area", unit: "%"),
      ],
      rows: result.strains.map { strain in
        [
          .text(strain.name), .fixed(strain.a, decimals: 3), .fixed(strain.b, decimals: 3),
          .fixed(strain.area, decimals: 3),
        ]
      })
  }

  private func notes(_ result: InterfaceEnergy) -> [String] {
    let area = "A = \(Numerals.fixed(result.area, 4)) Å², n = \(interfaces)"
    let strained = result.strains.filter { max(abs($0.a), abs($0.b)) > 0.01 }.map(\.name)
    let reference =
      strained.isEmpty
      ? "strain reference: both slabs in the interface's cell; their strain energy cancels in W"
      : "strain reference: \(strained.joined(separator: ", ")) in a cell of their own; W holds the"
        + " energy of straining them"
    guard result.interfaceEnergy != nil else { return [area, reference] }
    return [area, reference, "interface energy counts strain against the crystals as given"]
  }
}
