import ArgumentParser
import Quench

/// A verb that makes a structure, so that a protocol can call it by its words.
protocol BuildingVerb: ParsableCommand {
  /// What it builds, with the warnings of what it was built from.
  func built() throws -> Built
}
