import ArgumentParser
import Quench

/// How two electrodes are charged.
struct ChargeOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Surface charge of the lower electrode: '5 uC/cm2' or '0.3 e/nm2'.", valueName: "density"))
  var chargeDensity: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Charge of the lower electrode, e.", valueName: "e"))
  var totalCharge: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Potential of the lower against the upper electrode, V; needs --capacitance or --vacuum.",
      valueName: "V"))
  var deltaV: Double?

  @Option(
    help: ArgumentHelp(
      "Capacitance of each double layer, µF/cm² (a few for metals in organic electrolytes).",
      valueName: "µF/cm²"))
  var capacitance: Double?

  @Flag(help: "Charge for --delta-v as without an electrolyte: ε₀ΔV/d.")
  var vacuum = false

  @Option(help: ArgumentHelp("Layer that carries it, from the liquid.", valueName: "n"))
  var chargedLayer = 1

  func validate() throws {
    let ways = [chargeDensity != nil, totalCharge != nil, deltaV != nil].filter { $0 }.count
    guard ways <= 1 else {
      throw ValidationError("choose one of --charge-density, --total-charge and --delta-v")
    }
    guard deltaV == nil || (capacitance != nil) != vacuum else {
      throw ValidationError(
        "a potential difference alone makes no charge: add --capacitance (µF/cm² of each double "
          + "layer), or --vacuum for ε₀ΔV/d without an electrolyte")
    }
    guard deltaV != nil || (capacitance == nil && !vacuum) else {
      throw ValidationError("--capacitance and --vacuum belong to --delta-v")
    }
  }

  func charging() throws -> SurfaceCharging? {
    if let chargeDensity { return try .density(parsing: chargeDensity) }
    if let totalCharge { return .total(totalCharge) }
    guard let deltaV else { return nil }
    return capacitance.map { .doubleLayers(voltage: deltaV, capacitance: $0) }
      ?? .emptySpace(voltage: deltaV)
  }
}
