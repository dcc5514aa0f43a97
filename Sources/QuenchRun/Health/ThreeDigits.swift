#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Double {
  /// To three significant digits, for a sentence: `20.2`, `0.419`, `5070`.
  var threeDigits: String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : "\(self)" }
    let place = pow(10, 2 - log10(abs(self)).rounded(.down))
    let rounded = (self * place).rounded() / place
    return rounded == rounded.rounded() && abs(rounded) < 1e9
      ? "\(Int(rounded))" : "\(rounded)"
  }
}
