import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Store: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a trajectory into an HDF5 store that survives kill -9 and a full disk.",
    discussion: """
      The store is H5MD 1.1: MDAnalysis, znh5md, h5py and this program read it. Frames go to \
      NAME.partial; each "n frames safe" on standard error is a promise kept whatever happens to \
      the process. If it dies, quench recover NAME.partial saves them; while it runs, quench rdf \
      --follow NAME reads them.
      """)

  @Argument(help: "Trajectory files; several are joined.")
  var files: [String]
  @Option(name: [.short, .long], help: ArgumentHelp("The store to write.", valueName: "file"))
  var output: String
  @Flag(help: "Replace an existing store.")
  var force = false
  @Flag(help: "Compress positions, velocities and forces (shuffle, deflate).")
  var compress = false
  @Option(
    help: ArgumentHelp(
      "Round positions to this decimal of an Å, so that they compress better.", valueName: "n"))
  var decimals: Int?
  @Flag(help: "Store 32-bit floats: half the size, 7 digits.")
  var float32 = false
  @OptionGroup var input: InputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if let decimals, !(0...12).contains(decimals) {
      throw ValidationError("--decimals takes 0 to 12")
    }
  }

  func run() throws {
    let source = try input.open(files)
    let progress = ProgressBar(total: source.frameCount, quiet: report.quiet) {
      source.fractionRead
    }
    let writer = try TrajectoryWriter(path: output, options: options()) { safe in
      if !report.quiet { progress.note("\(safe) frames safe") }
    }
    var warnings: [Warning] = []
    try source.forEachFrame { frame in
      warnings = (warnings + frame.warnings).unique()
      try writer.write(frame)
      progress.update(writer.frameCount)
    }
    try writer.finish()
    progress.finish()
    report.warn(source.warnings + warnings + writer.warnings)
    try StructureReceipt(
      path: output, format: "h5", frames: writer.frameCount, lost: [],
      warnings: (source.warnings + warnings + writer.warnings).unique()
    ).print(report)
    if !report.quiet { Terminal.complain("\(output): \(RadialReport.frames(writer.frameCount))") }
  }

  private func options() -> StoreOptions {
    StoreOptions(
      compress: compress, decimals: decimals, float32: float32, overwrite: force,
      provenance: .ofThisRun(inputs: files))
  }
}

struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Save the frames of a store whose writer died.",
    discussion: """
      Copies the valid frames of run.h5.partial into a new store, run-recovered.h5 without --output; \
      the damaged file is only read.
      """)

  @Argument(help: "NAME.partial, or a store that was not closed.")
  var file: String
  @Option(name: [.short, .long], help: ArgumentHelp("The store to write.", valueName: "file"))
  var output: String?
  @Flag(help: "Replace an existing store.")
  var force = false
  @OptionGroup var report: ReportOptions

  func run() throws {
    guard access(file, F_OK) == 0 else {
      throw Refusal(.unreadableInput, "\(file): no such file")
    }
    let target = output ?? Self.defaultTarget(file)
    let found = try StoreRecovery.recover(from: file, to: target, overwrite: force)
    if report.json {
      let value: JSONValue = [
        "schema": 1, "file": .string(target), "frames": .integer(found.frames),
        "damaged": .integer(found.damaged), "reason": found.reason.map { .string($0) } ?? .null,
      ]
      return try Terminal.say(value.rendered() + "\n")
    }
    try Terminal.say(
      "\(target): \(RadialReport.frames(found.frames)) recovered, \(found.damaged) damaged\n")
    if let reason = found.reason, !report.quiet { Terminal.complain("stopped there: \(reason)") }
  }

  /// `run.h5.partial` is copied to `run-recovered.h5`: `run.h5` may be a store of its own.
  private static func defaultTarget(_ file: String) -> String {
    var name = file[...]
    for ending in [".partial", ".h5"] where name.hasSuffix(ending) {
      name = name.dropLast(ending.count)
    }
    return name + "-recovered.h5"
  }
}

struct Repack: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rewrite a store for reading single atoms through time, or compress it.",
    discussion: """
      Chunks of many frames and few atoms make time series of single atoms fast; numbers, provenance \
      and analyses stay as they are. The store itself is only read.
      """)

  @Argument(help: "A closed store.")
  var file: String
  @Option(name: [.short, .long], help: ArgumentHelp("The store to write.", valueName: "file"))
  var output: String
  @Flag(inversion: .prefixedNo, help: "Compress, or do not (default: as the source).")
  var compress: Bool?
  @Flag(help: "Replace an existing store.")
  var force = false
  @OptionGroup var report: ReportOptions

  func run() throws {
    let progress = ProgressBar(total: nil, quiet: report.quiet) { nil }
    let frames = try StoreRepack.repack(
      from: file, to: output, compress: compress, overwrite: force,
      progress: { done, _ in progress.update(done) })
    progress.finish()
    if report.json {
      let value: JSONValue = [
        "schema": 1, "file": .string(output), "frames": .integer(frames),
      ]
      return try Terminal.say(value.rendered() + "\n")
    }
    try Terminal.say("\(output): \(RadialReport.frames(frames))\n")
  }
}
