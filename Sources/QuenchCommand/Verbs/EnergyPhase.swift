import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct EnergyPhase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phase",
    abstract: "Convex hull in composition space: what is stable, what falls apart into what.",
    discussion: """
      All calculations named (or carrying --tag, or of the whole ledger) enter one hull; each element \
      needs an entry of its own. --of FORMULA asks for one composition.
      """)

  @Argument(help: "Calculations; none takes all.")
  var names: [String] = []
  @Option(help: ArgumentHelp("Calculations with this tag.", valueName: "tag"))
  var tag: String?
  @Option(help: ArgumentHelp("Decomposition of this formula.", valueName: "formula"))
  var of: String?
  @OptionGroup var energy: EnergyOptions
  @OptionGroup var output: EnergyOutputOptions

  func run() throws {
    let ledger = try energy.ledger.open()
    let calculations = try chosen(ledger)
    let check = try showingMismatch { try SeriesCheck(calculations, energy, name: "hull") }
    let kind = try energy.kind()
    let start = processorSeconds
    let diagram = try PhaseDiagram(
      calculations.map { calculation in
        guard let value = calculation.energy(kind) else {
          throw EnergeticsError(
            .inconsistent, "'\(calculation.name)' has no energy of kind '\(kind.rawValue)'")
        }
        return PhaseDiagram.Entry(
          name: calculation.name, composition: calculation.composition, energy: value,
          uncertainty: calculation.uncertainty)
      })
    if output.report.verbose {
      _ = diagram.energiesAboveHull()
      Terminal.complain(
        "hull and distances of \(calculations.count) entries:"
          + " \(processorSeconds - start) s CPU")
    }
    try PhaseReport(diagram, of: of.map { try Formula(parsing: $0) }, notes: check.notes)
      .report().write(output, inputs: [energy.ledger.ledger])
  }

  /// Of this process.
  private var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func chosen(_ ledger: Ledger) throws -> [Calculation] {
    if !names.isEmpty { return try names.map { try energy.calculation($0, in: ledger) } }
    let entries = try tag.map { try ledger.entries(tagged: $0) } ?? ledger.entries()
    return try entries.map { try energy.stated($0.calculation) }
  }
}
