import Quench

extension BuiltOutput {
  /// Changes every frame of a source; the card is that of the first.
  ///
  /// A trajectory stays one, in its own format where standard output tells none.
  func write(
    _ source: any FrameSource, seed: UInt64? = nil, _ edit: (Structure) throws -> Built
  ) throws {
    let path = output.output ?? "-"
    var first: Built?
    var warnings: [Warning] = []
    let receipt = try StructureOutput(
      path, output, report, inputs: inputs, fallback: fallback(for: source), seed: seed
    )
    .write(source) { structure in
      let built = try edit(structure)
      if first == nil { first = built }
      warnings = (warnings + built.report.warnings).unique()
      return built.structure
    }
    report.warn(warnings)
    guard var card = first else { return }
    if receipt.frames > 1 { card.report.add("frames", key: "frames", .integer(receipt.frames)) }
    try say(card, isStructureOnOutput: path == "-")
  }

  /// Variants of one structure, a frame each; the card is that of the first.
  func write(_ variants: [Built]) throws {
    guard let first = variants.first else { return }
    guard variants.count > 1 else { return try write(first) }
    let path = output.output ?? "-"
    report.warn(variants.flatMap(\.report.warnings))
    try StructureOutput(
      path, output, report, inputs: inputs, fallback: .extxyz, seed: first.report.seed
    )
    .write(MemorySource(variants.map { Frame($0.structure) }))
    var card = first
    card.report.add("frames", key: "frames", .integer(variants.count))
    try say(card, isStructureOnOutput: path == "-")
  }

  private func fallback(for source: any FrameSource) -> FileFormat {
    if source.frameCount == 1 { return source.prototype.lattice == nil ? .extxyz : .poscar }
    if let format = FileFormat.forWriting(path: inputs.first ?? "-"), format.isTrajectory {
      return format
    }
    // A pipe does not say how many frames it holds; one structure with a cell is the rule.
    return source.prototype.lattice == nil ? .extxyz : .poscar
  }
}
