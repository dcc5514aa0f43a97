import Quench

extension StoreProvenance {
  /// Of this run, as a store records it.
  static func ofThisRun(inputs: [String]) -> StoreProvenance {
    let run = Provenance.ofThisRun(inputs: inputs)
    return StoreProvenance(
      version: run.version, commandLine: CommandLine.arguments,
      inputs: run.inputs.map { Input(name: $0.name, sha256: $0.sha256 ?? "") })
  }
}
