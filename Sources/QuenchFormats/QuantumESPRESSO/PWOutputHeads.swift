internal import Synchronization

/// What a head of an output says that its frames need: atoms, cell and time step.
struct PWOutputHead: Sendable {
  var geometry: PWOutputGeometry
  /// fs; nil where the head does not say it (dynamics that go on, a changing cell).
  var timestep: Double?
}

/// The heads of a file: more than one where outputs were appended.
///
/// Filled while frames are found in order, asked while they are decoded in any order.
final class PWOutputHeads: Sendable {
  private let entries = Mutex<[(offset: Int, head: PWOutputHead)]>([])

  /// The frame at `offset` begins with this head.
  func note(_ head: PWOutputHead, at offset: Int) {
    entries.withLock { entries in
      guard !entries.contains(where: { $0.offset == offset }) else { return }
      entries.append((offset, head))
    }
  }

  /// The head that holds for the frame at `offset`; an empty one before the first.
  func head(at offset: Int, source: String) -> PWOutputHead {
    entries.withLock { entries in
      entries.last { $0.offset < offset }?.head
    } ?? PWOutputHead(geometry: PWOutputGeometry(source: source))
  }
}
