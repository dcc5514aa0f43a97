public import QuenchModel

/// A ball-and-stick drawing of a structure as SVG: depth-sorted atoms in the colours of their
/// elements, bonds, cell edges and a legend.
///
/// Balls have 0.4 times the covalent radius; bonds are drawn between atoms nearer than
/// `bondTolerance` times the sum of covalent radii, each half in its atom's colour, those through
/// the boundary up to their middle. Atoms on a face of the cell are shown on the face opposite
/// too. Atoms held along some axis are hatched; sites that atoms share are drawn as pies.
public struct StructurePicture: Sendable {
  public var structure: Structure
  public var view = PictureView.oblique
  /// Things farther away are drawn smaller.
  public var isPerspective = true
  /// Times the sum of covalent radii; nil draws no bonds.
  public var bondTolerance: Double? = 1.15
  /// Times the covalent radius.
  public var ballScale = 0.4
  /// Longer side of the drawing without legend, pixels.
  public var size = 800.0
  public var showsCell = true
  public var showsLegend = true
  /// Bring atoms into the cell first, molecules as a whole.
  public var wraps = true
  /// Above the drawing; nil for the formula.
  public var title: String?

  public init(_ structure: Structure) { self.structure = structure }

  /// More balls than a drawing can show.
  public static let mostAtoms = 200_000

  /// The SVG document. Throws `FigureError` where there is nothing to draw, or too much.
  public func svg() throws(FigureError) -> String {
    try check()
    let scene = try PictureScene(structure, bondTolerance: bondTolerance, wraps: wraps)
    let projection = PictureProjection(scene, of: self)
    var drawing = PictureDrawing(scene, projection, of: self)
    return drawing.document()
  }

  private func check() throws(FigureError) {
    guard structure.count > 0 else { throw .badData("the structure has no atoms to draw") }
    guard structure.count <= Self.mostAtoms else {
      throw .badData("a picture shows at most \(Self.mostAtoms) atoms, not \(structure.count)")
    }
    guard size.isFinite, (50...10_000).contains(size) else {
      throw .badData("a picture is 50 to 10000 pixels wide")
    }
    guard ballScale.isFinite, (0.05...3).contains(ballScale) else {
      throw .badData("balls have 0.05 to 3 times the covalent radius")
    }
    if let bondTolerance, !bondTolerance.isFinite || !(0.5...2).contains(bondTolerance) {
      throw .badData("the bond tolerance is between 0.5 and 2")
    }
  }

  /// Å.
  func radius(of atom: Int) -> Double {
    ballScale * max(structure.species[atom].element?.covalentRadius ?? 1.2, 0.45)
  }
}
