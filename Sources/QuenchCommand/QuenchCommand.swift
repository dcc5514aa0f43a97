import ArgumentParser

struct QuenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quench",
    abstract: "From a crystal to a glass to a number.",
    discussion: """
      Reads and writes structures and trajectories; builds supercells, slabs, defects, glasses, \
      liquids, interfaces and cells; renders one protocol as input for VASP, CP2K, Quantum ESPRESSO, \
      LAMMPS and GROMACS, checks and runs it; keeps trajectories in HDF5; computes pair distributions \
      and coordination numbers, all periodic images counted; keeps the books of energies.

      Files are told by name, then by content; `-` is standard input or output. Crystals and \
      molecules that come with Quench go by name: quench info V2O3_corundum.

      Exit codes: 0 done, 2 unreadable input, 3 refused for consistency, 4 loss under --strict, \
      5 disk full or I/O failure, 64 wrong usage, 69 a needed program is missing.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Structures and trajectories", subcommands: filing),
      CommandGroup(name: "Building", subcommands: building),
      CommandGroup(name: "Editing", subcommands: editing),
      CommandGroup(name: "Analysis", subcommands: analysis),
      CommandGroup(name: "Decks and runs", subcommands: decks),
      CommandGroup(name: "Energies", subcommands: energies),
    ])

  private static let filing: [any ParsableCommand.Type] = [
    Info.self,
    Convert.self,
    Wrap.self,
    Picture.self,
    Store.self,
    Recover.self,
    Repack.self,
  ]

  private static let building: [any ParsableCommand.Type] = [
    SupercellVerb.self,
    SlabVerb.self,
    AdsorbVerb.self,
    DefectVerb.self,
    OrderVerb.self,
    HeterophaseVerb.self,
    PackVerb.self,
    ElectrodeVerb.self,
    InterfaceVerb.self,
    NanoparticleVerb.self,
    EmbedVerb.self,
    NEBVerb.self,
  ]

  private static let editing: [any ParsableCommand.Type] = [
    SelectVerb.self,
    CutVerb.self,
    SortVerb.self,
    SwapVerb.self,
    StrainVerb.self,
    RotateVerb.self,
    ShiftVerb.self,
    VacuumVerb.self,
    MergeVerb.self,
    FixVerb.self,
  ]

  /// Verbs that a protocol may call to build its structure.
  static var builders: [String] {
    building.compactMap { $0 is any BuildingVerb.Type ? $0.configuration.commandName : nil }
  }

  private static let analysis: [any ParsableCommand.Type] = [
    RDF.self,
    CN.self,
    Angles.self,
  ]

  private static let decks: [any ParsableCommand.Type] = [
    ProtocolVerb.self,
    DeckVerb.self,
    Check.self,
    RunVerb.self,
  ]

  private static let energies: [any ParsableCommand.Type] = [
    LedgerVerb.self,
    EnergyVerb.self,
  ]

  static let version = "0.1.0"
}
