import Quench

/// What a target format cannot hold, said once per property.
struct LossReport {
  private let format: FileFormat
  private let groupsSpecies: Bool
  private(set) var lost: Set<Property> = []
  /// How the first frame that was not grouped by species already is reordered in the file.
  private(set) var order: Permutation?

  /// `groupsSpecies`: whether formats that are written in blocks of species are.
  init(_ format: FileFormat, groupsSpecies: Bool) {
    self.format = format
    self.groupsSpecies = groupsSpecies && !format.holds.contains(.atomOrder)
  }

  mutating func note(_ frame: Frame) {
    lost.formUnion(frame.properties.subtracting(format.holds).subtracting(Self.unremarkable))
    guard groupsSpecies, order == nil else { return }
    let grouping = frame.structure.species.grouping()
    guard !grouping.isIdentity else { return }
    order = grouping
    lost.insert(.atomOrder)
  }

  /// Says it on standard error; under `--strict` an error.
  func close(strict: Bool, report: ReportOptions) throws {
    guard !lost.isEmpty else { return }
    let names = lost.map(\.rawValue).sorted().joined(separator: ", ")
    let message = "\(format.title) cannot hold: \(names)\(orderNote)"
    if strict { throw Refusal(.loss, message) }
    report.warn([Warning("W-LOSS", message)])
  }

  /// Which atoms stand where, so that per-atom lists can follow (all of it in `--json`).
  private var orderNote: String {
    guard let order else { return "" }
    let first = order.sources.prefix(12).map { String($0 + 1) }.joined(separator: " ")
    let more = order.sources.count > 12 ? " …" : ""
    return "; atoms are grouped by species, in the order \(first)\(more) of the input "
      + "(--keep-order leaves them)"
  }

  /// Blocks that only the source's own format understands mean nothing elsewhere.
  private static let unremarkable: Set<Property> = [.verbatim]
}
