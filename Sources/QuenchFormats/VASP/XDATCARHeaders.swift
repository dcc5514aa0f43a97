internal import QuenchModel
internal import Synchronization

/// Headers within an XDATCAR on which later frames without one depend (joined runs).
///
/// Filled while frames are found in order, asked while they are decoded in any order.
final class XDATCARHeaders: Sendable {
  struct Entry: Sendable {
    /// The first frame without a header after this one.
    let offset: Int
    let header: VASPHeader
    let species: Categorical<Species>
  }

  private struct State {
    var entries: [Entry] = []
    /// The header last seen, until a frame without one shows that it is needed.
    var pending: [UInt8] = []
  }

  private let state = Mutex(State())

  /// A whole frame begins with this header.
  func note(header: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.pending.removeAll(keepingCapacity: true)
      state.pending.append(contentsOf: header)
    }
  }

  /// A frame without a header stands at `offset`.
  func noteFrame(
    at offset: Int, source: String, options: ReadOptions
  ) throws(ParseError) {
    try state.withLock { (state) throws(ParseError) in
      guard !state.pending.isEmpty else { return }
      let bytes = state.pending
      state.pending.removeAll(keepingCapacity: true)
      let header = try bytes.withUnsafeBufferPointer { (bytes) throws(ParseError) in
        var cursor = TextCursor(UnsafeRawBufferPointer(bytes), source: source)
        return try VASPHeader(&cursor, options: options)
      }
      // The frame that followed this header was whole: the file has room for these atoms.
      state.entries.append(
        Entry(offset: offset, header: header, species: header.species(limit: .max)))
    }
  }

  /// The header that holds for the frame without one at `offset`; nil where that is the file's first.
  func current(at offset: Int) -> Entry? {
    state.withLock { state in
      guard let last = state.entries.last else { return nil }
      return last.offset <= offset ? last : state.entries.last { $0.offset <= offset }
    }
  }
}
