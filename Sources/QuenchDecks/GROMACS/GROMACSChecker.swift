extension DeckChecker {
  /// Topologies with the coordinates beside them, and parameter files.
  static let gromacs = DeckChecker(
    engine: "gromacs",
    owns: { folder in
      folder.names.contains { $0.hasSuffix(".mdp") }
        || folder.names.contains {
          $0.hasSuffix(".top") && folder.text($0)?.contains("molecules") == true
        }
    },
    check: { folder in
      let tops = folder.names.filter { $0.hasSuffix(".top") }
      return tops.flatMap { TopologyCheck($0, in: folder).findings }
        + folder.names.filter { $0.hasSuffix(".mdp") && $0 != "mdout.mdp" }.flatMap {
          ParameterCheck($0, in: folder).findings
        }
    })
}
