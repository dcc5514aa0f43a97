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
  /// Molecules are asked for, and a frame has no residues that name them.
  case noMolecules(frame: Int)
  /// Two atoms of a molecule are half the shortest lattice vector apart or more.
  case moleculeTooLarge(atoms: Range<Int>, frame: Int)
  /// Two atoms are on one site, so neither has a shell.
  case sharedSite(atoms: [Int], frame: Int)
  /// Voronoi cells are asked for where the structure does not repeat along three axes.
  case openCells(frame: Int)
  /// A species or pair that was not asked for.
  case unknownPair(SpeciesPair)
  /// An atom moved more than 0.4 of a cell vector between two frames.
  case stepTooLong(atom: Int, frame: Int)
  /// The number of atoms is not that of the frame before.
  case atomsChanged(from: Int, to: Int, frame: Int)

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
    case .noMolecules(let frame):
      "frame \(frame) does not say which atoms form a molecule: read residues from a GRO file"
    case .moleculeTooLarge(let atoms, let frame):
      "frame \(frame): the molecule of atoms \(atoms.lowerBound + 1)–\(atoms.upperBound) reaches "
        + "half the shortest lattice vector, so its own atoms cannot be told from their images"
    case .sharedSite(let atoms, let frame):
      "frame \(frame): atoms \(atoms.map { String($0 + 1) }.joined(separator: " and ")) share a site: "
        + "keep one of a disordered pair"
    case .openCells(let frame):
      "frame \(frame): Voronoi cells close only where the structure repeats along three axes"
    case .unknownPair(let pair): "\(pair) is not among the species asked for"
    case .stepTooLong(let atom, let frame):
      "atom \(atom + 1) moves more than 0.4 of a cell vector before frame \(frame), so that nobody "
        + "knows which way: save frames more often"
    case .atomsChanged(let from, let to, let frame):
      "frame \(frame) has \(to) atoms, not \(from): atoms cannot be followed"
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
