import QuenchDecks
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Decks as they were reviewed. `QUENCH_RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests` writes
/// them anew; the difference is then read before it is committed.
@Suite struct SnapshotTests {
  static let cases: [(plan: String, engine: String)] = [
    ("heterophase", "vasp"), ("slab", "vasp"), ("density", "vasp"), ("oxide", "vasp"),
    ("exchange", "vasp"), ("metal", "vasp"),
    ("tight-binding", "cp2k"), ("plane-waves", "cp2k"), ("metal", "cp2k"), ("exchange", "cp2k"),
    ("inversion", "cp2k"),
    ("heterophase", "cp2k"),
    ("metal", "qe"), ("slab", "qe"), ("oxide", "qe"), ("exchange", "qe"), ("car-parrinello", "qe"),
  ]

  @Test(arguments: cases) func decksAreAsReviewed(plan: String, engine: String) throws {
    let deck = try Rendering.deck(plan, engine)
    let name = "\(plan).\(engine).txt"
    let text = Self.text(deck)
    let path = "\(Rendering.fixtures)/Snapshots/\(name)"
    if getenv("QUENCH_RECORD_SNAPSHOTS") != nil {
      let file = try #require(fopen(path, "wb"))
      defer { fclose(file) }
      fputs(text, file)
      return
    }
    let known = String(decoding: try Rendering.bytes(path), as: UTF8.self)
    #expect(text == known, "\(name) has changed")
  }

  /// All of a deck on one page.
  private static func text(_ deck: Deck) -> String {
    var text = ""
    for (title, lines) in [
      ("choices", deck.choices), ("not expressed", deck.notExpressed),
      ("warnings", deck.warnings.map { "\($0)" }),
    ] where !lines.isEmpty {
      text += "=== \(title)\n" + lines.map { $0 + "\n" }.joined()
    }
    for run in deck.runs {
      text += "=== run \(run.name) in \(run.directory)\n"
      text += (run.preparation + [run.command.joined(separator: " ")] + run.completion)
        .map { $0 + "\n" }.joined()
    }
    // The scripts of interrupted runs are the same for all decks of an engine, and tested by themselves.
    for file in deck.files.sorted(by: { $0.path < $1.path }) where file.path != "continue.sh" {
      text += "=== \(file.path)\n" + String(decoding: file.bytes, as: UTF8.self)
    }
    return text
  }
}
