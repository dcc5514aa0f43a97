import ArgumentParser
import Quench

/// A slab from a file, or cut from a crystal: `slab.vasp`, `-`, `TiO2_rutile:110`,
/// `TiO2_rutile:110:TERMINATION`.
struct SurfaceInput {
  let structure: Structure
  let warnings: [Warning]
  /// What was cut, for the report card.
  let assumptions: [String]

  init(_ text: String, _ input: InputOptions, thickness: Double) throws {
    let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count > 1, !text.contains("/"), Self.isPlane(parts[1]) else {
      let source = try input.open([text])
      (structure, warnings, assumptions) = (source.prototype, source.warnings, [])
      return
    }
    let source = try input.open([parts[0]])
    var slab = Slab(plane: try MillerPlane(parsing: parts[1]))
    slab.size = .thickness(thickness)
    slab.termination = parts.count > 2 ? parts[2] : nil
    structure = try slab.build(source.prototype).structure
    warnings = source.warnings
    assumptions = ["\(structure.title) is at least \(thickness) Å thick"]
  }

  private static func isPlane(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isNumber || "-, ()".contains($0) }
  }
}
