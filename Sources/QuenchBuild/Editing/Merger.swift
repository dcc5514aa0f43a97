public import QuenchModel
import QuenchNeighbors

/// Puts several structures into one cell.
public struct Merger: Hashable, Sendable {
  public enum Overlaps: Hashable, Sendable {
    case refuse
    /// Atoms (whole residues) of the later structure go.
    case removeLater
    /// Atoms (whole residues) of the earlier structure go.
    case removeEarlier
  }

  /// Place (from 0) of the structure whose cell it is.
  public var cellOf: Int
  /// Å between atoms of different structures; nil takes 0.6 times the sum of covalent radii.
  public var leastDistance: Double?
  public var overlaps: Overlaps
  /// Keep fractional instead of Cartesian coordinates of those whose cell differs.
  public var keepsFractional: Bool

  public init(
    cellOf: Int = 0, leastDistance: Double? = nil, overlaps: Overlaps = .refuse,
    keepsFractional: Bool = false
  ) {
    (self.cellOf, self.leastDistance) = (cellOf, leastDistance)
    (self.overlaps, self.keepsFractional) = (overlaps, keepsFractional)
  }

  /// Species come out grouped unless there are residues. Throws `EditError` for overlaps.
  public func build(_ structures: [Structure]) throws(EditError) -> Built {
    guard structures.count > 1 else {
      throw .outOfRange(
        parameter: "the number of structures", value: "\(structures.count)", allowed: "2 or more")
    }
    guard structures.indices.contains(cellOf) else {
      throw .outOfRange(
        parameter: "the structure whose cell is taken", value: "\(cellOf + 1)",
        allowed: "1 to \(structures.count)")
    }
    if let leastDistance, !leastDistance.isFinite || !(0...20).contains(leastDistance) {
      throw .outOfRange(
        parameter: "the least distance", value: "\(leastDistance) Å", allowed: "0 to 20 Å")
    }
    let host = structures[cellOf]
    let parts = try placed(structures, in: host)
    var joining = Joining(parts)
    let all = joining.joined(into: host)
    let origin = parts.enumerated().flatMap { part in
      [Int](repeating: part.offset, count: part.element.count)
    }
    var report = BuildReport()
    let lost = try overlapping(all, origin, starts: starts(parts), &report)
    for name in joining.dropped {
      report.warn("W-MERGE-DROPPED", "\(name) are dropped: not every structure has them")
    }
    let kept = (0..<all.count).filter { !lost.contains($0) }
    guard !kept.isEmpty else { throw .nothingChosen("what does not overlap") }
    let result = all.selecting(kept)
    guard result.residues == nil else { return Built(result, report) }
    return Built(result.reordered(by: result.species.grouping()), report)
  }

  private func starts(_ parts: [Structure]) -> [Int] {
    parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
  }

  private func placed(
    _ structures: [Structure], in host: Structure
  ) throws(EditError) -> [Structure] {
    guard keepsFractional else { return structures }
    let lattice = try host.usableLattice()
    var parts: [Structure] = []
    for structure in structures {
      guard let places = structure.fractional else { throw .noLattice }
      var part = structure
      part.lattice = lattice
      part.setFractional(places)
      parts.append(part)
    }
    return parts
  }

  /// Atoms that must go; throws the worst overlap where none may.
  private func overlapping(
    _ all: Structure, _ origin: [Int], starts: [Int], _ report: inout BuildReport
  ) throws(EditError) -> Set<Int> {
    let rule = ContactRule(all.species.categories, fixed: leastDistance)
    guard rule.longest > 0 else { return [] }
    let codes = all.species.codes
    var lost: Set<Int> = []
    var worst: (i: Int, j: Int, distance: Double, least: Double)?
    do throws(NeighborError) {
      try all.forEachPair(within: rule.longest) { pair in
        guard origin[pair.i] != origin[pair.j] else { return }
        let least = rule.least(codes[pair.i], codes[pair.j])
        guard pair.distance < least else { return }
        let (first, last) = origin[pair.i] < origin[pair.j] ? (pair.i, pair.j) : (pair.j, pair.i)
        lost.insert(overlaps == .removeEarlier ? first : last)
        if worst.map({ pair.distance < $0.distance }) ?? true {
          worst = (first, last, pair.distance, least)
        }
      }
    } catch {
      throw .search("overlaps cannot be found: \(error)")
    }
    guard let worst else { return [] }
    if overlaps == .refuse {
      throw .overlap(
        first: worst.i - starts[origin[worst.i]], other: origin[worst.j],
        second: worst.j - starts[origin[worst.j]], distance: worst.distance, least: worst.least)
    }
    let atoms = all.wholeResidues(lost)
    report.add(
      "removed", key: "removed_atoms",
      .text(
        "\(atoms.count) overlapping atoms: \(all.selecting(atoms.sorted()).composition.formula)"))
    return atoms
  }
}

extension Structure {
  /// Atoms with all others of their residues.
  func wholeResidues(_ atoms: Set<Int>) -> Set<Int> {
    guard let starts = residues?.starts else { return atoms }
    var whole: Set<Int> = []
    for (first, end) in zip(starts, starts.dropFirst() + [count])
    where (first..<end).contains(where: atoms.contains) {
      whole.formUnion(first..<end)
    }
    return whole
  }
}

/// How near two atoms of different parts may come, Å.
struct ContactRule {
  private let kinds: Int
  private let distances: [Double]
  let longest: Double

  /// A fixed distance, or a share of the sum of covalent radii (1 Å each where unknown).
  init(_ species: [Species], fixed: Double? = nil, share: Double = 0.6) {
    kinds = species.count
    let radii = species.map { $0.element?.covalentRadius ?? 1 }
    distances = radii.flatMap { first in radii.map { fixed ?? share * (first + $0) } }
    longest = distances.max() ?? 0
  }

  func least(_ first: Int32, _ second: Int32) -> Double {
    distances[Int(first) * kinds + Int(second)]
  }
}
