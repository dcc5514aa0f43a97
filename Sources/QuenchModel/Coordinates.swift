/// N vectors stored as 3N doubles x₀ y₀ z₀ x₁ …, the layout C, HDF5 and the kernels share.
@frozen
public struct Coordinates: Hashable, Sendable {
  @usableFromInline var storage: [Double]

  /// x₀ y₀ z₀ x₁ y₁ z₁ …; its count is a multiple of three.
  @inlinable public var flat: [Double] { storage }

  public init() { storage = [] }

  public init(flat: [Double]) {
    precondition(flat.count % 3 == 0, "coordinates come in triples")
    storage = flat
  }

  public init(repeating value: Vector3 = .zero, count: Int) {
    storage = []
    storage.reserveCapacity(3 * count)
    for _ in 0..<count { append(value) }
  }

  public init(_ vectors: some Sequence<Vector3>) {
    storage = []
    storage.reserveCapacity(3 * vectors.underestimatedCount)
    for vector in vectors { append(vector) }
  }

  @inlinable
  public mutating func append(_ vector: Vector3) {
    append(vector.x, vector.y, vector.z)
  }

  @inlinable
  public mutating func append(_ x: Double, _ y: Double, _ z: Double) {
    storage.append(x)
    storage.append(y)
    storage.append(z)
  }

  public mutating func reserveCapacity(_ count: Int) { storage.reserveCapacity(3 * count) }

  public mutating func removeAll(keepingCapacity: Bool = false) {
    storage.removeAll(keepingCapacity: keepingCapacity)
  }

  /// Makes room for exactly `count` vectors; new ones are zero. Keeps the storage where it can.
  public mutating func resize(to count: Int) {
    let wanted = 3 * count
    if wanted < storage.count { storage.removeLast(storage.count - wanted) }
    if wanted > storage.count {
      storage.append(contentsOf: repeatElement(0, count: wanted - storage.count))
    }
  }

  /// Direct access for parsers and kernels: 3N doubles.
  @inlinable
  public mutating func withUnsafeMutableFlat<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in try body(buffer) }
  }
}

extension Coordinates: RandomAccessCollection, MutableCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { storage.count / 3 }

  @inlinable
  public subscript(index: Int) -> Vector3 {
    get { Vector3(storage[3 * index], storage[3 * index + 1], storage[3 * index + 2]) }
    set {
      storage[3 * index] = newValue.x
      storage[3 * index + 1] = newValue.y
      storage[3 * index + 2] = newValue.z
    }
  }
}

extension Coordinates: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Vector3...) { self.init(elements) }
}
