import QuenchFormats
import QuenchModel

/// POTCAR against POSCAR.
extension VASPFindings {
  /// Order and number of potentials against the species of POSCAR.
  func potentialOrder(_ structure: Structure) -> [Finding] {
    let species = structure.species.runs.map { structure.species.categories[$0.category].name }
    guard potentials.isEmpty else {
      return order(potentials.map(\.element), potentials.map(\.line), species, "POTCAR")
        + mixedPotentials
    }
    guard !folder.has("POTCAR") else {
      return [
        Finding(
          .error, "POTCAR", "no complete potential in it (TITEL, VRHFIN, End of Dataset)",
          file: folder.name("POTCAR"), line: 1)
      ]
    }
    guard let text = folder.text("POTCAR.spec") else {
      return [Finding(.error, "POTCAR", "there is no POTCAR", file: folder.name("POTCAR"))]
    }
    let titles = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let names = titles.map { Species(label: $0).name }
    let missing = Finding(
      .warning, "POTCAR", "POTCAR has to be made of \(titles.joined(separator: ", "))",
      file: folder.name("POTCAR.spec"), line: 1)
    return [missing] + order(names, Array(1...max(1, names.count)), species, "POTCAR.spec")
  }

  private func order(
    _ names: [String], _ lines: [Int], _ species: [String], _ file: String
  ) -> [Finding] {
    guard names.count == species.count else {
      return [
        Finding(
          .error, "POT-COUNT",
          "\(names.count) potential\(names.count == 1 ? "" : "s") (\(names.joined(separator: " "))) for \(species.count) species of "
            + "POSCAR (\(species.joined(separator: " ")))", file: folder.name(file),
          line: lines.last)
      ]
    }
    guard let place = names.indices.first(where: { names[$0] != species[$0] }) else { return [] }
    return [
      Finding(
        .error, "POT-ORDER",
        "potential \(place + 1) is \(names[place]) and species \(place + 1) of POSCAR is "
          + "\(species[place]): the order is \(species.joined(separator: " "))",
        file: folder.name(file), line: lines[place])
    ]
  }

  /// `PAW_PBE` beside `PAW` (LDA): made for different functionals.
  private var mixedPotentials: [Finding] {
    let kinds = potentials.map { $0.title.split(separator: " ").first.map(String.init) ?? "" }
    guard let place = kinds.indices.first(where: { kinds[$0] != kinds[0] }) else { return [] }
    return [
      Finding(
        .error, "POT-MIXED",
        "\(potentials[place].title) beside \(potentials[0].title): made for different functionals",
        file: folder.name("POTCAR"), line: potentials[place].line)
    ]
  }
}
