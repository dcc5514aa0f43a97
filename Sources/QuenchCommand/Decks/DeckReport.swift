import Quench

/// What a deck costs and does, for people and as JSON.
struct DeckReport {
  private let bundle: DeckBundle
  private let notes: [String]
  /// Nil where nothing was written.
  private let directory: String?

  init(_ bundle: DeckBundle, notes: [String], directory: String?) {
    (self.bundle, self.notes, self.directory) = (bundle, notes, directory)
  }

  var text: String {
    var text = lines(head)
    if let first = bundle.members.first { text += "\n" + stages(first.deck).rendered() }
    text += "\n" + lines(tail)
    text += list("could not be expressed", gather(\.notExpressed), none: "nothing")
    text += list("chosen", (notes + gather(\.choices)).unique())
    text += list("settings", bundle.settings.lines)
    return text
  }

  private var head: [(String, String)] {
    var lines = [("engine", bundle.engine.title)]
    if let title = bundle.plan.title { lines.append(("title", title)) }
    let costs = bundle.members.map(\.deck.cost)
    if let cost = costs.first {
      let same = costs.allSatisfy { $0.atoms == cost.atoms && $0.freedom == cost.freedom }
      let held = cost.atoms - cost.mobileAtoms
      lines.append(
        (
          "atoms",
          "\(cost.atoms)" + (held > 0 ? ", \(held) of them held" : "")
            + (same ? "" : "; of the first member, others differ (--json)")
        ))
      if cost.parts.contains(where: { $0.freedom != nil }) {
        lines.append(("freedom", "\(cost.degreesOfFreedom) = \(cost.degreesOfFreedomRule)"))
      }
    }
    return lines
  }

  private var tail: [(String, String)] {
    var lines: [(String, String)] = []
    if bundle.members.count > 1 {
      let names = bundle.members.map { "\($0.directory) (seed \($0.seed))" }
      lines.append(("runs", "\(bundle.members.count): " + names.joined(separator: ", ")))
    } else if let member = bundle.members.first {
      lines.append(("seed", "\(member.seed)"))
    }
    let bytes = bundle.members.reduce(0.0) { $0 + Double($1.deck.cost.bytes) }
    if bytes > 0 { lines.append(("positions", Self.size(bytes) + " in single precision, in all")) }
    lines.append(("fingerprint", String(bundle.fingerprint.prefix(16)) + " (settings, SHA-256)"))
    if let directory {
      lines.append(("written", "\(directory): \(bundle.files.count) files"))
      lines.append(("start", "quench run \(directory), or \(directory)/run.sh"))
    } else {
      lines.append(("written", "nothing (--dry-run)"))
    }
    return lines
  }

  /// One row per stage.
  private func stages(_ deck: Deck) -> Table {
    let columns = [
      Table.Column("stage"), .init("T", unit: "K"), .init("steps"), .init("time", unit: "ps"),
      .init("cooling", unit: "K/s"), .init("frames"), .init("positions"),
    ]
    let rows = zip(bundle.plan.stages, deck.cost.parts).enumerated().map { index, pair in
      Self.row(index, pair.0, pair.1)
    }
    let cost = deck.cost
    let total: [Table.Cell] = [
      .text("in all"), .empty, Self.steps(deck), Self.time(cost.time), .empty,
      .integer(cost.parts.reduce(0) { $0 + $1.frames }), .text(Self.size(Double(cost.bytes))),
    ]
    return Table(columns: columns, rows: rows + (rows.count > 1 ? [total] : []))
  }

  /// At most, where a stage may end before its last step.
  private static func steps(_ deck: Deck) -> Table.Cell {
    let isAtMost = deck.cost.parts.contains { $0.steps > 0 && $0.time == 0 }
    return isAtMost ? .text("≤ \(deck.cost.steps)") : .integer(deck.cost.steps)
  }

