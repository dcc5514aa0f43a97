import ArgumentParser

@main
struct QuenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quench", abstract: "From a crystal to a glass to a number.", version: "0.1.0")
}
