import ArgumentParser
import Foundation
import Quench

/// Finds what `600:DME`, `V48O72` and the like name.
struct PackingComponents {
  let input: InputOptions
  /// Sentences: which of several conformers was taken, and the like.
  private(set) var assumptions: [String] = []
  private(set) var warnings: [Warning] = []

  init(_ input: InputOptions) { self.input = input }

  /// Molecules in the order written; a salt gives its cations, then its anions.
  mutating func molecules(
    _ requests: [PackingRequest]
  ) throws -> [(component: PackingComponent, amount: PackingAmount)] {
    var parts: [(component: PackingComponent, amount: PackingAmount)] = []
    for request in requests {
      for component in try molecule(request.name) { parts.append((component, request.amount)) }
    }
    return parts
  }

  private mutating func molecule(_ name: String) throws -> [PackingComponent] {
    if let ion = MonatomicIon(name) { return [PackingComponent(name, ion: ion, count: 0)] }
    if let ion = bareIon(name) { return [PackingComponent(ion.name, ion: ion, count: 0)] }
    if let found = conformer(name, .xyz, preferring: "_trans") {
      return [PackingComponent(name, molecule: try read(found), count: 0)]
    }
    let crystal = conformer(name, .cif, preferring: "_alpha_quartz")
    if let crystal = crystal ?? builtIn(name, .cif) {
      assumptions.append("\(name) is packed as formula units of the crystal, rigid")
      return [try PackingComponent(formulaUnitOf: read(crystal), name: name, count: 0)]
    }
    if let salt = try salt(name) { return salt }
    return [PackingComponent(name, molecule: try read(name), count: 0)]
  }

  /// `Li` where there is no molecule or file of that name, but an ion.
  private mutating func bareIon(_ name: String) -> MonatomicIon? {
    guard let ion = MonatomicIon(onlyStateOf: name), builtIn(name, .xyz) == nil,
      builtIn(name, .cif) == nil, !FileManager.default.fileExists(atPath: name)
    else { return nil }
    assumptions.append("\(name) is read as the ion \(ion.name)")
    return ion
  }

  private mutating func read(_ name: String) throws -> Structure {
    let source = try input.open([name])
    warnings += source.warnings
    return source.prototype
  }

  private func builtIn(_ name: String, _ kind: BuiltIn.Kind) -> String? {
    BuiltIn.all.contains { $0.kind == kind && $0.name == name } ? name : nil
  }

  /// The built-in structure of a name without its conformer or polymorph: the only one, else the
  /// preferred one.
  private mutating func conformer(
    _ name: String, _ kind: BuiltIn.Kind, preferring ending: String
  ) -> String? {
    let known = BuiltIn.all.filter { $0.kind == kind }.map(\.name)
    guard !known.contains(name), !name.contains("/") else { return nil }
    let found = known.filter { $0.hasPrefix(name + "_") }
    let chosen = found.count == 1 ? found[0] : found.first { $0 == name + ending }
    guard let chosen else { return nil }
    let rest = found.filter { $0 != chosen }
    assumptions.append(
      "\(name) is \(chosen)" + (rest.isEmpty ? "" : ", not \(rest.joined(separator: ", "))"))
    return chosen
  }

  /// `LiTFSI`: a cation of one letter pair and a built-in anion of the opposite charge.
  private mutating func salt(_ name: String) throws -> [PackingComponent]? {
    for cation in ["Li", "Na", "K"] where name.hasPrefix(cation) && name.count > cation.count {
      let rest = String(name.dropFirst(cation.count))
      let found = builtIn(rest, .xyz) ?? conformer(rest, .xyz, preferring: "_trans")
      guard let anion = found else { continue }
      let molecule = PackingComponent(rest, molecule: try read(anion), count: 0)
      guard molecule.charge == -1, let ion = MonatomicIon(cation + "+") else { continue }
      return [PackingComponent(cation + "+", ion: ion, count: 0), molecule]
    }
    return nil
  }

  /// Loose atoms of a formula, taken `units` times.
  static func atoms(of formula: Formula, units: Int) throws -> [PackingComponent] {
    try formula.parts.map { part in
      guard let element = Element(symbol: part.name),
        let count = Int(exactly: (part.amount * Double(units) * 1e6).rounded() / 1e6)
      else {
        throw ValidationError(
          "\(units) × \(part.amount) atoms of \(part.name) are no whole number")
      }
      return PackingComponent(element, count: count)
    }
  }
}
