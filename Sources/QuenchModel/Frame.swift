/// A structure at one moment of a trajectory.
///
/// Reused as a buffer: a reader overwrites what its source gives per frame and leaves the rest.
public struct Frame: Sendable {
  public var structure: Structure
  /// Time step number of the simulation, where the source has one.
  public var step: Int?
  /// fs, where the source has it.
  public var time: Double?
  /// Per-frame numbers by name, in eV, Å, fs, K, GPa where the name implies a unit (`energy`: total, eV).
  public var observables: [String: Double]
  /// Å between neighbouring values of a coordinate, where the source rounds to a coarse grid (XTC);
  /// histograms with bins finer than about twice this show combs.
  public var resolution: Double?
  /// What the reader wants said about this frame; emptied before each read.
  public var warnings: [Warning]

  public init(
    _ structure: Structure = Structure(), step: Int? = nil, time: Double? = nil,
    observables: [String: Double] = [:]
  ) {
    self.structure = structure
    self.step = step
    self.time = time
    self.observables = observables
    self.warnings = []
  }
}

/// Something a person should know, with a code that scripts can rely on.
public struct Warning: Hashable, Sendable, CustomStringConvertible {
  /// `W-` and capitals, e.g. `W-POS-LEFTHANDED`.
  public let code: String
  public let message: String

  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { "\(code): \(message)" }
}
