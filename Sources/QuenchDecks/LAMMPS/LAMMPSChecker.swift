import QuenchFormats
import QuenchModel
import QuenchUnits

extension DeckChecker {
  /// Input files of LAMMPS: whatever reads atoms or names a pair style.
  static let lammps = DeckChecker(
    engine: "lammps",
    owns: { folder in !LAMMPSCheck.inputs(in: folder).isEmpty },
    check: { folder in
      LAMMPSCheck.inputs(in: folder).flatMap { LAMMPSCheck($0, in: folder).findings }
    })
}

/// Looks at one LAMMPS input with the data file it reads.
struct LAMMPSCheck {
  let script: LAMMPSScript
  let folder: DeckFolder
  let input: String
  private(set) var data: (file: String, structure: Structure)?
  private var reading: [Finding] = []

  static func inputs(in folder: DeckFolder) -> [String] {
    folder.names.filter { name in
      let lower = name.lowercased()
      let isInput =
        lower.hasPrefix("in.")
        || [".in", ".lammps", ".lmp", ".inp"].contains(where: lower.hasSuffix)
      // A log repeats the commands of its input between other words.
      guard isInput, !lower.hasPrefix("log."), let text = folder.text(name),
        !text.hasPrefix("LAMMPS (")
      else { return false }
      return text.split(whereSeparator: \.isNewline).contains { line in
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard words.count > 1 else { return false }
        return ["read_data", "read_restart", "create_box"].contains(words[0])
      }
    }
  }

  init(_ input: String, in folder: DeckFolder) {
    self.input = input
    self.folder = folder
    script = LAMMPSScript(input, in: folder)
    readData()
  }

  var findings: [Finding] {
    var findings = missingFiles + reading
    findings += commands + elementOrders + longRange + charges + masses + arguments
    findings += thermostats + timesteps + damping + motion + barostats + frozenPressure
    // A stage that continues another has no atoms of its own to look at.
    if let data, script.first("read_data") != nil {
      findings += StructureFindings(data.structure, file: folder.name(data.file)).all
    }
    return findings
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, _ command: LAMMPSCommand
  ) -> Finding {
    Finding(severity, subject, message, file: command.file, line: command.line)
  }

  // MARK: Files

  private mutating func readData() {
    let command = script.first("read_data")
    let file = command.map { $0.words.count > 1 ? $0.words[1] : "" } ?? "../system.data"
    guard !file.contains("$"), !file.isEmpty else { return }
    guard let bytes = folder.read(file) else {
      if let command {
        reading.append(finding(.error, "FILE", "there is no data file '\(file)'", command))
      }
      return
    }
    let units = script.first("units").flatMap { $0.words.count > 1 ? $0.words[1] : nil }
      .flatMap { LAMMPSNames.units.contains($0) ? $0 : nil }
    do throws(ParseError) {
      let options = ReadOptions(species: elementsOfMasses(bytes), lammpsUnits: units)
      let (frames, _) = try FileFormat.lammpsData.read(
        bytes, source: folder.name(file), options: options)
      if let frame = frames.first { data = (file, frame.structure) }
    } catch {
      // Without masses nobody knows the elements, and LAMMPS may take the masses from elsewhere.
      reading.append(
        hasMasses(bytes)
          ? Finding(.error, "DATA", "\(error)", file: folder.name(file), line: error.line)
          : Finding(
            .note, "DATA", "no masses in it: the atoms are not looked at", file: folder.name(file)))
    }
  }

