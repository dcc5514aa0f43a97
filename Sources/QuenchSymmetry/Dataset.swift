import CSpglib
import QuenchModel
import Synchronization

/// Owns one of spglib's data sets.
struct Dataset: ~Copyable {
  let handle: OpaquePointer

  deinit { csp_free(handle) }

  /// spglib keeps the code of its last error in one global: a search and the question why it failed
  /// must not be interrupted by another search.
  private static let turn = Mutex(())

  init(_ sites: Sites, tolerance: Double) throws(SymmetryError) {
    let columns = sites.lattice.columns
    let outcome = Self.turn.withLock { _ -> Result<OpaquePointer, Failure> in
      if let handle = csp_dataset(
        columns, sites.fractional, sites.types, Int32(sites.types.count), tolerance)
      {
        return .success(handle)
      }
      let code = csp_last_error()
      return .failure(Failure(code: code, text: csp_message(code).map { String(cString: $0) }))
    }
    switch outcome {
    case .success(let handle): self.handle = handle
    case .failure(let failure):
      if Int(failure.code) == CSP_ATOMS_TOO_CLOSE, let (i, j, gap) = sites.closestPair() {
        throw .overlappingAtoms(min(i, j), max(i, j), distance: gap)
      }
      throw .searchFailed(failure.text ?? "no reason given", tolerance: tolerance)
    }
  }

  private struct Failure: Error {
    let code: Int32
    let text: String?
  }

  /// The Niggli cell of a lattice; nil where spglib finds none.
  static func niggli(_ lattice: Lattice, tolerance: Double) -> Lattice? {
    var columns = lattice.columns
    let found = turn.withLock { _ in csp_niggli(&columns, tolerance) }
    return found == 0 ? nil : Lattice(columns: columns)
  }

  /// Atoms (sites) asked about.
  var count: Int { Int(csp_atom_count(handle)) }
  var standardCount: Int { Int(csp_standard_count(handle)) }

  func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  func integers(_ pointer: UnsafePointer<Int32>?, _ count: Int) -> [Int] {
    guard let pointer else { return [] }
    return (0..<count).map { Int(pointer[$0]) }
  }

  func numbers(_ pointer: UnsafePointer<Double>?, _ count: Int) -> [Double] {
    guard let pointer else { return [] }
    return Array(UnsafeBufferPointer(start: pointer, count: count))
  }
}

extension Lattice {
  /// a, b, c as columns of a row-major matrix, as spglib has them.
  var columns: [Double] { [a.x, b.x, c.x, a.y, b.y, c.y, a.z, b.z, c.z] }

  init(columns m: [Double]) {
    self.init(
      a: Vector3(m[0], m[3], m[6]), b: Vector3(m[1], m[4], m[7]), c: Vector3(m[2], m[5], m[8]))
  }
}
