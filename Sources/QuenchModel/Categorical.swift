/// A value per atom, stored as a short list of distinct values and one small number per atom.
///
/// The order of `categories` is the order of the species everywhere: in files, tables, and decks.
@frozen
public struct Categorical<Value: Hashable & Sendable>: Hashable, Sendable {
  @usableFromInline var categoryStorage: [Value]
  @usableFromInline var codeStorage: [Int32]

  /// The distinct values, in the order their source gave them; some may have no atom.
  @inlinable public var categories: [Value] { categoryStorage }
  /// For each atom its place in `categories`.
  @inlinable public var codes: [Int32] { codeStorage }

  public init() {
    categoryStorage = []
    codeStorage = []
  }

  /// The order of categories is that of first appearance.
  public init(_ values: some Sequence<Value>) {
    self.init()
    for value in values { append(value) }
  }

  public init(categories: [Value], codes: [Int32]) {
    precondition(Set(categories).count == categories.count, "categories are distinct")
    let limit = Int32(clamping: categories.count)
    precondition(codes.allSatisfy { $0 >= 0 && $0 < limit }, "every code names a category")
    categoryStorage = categories
    codeStorage = codes
  }

  public mutating func append(_ value: Value, count: Int = 1) {
    let code = code(adding: value)
    codeStorage.append(contentsOf: repeatElement(code, count: count))
  }

  /// The code of a value, which is added to the categories if it is new.
  public mutating func code(adding value: Value) -> Int32 {
    if let known = categories.firstIndex(of: value) { return Int32(known) }
    categoryStorage.append(value)
    return Int32(categories.count - 1)
  }

  /// Replaces all atoms: `codes` must name existing categories.
  public mutating func setCodes(_ codes: [Int32]) {
    // A local bound: asking the array in the closure would cost a retain per atom.
    let limit = Int32(clamping: categories.count)
    precondition(codes.allSatisfy { $0 >= 0 && $0 < limit })
    codeStorage = codes
  }

  /// Atoms per category, in the order of `categories`.
  public var counts: [Int] {
    var counts = [Int](repeating: 0, count: categories.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// Maximal runs of equal values in atom order: (category index, number of atoms).
  public var runs: [(category: Int, count: Int)] {
    var runs: [(category: Int, count: Int)] = []
    for code in codes {
      if runs.last?.category == Int(code) {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((Int(code), 1))
      }
    }
    return runs
  }

  /// Each category's value replaced; values that become equal share one category.
  public func mapValues<NewValue: Hashable & Sendable>(
    _ transform: (Value) -> NewValue
  ) -> Categorical<NewValue> {
    var mapped = Categorical<NewValue>()
    let newCodes = categories.map { mapped.code(adding: transform($0)) }
    mapped.codeStorage = codes.map { newCodes[Int($0)] }
    return mapped
  }

  /// The values at `indices`, categories unchanged.
  public func selecting(_ indices: some Sequence<Int>) -> Categorical {
    var selected = self
    selected.codeStorage = indices.map { codes[$0] }
    return selected
  }

  /// The permutation that puts equal values together, in the order of `categories`, atoms of one
  /// category keeping their order.
  public func grouping() -> Permutation {
    var next: [Int] = []
    var start = 0
    for count in counts {
      next.append(start)
      start += count
    }
    var sources = [Int](repeating: 0, count: codes.count)
    for (atom, code) in codes.enumerated() {
      sources[next[Int(code)]] = atom
      next[Int(code)] += 1
    }
    return Permutation(unchecked: sources)
  }
}

extension Categorical: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { codeStorage.count }
  @inlinable public subscript(index: Int) -> Value { categoryStorage[Int(codeStorage[index])] }
}
