import QuenchFormats
import QuenchModel

/// What &SYSTEM has to say: lattice, cut-offs, occupations, spin.
extension PWFindings {
  var system: [Finding] { needed + lattice + cutoffs + occupations + spin + indices }

  private var needed: [Finding] {
    guard input.entries.contains(where: { $0.namelist == "system" }) else { return [] }
    return ["ibrav", "nat", "ntyp", "ecutwfc"].filter { input[$0] == nil }
      .filter { $0 != "nat" || input["space_group"] == nil }.map { name in
        finding(
          .error, "MISSING", "there is no \(name) in &SYSTEM",
          line: input.entries.first { $0.namelist == "system" }?.line)
      }
  }

  private var lattice: [Finding] {
    guard let entry = input["ibrav"], let kind = entry.integer else { return [] }
    let card = input.card("CELL_PARAMETERS")
    let parameter = input["celldm(1)"] ?? input["a"] ?? input["celldm"]
    if kind == 0 {
      guard let card else {
        return [
          finding(.error, "CELL", "ibrav = 0 wants CELL_PARAMETERS", line: entry.line)
        ]
      }
      guard let parameter, ["angstrom", "bohr"].contains(card.option) else { return [] }
      return [
        finding(
          .error, "CELL",
          "\(parameter.name) and CELL_PARAMETERS \(card.option) give the lattice parameter twice",
          line: parameter.line)
      ]
    }
    if let card {
      return [
        finding(
          .error, "CELL", "CELL_PARAMETERS go with ibrav = 0, and ibrav = \(kind)", line: card.line)
      ]
    }
    guard parameter == nil else { return [] }
    return [
      finding(
        .error, "CELL", "ibrav = \(kind) wants a lattice parameter: celldm(1) in bohr or A in Å",
        line: entry.line)
    ]
  }

  /// Names of files with soft potentials, which have more charge than squares of their waves.
  private static let soft = ["rrkjus", "kjpaw", "uspp", "ultrasoft", "-van_", ".us.", "gbrv"]

  private var cutoffs: [Finding] {
    guard let waves = input["ecutwfc"]?.number, waves > 0 else { return [] }
    let entry = input["ecutrho"]
    let density = entry?.number ?? 4 * waves
    let line = (entry ?? input["ecutwfc"])?.line
    let shown = "ecutrho \(DeckNumber.text(density)) Ry"
    if density <= waves {
      return [finding(.error, "ECUTRHO", "\(shown) is not above ecutwfc", line: line)]
    }
    if density < 4 * waves * (1 - 1e-9) {
      return [
        finding(
          .warning, "ECUTRHO",
          "\(shown) is below 4 × ecutwfc = \(DeckNumber.text(4 * waves)) Ry: the density of any "
            + "potential needs that", line: line)
      ]
    }
    let file = (input.card("ATOMIC_SPECIES")?.rows ?? []).compactMap { $0.count > 2 ? $0[2] : nil }
      .first { name in Self.soft.contains { name.lowercased().contains($0) } }
    guard let file, density < 6 * waves else { return [] }
    return [
      finding(
        .warning, "ECUTRHO",
        "\(file) is ultrasoft or PAW: \(shown)\(entry == nil ? ", the default," : "") is little; 8 to 12 "
          + "times ecutwfc", line: line)
    ]
  }

  private var occupations: [Finding] {
    let kind = input["occupations"]?.value.lowercased()
    let width = input["degauss"]?.number ?? 0
    if kind == "smearing", width <= 0 {
      return [
        finding(
          .error, "DEGAUSS", "occupations = 'smearing' wants degauss, its width in Ry",
          line: input["occupations"]?.line)
      ]
    }
    if kind == nil, let entry = input["degauss"], width > 0 {
      return [
        finding(
          .warning, "DEGAUSS", "degauss without occupations = 'smearing' does nothing",
          line: entry.line)
      ]
    }
    guard let kind, kind.hasPrefix("tetrahedra"), let card = input.card("K_POINTS"),
      card.option != "automatic"
    else { return [] }
    return [
      finding(
        .error, "KPOINTS", "tetrahedra need K_POINTS automatic", line: card.line)
    ]
  }

  private var spin: [Finding] {
    var findings: [Finding] = []
    let isNoncollinear = input["noncolin"]?.isTrue ?? false
    if isNoncollinear, input["nspin"]?.integer == 2 {
      findings.append(
        finding(
          .error, "SPIN", "noncolin and nspin = 2 exclude each other", line: input["nspin"]?.line))
    }
    if let entry = input["lspinorb"], entry.isTrue, !isNoncollinear {
      findings.append(
        finding(.error, "SPIN", "lspinorb needs noncolin = .true.", line: entry.line))
    }
    guard input["nspin"]?.integer == 2, input["tot_magnetization"] == nil else { return findings }
    let kind = input["occupations"]?.value.lowercased() ?? "fixed"
    if kind == "fixed" {
      findings.append(
        finding(
          .error, "MAGMOM",
          "nspin = 2 with fixed occupations wants tot_magnetization, or occupations = 'smearing'",
          line: input["nspin"]?.line))
    } else if moments.isEmpty {
      findings.append(
        finding(
          .error, "MAGMOM",
          "nspin = 2 and no starting_magnetization of any species: the run stops",
          line: input["nspin"]?.line))
    }
    return findings
  }

  /// Of species that there are.
  private var moments: [PWInputFile.Entry] {
    let most = input["ntyp"]?.integer ?? .max
    return input.entries.filter {
      $0.name.hasPrefix("starting_magnetization") && (Self.index($0.name) ?? 1) <= most
    }
  }

  private static let perSpecies = [
    "starting_magnetization(", "starting_charge(", "hubbard_u(", "hubbard_j0(", "hubbard_alpha(",
    "hubbard_beta(", "angle1(", "angle2(", "london_c6(", "london_rvdw(",
  ]

  private static func index(_ name: String) -> Int? {
    guard let open = name.firstIndex(of: "(") else { return nil }
    return Int(name[name.index(after: open)...].prefix { $0.isNumber })
  }

  private var indices: [Finding] {
    guard let most = input["ntyp"]?.integer else { return [] }
    return input.entries.compactMap { entry in
      guard Self.perSpecies.contains(where: entry.name.hasPrefix),
        let index = Self.index(entry.name), index > most || index < 1
      else { return nil }
      return finding(
        .error, "INDEX", "\(entry.name) names species \(index), and ntyp = \(most)",
        line: entry.line)
    }
  }
}
