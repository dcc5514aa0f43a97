import Quench

/// Writes frames to a file in the format asked for, with progress, warnings and a loss report.
struct StructureOutput {
  private let path: String
  private let format: FileFormat
  private let output: OutputOptions
  private let report: ReportOptions
  private let inputs: [String]
  private let seed: UInt64?

  /// `fallback` is the format for names that tell none; `seed` is noted where chance had a part.
  init(
    _ path: String, _ output: OutputOptions, _ report: ReportOptions, inputs: [String],
    fallback: FileFormat?, seed: UInt64? = nil
  ) throws {
    self.path = path
    self.output = output
    self.report = report
    self.inputs = inputs
    self.seed = seed
    format = try output.format(for: path, fallback: fallback)
  }

  /// All frames of a source, each changed by `transform`.
  @discardableResult
  func write(
    _ source: any FrameSource, _ transform: (Structure) throws -> Structure = { $0 }
  ) throws -> StructureReceipt {
    let provenance = Provenance.ofThisRun(inputs: inputs, seed: seed).summary
    let picture = try output.pictureFile()
    var drawing = ""
    var sink = try FileSink(
      path: path, format: format, options: output.writeOptions(provenance: provenance),
      force: output.force)
    var losses = LossReport(format, groupsSpecies: !output.keepOrder)
    var warnings: [Warning] = []
    let progress = ProgressBar(total: source.frameCount, quiet: report.quiet) {
      source.fractionRead
    }
    var written = 0
    try source.forEachFrame { frame in
      var frame = frame
      frame.structure = try transform(frame.structure)
      losses.note(frame)
      warnings = (warnings + frame.warnings).unique()
      try sink.write(frame)
      if written == 0, picture != nil { drawing = try output.drawing(of: frame.structure).svg() }
      written += 1
      progress.update(written)
    }
    progress.finish()
    guard written > 0 else {
      throw Refusal(.usage, "--frames chooses none of the input's frames")
    }
    report.warn(source.warnings + warnings)
    try losses.close(strict: output.strict, report: report)
    try sink.finish()
    try picture?.write(drawing)
    report.note("\(path): \(written) frames as \(format.title)")
    return StructureReceipt(
      path: path, format: format.name, frames: written,
      lost: losses.lost.map(\.rawValue).sorted(), order: losses.order,
      warnings: (source.warnings + warnings).unique())
  }

  /// One structure, with the warnings of the source it was made from.
  func write(_ structure: Structure, from source: any FrameSource) throws {
    report.warn(source.warnings)
    try write(MemorySource([Frame(structure)]))
  }
}

/// What was written, for scripts.
struct StructureReceipt {
  let path: String
  let format: String
  let frames: Int
  let lost: [String]
  /// For each atom written its place in the input; nil where nothing moved.
  var order: Permutation?
  let warnings: [Warning]

  /// Printed where it is asked for and standard output is not the target itself.
  func print(_ report: ReportOptions) throws {
    guard path != "-" else { return }
    if report.json {
      let value: JSONValue = [
        "schema": 1, "file": .string(path), "format": .string(format),
        "frames": .integer(frames), "lost": .strings(lost),
        "order": order.map { .integers($0.sources.map { $0 + 1 }) } ?? .null,
        "warnings": .array(warnings.map(\.json)),
      ]
      try Terminal.say(value.rendered() + "\n")
    } else if report.csv {
      let columns = ["file", "format", "frames", "lost"].map { Table.Column($0) }
      let row: [Table.Cell] = [
        .text(path), .text(format), .integer(frames), .text(lost.joined(separator: "; ")),
      ]
      try Terminal.say(Table(columns: columns, rows: [row]).csv())
    }
  }
}
