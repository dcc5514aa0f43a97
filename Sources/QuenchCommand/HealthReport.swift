import Quench

/// How the runs of a deck went, as text and as JSON.
struct HealthReport {
  /// By the run's name or directory.
  let runs: [(name: String, health: RunHealth)]

  /// Of each run of a deck in `directory`, or of the folders below it where there is no manifest.
  ///
  /// `name` picks one run.
  init(_ directory: String, folders: [DeckFolder], run name: String? = nil) throws {
    if DeckTree.contents("\(directory)/\(DeckManifest.fileName)") != nil {
      let manifest = try DeckManifest.inDirectory(directory)
      runs = manifest.members.flatMap { member in
        let start = member.startingStructure(below: directory)
        let firstMelt = member.runs.first { $0.melts }?.stage ?? .max
        return member.runs.filter { name == nil || $0.name == name }.compactMap { run in
          RunHealth.ofDirectory(
            "\(directory)/\(run.directory)", run: run, start: start,
            melting: run.melts ? .here : run.stage > firstMelt ? .before : .never
          ).map { (run.name, $0) }
        }
      }
    } else {
      runs = folders.compactMap { folder in
        let place = folder.path.isEmpty ? directory : "\(directory)/\(folder.path)"
        return RunHealth.ofDirectory(place).map { (place, $0) }
      }
    }
  }

  var text: String {
    runs.map { name, health in
      (["", name] + health.facts.map { "  " + $0.label.padded(to: 24) + Self.shown($0) }
        + health.warnings.map { "  warning: \($0)" })
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }

  var json: JSONValue {
    .array(
      runs.map { name, health in
        .object(
          [.init("run", .string(name))]
            + health.facts.map { fact in
              .init(fact.key, fact.text.map { .string($0) } ?? .number(fact.value))
            } + [.init("warnings", .array(health.warnings.map(\.json)))])
      })
  }

  private static func shown(_ fact: RunHealth.Fact) -> String {
    if let text = fact.text { return text }
    let number = shown(fact.value ?? .nan, unit: fact.unit, digits: 4)
    let spread = fact.deviation.map { " ± " + shown($0, unit: fact.unit, digits: 3) } ?? ""
    return [number + spread, fact.unit].filter { !$0.isEmpty }.joined(separator: " ")
      + (fact.remark.isEmpty ? "" : "  (\(fact.remark))")
  }

  /// Energies in meV's place, whole numbers whole, others to so many digits.
  private static func shown(_ value: Double, unit: String, digits: Int) -> String {
    if unit == "eV" { return Numerals.fixed(value, 4) }
    if value == value.rounded(), abs(value) < 1e9 { return Numerals.fixed(value, 0) }
    let text = Numerals.significant(value, digits)
    guard text.contains("."), !text.contains("e") else { return text }
    let bare = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(bare.reversed())
  }
}
