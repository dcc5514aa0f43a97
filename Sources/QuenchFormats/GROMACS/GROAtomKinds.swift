import QuenchModel

/// The distinct (residue name, atom name) pairs of a frame, found by comparing packed columns.
///
/// Molecules repeat, so that the kind which followed last time is tried first; then a hash table.
struct GROAtomKinds {
  struct Kind {
    let residueKey: UInt64
    let atomKey: UInt64
    let residueCode: Int32
    let atomCode: Int32
    let speciesCode: Int32
    /// Index of the kind that followed this one last time.
    var successor: Int32
  }

  private(set) var kinds: [Kind] = []
  private(set) var residueNames: [String] = []
  private(set) var atomNames: [String] = []
  private(set) var species: [Species] = []
  private var residueCodes: [String: Int32] = [:]
  private var atomCodes: [String: Int32] = [:]
  private var speciesCodes: [Species: Int32] = [:]
  /// Open addressing: index into `kinds` or −1; at most half full.
  private var table = [Int32](repeating: -1, count: 256)
  private var last = 0
  private let elements: [String: Element]

  init(elements: [String: Element]) { self.elements = elements }

  /// Index of the kind of two packed five-byte names; nil where it has not been met.
  @inline(__always)
  mutating func index(residueKey: UInt64, atomKey: UInt64) -> Int? {
    guard last < kinds.count else { return nil }
    let next = Int(kinds[last].successor)
    if kinds[next].atomKey == atomKey, kinds[next].residueKey == residueKey {
      last = next
      return next
    }
    return lookUp(residueKey, atomKey)
  }

  @inline(never)
  private mutating func lookUp(_ residueKey: UInt64, _ atomKey: UInt64) -> Int? {
    var slot = Self.hash(residueKey, atomKey) & (table.count - 1)
    while table[slot] >= 0 {
      let index = Int(table[slot])
      if kinds[index].atomKey == atomKey, kinds[index].residueKey == residueKey {
        follow(index)
        return index
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  /// Adds a kind not met before and gives its index.
  mutating func add(
    residueKey: UInt64, atomKey: UInt64, residue: String, atom: String
  ) -> Int {
    let element = elements[atom] ?? GROElements.element(atom: atom, residue: residue)
    let kind = Kind(
      residueKey: residueKey, atomKey: atomKey,
      residueCode: Self.code(of: residue, in: &residueNames, &residueCodes),
      atomCode: Self.code(of: atom, in: &atomNames, &atomCodes),
      speciesCode: Self.code(
        of: Species(label: atom, element: element), in: &species, &speciesCodes),
      successor: 0)
    kinds.append(kind)
    if 2 * kinds.count > table.count {
      table = [Int32](repeating: -1, count: 2 * table.count)
      for index in kinds.indices { insert(index) }
    } else {
      insert(kinds.count - 1)
    }
    follow(kinds.count - 1)
    return kinds.count - 1
  }

  private mutating func follow(_ index: Int) {
    kinds[last].successor = Int32(index)
    last = index
  }

  private mutating func insert(_ index: Int) {
    var slot = Self.hash(kinds[index].residueKey, kinds[index].atomKey) & (table.count - 1)
    while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(index)
  }

  private static func hash(_ residueKey: UInt64, _ atomKey: UInt64) -> Int {
    let mixed = (residueKey &* 0x9E37_79B9_7F4A_7C15) ^ (atomKey &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: (mixed ^ (mixed >> 29)) >> 16)
  }

  private static func code<Value: Hashable>(
    of value: Value, in values: inout [Value], _ codes: inout [Value: Int32]
  ) -> Int32 {
    if let code = codes[value] { return code }
    let code = Int32(values.count)
    values.append(value)
    codes[value] = code
    return code
  }
}
