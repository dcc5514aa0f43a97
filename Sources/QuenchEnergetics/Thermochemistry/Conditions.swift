/// Temperature and pressure at which energies become free energies.
public struct Conditions: Hashable, Sendable {
  /// K, above 0.
  public let temperature: Double
  /// Partial pressure of gases, bar, above 0.
  public let pressure: Double

  /// 25 °C, K.
  public static let standardTemperature = 298.15

  public init(temperature: Double, pressure: Double) {
    self.temperature = temperature
    self.pressure = pressure
  }

  /// Reads `300K`, `300K,1bar`. Throws `EnergeticsError(.usage)`.
  public init(parsing text: String) throws(EnergeticsError) {
    var temperature: Double?
    var pressure = 1.0
    for word in text.split(separator: ",") {
      let digits = word.prefix { $0.isNumber || $0 == "." || $0 == "e" || $0 == "-" || $0 == "+" }
      let unit = word.dropFirst(digits.count)
      guard let value = Double(digits), value.isFinite, value > 0, unit == "K" || unit == "bar"
      else { throw EnergeticsError(.usage, "--at takes 300K,1bar; '\(text)' is neither") }
      if unit == "K" { temperature = value } else { pressure = value }
    }
    guard let temperature, temperature < 1e5 else {
      throw EnergeticsError(.usage, "--at needs a temperature: 300K,1bar")
    }
    self.init(temperature: temperature, pressure: pressure)
  }
}

extension Conditions: CustomStringConvertible {
  public var description: String { "\(temperature) K, \(pressure) bar" }
}
