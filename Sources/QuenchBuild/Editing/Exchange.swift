public import QuenchModel

/// Lets atoms change places two by two.
public struct Exchange: Hashable, Sendable {
  public enum Pairs: Hashable, Sendable {
    /// From 0.
    case atoms([SIMD2<Int>])
    /// So many atoms of each of two species, at random; nil as many as the rarer has.
    case species(String, String, count: Int?)
  }

  public var pairs: Pairs
  /// Only among these (from 0); nil is all.
  public var atoms: [Int]?
  public var seed: UInt64

  public init(_ pairs: Pairs, atoms: [Int]? = nil, seed: UInt64 = 1) {
    (self.pairs, self.atoms, self.seed) = (pairs, atoms, seed)
  }

  /// Positions change hands; constraints stay with the places. Throws `EditError`.
  public func build(_ structure: Structure) throws(EditError) -> Built {
    var report = BuildReport()
    let pairs = try chosen(structure, &report)
    var result = structure
    var places = structure.sourceFractional
    for pair in pairs {
      let (i, j) = (pair.x, pair.y)
      let (here, there) = (structure.positions[i], structure.positions[j])
      (result.positions[i], result.positions[j]) = (there, here)
      if let old = structure.sourceFractional {
        places?[i] = old[j]
        places?[j] = old[i]
      }
      result.fixedAxes?.swapAt(i, j)
      result.images?.swapAt(i, j)
    }
    if let places { result.setFractional(places) }
    result.verbatim = [:]
    report.add(
      "exchanged", key: "exchanged_pairs", .list(pairs.map { "\($0.x + 1)↔\($0.y + 1)" }))
    return Built(result, report)
  }

  private func chosen(
    _ structure: Structure, _ report: inout BuildReport
  ) throws(EditError) -> [SIMD2<Int>] {
    switch pairs {
    case .atoms(let pairs):
      var seen: Set<Int> = []
      for pair in pairs {
        for atom in [pair.x, pair.y] {
          guard (0..<structure.count).contains(atom), seen.insert(atom).inserted else {
            throw .outOfRange(
              parameter: "an atom to exchange", value: "\(atom + 1)",
              allowed: "1 to \(structure.count), each once")
          }
        }
      }
      return pairs
    case .species(let first, let second, let count):
      let firstKinds = Set(try structure.known(first))
      let secondKinds = Set(try structure.known(second))
      guard firstKinds.isDisjoint(with: secondKinds) else {
        throw .badText(
          parameter: "the species", text: "\(first):\(second)", expected: "two species")
      }
      let codes = structure.species.codes
      let all = atoms ?? Array(0..<structure.count)
      let ones = all.filter { firstKinds.contains(Int(codes[$0])) }
      let others = all.filter { secondKinds.contains(Int(codes[$0])) }
      let number = count ?? min(ones.count, others.count)
      guard number > 0 else { throw .nothingChosen("'\(first)' and '\(second)'") }
      var generator = SeededGenerator(seed: seed)
      report.seed = seed
      let left = try Self.draw(number, ones, first, &generator)
      return zip(left, try Self.draw(number, others, second, &generator)).map { SIMD2($0, $1) }
    }
  }

  private static func draw(
    _ count: Int, _ atoms: [Int], _ name: String, _ generator: inout SeededGenerator
  ) throws(EditError) -> [Int] {
    guard count > 0 else {
      throw .outOfRange(parameter: "the count", value: "\(count)", allowed: "at least 1")
    }
    guard count <= atoms.count else { throw .tooFew(of: name, asked: count, found: atoms.count) }
    var shuffled = atoms
    generator.shuffle(&shuffled)
    return Array(shuffled.prefix(count))
  }
}
