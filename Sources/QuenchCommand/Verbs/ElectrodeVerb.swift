import ArgumentParser
import Quench

struct ElectrodeVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "electrode",
    abstract: "Build an electrochemical cell: electrode, film, liquid, electrode.",
    discussion: """
      quench electrode 125:Li+ 125:TFSI 600:DME 894:DOL --electrode Li_bcc --hkl 110 --layers 3 \
      --electrode-atoms 1224 --film 150:Li2O --film 150:LiOH --film 150:Li2CO3 --density 1.14 \
      --height 160 --charge-density '0.4 uC/cm2' -o cell.gro --ndx cell.ndx

      The electrode is a slab with its surface cell, or cut by --hkl; the other one is the same, turned over, unless \
      --top gives one. The liquid is written as for quench pack. With --density the gap follows from \
      it; with --gap the density that follows is said; both are refused where they contradict one \
      another. Charge goes in equal parts to the atoms of one layer of each electrode, the opposite \
      one above: from a density, a total, a potential difference over double layers \
      (--delta-v 0.2 --capacitance 5, µF/cm² each), or over empty space (--delta-v 0.2 --vacuum).

      Residues: LiB, LiT for the atoms below and above, LiBq, LiTq in the charged layers. Groups of \
      the index file: System, Electrodes, Electrode_bottom, Electrode_top, Layer_bottom, Layer_top, \
      Film, Liquid, Mobile, and one per residue.
      """)

  @Argument(help: ArgumentHelp("Amounts and molecules of the liquid.", valueName: "liquid"))
  var liquid: [String]
  @OptionGroup var slabs: ElectrodeOptions
  @OptionGroup var charge: ChargeOptions
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Density of the liquid, g/cm³.", valueName: "g/cm³")
  )
  var density: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Facing nuclei of the electrodes apart, Å.", valueName: "Å"))
  var gap: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("The whole cell along z, Å.", valueName: "Å"))
  var height: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Empty space behind the electrodes, Å.", valueName: "Å"))
  var emptySpace: Double?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Neighbouring parts apart, Å.", valueName: "Å"))
  var clearance = 2.0
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shortest distance between molecules, Å.", valueName: "Å"))
  var betweenMolecules = 2.0
  @Option(
    help: ArgumentHelp("Shortest distances by element, Å (Li-O=1.8).", valueName: "pairs"))
  var distances: [String] = []
  @Option(
    help: ArgumentHelp(
      "Densities of the liquid solvents, g/cm³ (DME=0.868,DOL=1.06).", valueName: "list"))
  var solventDensity: [String] = []
  @Option(help: ArgumentHelp("Write GROMACS index groups to this file.", valueName: "file"))
  var ndx: String?
  @Option(help: "Makes another cell of the same kind.")
  var seed: UInt64 = 1
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  var inputs: [String] { [slabs.electrode, slabs.top, slabs.filmSlab].compactMap { $0 } }

  func run() throws { try write(try made()) }

  func built() throws -> Built { try made().built }

  private func made() throws -> BuiltElectrodeCell {
    var finder = PackingComponents(input)
    var cell = ElectrodeCell(
      electrode: try slabs.bottom(input), lateral: try slabs.lateral(),
      liquid: try components(liquid, &finder),
      distances: try contactDistances(), seed: seed)
    try slabs.fill(&cell, input) { texts in try components(texts, &finder) }
    cell.charging = try charge.charging()
    cell.chargedLayer = charge.chargedLayer
    (cell.density, cell.gap) = (density, gap)
    (cell.height, cell.emptySpace, cell.clearance) = (height, emptySpace, clearance)
    cell.solventDensities = try SolventDensities.parse(solventDensity)
    var made = try cell.build()
    made.built = made.built.after(finder.warnings, assuming: finder.assumptions)
    return made
  }

  /// The index file first, under its temporary name: both or neither appear.
  private func write(_ made: BuiltElectrodeCell) throws {
    let index = try ndx.map { try OutputFile(path: $0, force: output.force) }
    try index?.write(Array(IndexFile.text(made.groups).utf8))
    try BuiltOutput(output: output, report: report, inputs: inputs)
      .write(made.built, fallback: .gro)
    try index?.finish()
  }

  private func components(
    _ texts: [String], _ finder: inout PackingComponents
  ) throws -> [PackingComponent] {
    let requests = try texts.map { try PackingRequest(parsing: $0) }
    return try PackingAmounts(
      try finder.molecules(requests), density: density,
      solventDensities: SolventDensities.parse(solventDensity)
    ).counted()
  }

  private func contactDistances() throws -> ContactDistances {
    var contact = try ContactDistances(betweenMolecules: betweenMolecules)
    for text in distances { try contact.add(parsing: text) }
    return contact
  }
}
