import QuenchEnergetics
import Testing

@Suite struct ReactionTests {
  static func calculation(
    _ name: String, _ formula: String, _ energy: Double, charge: Double = 0
  ) throws -> Calculation {
    var calculation = Calculation(
      name: name, program: Program("VASP"), composition: try Formula(parsing: formula))
    calculation.energies[.total] = energy
    calculation.charge = charge
    calculation.settings.functional = "PBE"
    calculation.settings.cutoff = 500
    calculation.settings.spin = .collinear
    calculation.moment = 0
    calculation.convergence.electrons = true
    return calculation
  }

  private static let names = ["slab+TFSI", "slab", "TFSI", "Li2O", "Li", "O2", "2d", "a-b"]

  private func terms(_ text: String) throws -> [String] {
    try Reaction(parsing: text, names: Self.names).terms.map { "\($0.coefficient) \($0.name)" }
  }

  @Test func theLongestNameWins() throws {
    #expect(try terms("slab+TFSI - slab - TFSI") == ["1.0 slab+TFSI", "-1.0 slab", "-1.0 TFSI"])
  }

  @Test func arrowsSubtractReactants() throws {
    #expect(try terms("2 Li + 1/2 O2 -> Li2O") == ["1.0 Li2O", "-2.0 Li", "-0.5 O2"])
    #expect(try terms("2*Li+½ O2->Li2O") == ["1.0 Li2O", "-2.0 Li", "-0.5 O2"])
  }

  @Test func namesMayBeginWithDigitsAndHoldMinus() throws {
    #expect(try terms("2d - a-b") == ["1.0 2d", "-1.0 a-b"])
  }

  @Test(arguments: ["slab - nothing", "slab +", "", "slab slab", "slab - slab", "-> slab"])
  func badReactionsAreRefused(text: String) {
    #expect(throws: EnergeticsError.self) { try Reaction(parsing: text, names: Self.names) }
  }

