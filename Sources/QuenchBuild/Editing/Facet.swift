import QuenchModel
import QuenchSymmetry

/// A crystal face and what it costs.
public struct Facet: Hashable, Sendable {
  /// Miller indices of the cell given.
  public let index: SIMD3<Int>
  /// In any unit, the same for all facets (J/m², eV/Å²).
  public let energy: Double

  public init(_ index: SIMD3<Int>, energy: Double) { (self.index, self.energy) = (index, energy) }

  /// `111=1.0,100=1.2`, indices as `MillerPlane` reads them without commas: `1 -1 0=0.9`.
  ///
  /// Throws `EditError`.
  public static func list(parsing text: String) throws(EditError) -> [Facet] {
    var facets: [Facet] = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=").map(String.init)
      guard sides.count == 2, let energy = Double(sides[1]), energy.isFinite, energy > 0 else {
        throw .badText(
          parameter: "the facets", text: String(part),
          expected: "Miller indices and a positive energy such as 111=1.0 or '1 -1 0=0.9'")
      }
      do throws(SurfaceError) {
        facets.append(Facet(try MillerPlane(parsing: sides[0]).indices, energy: energy))
      } catch {
        throw .badText(parameter: "the facets", text: String(part), expected: "\(error)")
      }
    }
    guard !facets.isEmpty else {
      throw .badText(
        parameter: "the facets", text: text, expected: "a list such as 111=1.0,100=1.2")
    }
    return facets
  }

  var name: String {
    let isPlain = (0..<3).allSatisfy { (0...9).contains(index[$0]) }
    return isPlain
      ? "\(index.x)\(index.y)\(index.z)" : "\(index.x) \(index.y) \(index.z)"
  }

  /// All faces that symmetry makes equal: rows h · W over the rotations W of the crystal.
  func form(_ operations: [SymmetryOperation]) -> [SIMD3<Int>] {
    var seen: Set<SIMD3<Int>> = [index]
    var faces = [index]
    for operation in operations {
      let image = SuperlatticePoints.product(index, operation.rotation)
      if seen.insert(image).inserted { faces.append(image) }
    }
    return faces
  }
}
