import Quench

/// The ledger's own tables.
enum LedgerTable {
  static func added(_ rows: [[Table.Cell]]) -> Table {
    Table(
      columns: [
        .init(""), .init("name"), .formula("formula"), .init("energy", unit: "eV"), .init("code"),
        .init("converged"), .init("not found"),
      ],
      rows: rows)
  }

  static func addedRow(_ calculation: Calculation, _ outcome: AddOutcome) -> [Table.Cell] {
    let state = if case .added = outcome { "added" } else { "known" }
    return [
      .text(state), .text(outcome.name), .text(calculation.composition.description),
      energy(calculation), .text(calculation.program.name), .text(converged(calculation)),
      .text(calculation.missing.isEmpty ? "-" : calculation.missing.joined(separator: "; ")),
    ]
  }

  static func list(_ entries: [Entry]) -> Table {
    Table(
      columns: [
        .init("#"), .init("name"), .formula("formula"), .init("charge", unit: "e"),
        .init("energy", unit: "eV"), .init("code"), .init("functional"), .init("run"),
        .init("converged"), .init("tags"), .init("added"),
      ],
      rows: entries.map { entry in
        let calculation = entry.calculation
        return [
          .integer(Int(entry.id)), .text(calculation.name),
          .text(calculation.composition.description), .number(calculation.charge),
          energy(calculation), .text(calculation.program.name),
          .text(calculation.settings.functional ?? "-"), .text(calculation.run.rawValue),
          .text(converged(calculation)),
          .text(calculation.tags.isEmpty ? "-" : calculation.tags.joined(separator: ", ")),
          .text("\(entry.addedAt) \(entry.addedBy)"),
        ]
      })
  }

  static func converged(_ calculation: Calculation) -> String {
    if !calculation.convergence.isConverged { return "NO" }
    let states = [calculation.convergence.electrons, calculation.convergence.ions]
    return states.contains(true) ? "yes" : "not said"
  }

  private static func energy(_ calculation: Calculation) -> Table.Cell {
    (calculation.energy(.total) ?? calculation.energies.values.first).map {
      .fixed($0, decimals: 7)
    } ?? .empty
  }

  /// One line per thing that is known.
  static func card(_ entry: Entry) -> Table {
    let calculation = entry.calculation
    var rows: [(String, String?)] = [
      ("name", calculation.name), ("id", "#\(entry.id)"),
      ("added", "\(entry.addedAt) by \(entry.addedBy) with Quench \(entry.addedWith)"),
      ("code", calculation.program.name + " " + (calculation.program.version ?? "")),
      ("run", calculation.run.rawValue), ("formula", calculation.composition.description),
      ("charge (e)", Numerals.exact(calculation.charge)), ("structure", entry.structureHash),
    ]
    for kind in EnergyKind.allCases {
      rows.append(
        (kind.rawValue + " (eV)", calculation.energies[kind].map { Numerals.fixed($0, 8) }))
    }
    rows += settings(calculation) + results(calculation)
    rows += calculation.files.map { ($0.role, "\($0.path) sha256:\($0.sha256)") }
    rows += calculation.tags.map { ("tag", $0) } + calculation.notes.map { ("note", $0) }
    rows += calculation.allowances.map { ("allowed", $0) }
    rows += calculation.missing.map { ("not found", $0) }
    return Table(
      columns: [.init("what"), .init("value")],
      rows: rows.compactMap { name, value in value.map { [.text(name), .text($0)] } })
  }

  private static func settings(_ calculation: Calculation) -> [(String, String?)] {
    let settings = calculation.settings
    var rows: [(String, String?)] = [
      ("functional", settings.functional), ("cutoff (eV)", settings.cutoff.map(Numerals.exact)),
      ("density cutoff (eV)", settings.densityCutoff.map(Numerals.exact)),
      ("PREC", settings.precision), ("dispersion", settings.dispersion),
      ("spin", settings.spin?.rawValue), ("spin statement", calculation.spinStatement?.rawValue),
      ("smearing", settings.smearing.map { $0.kind + ($0.width.map { " \($0) eV" } ?? "") }),
      (
        "k-mesh",
        settings.kpoints?.mesh.map { $0.map(String.init).joined(separator: "×") }
      ),
      (
        "k-spacing (Å⁻¹)",
        calculation.kSpacing.map { $0.map { Numerals.fixed($0, 4) }.joined(separator: " ") }
      ),
      ("k-points", settings.kpoints?.irreducible.map(String.init)), ("dipole", settings.dipole),
      ("electrons", settings.electrons.map(Numerals.exact)),
      ("fixed atoms", calculation.geometry?.fixed.map { String($0.count) }),
      (
        "parallel",
        settings.parallel.isEmpty
          ? nil
          : settings.parallel.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
      ),
    ]
    for (element, potential) in settings.potentials.sorted(by: { $0.key < $1.key }) {
      rows.append(
        ("potential \(element)", potential.title + (potential.hash.map { " [\($0)]" } ?? "")))
    }
    for (element, hubbard) in settings.hubbard.sorted(by: { $0.key < $1.key }) {
      rows.append(("U \(element)", "l \(hubbard.l), U \(hubbard.u) eV, J \(hubbard.j) eV"))
    }
    return rows
  }

  private static func results(_ calculation: Calculation) -> [(String, String?)] {
    [
      ("moment (µB)", calculation.moment.map(Numerals.exact)),
      ("largest force (eV/Å)", calculation.maximumForce.map { Numerals.significant($0) }),
      ("largest stress (GPa)", calculation.maximumStress.map { Numerals.significant($0) }),
      ("wall time (s)", calculation.wallTime.map { Numerals.significant($0) }),
      ("converged", converged(calculation)), ("convergence", calculation.convergence.reason),
      ("ionic steps", calculation.convergence.ionicSteps.map(String.init)),
      (
        "unconverged steps",
        calculation.convergence.unconvergedFraction.map { Numerals.fixed(100 * $0, 2) + " %" }
      ),
      (
        "wavenumbers (cm⁻¹)",
        calculation.wavenumbers.map { $0.map { Numerals.fixed($0, 1) }.joined(separator: " ") }
      ),
      ("published in", calculation.citation),
      ("uncertainty (eV)", calculation.uncertainty.map(Numerals.exact)),
    ]
      + calculation.corrections.map {
        (
          "correction \($0.name) (eV)",
          Numerals.exact($0.value) + ($0.source.map { "; " + $0 } ?? "")
        )
      }
  }
}
