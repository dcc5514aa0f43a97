import QuenchModel

/// One place and what happens there.
struct SiteChange {
  let defect: PointDefect
  let place: Int
  /// Along which an inserted atom is held, in a cell that holds any.
  let axes: FixedAxes
}

/// A complex and the place of each of its parts.
struct PlacedComplex {
  let complex: DefectComplex
  let places: [Int]
  let changes: [SiteChange]

  init(_ complex: DefectComplex, _ places: [Int], axes: FixedAxes = .none) {
    self.complex = complex
    self.places = places
    changes = zip(complex.parts, places).map { SiteChange(defect: $0, place: $1, axes: axes) }
  }
}

/// The supercell after its changes.
struct DefectCell {
  private(set) var structure: Structure
  /// Per-atom arrays that lost their meaning.
  private(set) var lost: [Property] = []

  init(_ host: SupercellSites, _ changes: [SiteChange]) {
    structure = host.cell
    substitute(changes.filter { $0.defect.host != nil && $0.defect.guest != nil })
    let vacant = Set(changes.filter { $0.defect.guest == nil }.map(\.place))
    if !vacant.isEmpty {
      structure = structure.selecting((0..<structure.count).filter { !vacant.contains($0) })
    }
    insert(changes.filter { $0.defect.host == nil }, host)
    drop(.forces, \.forces)
    drop(.identifiers, \.identifiers)
    structure.verbatim = [:]
    structure = structure.reordered(by: structure.species.grouping()).rightHanded()
  }

  private mutating func drop<Value>(
    _ property: Property, _ path: WritableKeyPath<Structure, Value?>
  ) {
    guard structure[keyPath: path] != nil else { return }
    structure[keyPath: path] = nil
    lost.append(property)
  }

  private mutating func substitute(_ changes: [SiteChange]) {
    guard !changes.isEmpty else { return }
    var species = structure.species
    var codes = species.codes
    for change in changes {
      guard let guest = change.defect.guest else { continue }
      // A label of the crystal (Ti_pv) serves the guest as well.
      let known = structure.species.categories.first { $0.element == guest }
      codes[change.place] = species.code(adding: known ?? Species(guest))
      structure.masses?[change.place] = guest.mass
    }
    species.setCodes(codes)
    structure.species = species
    drop(.charges, \.charges)
    drop(.residues, \.residues)
  }

  private mutating func insert(_ changes: [SiteChange], _ host: SupercellSites) {
    guard !changes.isEmpty else { return }
    for change in changes {
      guard let guest = change.defect.guest else { continue }
      let known = structure.species.categories.first { $0.element == guest }
      structure.species.append(known ?? Species(guest))
      structure.masses?.append(guest.mass)
      structure.fixedAxes?.append(change.axes)
      structure.occupancies?.append(1)
      structure.images?.append(.zero)
      structure.velocities?.append(.zero)
    }
    let places = changes.map { host.fractional($0.place) }
    drop(.forces, \.forces)
    drop(.charges, \.charges)
    drop(.residues, \.residues)
    drop(.identifiers, \.identifiers)
    structure.setFractional(Coordinates(Array(structure.fractional ?? Coordinates()) + places))
  }
}
