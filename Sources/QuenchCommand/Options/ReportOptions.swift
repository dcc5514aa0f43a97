import ArgumentParser
import Quench

/// How results are printed.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print JSON (schema 1).")
  var json = false

  @Flag(help: "Print CSV.")
  var csv = false

  @Flag(name: [.short, .long], help: "No progress and no warnings.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say what is done and with what.")
  var verbose = false

  func validate() throws {
    if json, csv { throw ValidationError("choose one of --json and --csv") }
  }

  /// Says on standard error what is done, under --verbose.
  func note(_ message: @autoclosure () -> String) {
    if verbose { Log.say(message()) }
  }

  /// Prints warnings once each to standard error.
  func warn(_ warnings: [Warning]) {
    guard !quiet else { return }
    for warning in warnings.unique() { Terminal.complain("warning: \(warning)") }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first appearance.
  func unique() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
