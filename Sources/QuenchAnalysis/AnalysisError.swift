public import QuenchNeighbors

/// Why a number cannot be given.
public enum AnalysisError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Pairs cannot be found in a frame.
  case neighbors(NeighborError, frame: Int)
  /// A frame has no cell, and no volume was given.
  case noVolume(frame: Int)
  /// A frame's index is negative.
  case frameIndex(Int)
  /// No frame was added.
  case noFrames
  /// g(r) of a pair has no first maximum of the stated prominence.
  case noMaximum(SpeciesPair)
  /// g(r) of a pair does not fall to a minimum and rise again by the stated prominence.
  case noMinimum(SpeciesPair)
  /// A species or pair that was not asked for.
  case unknownPair(SpeciesPair)

  public var description: String {
    switch self {
    case .neighbors(let error, let frame): "frame \(frame): \(error)"
    case .noVolume(let frame):
      "frame \(frame) has no cell: give a structure file that has one with --topology, or (rdf) a "
        + "volume with --volume, or (cn) every --cutoff"
    case .frameIndex(let index): "a frame cannot have the index \(index)"
    case .noFrames: "no frame was added"
    case .noMaximum(let pair):
      "g(r) of \(pair) has no first maximum: give a cutoff, or more frames"
    case .noMinimum(let pair):
      "g(r) of \(pair) has no minimum after its first maximum: give a cutoff"
    case .unknownPair(let pair): "\(pair) is not among the species asked for"
    }
  }
}

/// Two species by name; `Ti-O` and `O-Ti` differ.
public struct SpeciesPair: Hashable, Sendable, CustomStringConvertible {
  public var a: String
  public var b: String

  public init(_ a: String, _ b: String) {
    self.a = a
    self.b = b
  }

  public var description: String { "\(a)-\(b)" }
  public var reversed: SpeciesPair { SpeciesPair(b, a) }
}
