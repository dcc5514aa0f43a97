import Quench

extension Provenance {
  /// Of this run, with digests of the files it read.
  static func ofThisRun(inputs: [String], seed: UInt64? = nil) -> Provenance {
    Provenance(
      version: QuenchCommand.version,
      commandLine: CommandLine.arguments.enumerated().map { place, word in
        place == 0 ? "quench" : shellQuoted(word)
      }.joined(separator: " "),
      inputs: inputs.map { Input(name: $0, sha256: $0 == "-" ? nil : Digest.sha256(ofFile: $0)) },
      seed: seed)
  }

  /// A word as a shell would need it typed.
  private static func shellQuoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte >= 0x80 || (byte > 0x20 && !"'\"\\$`!*?[](){}<>|&;#~".utf8.contains(byte))
    }
    return isPlain && !word.isEmpty
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
  }
}
