import ArgumentParser
import Quench

struct ProtocolVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protocol",
    abstract: "Start, check and describe protocols.",
    discussion: """
      quench protocol new meltquench > glass.yaml
      quench protocol check glass.yaml
      quench protocol schema > protocol.schema.json     for editors
      """,
    subcommands: [New.self, Check.self, Schema.self])

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a commented protocol to start from.",
      discussion: ProtocolTemplate.all.map { "\($0.name): \($0.summary)" }.joined(
        separator: "\n"))

    @Argument(
      help: "\(ProtocolTemplate.all.map(\.name).joined(separator: ", ")).",
      completion: .list(ProtocolTemplate.all.map(\.name)))
    var kind: String
    @Option(
      name: [.short, .long],
      help: ArgumentHelp("Write to this file; - is standard output.", valueName: "file"))
    var output = "-"
    @Flag(help: "Replace an existing file.")
    var force = false

    func run() throws {
      guard let template = ProtocolTemplate.named(kind) else {
        let known = ProtocolTemplate.all.map(\.name).joined(separator: ", ")
        throw ValidationError("no protocol is called '\(kind)'; known: \(known)")
      }
      let file = try OutputFile(path: output, force: force)
      try file.write(Array(template.text.utf8))
      try file.finish()
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is wrong with protocols, with line and column, and what they ask.")

    @Argument(help: "Protocols in YAML; - is standard input.")
    var files: [String]
    @OptionGroup var report: ReportOptions

    func run() throws {
      for file in files {
        let bytes = try SmallFile.bytes(of: file, limit: YAMLTraps.mostBytes)
        let plan = try RunProtocol.read(bytes, source: file)
        guard !report.quiet else { continue }
        let stages = plan.stages.map(\.name).joined(separator: ", ")
        Terminal.complain("\(file): \(stages)" + (plan.replicas > 1 ? " × \(plan.replicas)" : ""))
        for line in plan.assumptions { Terminal.complain("  assumed: \(line)") }
      }
    }
  }

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the JSON Schema of protocols, for editors.",
      discussion: """
        quench protocol schema > protocol.schema.json

        The first line of a protocol then tells the editor:
        # yaml-language-server: $schema=protocol.schema.json
        """)

    func run() throws { try Terminal.say(ProtocolSchema.json.rendered()) }
  }
}
