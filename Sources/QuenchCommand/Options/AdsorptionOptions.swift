import ArgumentParser
import Quench

/// Where and how molecules are put on a slab.
struct AdsorptionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Kinds of sites: top,bridge,hollow (all).", valueName: "kinds"))
  var sites: String?
  @Option(
    help: ArgumentHelp("Above these atoms of the slab, as a selection.", valueName: "selection"))
  var over: String?
  @Option(help: ArgumentHelp("top, bottom or both.", valueName: "side"))
  var side = "top"
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Binding atom (else the lowest) so far above the site, Å; else by covalent radii.",
      valueName: "Å"))
  var height: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Nearest contact in units of the covalent radii (1).", valueName: "factor"))
  var contact: Double?
  @Option(
    help: ArgumentHelp(
      "The binding atom goes over the site, lowest: an element or number of the molecule.",
      valueName: "atom"))
  var atom: String?
  @Option(
    help: ArgumentHelp(
      "flat, flipped, upright, inverted, down, given; several by commas.", valueName: "poses"))
  var pose: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("So many angles about the normal.", valueName: "n"))
  var orientations = 1
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Turn by degrees about x,y,z after the pose.", valueName: "x,y,z"))
  var rotate: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Molecules per cell and side.", valueName: "n"))
  var count: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Molecules per equal site instead (0.5).", valueName: "share"))
  var coverage: Double?
  @Option(
    help: ArgumentHelp("Repeat the slab first: 3x2, or auto for the smallest.", valueName: "size"))
  var supercell: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Least distance between molecules and images, Å.", valueName: "Å"))
  var separation = 3.0
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("So far below the highest atom the surface reaches, Å.", valueName: "Å"))
  var depth = 1.5
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Set the gap between outermost nuclei, Å.", valueName: "Å"))
  var vacuum: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Charge of the molecule, e, where its file does not say.", valueName: "e"))
  var charge: Double?

  func validate() throws {
    guard height == nil || contact == nil else {
      throw ValidationError("choose one of --height and --contact")
    }
    guard count == nil || coverage == nil else {
      throw ValidationError("choose one of --count and --coverage")
    }
    guard sites == nil || over == nil else {
      throw ValidationError("choose one of --sites and --over")
    }
  }

  func adsorber(
    _ slab: Structure, _ name: String, _ finder: inout PackingComponents
  ) throws -> Adsorber {
    var adsorption = Adsorption(try component(name, &finder))
    adsorption.sites = try chosenSites(slab)
    adsorption.side = try Self.word(side, "--side")
    if let height { adsorption.height = .above(height) }
    if let contact { adsorption.height = .contact(contact) }
    adsorption.anchor = try bindingAtom(adsorption.molecule.molecule)
    adsorption.poses = try poses()
    adsorption.turn = try turn()
    adsorption.azimuths = orientations
    if let count { adsorption.amount = .molecules(count) }
    if let coverage { adsorption.amount = .coverage(coverage) }
    adsorption.separation = separation
    adsorption.depth = depth
    adsorption.vacuum = vacuum
    if let supercell {
      adsorption.repeats =
        supercell == "auto" ? .automatic : .matrix(try Slab.repeats(parsing: supercell))
    }
    return try Adsorber(slab, adsorption)
  }

  private func component(
    _ name: String, _ finder: inout PackingComponents
  ) throws -> PackingComponent {
    let found = try finder.molecules([try PackingRequest(parsing: "1:" + name)])
    guard found.count == 1, var component = found.first?.component else {
      throw ValidationError("'\(name)' is more than one molecule; adsorb one after the other")
    }
    if let charge { component.charge = charge }
    return component
  }

  private static func word<Value: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String
  ) throws -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: text) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(option) takes \(known); '\(text)' is none")
    }
    return value
  }

  private func chosenSites(_ slab: Structure) throws -> Adsorption.Sites {
    if let over {
      let atoms = try Selection(parsing: over).atoms(in: slab)
      guard !atoms.isEmpty else { throw ValidationError("--over '\(over)' chooses no atom") }
      return .over(atoms)
    }
    guard let sites else { return .kinds([.top, .bridge, .hollow]) }
    return .kinds(
      try sites.split(separator: ",").map { part in
        let kind: AdsorptionSite.Kind = try Self.word(String(part), "--sites")
        guard kind != .over else { throw ValidationError("--over takes a selection of atoms") }
        return kind
      })
  }

  /// Of several atoms the one farthest from the middle of the molecule.
  private func bindingAtom(_ molecule: Structure) throws -> Int? {
    guard let atom else { return nil }
    let atoms = try Selection(parsing: atom).atoms(in: molecule)
    guard !atoms.isEmpty else {
      throw ValidationError("--atom '\(atom)' is not in the molecule")
    }
    return Adsorption.outermost(of: atoms, in: molecule)
  }

  private func poses() throws -> [MoleculePose] {
    guard let pose else { return [atom == nil ? .flat : .down] }
    return try pose.split(separator: ",").map { try Self.word(String($0), "--pose") }
  }

  private func turn() throws -> Vector3 {
    guard let rotate else { return .zero }
    let numbers = rotate.split(separator: ",").compactMap { Double($0) }
    guard numbers.count == 3 else {
      throw ValidationError("--rotate takes three angles in degrees, as 0,90,0")
    }
    return Vector3(numbers[0], numbers[1], numbers[2])
  }
}
