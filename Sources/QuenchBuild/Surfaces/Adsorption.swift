public import QuenchModel

/// A molecule on the surfaces of a slab.
public struct Adsorption: Hashable, Sendable {
  public enum Sites: Hashable, Sendable {
    case kinds([AdsorptionSite.Kind])
    /// Above these atoms of the slab, from 0.
    case over([Int])
  }

  public enum Side: String, Hashable, Sendable, CaseIterable {
    case top, bottom
    /// On top, and symmetry's copy of it below: a slab without a dipole stays one.
    case both
  }

  public enum Height: Hashable, Sendable {
    /// Let down until the nearest contact is this many times the sum of the covalent radii; atoms
    /// that do not bond, two nonmetals, keep farther apart (`TouchingDistances`).
    case contact(Double)
    /// The binding atom (the lowest one without) so far above the site, Å.
    case above(Double)
  }

  public enum Amount: Hashable, Sendable {
    /// Per cell and side.
    case molecules(Int)
    /// Of the equal sites of the kind chosen, above 0 and at most 1.
    case coverage(Double)
  }

  public enum Repeats: Hashable, Sendable {
    case matrix(IntegerMatrix)
    /// The smallest n × m that keeps images of a molecule `separation` apart.
    case automatic
  }

  /// The molecule, with its name and charge; its count is not used.
  public var molecule: PackingComponent
  public var sites = Sites.kinds([.top, .bridge, .hollow])
  public var side = Side.top
  public var height = Height.contact(1)
  /// The binding atom, from 0: it goes over the site. Nil: the middle of the molecule does.
  public var anchor: Int?
  public var poses: [MoleculePose] = [.flat]
  /// Degrees about x, y and z, in this order, after the pose.
  public var turn = Vector3.zero
  /// Angles about the normal: 0, 360/n, …
  public var azimuths = 1
  public var amount = Amount.molecules(1)
  /// Least distance between atoms of different molecules, images included, Å.
  public var separation = 3.0
  /// Atoms so far below the highest still belong to the surface, Å.
  public var depth = 1.5
  /// A new gap between the outermost nuclei, Å; nil keeps the cell.
  public var vacuum: Double?
  public var repeats = Repeats.matrix(.identity)

  public init(_ molecule: PackingComponent) { self.molecule = molecule }

  /// Of some atoms of a molecule the one farthest from its middle; the first where several are.
  public static func outermost(of atoms: [Int], in molecule: Structure) -> Int? {
    let centre = molecule.centre
    return atoms.min { left, right in
      (molecule.positions[right] - centre).length
        < (molecule.positions[left] - centre).length - 1e-6
    }
  }

  func check() throws(SurfaceError) {
    try require("the separation", separation, 0.5...100, unit: "Å")
    try require("the depth of the surface", depth, 0...20, unit: "Å")
    if let vacuum { try require("the vacuum", vacuum, 1...1000, unit: "Å") }
    for angle in turn.values { try require("an angle", angle, -3600...3600, unit: "°") }
    switch height {
    case .contact(let scale):
      try require("the factor of the covalent radii", scale, 0.5...3, unit: "")
    case .above(let distance): try require("the height", distance, 0.2...50, unit: "Å")
    }
    switch amount {
    case .molecules(let count):
      try require("the number of molecules", Double(count), 1...10_000, unit: "")
    case .coverage(let share): try require("the coverage", share, 1e-6...1, unit: "")
    }
    try require("the number of orientations", Double(azimuths), 1...360, unit: "")
    let count = molecule.molecule.count
    guard count > 0 else { throw .noCrystal("the molecule has no atoms") }
    if let anchor, !molecule.molecule.positions.indices.contains(anchor) {
      throw .outOfRange(
        parameter: "the binding atom", value: "\(anchor + 1)", allowed: "1…\(count)")
    }
    guard anchor != nil || !poses.contains(.down) else {
      throw .outOfRange(
        parameter: "the pose 'down'", value: "used without a binding atom",
        allowed: "given together with one")
    }
  }

  private func require(
    _ name: String, _ value: Double, _ range: ClosedRange<Double>, unit: String
  ) throws(SurfaceError) {
    guard range.contains(value) else {
      let unit = unit.isEmpty ? "" : " \(unit)"
      throw .outOfRange(
        parameter: name, value: "\(shown(value))\(unit)",
        allowed: "\(shown(range.lowerBound))…\(shown(range.upperBound))\(unit)")
    }
  }
}
