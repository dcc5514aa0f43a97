import ArgumentParser
import Foundation
import Quench

/// Adds all outputs below a folder to a new ledger, as `quench ledger add` does.
struct AddOutputs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Read outputs and add them to a new ledger.")

  @Argument var folder: String
  @OptionGroup var repetition: Repetition

  struct Result: Encodable {
    var frames = 0
    var atoms = 1
    /// Sum of the total energies, eV.
    var energy = 0.0
  }

  func run() throws {
    try repetition.run {
      let place = FileManager.default.temporaryDirectory.appendingPathComponent(
        "quench-bench-\(getpid()).ledger")
      defer { unlink(place.path) }
      let ledger = try Ledger(path: place.path, create: true)
      var result = Result()
      let paths = try CalculationSearch.outputs(under: folder)
      for start in stride(from: 0, to: paths.count, by: CalculationBatch.size) {
        let batch = Array(paths[start..<min(start + CalculationBatch.size, paths.count)])
        let read = try CalculationBatch.read(batch).map { try $0.result.get() }
        let outcomes = try ledger.add(read, by: Signature(user: "bench", version: "0"))
        result.frames += outcomes.count
        result.energy += read.reduce(0) { $0 + ($1.energies[.total] ?? 0) }
      }
      return result
    }
  }
}
