import Dispatch
import Quench
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One line on the terminal: frames done, frames per second, time left. Silent elsewhere.
final class ProgressBar: Sendable {
  private let total: Int?
  private let unit: String
  private let fraction: @Sendable () -> Double?
  private let isShown: Bool
  private let state: Mutex<State>

  private struct State {
    let start: UInt64
    var last: UInt64
    var shown = false
    var note = ""
  }

  /// `total` frames (or whatever `unit` says) where known; otherwise `fraction` of the input read
  /// estimates the time left.
  init(
    total: Int?, quiet: Bool, unit: String = "frames",
    fraction: @escaping @Sendable () -> Double? = { nil }
  ) {
    self.total = total
    self.unit = unit
    self.fraction = fraction
    isShown = !quiet && Terminal.errorIsTerminal
    let now = DispatchTime.now().uptimeNanoseconds
    state = Mutex(State(start: now, last: now))
  }

  /// Called after each frame from any thread; draws at most ten times a second.
  func update(_ done: Int) {
    guard isShown else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    state.withLock { state in
      guard now - state.last > 100_000_000 else { return }
      state.last = now
      state.shown = true
      let line = line(done, seconds: Double(now - state.start) / 1e9)
      Terminal.put("\r\u{1B}[K" + line + (state.note.isEmpty ? "" : "  " + state.note), to: 2)
    }
  }

  /// As `update`, with a few words behind the bar; nothing elsewhere than on a terminal.
  func update(_ done: Int, saying text: String) {
    state.withLock { $0.note = text }
    update(done)
  }

  /// Says something now and then: within the bar on a terminal, as a line of its own elsewhere.
  func note(_ text: String) {
    if isShown {
      state.withLock { $0.note = text }
    } else {
      Terminal.complain(text)
    }
  }

  func finish() {
    state.withLock { state in
      if state.shown { Terminal.put("\r\u{1B}[K", to: 2) }
      state.shown = false
    }
  }

  private func line(_ done: Int, seconds: Double) -> String {
    let rate = Double(done) / max(seconds, 1e-9)
    let part = total.map { Double(done) / Double(max($0, 1)) } ?? fraction()
    let all = total.map { "/\($0)" } ?? ""
    var text = "\(done)\(all) \(unit)  \(Self.short(rate)) \(unit)/s"
    guard let part, part > 0 else { return text }
    text += "  " + Self.clock(seconds * (1 - part) / part) + " left"
    let columns = max(10, min(40, Terminal.width - text.count - 12))
    let filled = min(columns, Int(part * Double(columns)))
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: columns - filled)
    return "\(bar) \(Int(part * 100)) %  \(text)"
  }

  private static func short(_ rate: Double) -> String {
    rate >= 100 ? "\(Int(rate))" : "\((rate * 10).rounded() / 10)"
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e8).rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole / 60 % 60) min"
  }
}
