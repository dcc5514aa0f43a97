import ArgumentParser
import Foundation
import QuenchModel

/// g(r) of one large structure in memory.
struct RadialPoints: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rdf-points", abstract: "Count pairs of Si and O in one box of points.")

  @Argument(help: "Doubles: atoms of Si, atoms of O, three box lengths, positions; Å.")
  var file: String
  @OptionGroup var question: RadialQuestion
  @OptionGroup var repetition: Repetition

  func run() throws {
    let structure = try Self.structure(file)
    try repetition.run { try question.answer(structure) }
  }

  private static func structure(_ file: String) throws -> Structure {
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let numbers = data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
    guard numbers.count >= 5, let silicon = Int(exactly: numbers[0]),
      let oxygen = Int(exactly: numbers[1]), numbers.count == 5 + 3 * (silicon + oxygen)
    else { throw ValidationError("\(file) is not what workloads.py writes") }
    var species = Categorical<Species>()
    species.append(Species(label: "Si"), count: silicon)
    species.append(Species(label: "O"), count: oxygen)
    return Structure(
      lattice: Lattice(
        a: Vector3(numbers[2], 0, 0), b: Vector3(0, numbers[3], 0), c: Vector3(0, 0, numbers[4])),
      species: species, positions: Coordinates(flat: Array(numbers[5...])))
  }
}
