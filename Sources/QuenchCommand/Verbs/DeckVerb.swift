import ArgumentParser
import Quench

struct DeckVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deck",
    abstract: "Render a protocol as input for an engine, with the scripts that run it.",
    discussion: """
      quench protocol new meltquench > glass.yaml
      quench deck glass.yaml --engine lammps -o glass
      glass/run.sh                          or quench run glass, or glass/submit.sh with Slurm

      Prints what the deck will cost and do: steps, simulated time, cooling rate, degrees of freedom, \
      frames and bytes, the fingerprint of the settings, and what the engine cannot express. The \
      directory appears when it is complete; --force replaces a deck, and keeps one with results \
      under another name.
      """)

  @Argument(help: "A protocol in YAML; - is standard input.")
  var `protocol`: String
  @Option(
    help: ArgumentHelp(
      "\(DeckEngine.all.map(\.name).joined(separator: ", ")).", valueName: "engine"))
  var engine: String
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The directory to write; without it the protocol's name with the engine's.",
      valueName: "directory"))
  var output: String?
  @Flag(help: "Keep a paper's settings that the engine warns of, each waived by name.")
  var asPublished = false
  @Flag(help: "Replace an existing deck.")
  var force = false
  @Flag(help: "Write nothing; say what would be done.")
  var dryRun = false
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard DeckEngine.named(engine) != nil else {
      let known = DeckEngine.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--engine takes one of \(known); '\(engine)' is none")
    }
  }

  func run() throws {
    guard let engine = DeckEngine.named(engine) else { return }
    let target = try dryRun ? nil : DeckDirectory(path: output ?? fallback, force: force)
    var planner = try DeckPlanner(`protocol`, asPublished: asPublished)
    let bundle = try planner.bundle(engine)
    report.warn(planner.warnings + bundle.members.flatMap(\.deck.warnings))
    if let note = try target?.write(bundle.files) { report.warn([Warning("W-DECK-OLD", note)]) }
    let summary = DeckReport(bundle, notes: planner.notes.unique(), directory: target?.path)
    if report.json {
      try Terminal.say(summary.json.rendered())
    } else if !report.quiet {
      try Terminal.say(summary.text)
    }
  }

  /// `glass-lammps` for `glass.yaml`.
  private var fallback: String {
    let name = `protocol` == "-" ? "deck" : `protocol`.split(separator: "/").last.map(String.init)
    let stem = (name ?? "deck").split(separator: ".").first.map(String.init) ?? "deck"
    return "\(DeckPath.slug(stem))-\(engine)"
  }
}
