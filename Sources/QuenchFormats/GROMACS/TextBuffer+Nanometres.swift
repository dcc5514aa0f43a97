extension TextBuffer {
  /// Å as nm in fixed notation, rounded once: the point moves, nothing is divided.
  mutating func append(nanometres angstrom: Double, decimals: Int, width: Int) {
    append(angstrom, movingPointBy: 1, decimals: decimals, width: width)
  }

  /// fs as ps with as many decimals as the value needs, at least five, as GROMACS writes them.
  mutating func append(picoseconds femtoseconds: Double) {
    let needsMore = (femtoseconds * 100).rounded() != femtoseconds * 100
    append(femtoseconds, movingPointBy: 3, decimals: needsMore ? 12 : 5, width: 9)
  }

  /// value / 10^places with `decimals` ≥ `places` decimals.
  private mutating func append(
    _ value: Double, movingPointBy places: Int, decimals: Int, width: Int
  ) {
    guard let digits = FixedDecimal.digits(of: value, decimals: decimals - places) else {
      append(value / PowersOfTen.doubles[places], decimals: decimals, width: width)
      return
    }
    var text = String(digits)
    if text.utf8.count <= decimals {
      text = String(repeating: "0", count: decimals + 1 - text.utf8.count) + text
    }
    let sign = value < 0 && digits != 0 ? "-" : ""
    append(sign + text.dropLast(decimals) + "." + text.suffix(decimals), width: width)
  }
}
