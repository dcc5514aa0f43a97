import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckChecker {
  /// CP2K inputs, whatever their names end with (CP2K manual).
  static let cp2k = DeckChecker(
    engine: "cp2k", owns: { !CP2KFindings.inputs($0).isEmpty },
    check: { folder in
      CP2KFindings.inputs(folder).flatMap { CP2KFindings(folder, $0).all }
    })
}

/// What is wrong with one CP2K input.
struct CP2KFindings {
  let folder: DeckFolder
  let file: String
  let input: CP2KInput

  /// Files that look like inputs and hold the section every input has.
  static func inputs(_ folder: DeckFolder) -> [String] {
    folder.names.filter { name in
      guard name.hasSuffix(".inp") || name.hasSuffix(".cp2k"), let text = folder.text(name) else {
        return false
      }
      return text.uppercased().contains("&FORCE_EVAL")
    }
  }

  init(_ folder: DeckFolder, _ file: String) {
    (self.folder, self.file) = (folder, file)
    input = (folder.read(file) ?? []).withUnsafeBytes { CP2KInput.read($0, source: file) }
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, _ entry: CP2KInput.Entry?
  ) -> Finding {
    Finding(severity, subject, message, file: folder.name(file), line: entry?.line)
  }

  func entry(_ section: String, _ keyword: String) -> CP2KInput.Entry? {
    input.entries.first { $0.path.hasSuffix(section) && $0.keyword == keyword }
  }

  /// Whether sections may lie in other files.
  var hasIncludes: Bool { folder.text(file)?.uppercased().contains("@INCLUDE") ?? false }

  var all: [Finding] {
    let geometry = CP2KGeometry(self)
    var findings = sections + names + geometry.findings + boundaries + solver + electrons + motion
    guard let structure = geometry.structure else { return findings }
    let general = StructureFindings(structure, file: folder.name(file), lines: geometry.lines)
    findings += general.handedness + geometry.contacts(general)
    findings += dynamics(structure, general) + surface(structure) + kinds(structure)
    findings += electronCount(structure)
    findings += kpoints(structure)
    return findings
  }

  /// CP2K stops at a section that is not closed, or closed under another's name.
  private var sections: [Finding] {
    guard let text = folder.text(file), !hasIncludes, !text.uppercased().contains("@IF") else {
      return []
    }
    var open: [(name: String, line: Int)] = []
    for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = row.prefix { $0 != "#" && $0 != "!" }.split(whereSeparator: \.isWhitespace)
      guard let word = words.first?.uppercased(), word.hasPrefix("&") else { continue }
      guard word.hasPrefix("&END") else {
        open.append((String(word.dropFirst()), index + 1))
        continue
      }
      let closed = words.count > 1 ? words[1].uppercased() : nil
      guard let last = open.popLast(), closed == nil || closed == last.name else {
        return [section("&END \(closed ?? "") closes no section that is open", index + 1)]
      }
    }
    return open.last.map { [section("&\($0.name) is never closed: is the file whole?", $0.line)] }
      ?? []
  }

  private func section(_ message: String, _ line: Int) -> Finding {
    Finding(.error, "SECTION", message, file: folder.name(file), line: line)
  }

  private var boundaries: [Finding] {
    let cell = entry("SUBSYS/CELL", "PERIODIC")
    let poisson = entry("DFT/POISSON", "PERIODIC")
    func sorted(_ entry: CP2KInput.Entry?) -> String {
      String((entry?.value.uppercased() ?? "XYZ").sorted())
    }
    guard entry("SUBSYS/CELL", "_") != nil, sorted(cell) != sorted(poisson) else { return [] }
    return [
      finding(
        .error, "PERIODIC",
        "&CELL is periodic along \(cell?.value ?? "XYZ") and &POISSON along \(poisson?.value ?? "XYZ")",
        poisson ?? cell)
    ]
  }

  private var solver: [Finding] {
    var findings: [Finding] = []
    let orbital = entry("DFT/SCF/OT", "_")
    let isOff = ["F", ".FALSE.", "OFF"].contains(orbital?.value.uppercased() ?? "")
    if let orbital, !isOff {
      if let smear = entry("SCF/SMEAR", "_"), !smear.value.uppercased().hasPrefix("OFF") {
        findings.append(
          finding(.error, "OT-SMEAR", "OT keeps occupations whole: no smearing with it", smear))
      }
      if let scheme = entry("DFT/KPOINTS", "SCHEME"),
        !["GAMMA", "NONE"].contains(scheme.value.uppercased())
      {
        findings.append(
          finding(.error, "OT-KPOINTS", "OT knows Γ alone: k-points need &DIAGONALIZATION", orbital)
        )
      }
    }
    if let annealing = entry("MOTION/MD", "TEMPERATURE_ANNEALING"),
      entry("MOTION/MD", "ENSEMBLE")?.value.uppercased() != "LANGEVIN"
    {
      findings.append(
        finding(
          .error, "ANNEALING", "TEMPERATURE_ANNEALING works with ENSEMBLE LANGEVIN alone", annealing
        ))
    }
    return findings
  }

  private func kinds(_ structure: Structure) -> [Finding] {
    let method = input.value("DFT/QS", "METHOD")?.uppercased() ?? "GPW"
    guard !["XTB", "DFTB"].contains(method), input.has("FORCE_EVAL/DFT") else { return [] }
    let named = Set(
      input.entries.filter { $0.path.hasSuffix("SUBSYS/KIND") && $0.keyword == "_" }.map {
        $0.value.uppercased()
      })
    let missing = Set(structure.species.map { $0.label.uppercased() }).subtracting(named)
    guard !missing.isEmpty, !named.contains("DEFAULT") else { return [] }
    return [
      finding(
        .error, "KIND", "no &KIND for \(missing.sorted().joined(separator: ", "))",
        entry("SUBSYS/COORD", "_"))
    ]
  }

  private func kpoints(_ structure: Structure) -> [Finding] {
    guard let scheme = entry("DFT/KPOINTS", "SCHEME"), let lattice = structure.lattice else {
      return []
    }
    let words = scheme.value.split(separator: " ").map(String.init)
    let divisions = words.dropFirst().prefix(3).compactMap { Int($0) }
    guard divisions.count == 3, divisions.allSatisfy({ $0 > 0 && $0 < 1000 }) else { return [] }
    let isShifted = words[0].uppercased() == "MONKHORST-PACK"
    let mesh = KPointMesh(
      divisions: divisions, isGammaCentred: !isShifted || divisions.allSatisfy { $0 % 2 == 1 },
      reason: "")
    return KPointFindings(mesh, lattice, VacuumAxes(structure)).all(
      file: folder.name(file), line: scheme.line)
  }
}
