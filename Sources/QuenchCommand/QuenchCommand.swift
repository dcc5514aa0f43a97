import ArgumentParser

struct QuenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quench",
    abstract: "From a crystal to a glass to a number.",
    discussion: """
      Reads and writes structures and trajectories, builds supercells, stores trajectories in \
      HDF5, and computes pair distributions and coordination numbers, all periodic images counted.

      Files are told by name, then by content; `-` is standard input or output. Crystals and \
      molecules that come with Quench go by name: quench info V2O3_corundum.

      Exit codes: 0 done, 2 unreadable input, 3 refused for consistency, 4 loss under --strict, \
      5 disk full or I/O failure, 64 wrong usage, 69 a needed program is missing.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Structures and trajectories", subcommands: filing),
      CommandGroup(name: "Building", subcommands: building),
      CommandGroup(name: "Analysis", subcommands: analysis),
      CommandGroup(name: "Decks and runs", subcommands: decks),
      CommandGroup(name: "Energies", subcommands: energies),
    ])

  private static let filing: [any ParsableCommand.Type] = [
    Info.self,
    Convert.self,
    Wrap.self,
    Store.self,
    Recover.self,
    Repack.self,
  ]

  private static let building: [any ParsableCommand.Type] = [
    SupercellVerb.self,
    HeterophaseVerb.self,
    PackVerb.self,
    NEBVerb.self,
  ]

  /// Verbs that a protocol may call to build its structure.
  static var builders: [String] {
    building.filter { $0 is any BuildingVerb.Type }.compactMap(\.configuration.commandName)
  }

  private static let analysis: [any ParsableCommand.Type] = [
    RDF.self,
    CN.self,
  ]

  private static let decks: [any ParsableCommand.Type] = [
    ProtocolVerb.self,
    DeckVerb.self,
    Check.self,
  ]

  private static let energies: [any ParsableCommand.Type] = [
    LedgerVerb.self,
    EnergyVerb.self,
  ]

  static let version = "0.1.0"
}
