internal import GRDB
import QuenchEnergetics

/// One column of the table `calculation`: the schema, its documentation, writing and reading all come
/// from this list.
struct CalculationColumn: Sendable {
  let name: String
  let type: Database.ColumnType
  /// Unit and meaning, as `quench ledger schema` prints it.
  let meaning: String
  let get: @Sendable (Calculation) -> (any DatabaseValueConvertible)?
  let set: @Sendable (inout Calculation, Row) -> Void

  private static func text(
    _ name: String, _ meaning: String,
    _ path: any WritableKeyPath<Calculation, String?> & Sendable
  ) -> CalculationColumn {
    CalculationColumn(
      name: name, type: .text, meaning: meaning, get: { $0[keyPath: path] },
      set: { $0[keyPath: path] = $1[name] })
  }

  private static func number(
    _ name: String, _ meaning: String,
    _ path: any WritableKeyPath<Calculation, Double?> & Sendable
  ) -> CalculationColumn {
    CalculationColumn(
      name: name, type: .double, meaning: meaning, get: { $0[keyPath: path] },
      set: { $0[keyPath: path] = $1[name] })
  }

  private static func truth(
    _ name: String, _ meaning: String, _ path: any WritableKeyPath<Calculation, Bool?> & Sendable
  ) -> CalculationColumn {
    CalculationColumn(
      name: name, type: .boolean, meaning: meaning, get: { $0[keyPath: path] },
      set: { $0[keyPath: path] = $1[name] })
  }

  static let all: [CalculationColumn] = identity + method + result

  private static let identity: [CalculationColumn] = [
    CalculationColumn(
      name: "program", type: .text, meaning: "code", get: { $0.program.name },
      set: { $0.program.name = $1["program"] ?? "" }),
    text("program_version", "version of the code", \.program.version),
    CalculationColumn(
      name: "run", type: .text, meaning: "single point, relaxation, …", get: { $0.run.rawValue },
      set: { $0.run = RunKind(rawValue: $1["run"] ?? "") ?? .unknown }),
    CalculationColumn(
      name: "formula", type: .text, meaning: "all atoms of the cell (see table element)",
      get: { $0.composition.description }, set: { _, _ in }),
    CalculationColumn(
      name: "atoms", type: .double, meaning: "atoms in the cell", get: { $0.composition.atoms },
      set: { _, _ in }),
    CalculationColumn(
      name: "charge", type: .double, meaning: "net charge of the cell, e", get: { $0.charge },
      set: { $0.charge = $1["charge"] ?? 0 }),
    text("citation", "where a published value is from", \.citation),
  ]

