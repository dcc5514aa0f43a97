import ArgumentParser
import Quench

/// How a crystal is taken apart along a plane.
struct CuttingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Oxidation states for polarity (Li:1,O:-2,V:3); else guessed from the composition.",
      valueName: "states"))
  var oxidation: String?
  @Option(
    help: ArgumentHelp(
      "Never cut these bonds (C-O,Si-O): units go to one side as a whole.", valueName: "pairs"))
  var keepBonds: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Height up to which atoms are one atomic layer, Å.", valueName: "Å"))
  var layerTolerance = 0.3
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Tolerance of the space-group search, Å.", valueName: "Å"))
  var symprec = 1e-2
  @Flag(help: "The indices refer to the cell as given, not to the conventional cell.")
  var givenCell = false

  func cutting(of crystal: Structure) throws -> SlabCutting {
    var cutting = SlabCutting()
    cutting.usesGivenCell = givenCell
    cutting.symmetryTolerance = symprec
    cutting.layerTolerance = layerTolerance
    cutting.oxidation = try OxidationStates.of(crystal, given: oxidation)
    cutting.wholeBonds = try keepBonds.map { try BondKind.list(parsing: $0) } ?? []
    return cutting
  }
}
