public import QuenchModel
import Synchronization

/// Some frames of another source.
public final class SelectedSource: FrameSource {
  private let base: any FrameSource
  private let range: FrameRange

  /// `range` counts from the start (`FrameRange.resolved`).
  public init(_ base: any FrameSource, _ range: FrameRange) {
    precondition(!range.needsCount)
    self.base = base
    self.range = range
  }

  public var prototype: Structure { base.prototype }
  public var frameCount: Int? { base.frameCount.map(range.count(of:)) }
  public var isRandomAccess: Bool { base.isRandomAccess }
  public var warnings: [Warning] { base.warnings }
  public var fractionRead: Double? { base.fractionRead }

  public func next() throws -> FrameTicket? {
    while let ticket = try base.next() {
      if ticket.index >= range.stop ?? .max { return nil }
      if range.contains(ticket.index) { return ticket }
    }
    return nil
  }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    try base.decode(ticket, into: &frame)
  }
}
