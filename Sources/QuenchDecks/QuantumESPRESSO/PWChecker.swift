import QuenchFormats
import QuenchModel

extension DeckChecker {
  /// Inputs of pw.x, cp.x and neb.x, whatever their names end with.
  static let quantumESPRESSO = DeckChecker(
    engine: "qe", owns: { !PWFindings.inputs($0).isEmpty },
    check: { folder in PWFindings.inputs(folder).flatMap { PWFindings(folder, $0).all } })
}

/// What is wrong with one input of Quantum ESPRESSO.
struct PWFindings {
  let folder: DeckFolder
  let file: String
  let input: PWInputFile

  static func inputs(_ folder: DeckFolder) -> [String] {
    folder.names.filter { name in
      guard [".in", ".inp", ".pwi", ".pwin"].contains(where: { name.hasSuffix($0) }),
        let text = folder.text(name)
      else { return false }
      let small = text.lowercased()
      return small.contains("&system") && small.contains("atomic_species")
    }
  }

  init(_ folder: DeckFolder, _ file: String) {
    (self.folder, self.file) = (folder, file)
    input = (folder.read(file) ?? []).withUnsafeBytes { PWInputFile.read($0, source: file) }
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, line: Int?
  ) -> Finding {
    Finding(severity, subject, message, file: folder.name(file), line: line)
  }

  var all: [Finding] {
    var findings = whole + names + system + counts + pseudopotentials + units
    guard let (structure, lines) = geometry else { return findings + unread }
    let general = StructureFindings(structure, file: folder.name(file), lines: lines)
    findings += handedness(structure, lines.cell) + general.contacts
    findings += dynamics(structure, general) + slab(structure) + kpoints(structure)
    return findings + PWBandFindings(self, structure).all
  }

  private var geometry: (Structure, StructureFindings.Lines)? {
    input.card("ATOMIC_POSITIONS").flatMap { structure(of: $0) }
  }

  /// The atoms of one of several ATOMIC_POSITIONS; nil where they or the cell are given in a way that is
  /// not read.
  func structure(of card: PWInputFile.Card) -> (Structure, StructureFindings.Lines)? {
    do throws(ParseError) {
      let geometry = try PWInputGeometry(input, positions: card)
      let cell = input.card("CELL_PARAMETERS")?.line ?? input["ibrav"]?.line
      return (geometry.structure, StructureFindings.Lines(cell: cell, atoms: geometry.lines))
    } catch { return nil }
  }

  private var whole: [Finding] {
    guard let namelist = input.unclosed else { return [] }
    return [
      finding(
        .error, "SECTION", "&\(namelist.uppercased()) is never closed by /: is the file whole?",
        line: nil)
    ]
  }

  private var unread: [Finding] {
    // Where there is nothing to read, that has been said.
    guard input["ibrav"]?.integer != 0 || input.card("CELL_PARAMETERS") != nil else { return [] }
    return [
      finding(
        .note, "GEOMETRY",
        "cell or positions are given in a way that is not read here (ibrav, crystal_sg): distances, "
          + "vacuum and k-mesh are not checked",
        line: input["ibrav"]?.line ?? input.card("ATOMIC_POSITIONS")?.line)
    ]
  }

  /// pw.x takes it and says so; other programs that get the structure do not.
  private func handedness(_ structure: Structure, _ line: Int?) -> [Finding] {
    guard let lattice = structure.lattice, lattice.isLeftHanded else { return [] }
    return [
      finding(
        .warning, "LEFTHANDED", "the cell is left-handed (negative triple product)", line: line)
    ]
  }

  var calculation: String { input["calculation"]?.value.lowercased() ?? "scf" }

  private var counts: [Finding] {
    var findings: [Finding] = []
    for (name, card) in [("nat", "ATOMIC_POSITIONS"), ("ntyp", "ATOMIC_SPECIES")] {
      guard let entry = input[name], let count = entry.integer, let found = input.card(card),
        found.rows.count != count, !isBand
      else { continue }
      findings.append(
        finding(
          .error, name.uppercased(),
          "\(name) = \(count) and \(card) in line \(found.line) has \(found.rows.count) lines",
          line: entry.line))
    }
    let known = Set((input.card("ATOMIC_SPECIES")?.rows ?? []).compactMap(\.first))
    let used = Set((input.card("ATOMIC_POSITIONS")?.rows ?? []).compactMap(\.first))
    let missing = used.subtracting(known).filter { Species(label: $0).element != nil }
    if !missing.isEmpty {
      findings.append(
        finding(
          .error, "SPECIES", "ATOMIC_SPECIES lacks \(missing.sorted().joined(separator: ", "))",
          line: input.card("ATOMIC_SPECIES")?.line))
    }
    return findings
  }

  var isBand: Bool { folder.text(file)?.contains("BEGIN_PATH_INPUT") ?? false }

  /// A pseudopotential named for another element.
  private var pseudopotentials: [Finding] {
    let card = input.card("ATOMIC_SPECIES")
    return (card?.rows ?? []).enumerated().compactMap { (index, row) -> Finding? in
      guard row.count >= 3, let element = Species(label: row[0]).element,
        let named = Species(label: String(row[2].prefix { $0.isLetter })).element,
        named != element, row[2].prefix(while: \.isLetter).count <= 2
      else { return nil }
      return finding(
        .error, "POT-ORDER", "\(row[0]) gets the pseudopotential \(row[2])",
        line: card?.lines[index])
    }
  }

  private var units: [Finding] {
    var findings: [Finding] = []
    if let card = input.card("ATOMIC_POSITIONS"), card.option.isEmpty {
      findings.append(
        finding(
          .warning, "UNIT", "ATOMIC_POSITIONS without a unit means alat, which is deprecated",
          line: card.line))
    }
    if let card = input.card("CELL_PARAMETERS"), card.option.isEmpty {
      findings.append(
        finding(
          .warning, "UNIT",
          "CELL_PARAMETERS without a unit means bohr, or alat where celldm(1) or A is given: deprecated",
          line: card.line))
    }
    return findings
  }

  private func kpoints(_ structure: Structure) -> [Finding] {
    guard let lattice = structure.lattice else { return [] }
    // cp.x knows no other point than Γ.
    if isCarParrinello { return [] }
    guard let card = input.card("K_POINTS") else {
      return [
        finding(
          .warning, "KPOINTS", "there is no K_POINTS: the point Γ alone",
          line: input["calculation"]?.line)
      ]
    }
    var mesh = KPointMesh(divisions: [1, 1, 1], isGammaCentred: true, reason: "")
    if card.option == "automatic" {
      let numbers = (card.rows.first ?? []).compactMap { Int($0) }
      guard numbers.count == 6, numbers.prefix(3).allSatisfy({ $0 > 0 && $0 < 1000 }) else {
        return [
          finding(
            .error, "KPOINTS", "K_POINTS automatic wants six whole numbers", line: card.line + 1)
        ]
      }
      mesh.divisions = Array(numbers.prefix(3))
      mesh.isGammaCentred = numbers.suffix(3).allSatisfy { $0 == 0 }
    } else if card.option != "gamma" {
      return []
    }
    return KPointFindings(mesh, lattice, VacuumAxes(structure)).all(
      file: folder.name(file), line: card.option == "gamma" ? card.line : card.line + 1)
  }
}
