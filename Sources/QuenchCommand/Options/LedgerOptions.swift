import ArgumentParser
import Quench

/// Where the ledger is.
struct LedgerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The ledger (SQLite).", valueName: "file"))
  var ledger = "quench.ledger"

  func open(create: Bool = false) throws -> Ledger { try Ledger(path: ledger, create: create) }
}

/// How a table of energies is printed and drawn.
struct EnergyOutputOptions: ParsableArguments {
  @Flag(help: "Print a Markdown table.")
  var markdown = false
  @Flag(help: "Print a LaTeX table (booktabs, siunitx).")
  var latex = false
  @Option(
    help: ArgumentHelp("Draw it: .svg, .pdf, .png, or .gp for the script alone.", valueName: "file")
  )
  var plot: String?
  @Flag(help: "Replace existing figures.")
  var force = false
  @OptionGroup var report: ReportOptions

  func validate() throws {
    let chosen = [markdown, latex, report.json, report.csv].filter { $0 }.count
    if chosen > 1 { throw ValidationError("choose one of --json, --csv, --markdown and --latex") }
  }
}

/// Which energy, and what is waived.
struct EnergyOptions: ParsableArguments {
  @OptionGroup var ledger: LedgerOptions
  @Option(
    help: ArgumentHelp(
      "total (default), sigma0, without-entropy, enthalpy, gibbs: one kind for all terms.",
      valueName: "kind"))
  var energy = "total"
  @Option(
    help: ArgumentHelp(
      "Settings whose mismatch is accepted and printed (cutoff,u,…), and unconverged.",
      valueName: "fields"))
  var allow: [String] = []
  @Option(
    help: ArgumentHelp(
      "Calculations without spin that need none: closed shells.", valueName: "names"))
  var closedShell: [String] = []
  @Option(
    help: ArgumentHelp(
      "Calculations without spin that need none: simple metals.", valueName: "names"))
  var simpleMetal: [String] = []

  @Option(
    help: ArgumentHelp(
      "Free energies at T and p: zero point, heat, entropy; molecules as ideal gases. 300K,1bar.",
      valueName: "T,p"))
  var at: String?
  @Option(
    help: ArgumentHelp(
      "Computational hydrogen electrode: H2 stands for 2 (H+ + e-) at U volts (SHE) and pH.",
      valueName: "U,pH"))
  var che: String?

  func validate() throws {
    _ = (try kind(), try waivers(), try electrode())
    guard let at else { return }
    _ = try Conditions(parsing: at)
    if [.enthalpy, .gibbs].contains(try kind()) {
      throw ValidationError(
        "--at adds to electronic energies; --energy \(energy) holds heat already")
    }
  }

  private func electrode() throws -> HydrogenElectrode? {
    guard let che else { return nil }
    let parts = che.split(separator: ",").map { Double($0) }
    guard parts.count == 2, let potential = parts[0], let pH = parts[1], potential.isFinite,
      pH.isFinite
    else { throw ValidationError("--che takes U,pH, e.g. 0.5,0") }
    return HydrogenElectrode(potential: potential, pH: pH)
  }

  func kind() throws -> EnergyKind {
    if let kind = EnergyKind(rawValue: energy) { return kind }
    let known = EnergyKind.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("--energy takes one of: \(known)")
  }

  func waivers() throws -> Waivers {
    var waivers = Waivers()
    for word in words(allow) {
      if word == "unconverged" {
        waivers.unconverged = true
      } else if let field = SettingsField(rawValue: word) {
        waivers.fields.insert(field)
      } else {
        let known = SettingsField.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--allow takes unconverged or one of: \(known)")
      }
    }
    return waivers
  }

  private func words(_ options: [String]) -> [String] {
    options.flatMap { $0.split(separator: ",").map(String.init) }
  }

  /// The calculation of a name, with what the command line says about it.
  func calculation(_ name: String, in ledger: Ledger) throws -> Calculation {
    try stated(ledger.entry(name).calculation, as: name)
  }

  /// With what the command line says about its spin, under its own name or the one it was called by,
  /// and its free energy where one is asked for.
  func stated(_ calculation: Calculation, as name: String? = nil) throws -> Calculation {
    var calculation = calculation
    let names = [name, calculation.name]
    if words(closedShell).contains(where: { names.contains($0) }) {
      calculation.spinStatement = .closedShell
    }
    if words(simpleMetal).contains(where: { names.contains($0) }) {
      calculation.spinStatement = .simpleMetal
    }
    let conditions = try at.map { try Conditions(parsing: $0) }
    if let conditions { calculation = try calculation.corrected(at: conditions) }
    guard let electrode = try electrode() else { return calculation }
    return calculation.corrected(
      by: electrode, at: conditions?.temperature ?? Conditions.standardTemperature)
  }
}
