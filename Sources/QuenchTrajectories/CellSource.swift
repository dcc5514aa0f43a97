import QuenchFormats
public import QuenchModel

/// A trajectory without cells (CP2K's XYZ) with those that the run printed beside it, step by step.
public final class CellSource: FrameSource {
  private let base: any FrameSource
  private let cells: CellHistory
  private let name: String
  public let prototype: Structure

  /// `name` is a `.cell` file of CP2K. Throws `FileError` and `ParseError`; decoding a frame whose step
  /// is not in it throws `TrajectoryError`.
  public init(_ base: any FrameSource, cells name: String) throws {
    self.base = base
    self.name = name
    cells = try CellHistory(path: name)
    var first = base.prototype
    first.lattice = cells.first
    first.periodicity = cells.first == nil ? .none : .all
    prototype = first
  }

  public var frameCount: Int? { base.frameCount }
  public var isRandomAccess: Bool { base.isRandomAccess }
  public var warnings: [Warning] { base.warnings }
  public var fractionRead: Double? { base.fractionRead }

  public func next() throws -> FrameTicket? { try base.next() }

  public func decode(_ ticket: FrameTicket, into frame: inout Frame) throws {
    try base.decode(ticket, into: &frame)
    guard let step = frame.step else {
      throw TrajectoryError("a frame does not say its step, so \(name) cannot give its cell")
    }
    guard let cell = cells[step] ?? repeated(frame, step) else {
      throw TrajectoryError("\(name) has no cell of step \(step)")
    }
    frame.structure.lattice = cell
    frame.structure.periodicity = .all
  }

  /// An optimisation of CP2K ends by printing its last atoms once more, without their cell.
  private func repeated(_ frame: Frame, _ step: Int) -> Lattice? {
    frame.time == nil && step - 1 == cells.lastStep ? cells[step - 1] : nil
  }
}
