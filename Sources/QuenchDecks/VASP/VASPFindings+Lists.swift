import QuenchFormats
import QuenchModel

/// Lists with a value per atom or per species.
extension VASPFindings {
  func lists(_ structure: Structure) -> [Finding] {
    let species = structure.species.runs.count
    let isHubbard = incar["LDAU"]?.isTrue ?? false
    let names =
      (isHubbard ? ["LDAUL", "LDAUU", "LDAUJ"] : []) + ["LANGEVIN_GAMMA", "ROPT", "RWIGS"]
    return moments(structure.count) + names.flatMap { length($0, species, "species") }
  }

  private func length(_ name: String, _ expected: Int, _ what: String) -> [Finding] {
    guard let tag = incar[name] else { return [] }
    guard let count = tag.count else {
      return [finding(.error, "LIST", "\(name): '\(tag.value)' is no list of numbers", tag: tag)]
    }
    guard count != expected else { return [] }
    return [
      finding(
        .error, name.hasPrefix("LDAU") ? "LDAU" : name,
        "\(name) has \(count) value\(count == 1 ? "" : "s") for \(expected) \(what)", tag: tag)
    ]
  }

  private func moments(_ atoms: Int) -> [Finding] {
    let isNoncollinear =
      incar["LNONCOLLINEAR"]?.isTrue ?? false || incar["LSORBIT"]?.isTrue ?? false
    if isNoncollinear { return length("MAGMOM", 3 * atoms, "components (3 per atom)") }
    guard incar["ISPIN"]?.integer == 2 else {
      guard let tag = incar["MAGMOM"] else { return [] }
      return [finding(.warning, "MAGMOM", "MAGMOM without ISPIN = 2 does nothing", tag: tag)]
    }
    guard incar["MAGMOM"] == nil else { return length("MAGMOM", atoms, "atoms") }
    return [
      finding(
        .note, "MAGMOM", "ISPIN = 2 without MAGMOM: every atom starts with 1 µB",
        tag: incar["ISPIN"])
    ]
  }
}
