import QuenchModel

/// The charge each change brings by formal states: of what comes in less that of what goes.
struct DefectCharge {
  let states: OxidationStates

  /// e, relative to the perfect crystal (Kröger and Vink's effective charge); nil where a state is
  /// unknown.
  func charge(of defect: PointDefect) -> Double? {
    let gone = defect.host.map { states[$0] } ?? 0
    let come = defect.guest.map { state(of: $0) } ?? 0
    guard let gone, let come else { return nil }
    return come - gone
  }

  /// A guest of the crystal's own kind has its state there; a stranger its only common one.
  func state(of guest: Element) -> Double? {
    if let known = states[guest.symbol] { return known }
    let usual = (OxidationTable.entries[guest.symbol] ?? []).filter { $0.cost == 0 }
    return usual.count == 1 ? Double(usual[0].state) : nil
  }

  /// `vac_O +2`, `V_on_O +5`.
  func text(_ defect: PointDefect) -> String {
    "\(defect.name) \(charge(of: defect).map(OxidationStates.text) ?? "unknown")"
  }
}