  private static func row(_ index: Int, _ stage: Stage, _ part: DeckCost.Part) -> [Table.Cell] {
    guard case .dynamics(let run) = stage.task else {
      return [
        .text(DeckPath.directory(index, stage)), .text(describe(stage.task)),
        part.steps > 0 ? .text("≤ \(part.steps)") : .empty, .empty, .empty, .empty, .empty,
      ]
    }
    let plateaus = run.staircase.map { " in \($0)" } ?? ""
    let temperature =
      run.isRamp
      ? "\(Numerals.exact(run.start)) → \(Numerals.exact(run.end))\(plateaus)"
      : Numerals.exact(run.start)
    return [
      .text(DeckPath.directory(index, stage)), .text("\(temperature) \(run.ensemble.rawValue)"),
      .integer(part.steps), time(part.time),
      part.coolingRate.map { .text(Numerals.significant($0, 4)) } ?? .empty,
      .integer(part.frames), .text(size(Double(part.bytes))),
    ]
  }

  private static func describe(_ task: Stage.Task) -> String {
    switch task {
    case .singlePoint: "energy"
    case .relaxation(let relaxation):
      relaxation.cell == .fixed ? "ions" : "ions, cell \(relaxation.cell.rawValue)"
    case .band(let band): "\(band.images) images"
    case .rescale(let density): "\(Numerals.exact(density)) g/cm³"
    case .dynamics: ""
    }
  }

  private static func time(_ femtoseconds: Double) -> Table.Cell {
    .text(Numerals.exact(femtoseconds / Factor.femtosecondPerPicosecond))
  }

  static func size(_ bytes: Double) -> String {
    for (unit, factor) in [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] where bytes >= factor {
      return Numerals.significant(bytes / factor, 3) + " " + unit
    }
    return Numerals.fixed(bytes, 0) + " B"
  }

  /// What is true of some members alone is said with their names.
  private func gather(_ sentences: (Deck) -> [String]) -> [String] {
    let said = bundle.members.map { ($0.directory, sentences($0.deck)) }
    return said.flatMap(\.1).unique().map { sentence in
      let speakers = said.filter { $0.1.contains(sentence) }.map(\.0)
      return speakers.count == said.count
        ? sentence : "\(speakers.joined(separator: ", ")): \(sentence)"
    }
  }

  private func lines(_ pairs: [(String, String)]) -> String {
    pairs.map { $0.0.padded(to: 14) + printable($0.1) + "\n" }.joined()
  }

  private func list(_ name: String, _ items: [String], none: String? = nil) -> String {
    guard !items.isEmpty else { return none.map { "\(name): \($0)\n" } ?? "" }
    return name + ":\n" + items.map { "  " + printable($0) + "\n" }.joined()
  }
}

extension DeckReport {
  var json: JSONValue {
    [
      "schema": 1, "engine": .string(bundle.engine.name),
      "directory": directory.map { .string($0) } ?? .null,
      "fingerprint": .string(bundle.fingerprint),
      "settings": .strings(bundle.settings.lines),
      "assumptions": .strings(notes), "members": .array(bundle.members.map(Self.json)),
      "files": .strings(bundle.files.map(\.path).sorted()),
    ]
  }

  private static func json(_ member: DeckBundle.Member) -> JSONValue {
    let (deck, cost) = (member.deck, member.deck.cost)
    return [
      "directory": .string(member.directory), "seed": .string("\(member.seed)"),
      "atoms": .integer(cost.atoms), "mobile_atoms": .integer(cost.mobileAtoms),
      "degrees_of_freedom": .integer(cost.degreesOfFreedom),
      "degrees_of_freedom_rule": .string(cost.degreesOfFreedomRule),
      "steps": .integer(cost.steps), "time_fs": .number(cost.time),
      "trajectory_bytes": .integer(cost.bytes),
      "stages": .array(
        cost.parts.map { part in
          [
            "name": .string(part.stage), "steps": .integer(part.steps),
            "time_fs": .number(part.time), "cooling_rate_K_s": .number(part.coolingRate),
            "frames": .integer(part.frames), "trajectory_bytes": .integer(part.bytes),
            "degrees_of_freedom": part.freedom.map { .integer($0.count) } ?? .null,
          ]
        }),
      "runs": .strings(deck.runs.map(\.name)), "not_expressed": .strings(deck.notExpressed),
      "choices": .strings(deck.choices), "warnings": .array(deck.warnings.map(\.json)),
    ]
  }
}
