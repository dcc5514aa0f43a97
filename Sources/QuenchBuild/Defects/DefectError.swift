public import QuenchModel
public import QuenchNeighbors
public import QuenchSymmetry

/// Why a defect could not be made: what is wrong with its name, or what the crystal does not allow.
public enum DefectError: BuilderError, Hashable {
  /// Text that names no defect.
  case badName(String, expected: String)
  /// A name that means two things in this crystal, and the names that mean one each.
  case ambiguous(String, meanings: [String])
  case unknownElement(String, name: String)
  case outOfRange(parameter: String, value: String, allowed: String)
  /// The element has no atom here; the elements there are.
  case notInCrystal(element: String, name: String, elements: [String])
  /// There are fewer distinct sites than the number asked for.
  case noSuchSite(name: String, asked: Int, sites: Int)
  case noSuchAtom(name: String, atom: Int, found: String)
  /// Nothing happens: O on O.
  case noDefect(String)
  case noVoid(radius: Double)
  case noCandidates(name: String)
  case tooMany(name: String, asked: Int, possible: Int)
  case tooManyConfigurations(name: String)
  case noSuchConfiguration(asked: Int, configurations: Int)
  case disordered
  case notPeriodic
  case noAtomsLeft
  case selection(SelectionError)
  case symmetry(SymmetryError)
  case cell(BuildError)
  case neighbors(NeighborError)
  case oxidation(OxidationError)

  public var fault: BuilderFault {
    switch self {
    case .badName, .ambiguous, .unknownElement, .outOfRange, .noDefect, .selection: .parameter
    case .cell(let error): error.fault
    case .oxidation: .parameter
    default: .refused
    }
  }

  public var description: String {
    switch self {
    case .badName(let text, let expected): "'\(text)' names no defect: expected \(expected)"
    case .ambiguous(let text, let meanings):
      "'\(text)' means two things in this crystal: \(meanings.joined(separator: ", or "));"
        + " write the one you mean"
    case .unknownElement(let text, let name): "'\(text)' in '\(name)' is no element"
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) must be \(allowed), not \(value)"
    case .notInCrystal(let element, let name, let elements):
      "'\(name)': the crystal has no \(element); it has \(elements.joined(separator: ", "))"
    case .noSuchSite(let name, let asked, let sites):
      "'\(name)': there is no distinct site \(asked); there are \(sites) (see --list)"
    case .noSuchAtom(let name, let atom, let found): "'\(name)': atom \(atom) \(found)"
    case .noDefect(let name): "'\(name)' puts an element where it is already: no defect"
    case .noVoid(let radius):
      "no empty sphere of radius \(radius) Å or more in the crystal; allow smaller ones"
    case .noCandidates(let name): "'\(name)': no site of this kind in the chosen region"
    case .tooMany(let name, let asked, let possible):
      "'\(name)': \(asked) do not fit; \(possible) were possible here beside the others"
    case .tooManyConfigurations(let name):
      "'\(name)' has too many configurations to look at in this cell; take a smaller supercell, or"
        + " a smaller range (within)"
    case .noSuchConfiguration(let asked, let configurations):
      "there is no configuration \(asked); there are \(configurations)"
    case .disordered: "sites are partly occupied: order the structure first (quench order)"
    case .notPeriodic: "defects need a crystal that repeats along all three axes"
    case .noAtomsLeft: "no atom would be left"
    case .selection(let error): "\(error)"
    case .symmetry(let error): "\(error)"
    case .cell(let error): "\(error)"
    case .neighbors(let error): "\(error)"
    case .oxidation(let error): "\(error)"
    }
  }
}
