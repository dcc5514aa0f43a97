import QuenchModel

/// A source with one more thing to be said about it.
final class NotedSource: FrameSource {
  private let base: any FrameSource
  private let note: Warning

  init(_ base: any FrameSource, _ note: Warning) {
    self.base = base
    self.note = note
  }

  var prototype: Structure { base.prototype }
  var frameCount: Int? { base.frameCount }
  var isRandomAccess: Bool { base.isRandomAccess }
  var warnings: [Warning] { [note] + base.warnings }
  var fractionRead: Double? { base.fractionRead }

  func next() throws -> FrameTicket? { try base.next() }

  func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    try base.decode(ticket, into: &frame)
  }
}
