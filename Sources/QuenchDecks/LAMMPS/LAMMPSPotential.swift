import QuenchModel

/// The interaction a protocol names: built in, Vashishta's file, or the person's own commands.
enum LAMMPSPotential {
  case ionic(IonicPotential)
  /// A three-body potential without charges on atoms, from a file the person has.
  case vashishta(file: DeckFile)
  case own(commands: [String], files: [DeckFile])

  static let expected =
    "potential: one of \(names.joined(separator: ", ")), or own pair commands under commands"

  static var names: [String] { IonicPotential.all.map(\.name) + ["vashishta", "file"] }

  init(_ settings: LAMMPSSettings, attachments: [String: [UInt8]]) throws(DeckError) {
    let files = try Self.attached(settings.files, attachments)
    switch settings.potential {
    case nil where settings.commands.isEmpty:
      throw DeckError(.missing(key: "lammps.potential", expected: Self.expected))
    case nil, "file":
      guard !settings.commands.isEmpty else {
        throw DeckError(
          .missing(key: "lammps.commands", expected: "pair_style and pair_coeff lines as written"))
      }
      self = .own(
        commands: Self.commands(settings.commands, pointingTo: settings.files), files: files)
    case "vashishta":
      guard let file = files.first else {
        throw DeckError(
          .missing(
            key: "lammps.files",
            expected: "the file with Vashishta's parameters, e.g. SiO.1990.vashishta of LAMMPS's "
              + "potentials directory"))
      }
      self = .vashishta(file: file)
    case .some(let name):
      guard let ionic = IonicPotential.named(name) else {
        throw DeckError(
          .impossible("no potential is called '\(name)'; \(Self.expected)"))
      }
      self = .ionic(ionic)
    }
  }

  private static func attached(
    _ names: [String], _ attachments: [String: [UInt8]]
  ) throws(DeckError) -> [DeckFile] {
    var files: [DeckFile] = []
    for name in names {
      guard let bytes = attachments[name] else {
        throw DeckError(
          .missing(key: "lammps.files", expected: "'\(name)' is not there or cannot be read"))
      }
      files.append(DeckFile(path(name), bytes: bytes))
    }
    return files
  }

  /// Where a file of the person's lies in the deck.
  private static func path(_ name: String) -> String {
    "potentials/" + DeckPath.slug(String(name.split(separator: "/").last ?? ""))
  }

  /// Words that name a file are made to point to its copy in the deck, seen from a stage.
  private static func commands(_ lines: [String], pointingTo files: [String]) -> [String] {
    lines.map { line in
      DeckPath.comment(line).split(separator: " ", omittingEmptySubsequences: false).map { word in
        files.contains(String(word)) ? "../" + path(String(word)) : String(word)
      }.joined(separator: " ")
    }
  }

  /// e by element; nil where charges are none of the potential's business.
  var charges: [String: Double]? {
    if case .ionic(let potential) = self { potential.charges } else { nil }
  }

  var description: String {
    switch self {
    case .ionic(let potential):
      "potential: \(potential.title), \(potential.citation)"
        + (potential.remark.map { "; \($0)" } ?? "")
    case .vashishta(let file): "potential: Vashishta's, from \(file.path)"
    case .own: "potential: own commands, taken as written"
    }
  }

  func covers(_ elements: [String]) throws(DeckError) {
    guard case .ionic(let potential) = self else { return }
    let unknown = elements.filter { potential.charges[$0] == nil }
    guard unknown.isEmpty else {
      throw DeckError(
        .impossible(
          "\(potential.title) has no \(unknown.joined(separator: ", ")); it knows "
            + potential.elements.joined(separator: ", ")))
    }
  }

  func commands(elements: [String], accuracy: Double) -> LAMMPSPairCommands {
    switch self {
    case .ionic(let potential): return potential.commands(elements: elements, accuracy: accuracy)
    case .vashishta(let file):
      var commands = LAMMPSPairCommands(lines: [
        "# Vashishta, Kalia, Rino and Ebbsjo, Phys. Rev. B 41 (1990) 12197, "
          + "doi 10.1103/PhysRevB.41.12197",
        "pair_style      vashishta",
        "pair_coeff      * * ../\(file.path) \(elements.joined(separator: " "))",
      ])
      commands.files = [file]
      return commands
    case .own(let lines, let files):
      let named = lines.map { line in
        line.split(separator: " ", omittingEmptySubsequences: false)
          .map { $0 == "{elements}" ? elements.joined(separator: " ") : String($0) }
          .joined(separator: " ")
      }
      var commands = LAMMPSPairCommands(lines: ["# own commands"] + named)
      commands.files = files
      return commands
    }
  }
}
