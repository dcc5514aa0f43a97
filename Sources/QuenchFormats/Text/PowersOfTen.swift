/// 10⁰ … 10²² as exact doubles and 10⁰ … 10¹⁹ as integers, behind plain pointers: a parser that
/// divides by them for every number cannot afford a bounds check and a `swift_once` each time.
enum PowersOfTen {
  nonisolated(unsafe) static let doubles: UnsafePointer<Double> = {
    let table = UnsafeMutablePointer<Double>.allocate(capacity: 23)
    var power = 1.0
    for exponent in 0...22 {
      table[exponent] = power
      power *= 10
    }
    return UnsafePointer(table)
  }()

  nonisolated(unsafe) static let integers: UnsafePointer<UInt64> = {
    let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 20)
    var power: UInt64 = 1
    for exponent in 0...19 {
      table[exponent] = power
      power = power &* 10
    }
    return UnsafePointer(table)
  }()
}