  private static let method: [CalculationColumn] = [
    text("functional", "exchange-correlation functional or method", \.settings.functional),
    number("cutoff", "plane-wave or grid cut-off, eV", \.settings.cutoff),
    number("density_cutoff", "density cut-off, eV", \.settings.densityCutoff),
    text("precision", "VASP PREC", \.settings.precision),
    text("dispersion", "dispersion correction", \.settings.dispersion),
    CalculationColumn(
      name: "spin", type: .text, meaning: "spin treatment", get: { $0.settings.spin?.rawValue },
      set: { $0.settings.spin = ($1["spin"] as String?).flatMap(SpinTreatment.init(rawValue:)) }),
    CalculationColumn(
      name: "smearing", type: .text, meaning: "occupation scheme",
      get: { $0.settings.smearing?.kind },
      set: { calculation, row in
        calculation.settings.smearing = (row["smearing"] as String?).map { Smearing(kind: $0) }
      }),
    CalculationColumn(
      name: "smearing_width", type: .double, meaning: "eV",
      get: { $0.settings.smearing?.width },
      set: { $0.settings.smearing?.width = $1["smearing_width"] }),
    CalculationColumn(
      name: "k_mesh", type: .text, meaning: "divisions n1×n2×n3",
      get: { $0.settings.kpoints?.mesh.map { $0.map(String.init).joined(separator: "×") } },
      set: { calculation, row in
        let mesh = (row["k_mesh"] as String?)?.split(separator: "×").compactMap { Int($0) }
        guard let mesh else { return }
        calculation.settings.kpoints = KPoints(mesh: mesh)
      }),
    CalculationColumn(
      name: "k_scheme", type: .text, meaning: "Gamma, Monkhorst-Pack, list",
      get: { $0.settings.kpoints?.scheme },
      set: { calculation, row in
        guard let scheme = row["k_scheme"] as String? else { return }
        calculation.settings.kpoints = calculation.settings.kpoints ?? KPoints()
        calculation.settings.kpoints?.scheme = scheme
      }),
    CalculationColumn(
      name: "k_points", type: .integer, meaning: "k-points after symmetry",
      get: { $0.settings.kpoints?.irreducible },
      set: { calculation, row in
        guard let count = row["k_points"] as Int? else { return }
        calculation.settings.kpoints = calculation.settings.kpoints ?? KPoints()
        calculation.settings.kpoints?.irreducible = count
      }),
    CalculationColumn(
      name: "k_spacing", type: .double, meaning: "requested spacing, 2π included, Å⁻¹",
      get: { $0.settings.kpoints?.requestedSpacing },
      set: { calculation, row in
        guard let spacing = row["k_spacing"] as Double? else { return }
        calculation.settings.kpoints = calculation.settings.kpoints ?? KPoints()
        calculation.settings.kpoints?.requestedSpacing = spacing
      }),
    text("dipole", "dipole correction", \.settings.dipole),
    number("electrons", "electrons treated (NELECT)", \.settings.electrons),
    CalculationColumn(
      name: "parallel", type: .text, meaning: "parallel settings, JSON; never compared",
      get: { $0.settings.parallel.isEmpty ? nil : JSON.text($0.settings.parallel) },
      set: { $0.settings.parallel = JSON.value($1["parallel"]) ?? [:] }),
  ]

  private static let result: [CalculationColumn] = [
    number("uncertainty", "standard uncertainty of the energies, eV", \.uncertainty),
    number("moment", "magnetic moment of the cell, µB", \.moment),
    CalculationColumn(
      name: "forces", type: .text, meaning: "on each atom x y z, eV/Å, JSON array",
      get: { $0.forces.map(JSON.text) }, set: { $0.forces = JSON.value($1["forces"]) }),
    number("maximum_force", "eV/Å", \.maximumForce),
    number("maximum_stress", "GPa", \.maximumStress),
    number("wall_time", "s", \.wallTime),
    truth("electrons_converged", "null: unknown or no such loop", \.convergence.electrons),
    truth("ions_converged", "null: unknown or no such loop", \.convergence.ions),
    CalculationColumn(
      name: "ionic_steps", type: .integer, meaning: "steps in the file",
      get: { $0.convergence.ionicSteps }, set: { $0.convergence.ionicSteps = $1["ionic_steps"] }),
    number(
      "unconverged_fraction", "of molecular dynamics steps, 0…1",
      \.convergence.unconvergedFraction),
    text("convergence_reason", "in the program's words", \.convergence.reason),
    CalculationColumn(
      name: "spin_statement", type: .text,
      meaning: "closed-shell or simple-metal, said by a person",
      get: { $0.spinStatement?.rawValue },
      set: { $0.spinStatement = ($1["spin_statement"] as String?).flatMap(SpinStatement.init) }),
    CalculationColumn(
      name: "wavenumbers", type: .text, meaning: "cm⁻¹, JSON array; imaginary ones negative",
      get: { $0.wavenumbers.map(JSON.text) },
      set: { $0.wavenumbers = JSON.value($1["wavenumbers"]) }),
    CalculationColumn(
      name: "allowances", type: .text, meaning: "what was waived when added, JSON array",
      get: { $0.allowances.isEmpty ? nil : JSON.text($0.allowances) },
      set: { $0.allowances = JSON.value($1["allowances"]) ?? [] }),
    CalculationColumn(
      name: "missing", type: .text, meaning: "what the reader did not find, JSON array",
      get: { $0.missing.isEmpty ? nil : JSON.text($0.missing) },
      set: { $0.missing = JSON.value($1["missing"]) ?? [] }),
  ]
}
