import QuenchModel
import QuenchNeighbors

/// The shortest distance between two kinds of atoms of different molecules, against what was asked.
public struct PackedContact: Hashable, Sendable {
  /// `V-O`.
  public let pair: String
  /// Å.
  public let asked: Double
  /// Å, over all periodic images.
  public let reached: Double

  public init(pair: String, asked: Double, reached: Double) {
    (self.pair, self.asked, self.reached) = (pair, asked, reached)
  }
}

/// Measures a packing anew, by a search of its own over all periodic images.
struct PackingProof {
  /// Pairs that meet within the range, in the order of the species.
  private(set) var contacts: [PackedContact] = []
  /// Å up to which pairs were looked for.
  let range: Double
  /// Pairs of atoms nearer than asked.
  private(set) var overlaps = 0

  /// Å that rounding may take off a distance of exactly what was asked.
  private static let tolerance = 1e-9

  init(_ bodies: RigidBodies, _ table: ContactTable) throws(PackingError) {
    let range = table.largest + 2
    self.range = range
    var nearest = [(square: Double, asked: Double)](
      repeating: (.infinity, 0), count: table.kinds * table.kinds)
    var overlaps = 0
    try PackingError.searching { () throws(NeighborError) in
      try bodies.structure.forEachPair(within: range) { pair in
        let (a, b) = (bodies.groups[pair.i], bodies.groups[pair.j])
        guard a >= 0 || b >= 0, a != b || pair.image != .zero else { return }
        let (p, q) = (Int(table.codes[pair.i]), Int(table.codes[pair.j]))
        let kind = min(p, q) * table.kinds + max(p, q)
        let asked = table.distances[kind]
        if pair.distance < asked - Self.tolerance { overlaps += 1 }
        if pair.square < nearest[kind].square { nearest[kind] = (pair.square, asked) }
      }
    }
    self.overlaps = overlaps
    contacts = Self.named(nearest, table)
  }

  /// Kinds that share a name (a loose Li and one of a molecule) stay apart where they ask for
  /// different distances.
  private static func named(
    _ nearest: [(square: Double, asked: Double)], _ table: ContactTable
  ) -> [PackedContact] {
    var found: [PackedContact] = []
    for (place, pair) in nearest.enumerated() where pair.square.isFinite {
      let (a, b) = (table.categories[place / table.kinds], table.categories[place % table.kinds])
      let contact = PackedContact(
        pair: "\(a.element)-\(b.element)", asked: pair.asked,
        reached: pair.square.squareRoot())
      let turned = "\(b.element)-\(a.element)"
      let same = found.firstIndex {
        ($0.pair == contact.pair || $0.pair == turned) && $0.asked == contact.asked
      }
      if let same {
        found[same] = PackedContact(
          pair: found[same].pair, asked: contact.asked,
          reached: min(contact.reached, found[same].reached))
      } else {
        found.append(contact)
      }
    }
    return found
  }

  var isReached: Bool { overlaps == 0 }

  /// Those not reached, the worst first; at most six.
  var worst: [PackedContact] {
    let missed = contacts.filter { $0.reached < $0.asked - Self.tolerance }
    return Array(missed.sorted { $0.reached / $0.asked < $1.reached / $1.asked }.prefix(6))
  }

  /// Least of reached / asked, with its pair.
  var tightest: PackedContact? {
    contacts.min { $0.reached / $0.asked < $1.reached / $1.asked }
  }
}
