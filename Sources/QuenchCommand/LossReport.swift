import Quench

/// What a target format cannot hold, said once per property.
struct LossReport {
  private let format: FileFormat
  private(set) var lost: Set<Property> = []

  init(_ format: FileFormat) { self.format = format }

  mutating func note(_ frame: Frame) {
    lost.formUnion(frame.properties.subtracting(format.holds).subtracting(Self.unremarkable))
  }

  /// Says it on standard error; under `--strict` an error.
  func close(strict: Bool, report: ReportOptions) throws {
    guard !lost.isEmpty else { return }
    let names = lost.map(\.rawValue).sorted().joined(separator: ", ")
    let message = "\(format.title) cannot hold: \(names)"
    if strict { throw Refusal(.loss, message) }
    report.warn([Warning("W-LOSS", message)])
  }

  /// Blocks that only the source's own format understands mean nothing elsewhere.
  private static let unremarkable: Set<Property> = [.verbatim]
}
