public import QuenchModel

/// Why a crystal could not be divided into a part to melt and a part to hold.
public enum HeterophaseError: BuilderError, Hashable, CustomStringConvertible {
  case outOfRange(parameter: String, value: String, allowed: String)
  case noLattice
  case noAtoms
  case notFinite(atom: Int)
  /// The melt would take no atom or every atom; atoms of the whole.
  case emptyPart(melt: Int, atoms: Int)
  /// More layers to melt than leave one to hold.
  case tooManyLayers(asked: Int, layers: Int)
  /// A melt that is no slab has no height to strain.
  case noSlab
  case selection(SelectionError)
  case cell(BuildError)
  case defect(DefectError)

  public var fault: BuilderFault {
    switch self {
    case .outOfRange, .selection: .parameter
    case .defect(let error): error.fault
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .noLattice: "the structure has no cell; a crystal is needed"
    case .noAtoms: "the structure has no atoms"
    case .notFinite(let atom): "atom \(atom + 1) is not at a finite place"
    case .emptyPart(let melt, let atoms):
      "\(melt) of \(atoms) atoms would melt: nothing is left to \(melt == 0 ? "melt" : "hold");"
        + " use a larger supercell, another axis, or a selection"
    case .tooManyLayers(let asked, let layers):
      "there are \(layers) layers: at most \(layers - 1) can melt, not \(asked)"
    case .noSlab:
      "the atoms to melt are no slab across the axis, so that their height cannot be strained"
    case .selection(let error): "\(error)"
    case .cell(let error): "\(error)"
    case .defect(let error): "\(error)"
    }
  }
}
