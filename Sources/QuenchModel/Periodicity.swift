/// Along which cell vectors the structure repeats.
public struct Periodicity: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let a = Periodicity(rawValue: 1)
  public static let b = Periodicity(rawValue: 2)
  public static let c = Periodicity(rawValue: 4)
  public static let all: Periodicity = [.a, .b, .c]
  public static let none: Periodicity = []

  /// Whether axis 0, 1 or 2 repeats.
  @inlinable public subscript(axis: Int) -> Bool { rawValue >> UInt8(axis) & 1 == 1 }
}

/// Along which cell vectors an atom may **not** move (VASP's `F`, QE's `0`).
public struct FixedAxes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let a = FixedAxes(rawValue: 1)
  public static let b = FixedAxes(rawValue: 2)
  public static let c = FixedAxes(rawValue: 4)
  public static let all: FixedAxes = [.a, .b, .c]
  public static let none: FixedAxes = []

  /// Whether axis 0, 1 or 2 is fixed.
  @inlinable public subscript(axis: Int) -> Bool { rawValue >> UInt8(axis) & 1 == 1 }
}
