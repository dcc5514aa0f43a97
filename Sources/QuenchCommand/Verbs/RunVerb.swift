import ArgumentParser
import Quench

struct RunVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a rendered deck on an engine of this machine, into HDF5 as it goes.",
    discussion: """
      quench deck glass.yaml --engine lammps -o glass
      quench run glass

      Each step's trajectory streams into trajectory.h5 in its directory while the engine runs; after \
      an interruption the same command goes on where it stopped: inside the step with LAMMPS, GROMACS, \
      CP2K and VASP, at the step's beginning with pw.x and cp.x. Steps that are done are marked as \
      run.sh marks them. There is no scheduler: for a queue use the deck's submit.sh.
      """)

  @Argument(help: "The directory of a deck (with quench-deck.json).")
  var directory: String
  @Option(help: ArgumentHelp("MPI ranks instead of the deck's.", valueName: "n"))
  var ranks: Int?
  @Option(help: ArgumentHelp("Threads of each rank instead of the deck's.", valueName: "n"))
  var threads: Int?
  @OptionGroup var report: ReportOptions

  func validate() throws {
    for number in [ranks, threads].compactMap({ $0 }) where !(1...65536).contains(number) {
      throw ValidationError("--ranks and --threads take 1 to 65536")
    }
  }

  func run() throws {
    let manifest = try DeckManifest.inDirectory(directory)
    let runner = DeckRunner(
      root: directory, manifest: manifest, ranks: ranks, threads: threads,
      provenance: .ofThisRun(inputs: ["\(directory)/\(DeckManifest.fileName)"]))
    var outcomes: [DeckRunner.Outcome] = []
    var bar: (name: String, bar: ProgressBar)?
    try runner.run { progress in
      if bar?.name != progress.run.name {
        bar = (progress.run.name, Self.bar(progress, quiet: report.quiet))
      }
      bar?.bar.update(progress.step ?? 0, saying: Self.state(progress))
    } finished: { outcome in
      bar?.bar.finish()
      outcomes.append(outcome)
      if !report.quiet { Terminal.complain(Self.line(outcome)) }
    }
    if report.json { try Terminal.say(Self.json(outcomes).rendered() + "\n") }
  }

  private static func bar(_ progress: DeckRunner.Progress, quiet: Bool) -> ProgressBar {
    ProgressBar(total: progress.run.steps, quiet: quiet, unit: "steps")
  }

  private static func state(_ progress: DeckRunner.Progress) -> String {
    var parts = ["\(progress.run.name) (\(progress.place)/\(progress.total))"]
    if let temperature = progress.temperature {
      parts.append("\(Numerals.fixed(temperature, 0)) K")
    }
    if let energy = progress.energy { parts.append("\(Numerals.fixed(energy, 3)) eV") }
    parts.append("\(progress.frames) frames")
    return parts.joined(separator: "  ")
  }

  private static func line(_ outcome: DeckRunner.Outcome) -> String {
    if outcome.isSkipped { return "\(outcome.run.name): done before" }
    let stored = outcome.frames > 0 ? ", \(outcome.frames) frames in \(outcome.store ?? "")" : ""
    return "\(outcome.run.name): done in \(Numerals.fixed(outcome.seconds, 1)) s\(stored)"
  }

  private static func json(_ outcomes: [DeckRunner.Outcome]) -> JSONValue {
    [
      "schema": 1,
      "runs": .array(
        outcomes.map { outcome in
          [
            "name": .string(outcome.run.name), "skipped": .bool(outcome.isSkipped),
            "frames": .integer(outcome.frames),
            "store": outcome.frames > 0 ? .string(outcome.store ?? "") : .null,
            "seconds": .number(outcome.seconds),
          ]
        }),
    ]
  }
}

extension DeckManifest {
  /// Of a directory that `quench deck` wrote.
  static func inDirectory(_ directory: String) throws -> DeckManifest {
    let path = "\(directory)/\(fileName)"
    guard let bytes = DeckTree.contents(path) else {
      throw Refusal(
        .unreadableInput, "\(path): no such file; quench deck writes it with a deck")
    }
    return try read(bytes, source: path)
  }
}
