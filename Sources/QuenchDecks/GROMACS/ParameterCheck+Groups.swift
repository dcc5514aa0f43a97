import QuenchFormats

/// Atoms of the groups in the index file.
extension ParameterCheck {
  /// Every atom belongs to one group of tc-grps, and no more.
  var covered: [Finding] {
    guard isCoupled, isDynamics, let names = parameters["tc-grps"]?.words, !names.isEmpty,
      let (file, groups) = indexAtoms
    else { return [] }
    let own = names.compactMap { groups[$0.lowercased()] }
    guard own.count == names.count, let all = groups.values.map(\.count).max() else { return [] }
    var seen: Set<Int> = []
    for (name, atoms) in zip(names, own) {
      if let atom = atoms.first(where: { seen.contains($0) }) {
        return [
          finding(
            .error, "TC-GROUPS",
            "atom \(atom) is in \(name) and in another group of tc-grps (\(file))",
            at: "tc-grps")
        ]
      }
      seen.formUnion(atoms)
    }
    // The largest group is at most the system.
    guard seen.count < all else { return [] }
    return [
      finding(
        .error, "TC-GROUPS",
        "\(all - seen.count) atoms of \(file) are in none of tc-grps: grompp stops", at: "tc-grps")
    ]
  }

  private var indexAtoms: (file: String, groups: [String: [Int]])? {
    let own = folder.names.filter { $0.hasSuffix(".ndx") }
    let name = own.first ?? "../index.ndx"
    guard own.count < 2, let text = folder.text(name) else { return nil }
    var groups: [String: [Int]] = [:]
    var group = ""
    for line in text.split(whereSeparator: \.isNewline) {
      if line.contains("[") {
        group =
          line.split(whereSeparator: { " \t[]".contains($0) }).first.map { $0.lowercased() } ?? ""
      } else {
        groups[group, default: []] += line.split(separator: " ").compactMap { Int($0) }
      }
    }
    return (name, groups)
  }
}
