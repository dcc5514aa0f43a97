public import QuenchModel

/// A source with one more thing to be said about it.
public final class NotedSource: FrameSource {
  private let base: any FrameSource
  private let note: Warning

  public init(_ base: any FrameSource, _ note: Warning) {
    self.base = base
    self.note = note
  }

  public var prototype: Structure { base.prototype }
  public var frameCount: Int? { base.frameCount }
  public var isRandomAccess: Bool { base.isRandomAccess }
  public var warnings: [Warning] { [note] + base.warnings }
  public var fractionRead: Double? { base.fractionRead }

  public func next() throws -> FrameTicket? { try base.next() }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    try base.decode(ticket, into: &frame)
  }
}
