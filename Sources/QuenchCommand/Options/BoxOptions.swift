import ArgumentParser
import Quench

/// The cell something is put into.
struct BoxOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A cube of this density, g/cm³.", valueName: "g/cm³"))
  var density: Double?

  @Option(
    help: ArgumentHelp(
      "The cell: an edge, three lengths (Å), or three lengths and three angles (°): 12,12,15,90,90,120.",
      valueName: "Å[,°]"))
  var cell: String?

  @Option(help: ArgumentHelp("Take the cell of this structure file.", valueName: "file"))
  var boxFrom: String?

  /// The cell given by --cell, if any; throws `ValidationError` on what is none.
  func givenCell() throws -> Lattice? {
    guard let cell else { return nil }
    let words = cell.split { $0 == "," || $0 == " " || $0 == "x" }
    let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == words.count, let lattice = Self.lattice(numbers) else {
      throw ValidationError(
        "--cell takes an edge, three lengths, or three lengths and three angles that close a cell; "
          + "'\(cell)' is none")
    }
    return lattice
  }

  private static func lattice(_ n: [Double]) -> Lattice? {
    switch n.count {
    case 1 where n[0] > 0: .cubic(n[0])
    case 3 where n.allSatisfy { $0 > 0 }: Lattice(orthorhombic: Vector3(n[0], n[1], n[2]))
    case 6:
      Lattice(lengths: Vector3(n[0], n[1], n[2]), alpha: n[3], beta: n[4], gamma: n[5])
    default: nil
    }
  }
}
