import ArgumentParser
import Quench

struct PackVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Throw atoms or molecules into a cell: amorphous starts and liquids.",
    discussion: """
      quench pack V48O72 --density 4.0 --distances V-O=1.6,O-O=2.2,V-V=2.4 -o start.vasp
      quench pack V2O3 --atoms 120 --cell 11,11,13,90,90,120 -o start.vasp
      quench pack 125:Li+ 125:TFSI 600:DME 894:DOL --density 1.14 -o electrolyte.gro
      quench pack 1.0mol/L:LiTFSI 300:DME --density 1.05 -o electrolyte.gro
      quench pack 40:H2O --around slab.vasp --region 'z 12 25' -o wet.vasp

      Amounts are numbers of molecules or concentrations: mol/L of the final box, mol/L-solvent of \
      the liquids before mixing (give --solvent-density), molal. Molecules are built-in names \
      (quench info --list), ions such as Li+, or files; they stay rigid, turned at random. No two \
      atoms of different molecules come nearer than --between-molecules, through the boundary of \
      any cell: a search for pairs proves it, and where it cannot be reached nothing is written \
      (exit 3). The same seed gives the same packing.
      """)

  @Argument(
    help: ArgumentHelp(
      "A formula (V48O72), or amounts and molecules (600:DME 1.0mol/L:LiTFSI).",
      valueName: "what"))
  var what: [String]
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Atoms in all, for a formula.", valueName: "n"))
  var atoms: Int?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Formula units, for a formula.", valueName: "n"))
  var units: Int?
  @OptionGroup var box: BoxOptions
  @Option(help: ArgumentHelp("Keep the atoms and the cell of this file.", valueName: "file"))
  var around: String?
  @Option(
    help: ArgumentHelp(
      "Where nuclei may lie, Å: 'z 5 20', 'box 0 0 0 9 9 9', 'sphere 5 5 5 4'; several must all "
        + "hold.", valueName: "region"))
  var region: [String] = []
  @Option(
    help: ArgumentHelp(
      "Shortest distances by element, Å (V-O=1.6,O-O=2.2); loose atoms not named keep a distance "
        + "from covalent radii.", valueName: "pairs"))
  var distances: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shortest distance between molecules, Å.", valueName: "Å"))
  var betweenMolecules = 2.0
  @Option(
    help: ArgumentHelp(
      "Densities of the liquid solvents, g/cm³ (DME=0.868,DOL=1.06).", valueName: "list"))
  var solventDensity: [String] = []
  @Option(
    help: ArgumentHelp(
      "Give loose atoms the formal charges of their formula times this (1).", valueName: "scale"))
  var formalCharges: Double?
  @Option(help: "Makes another packing of the same kind.")
  var seed: UInt64 = 1
  @Option(parsing: .unconditional, help: ArgumentHelp("Attempts before giving up.", valueName: "n"))
  var rounds = 60
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    let isFormula = !what.contains { $0.contains(":") }
    guard isFormula || (atoms == nil && units == nil) else {
      throw ValidationError("--atoms and --units count a formula; molecules carry their amounts")
    }
    guard !isFormula || what.count == 1 else {
      throw ValidationError("give one formula, or an amount with each molecule: 600:DME")
    }
    let fixesCell = box.cell != nil || box.boxFrom != nil || around != nil
    guard box.density == nil || !fixesCell || (isFormula && atoms == nil && units == nil) else {
      throw ValidationError(
        "numbers and a cell make the density: leave out --density (it is printed)")
    }
    guard formalCharges == nil || isFormula else {
      throw ValidationError("--formal-charges are those of a formula; molecules carry their own")
    }
    guard atoms == nil || units == nil else {
      throw ValidationError("choose one of --atoms and --units")
    }
  }

  var inputs: [String] { [around, box.boxFrom].compactMap { $0 } }

  func run() throws {
    let isMolecular = what.contains { $0.contains(":") }
    try BuiltOutput(output: output, report: report, inputs: inputs)
      .write(try built(), fallback: isMolecular ? .gro : .poscar)
  }

  func built() throws -> Built {
    var finder = PackingComponents(input)
    let held = try around.map { try input.open([$0]) }
    var (components, lattice) = try contents(&finder, held?.prototype)
    if let formalCharges {
      components = try PackingComponent.formallyCharged(components, scale: formalCharges)
    }
    var packing = Packing(
      components, in: lattice,
      periodicity: held?.prototype.lattice == nil ? .all : held?.prototype.periodicity ?? .all,
      distances: try contactDistances(), seed: seed)
    packing.held = held?.prototype
    packing.regions = try region.map { try PackingRegion(parsing: $0) }
    packing.solventDensities = try SolventDensities.parse(solventDensity)
    packing.rounds = rounds
    if atoms == nil, units == nil, !what.contains(where: { $0.contains(":") }) {
      packing.askedDensity = box.density
    }
    return try packing.build().after(
      (held?.warnings ?? []) + finder.warnings, assuming: finder.assumptions)
  }

  private func contactDistances() throws -> ContactDistances {
    var contact = try ContactDistances(betweenMolecules: betweenMolecules)
    for text in distances { try contact.add(parsing: text) }
    return contact
  }

  /// What to pack, and the cell for it.
  private func contents(
    _ finder: inout PackingComponents, _ held: Structure?
  ) throws -> ([PackingComponent], Lattice) {
    let cell = try givenLattice(held)
    if what.contains(where: { $0.contains(":") }) {
      let requests = try what.map { try PackingRequest(parsing: $0) }
      let components = try PackingAmounts(
        try finder.molecules(requests), volume: cell?.volume, density: box.density,
        solventDensities: SolventDensities.parse(solventDensity)
      ).counted()
      return (components, try cell ?? lattice(for: components))
    }
    let components = try formulaAtoms(cell)
    return (components, try cell ?? lattice(for: components))
  }

  private func givenLattice(_ held: Structure?) throws -> Lattice? {
    let ways = [box.cell != nil, box.boxFrom != nil, held?.lattice != nil].filter { $0 }.count
    guard ways <= 1 else {
      throw ValidationError("the cell comes from --cell, --box-from or --around: choose one")
    }
    if let lattice = held?.lattice { return lattice }
    guard let file = box.boxFrom else { return try box.givenCell() }
    guard let lattice = try input.open([file]).prototype.lattice else {
      throw Refusal(.inconsistent, "\(file) has no cell to take")
    }
    return lattice
  }

  private func lattice(for components: [PackingComponent]) throws -> Lattice {
    guard let density = box.density else {
      throw ValidationError("say how large: --density, --cell, --box-from or --around")
    }
    return try PackingBox.cube(for: components, density: density)
  }

  /// Atoms of the formula: as written, by --atoms or --units, or what density and cell hold.
  private func formulaAtoms(_ cell: Lattice?) throws -> [PackingComponent] {
    let formula = try Formula(parsing: what[0])
    if let units { return try PackingComponents.atoms(of: formula, units: units) }
    if let atoms {
      return try PackingComponents.atoms(of: formula, units: formulaUnits(formula, atoms))
    }
    guard let cell, let density = box.density else {
      return try PackingComponents.atoms(of: formula, units: 1)
    }
    let one = try PackingComponents.atoms(of: formula, units: 1)
    return try PackingComponents.atoms(
      of: formula, units: try PackingBox.units(of: one, in: cell, density: density))
  }

  private func formulaUnits(_ formula: Formula, _ atoms: Int) throws -> Int {
    let share = Double(atoms) / formula.atoms
    guard let units = Int(exactly: share), units > 0 else {
      let near = [share.rounded(.down), share.rounded(.up)].filter { $0 > 0 }
        .map { "\(Int(exactly: ($0 * formula.atoms).rounded()) ?? 0)" }
      throw Refusal(
        .inconsistent,
        "\(atoms) atoms are no whole number of \(what[0]); nearest: \(near.joined(separator: ", "))"
      )
    }
    return units
  }
}
