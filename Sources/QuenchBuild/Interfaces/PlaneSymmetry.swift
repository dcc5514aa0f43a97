import QuenchModel
import QuenchSymmetry

/// Operations that leave a slab as it is and its upper side up, as they act in its plane.
struct PlaneSymmetry: Sendable {
  /// Acting on rows of whole numbers from the right; the identity first.
  let operations: [PlaneMatrix]
  /// Why only the identity is known, where that is so.
  let note: String?

  /// Within the tolerance of the space-group search; a slab without symmetry has the identity.
  init(_ slab: Structure) {
    do throws(SymmetryError) {
      guard slab.count <= StructureFacts.mostAtomsForSymmetry else {
        self.init(
          [.identity], note: "not looked for beyond \(StructureFacts.mostAtomsForSymmetry) atoms")
        return
      }
      var periodic = slab
      periodic.periodicity = .all
      let all = try periodic.spaceGroup().operations
      var seen: Set<PlaneMatrix> = [.identity]
      var operations = [PlaneMatrix.identity]
      for operation in all {
        guard let plane = Self.inPlane(operation), seen.insert(plane).inserted else { continue }
        operations.append(plane)
      }
      self.init(operations, note: nil)
    } catch {
      self.init([.identity], note: "not found: \(error)")
    }
  }

  init(_ operations: [PlaneMatrix], note: String? = nil) {
    (self.operations, self.note) = (operations, note)
  }

  /// The in-plane part of an operation that keeps heights; nil for others.
  private static func inPlane(_ operation: SymmetryOperation) -> PlaneMatrix? {
    let rows = operation.rotation.rows
    guard rows[2] == SIMD3(0, 0, 1) else { return nil }
    let shift = operation.translation.z - operation.translation.z.rounded()
    guard abs(shift) < 1e-3 else { return nil }
    // x′ = W x for columns is n Wᵀ for rows.
    return PlaneMatrix(SIMD2(rows[0].x, rows[1].x), SIMD2(rows[0].y, rows[1].y))
  }
}