  func hasMasses(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes.prefix(1 << 20), as: UTF8.self).contains("Masses")
  }

  /// Elements by `mass 1 47.867`, where the data file has no masses; nil where one is missing.
  private func elementsOfMasses(_ bytes: [UInt8]) -> [String]? {
    guard !hasMasses(bytes) else { return nil }
    var elements: [Int: String] = [:]
    for command in script.all("mass") where command.words.count > 2 {
      guard let type = Int(command.words[1]), let mass = Double(command.words[2]),
        let element = Element.nearest(mass: mass)
      else { return nil }
      elements[type] = element.symbol
    }
    let ordered = elements.keys.sorted()
    guard !ordered.isEmpty, ordered == Array(1...ordered.count) else { return nil }
    return ordered.compactMap { elements[$0] }
  }

  private var missingFiles: [Finding] {
    script.missing.map {
      finding(.error, "FILE", "there is no file '\($0.words[1])' to include", $0)
    }
      + script.all("pair_coeff").flatMap { command in
        Self.potentialFiles(command).filter { folder.read($0) == nil }.map { file in
          finding(
            .warning, "FILE",
            "'\(file)' is not beside the input; LAMMPS then looks in LAMMPS_POTENTIALS only",
            command)
        }
      }
  }

  /// Words of a `pair_coeff` line that look like a file: a letter and a point in them.
  private static func potentialFiles(_ command: LAMMPSCommand) -> [String] {
    command.words.dropFirst(3).filter { word in
      Double(word) == nil && word.contains(".") && !word.contains("$")
        && word.contains(where: \.isLetter)
    }
  }

  // MARK: Types

  /// Element of each type of the data file, nil where a mass is no element's.
  private var typeElements: [String?]? {
    data.map { $0.structure.species.categories.map { $0.element?.symbol } }
  }

  /// Elements named after `* * file` and in `dump_modify element` against the masses of the data file.
  private var elementOrders: [Finding] {
    guard let types = typeElements else { return [] }
    var findings: [Finding] = []
    for command in script.all("pair_coeff")
    where command.words.dropFirst().starts(with: ["*", "*"]) {
      guard let file = command.words.firstIndex(where: Self.potentialFiles(command).contains)
      else { continue }
      let named = Array(command.words[(file + 1)...])
      // Styles such as reaxff and table take other words after the file.
      guard named.allSatisfy({ $0 == "NULL" || Element(symbol: $0) != nil }), !named.isEmpty
      else { continue }
      findings += compare(named, types, command, "TYPE-ORDER", .error)
    }
    for command in script.all("dump_modify") {
      guard let place = command.words.firstIndex(of: "element") else { continue }
      let named = command.words[(place + 1)...].prefix { Element(symbol: $0) != nil }
      findings += compare(Array(named), types, command, "DUMP-ELEMENTS", .warning)
    }
    return findings + pairs(types.count)
  }

  private func compare(
    _ named: [String], _ types: [String?], _ command: LAMMPSCommand, _ subject: String,
    _ severity: Finding.Severity
  ) -> [Finding] {
    let file = data?.file ?? ""
    guard named.count == types.count else {
      return [
        finding(
          severity, subject,
          "\(named.count) elements are named, and \(file) has \(types.count) atom types", command)
      ]
    }
    let wrong = named.indices.filter {
      named[$0] != "NULL" && types[$0] != nil && named[$0] != types[$0]
    }
    guard !wrong.isEmpty else { return [] }
    let shown = wrong.map { "type \($0 + 1) is \(types[$0] ?? "?") by its mass, not \(named[$0])" }
    return [
      finding(severity, subject, "\(shown.joined(separator: "; ")) (masses of \(file))", command)
    ]
  }

  // MARK: Charges

  private var charges: [Finding] {
    guard let data, let charges = data.structure.charges,
      let style = script.all("pair_style").last ?? script.first("kspace_style"),
      style.name == "kspace_style" || style.words.contains(where: { $0.contains("coul") })
    else { return [] }
    let mesh = script.first("kspace_style")
    // `set type 1 charge` may give others.
    guard !script.all("set").contains(where: { $0.words.contains("charge") }) else { return [] }
    let sum = charges.reduce(0, +)
    guard abs(sum) > 1e-3 else { return [] }
    return [
      finding(
        .warning, "CHARGE",
        "the atoms of \(data.file) carry \((sum * 1000).rounded() / 1000) e in all; "
          + (mesh == nil
            ? "energies depend on the cut-off" : "the mesh adds a uniform background"),
        mesh ?? style)
    ]
  }

  // MARK: Time step

  private var timesteps: [Finding] {
    guard let data else { return [] }
    let units = script.first("units").map { $0.words.count > 1 ? $0.words[1] : "lj" } ?? "metal"
    guard ["metal", "real"].contains(units) else { return [] }
    let factor = units == "metal" ? Factor.femtosecondPerPicosecond : 1
    var structure = data.structure
    if structure.fixedAxes == nil { structure.masses = data.structure.masses }
    return script.all("timestep").flatMap { command -> [Finding] in
      guard command.words.count > 1, let step = Double(command.words[1]) else { return [] }
      return StructureFindings(structure, file: folder.name(data.file))
        .timestep(step * factor, file: command.file, line: command.line)
    }
  }
}
