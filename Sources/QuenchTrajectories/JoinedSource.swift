public import QuenchModel
import Synchronization

/// Several trajectories one after another.
///
/// Tickets are numbered through; a ticket's source is found by its number.
public final class JoinedSource: FrameSource {
  private let parts: [any FrameSource]
  private let state: Mutex<State>

  private struct State {
    var part = 0
    /// Number of the first frame of each part begun so far.
    var starts = [0]
    var count = 0
  }

  /// At least one part.
  public init(_ parts: [any FrameSource]) {
    precondition(!parts.isEmpty)
    self.parts = parts
    state = Mutex(State())
  }

  public var prototype: Structure { parts[0].prototype }
  public var isRandomAccess: Bool { parts.allSatisfy(\.isRandomAccess) }
  public var warnings: [Warning] { parts.flatMap(\.warnings) }

  public var frameCount: Int? {
    var total = 0
    for part in parts {
      guard let count = part.frameCount else { return nil }
      total += count
    }
    return total
  }

  public var fractionRead: Double? {
    let current = state.withLock { min($0.part, parts.count - 1) }
    guard let within = parts[current].fractionRead else { return nil }
    return (Double(current) + within) / Double(parts.count)
  }

  public func next() throws -> FrameTicket? {
    try state.withLock { state in
      while state.part < parts.count {
        if let ticket = try parts[state.part].next() {
          state.count = state.starts[state.part] + ticket.index + 1
          return ticket.renumbered(state.starts[state.part] + ticket.index)
        }
        state.part += 1
        state.starts.append(state.count)
      }
      return nil
    }
  }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    let (part, start) = state.withLock { state in
      let part = max(0, min(state.starts.lastIndex { $0 <= ticket.index } ?? 0, parts.count - 1))
      return (part, state.starts[part])
    }
    try parts[part].decode(ticket.renumbered(ticket.index - start), into: &frame)
  }
}

extension FrameTicket {
  func renumbered(_ index: Int) -> FrameTicket {
    FrameTicket(index: index, offset: offset, length: length, line: line, bytes: bytes)
  }
}
