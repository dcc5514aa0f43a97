import ArgumentParser
import Quench

/// A verb that makes a structure, so that a protocol can call it by its words.
protocol BuildingVerb: ParsableCommand {
  var output: OutputOptions { get }
  /// Files and crystals it builds from.
  var inputs: [String] { get }
  /// Whether its words ask for one structure: no list, no folder of variants.
  var makesOneStructure: Bool { get }
  /// What it builds, with the warnings of what it was built from.
  func built() throws -> Built
}

extension BuildingVerb {
  var makesOneStructure: Bool { true }
}

extension Built {
  /// With what was warned and assumed before it was built.
  func after(_ warnings: [Warning], assuming assumptions: [String] = []) -> Built {
    var built = self
    built.report.warnings = warnings + report.warnings
    built.report.assumptions = assumptions + report.assumptions
    return built
  }
}
