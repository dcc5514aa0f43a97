/// The settings of a reaction's terms do not belong together.
public struct SettingsMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  public let reaction: String
  /// Mismatches first, then what was waived or noted.
  public let differences: [SettingsDifference]

  public var description: String {
    let mismatches = differences.filter { $0.severity == .mismatch }
    var lines = ["'\(reaction)': settings that must match do not"]
    for difference in mismatches {
      lines.append(
        "  \(difference.fieldName): \(difference.left.term) has \(difference.left.value)"
          + " [\(difference.left.file)]; \(difference.right.term) has \(difference.right.value)"
          + " [\(difference.right.file)]")
    }
    let fields = Set(mismatches.map(\.field.rawValue)).sorted()
    lines.append("  --allow \(fields.joined(separator: ",")) waives it and says so with the number")
    return lines.joined(separator: "\n")
  }
}

extension Reaction {
  /// All pairwise differences once; throws where one of them forbids the number.
  func check(
    _ calculations: [Calculation], _ waivers: Waivers
  ) throws(SettingsMismatch) -> [SettingsDifference] {
    var found: [SettingsDifference] = []
    let calculations = Self.representatives(calculations)
    for (place, left) in calculations.enumerated() {
      for right in calculations.dropFirst(place + 1) {
        for var difference in SettingsCheck(left, right).differences {
          if difference.severity == .mismatch, waivers.fields.contains(difference.field) {
            difference.severity = .waived
          }
          found.append(difference)
        }
      }
    }
    found.sort { $0.severity > $1.severity }
    if found.first?.severity == .mismatch {
      throw SettingsMismatch(reaction: text, differences: found)
    }
    return found
  }

  private static let pairwiseLimit = 40

  /// Of many calculations done alike one stands for all, so that a hull of thousands is compared in
  /// moments: same code, settings (but for the k-mesh), elements and spin state.
  private static func representatives(_ calculations: [Calculation]) -> [Calculation] {
    guard calculations.count > pairwiseLimit else { return calculations }
    var seen: Set<Calculation> = []
    return calculations.filter { calculation in
      var key = Calculation(name: "", program: calculation.program)
      key.settings = calculation.settings
      key.settings.kpoints = nil
      key.settings.electrons = nil
      key.settings.parallel = [:]
      key.tags = calculation.composition.names.sorted()
      key.spinStatement = calculation.spinStatement
      key.moment = calculation.moment.map { abs($0) < 0.01 ? 0 : 1 }
      return seen.insert(key).inserted
    }
  }

  /// Balance cannot be checked where atoms are not known; published numbers have none.
  func refuseUnknownAtoms(_ calculations: [Calculation]) throws(EnergeticsError) -> [String] {
    let unknown = calculations.filter(\.composition.names.isEmpty)
    if let first = unknown.first(where: { $0.run != .published }) {
      throw EnergeticsError(
        .inconsistent,
        "'\(first.name)' has no composition, so that atoms cannot be balanced; quench ledger set"
          + " \(first.name) --formula FORMULA records it")
    }
    return unknown.map { "\($0.name): published without atoms; balance is not checked" }
  }

  /// Unconverged runs and charged cells without a correction; what was allowed becomes a remark, and
  /// so does every correction.
  func refuseUnfit(
    _ calculations: [Calculation], _ waivers: Waivers
  ) throws(EnergeticsError) -> [String] {
    var remarks: [String] = []
    for calculation in calculations {
      if !calculation.convergence.isConverged {
        let why = calculation.convergence.reason ?? "its run did not converge"
        guard waivers.unconverged || calculation.allowances.contains("unconverged") else {
          throw EnergeticsError(
            .inconsistent,
            "'\(calculation.name)' is not converged (\(why)); --allow unconverged uses it and says so"
          )
        }
        remarks.append("UNCONVERGED: \(calculation.name) (\(why))")
      }
      if let remark = try Self.chargeRemark(calculation) { remarks.append(remark) }
      remarks += Self.correctionRemarks(calculation)
    }
    return remarks
  }

  private static func correctionRemarks(_ calculation: Calculation) -> [String] {
    calculation.corrections.map { correction in
      "\(calculation.name): correction '\(correction.name)' \((correction.value * 1e7).rounded() / 1e7) eV"
        + (correction.source.map { " (\($0))" } ?? "")
    }
  }

  /// With a neutralising background the energy of a charged slab diverges with the vacuum.
  private static func chargeRemark(
    _ calculation: Calculation
  ) throws(EnergeticsError) -> String? {
    guard abs(calculation.charge) > 1e-6 else { return nil }
    guard let geometry = calculation.geometry else {
      return
        "\(calculation.name): charge \(calculation.charge) e; whether in a periodic cell is not"
        + " known"
    }
    guard geometry.lattice != nil else { return nil }
    if let correction = calculation.corrections.first(where: \.treatsCharge) {
      return "\(calculation.name): charge \(calculation.charge) e, treated by '\(correction.name)'"
    }
    let extent = geometry.extent()
    guard extent == .slab || extent == .wire else {
      return "\(calculation.name): charge \(calculation.charge) e in a periodic \(extent.rawValue)"
        + " cell without a finite-size correction"
    }
    throw EnergeticsError(
      .inconsistent,
      """
      '\(calculation.name)' is a \(extent.rawValue) with charge \(calculation.charge) e and no \
      recorded correction: with a neutralising background its energy diverges with the vacuum. Use \
      the neutral radical on the neutral slab, the salt pair (LiTFSI), or the charged molecule in a \
      3-D cell with Makov-Payne; or record one: quench ledger set NAME --correction NAME=eV \
      --treats-charge
      """)
  }
}

extension Reaction {
  /// What a table of these calculations must refuse or say, without a sum: settings, convergence,
  /// charge. Throws as `energy(of:)` does.
  public func examined(
    _ calculations: [Calculation], waivers: Waivers
  ) throws -> (differences: [SettingsDifference], remarks: [String]) {
    let remarks = try refuseUnfit(calculations, waivers)
    return (try check(calculations, waivers), remarks)
  }
}
