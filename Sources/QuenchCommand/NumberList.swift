import ArgumentParser
import Quench

/// Numbers on the command line, apart by commas, blanks or an x.
enum NumberList {
  /// Exactly `count` finite numbers; throws `ValidationError` naming the option.
  static func read(_ text: String, count: Int, option: String, example: String) throws -> [Double] {
    let words = text.split { $0 == "," || $0 == " " || $0 == "\t" || $0 == ";" }
    let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == words.count, numbers.count == count else {
      throw ValidationError(
        "\(option) takes \(count) number\(count == 1 ? "" : "s"), e.g. \(example); '\(text)' is none"
      )
    }
    return numbers
  }

  static func vector(_ text: String, option: String, example: String = "0,0,5") throws -> Vector3 {
    let numbers = try read(text, count: 3, option: option, example: example)
    return Vector3(numbers[0], numbers[1], numbers[2])
  }

  /// Places in the cell vectors a, b, c for `c`, `ab`, `abc`.
  static func axes(_ text: String, option: String) throws -> [Int] {
    let axes = text.map { ["a": 0, "b": 1, "c": 2][$0] }
    let known = axes.compactMap(\.self)
    guard !known.isEmpty, known.count == axes.count else {
      throw ValidationError("\(option) takes cell vectors such as c or ab; '\(text)' is none")
    }
    return Array(Set(known)).sorted()
  }
}