  @Test func imbalanceIsTheError() throws {
    let reaction = Reaction(text: "r", terms: [.init(1, "a"), .init(-1, "b")])
    let parts = [try Self.calculation("a", "NaTiO2", -5), try Self.calculation("b", "TiO2", -3)]
    #expect(throws: EnergeticsError(.inconsistent, "'r' does not balance; left over: +1 Na")) {
      try reaction.energy(of: parts)
    }
  }

  @Test func chargeMustCancel() throws {
    let reaction = Reaction(text: "r", terms: [.init(1, "a"), .init(-1, "b")])
    let parts = [
      try Self.calculation("a", "TiO2", -5, charge: 1), try Self.calculation("b", "TiO2", -3),
    ]
    #expect(throws: EnergeticsError(.inconsistent, "'r' does not balance; left over: charge +1 e"))
    {
      try reaction.energy(of: parts)
    }
  }

  private func pair(_ change: (inout Calculation) -> Void) throws -> (Reaction, [Calculation]) {
    var right = try Self.calculation("b", "TiO2", -3)
    change(&right)
    return (
      Reaction(text: "r", terms: [.init(1, "a"), .init(-1, "b")]),
      [try Self.calculation("a", "TiO2", -5), right]
    )
  }

  @Test func aCutoffMustMatch() throws {
    let (reaction, parts) = try pair { $0.settings.cutoff = 520 }
    #expect(throws: SettingsMismatch.self) { try reaction.energy(of: parts) }
    let waived = try reaction.energy(of: parts, waivers: Waivers(fields: [.cutoff]))
    #expect(waived.value == -2)
    #expect(waived.differences.map(\.severity) == [.waived])
  }

  @Test func everyFieldThatMustMatchIsRefused() throws {
    let changes: [(inout Calculation) -> Void] = [
      { $0.program.name = "CP2K" }, { $0.settings.functional = "PBEsol" },
      { $0.settings.dispersion = "TS" }, { $0.settings.precision = "Low" },
      { $0.settings.hubbard["Ti"] = Hubbard(l: 2, u: 3, j: 0) },
      { $0.settings.potentials["Ti"] = Potential(title: "Ti_pv") },
    ]
    for change in changes {
      var (reaction, parts) = try pair(change)
      parts[0].settings.dispersion = "none"
      parts[0].settings.precision = "Accurate"
      parts[0].settings.potentials["Ti"] = Potential(title: "Ti")
      #expect(throws: SettingsMismatch.self) { try reaction.energy(of: parts) }
      reaction = Reaction(text: "again", terms: reaction.terms)
    }
  }

  @Test func noSpinNeedsAWord() throws {
    var (reaction, parts) = try pair {
      $0.settings.spin = SpinTreatment.none
      $0.moment = nil
    }
    parts[0].moment = 2
    #expect(throws: SettingsMismatch.self) { try reaction.energy(of: parts) }
    parts[1].spinStatement = .closedShell
    #expect(try reaction.energy(of: parts).differences.map(\.severity) == [.note])
    reaction = Reaction(text: "again", terms: reaction.terms)
  }

  @Test func anUnconvergedRunIsRefused() throws {
    let (reaction, parts) = try pair { $0.convergence.ions = false }
    #expect(throws: EnergeticsError.self) { try reaction.energy(of: parts) }
    let allowed = try reaction.energy(of: parts, waivers: Waivers(unconverged: true))
    #expect(allowed.remarks.contains { $0.hasPrefix("UNCONVERGED: b") })
  }

  @Test func aChargedSlabIsRefusedWithoutACorrection() throws {
    let slab = Geometry(
      cell: [4, 0, 0, 0, 4, 0, 0, 0, 30], species: ["Ti", "O", "O"],
      positions: [0, 0, 5, 2, 0, 5, 0, 2, 5])
    var (reaction, parts) = try pair { _ in }
    for k in 0...1 {
      parts[k].charge = -1
      parts[k].geometry = slab
    }
    #expect(throws: EnergeticsError.self) { try reaction.energy(of: parts) }
    for k in 0...1 {
      parts[k].corrections = [Correction(name: "Makov-Payne", value: 0.25, treatsCharge: true)]
    }
    #expect(try reaction.energy(of: parts).value == -2)
    reaction = Reaction(text: "again", terms: reaction.terms)
  }

  /// A LAMMPS log has no atoms: nothing could tell that the sum does not close.
  @Test func atomsThatAreNotKnownAreRefused() throws {
    let named = try Self.calculation("a", "H", -1)
    let unknown = Calculation(name: "log", program: Program("LAMMPS"))
    let reaction = Reaction(text: "a - log", terms: [.init(1, "a"), .init(-1, "log")])
    do {
      _ = try reaction.energy(of: [named, unknown])
      Issue.record("an unknown composition was summed")
    } catch let error as EnergeticsError {
      #expect(error.description.contains("quench ledger set log --formula"))
    }
  }

  /// Of paper values only the numbers are known; the sum says so.
  @Test func publishedValuesMayBeSummed() throws {
    let parts = [-1.77, -0.77].enumerated().map { index, energy in
      var value = Calculation(name: "p\(index)", program: Program("published"), run: .published)
      value.energies[.total] = energy
      return value
    }
    let reaction = Reaction(text: "p0 - p1", terms: [.init(1, "p0"), .init(-1, "p1")])
    let result = try reaction.energy(of: parts)
    #expect(abs(result.value + 1) < 1e-12)
    #expect(result.remarks.count { $0.contains("balance is not checked") } == 2)
  }

  /// Corrections count in every table, so every table says them.
  @Test func correctionsAreSaidWithoutASum() throws {
    var gas = try Self.calculation("o2", "O2", -10)
    gas.corrections = [Correction(name: "overbinding", value: 1.36, source: "a paper")]
    let reaction = Reaction(text: "x", terms: [.init(1, "o2")])
    let remarks = try reaction.examined([gas], waivers: .none).remarks
    #expect(remarks == ["o2: correction 'overbinding' 1.36 eV (a paper)"])
  }

  @Test func uncertaintiesAddInQuadrature() throws {
    let reaction = Reaction(text: "r", terms: [.init(2, "a"), .init(-2, "b")])
    var parts = [try Self.calculation("a", "TiO2", -5), try Self.calculation("b", "TiO2", -3)]
    parts[0].uncertainty = 0.03
    parts[1].uncertainty = 0.04
    #expect(abs((try reaction.energy(of: parts).uncertainty ?? 0) - 0.1) < 1e-12)
  }
}
