/// Which frames of a trajectory: `start:stop:step`, counted from 0, `stop` not included.
///
/// Any part may be missing; a single number is one frame; negative numbers count from the end, as in
/// Python.
public struct FrameRange: Hashable, Sendable, CustomStringConvertible {
  public var start: Int
  /// Nil: to the end.
  public var stop: Int?
  /// At least 1.
  public var step: Int

  public init(start: Int = 0, stop: Int? = nil, step: Int = 1) {
    precondition(step >= 1)
    self.start = start
    self.stop = stop
    self.step = step
  }

  public static let all = FrameRange()

  /// Nil where the text is no range or its step is below 1.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map {
      $0.filter { $0 != " " }
    }
    guard (1...3).contains(parts.count), !text.isEmpty else { return nil }
    guard let numbers = Self.numbers(parts) else { return nil }
    if parts.count == 1 {
      guard let only = numbers[0] else { return nil }
      self.init(start: only, stop: only == -1 ? nil : only + 1)
      return
    }
    let step = (numbers.count > 2 ? numbers[2] : nil) ?? 1
    guard step >= 1 else { return nil }
    self.init(start: numbers[0] ?? 0, stop: numbers[1], step: step)
  }

  /// Nil for an empty part; nil overall where a part is neither empty nor a number.
  private static func numbers(_ parts: [String]) -> [Int?]? {
    var numbers: [Int?] = []
    for part in parts {
      if part.isEmpty {
        numbers.append(nil)
      } else if let number = Int(part), number.magnitude < 1 << 60 {
        numbers.append(number)
      } else {
        return nil
      }
    }
    return numbers
  }

  /// Counts from the end, so that the number of frames must be known first.
  public var needsCount: Bool { start < 0 || (stop ?? 0) < 0 }

  /// The same frames counted from the start of a trajectory of `count` frames.
  public func resolved(count: Int) -> FrameRange {
    func place(_ index: Int) -> Int { min(max(index < 0 ? count + index : index, 0), count) }
    return FrameRange(start: place(start), stop: stop.map(place) ?? count, step: step)
  }

  /// Whether a frame belongs to it; only for ranges that do not count from the end.
  public func contains(_ index: Int) -> Bool {
    index >= start && index < stop ?? .max && (index - start) % step == 0
  }

  /// How many frames of a trajectory of `count` frames belong to it.
  public func count(of count: Int) -> Int {
    let range = resolved(count: count)
    guard let stop = range.stop, stop > range.start else { return 0 }
    return (stop - range.start + step - 1) / step
  }

  public var description: String {
    "\(start):\(stop.map(String.init) ?? "")" + (step == 1 ? "" : ":\(step)")
  }
}
