import QuenchModel
import QuenchUnits

/// Writes extended XYZ: every number as the shortest text that reads back the same, or with the number of
/// decimals asked for.
///
/// `species` is the element's symbol; labels that say more stand in a column `label`.
struct XYZEncoder: FrameEncoder {
  let options: WriteOptions

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    let structure = frame.structure
    let columns = try XYZOutputColumns(structure)
    output.append(structure.count)
    output.newline()
    appendComment(frame, columns, into: &output)
    output.newline()
    columns.appendRows(of: structure, decimals: options.decimals, into: &output)
  }

  private func appendComment(
    _ frame: Frame, _ columns: XYZOutputColumns, into output: inout TextBuffer
  ) {
    let structure = frame.structure
    if let lattice = structure.lattice {
      let numbers = lattice.rows.flatMap { [$0.x, $0.y, $0.z] }
      appendNumbers("Lattice", numbers, into: &output)
    }
    output.append("Properties=")
    output.append(columns.properties)
    let flags = (0..<3).map { structure.periodicity[$0] && structure.lattice != nil ? "T" : "F" }
    output.append(" pbc=\"\(flags.joined(separator: " "))\"")
    if let step = frame.step { output.append(" step=\(step)") }
    if let time = frame.time {
      output.append(" time=")
      output.append(shortest: time)
      output.append(" time_unit=fs")
    }
    appendObservables(frame.observables, into: &output)
    if !structure.title.isEmpty { output.append(" title=\(Self.quoted(structure.title))") }
    if let provenance = options.provenance {
      output.append(" provenance=\(Self.quoted(provenance))")
    }
  }

  private func appendNumbers(
    _ key: StaticString, _ numbers: [Double], into output: inout TextBuffer
  ) {
    output.append(key)
    output.append("=\"")
    for (index, number) in numbers.enumerated() {
      if index > 0 { output.space() }
      output.append(shortest: number)
    }
    output.append("\" ")
  }

  /// By name, so that equal frames give equal bytes; a whole stress or virial as nine numbers.
  private func appendObservables(
    _ observables: [String: Double], into output: inout TextBuffer
  ) {
    var rest = observables.filter(\.value.isFinite)
    let stressUnit = Factor.gigapascalPerElectronvoltPerCubicAngstrom
    for (key, unit) in [("stress", stressUnit), ("virial", 1)] {
      let names = XYZTensor.components.map { "\(key)_\($0)" }
      let values = names.compactMap { rest[$0] }
      guard values.count == 6 else { continue }
      for name in names { rest[name] = nil }
      let rows = [0, 5, 4, 5, 1, 3, 4, 3, 2].map { values[$0] / unit }
      output.append(" \(key)=\"\(rows.map(\.description).joined(separator: " "))\"")
    }
    for (key, value) in rest.sorted(by: { $0.key < $1.key }) {
      output.append(" \(Self.key(key))=")
      output.append(shortest: value)
    }
  }

  private static func key(_ key: String) -> String {
    let isBare =
      !key.isEmpty
      && key.utf8.allSatisfy { byte in
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      }
    return isBare ? key : quoted(key)
  }

  /// Line breaks become `\n`, quotes and backslashes are escaped.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        result.unicodeScalars.append("\\")
        result.unicodeScalars.append(scalar)
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Which columns a structure needs, and their rows.
struct XYZOutputColumns {
  let symbols: [String]
  let labels: [String]?
  private(set) var properties = "species:S:1:pos:R:3"

  init(_ structure: Structure) throws(WriteError) {
    var symbols: [String] = []
    var labels: [String] = []
    for species in structure.species.categories {
      symbols.append(try Self.word(species.name))
      labels.append(try Self.word(species.label))
    }
    self.symbols = symbols
    self.labels = labels == symbols ? nil : labels
    if self.labels != nil { properties += ":label:S:1" }
    if structure.velocities != nil { properties += ":velo:R:3" }
    if structure.forces != nil { properties += ":forces:R:3" }
    if structure.charges != nil { properties += ":charge:R:1" }
    if structure.masses != nil { properties += ":masses:R:1" }
    if structure.occupancies != nil { properties += ":occupancy:R:1" }
    if structure.identifiers != nil { properties += ":id:I:1" }
    if let fixed = structure.fixedAxes {
      let isWhole = fixed.allSatisfy { $0 == .all || $0 == .none }
      guard isWhole || structure.lattice?.isAxisAligned == true else {
        throw WriteError(
          "extended XYZ holds atoms along x, y, z only, and these are held along vectors of a tilted "
            + "cell; free them or hold them whole")
      }
      properties += isWhole ? ":move_mask:L:1" : ":move_mask:L:3"
    }
  }

  /// Columns are separated by blanks: a label may hold none.
  private static func word(_ text: String) throws(WriteError) -> String {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw WriteError("the species label '\(text)' cannot be one word of an XYZ line")
    }
    return text
  }

  func appendRows(of structure: Structure, decimals: Int?, into output: inout TextBuffer) {
    let codes = structure.species.codes
    let masksPerAtom = properties.hasSuffix("L:3") ? 3 : 1
    let names = symbols.map { Array($0.utf8) }
    let positions = structure.positions.flat
    for atom in codes.indices {
      output.append(bytes: names[Int(codes[atom])])
      append(positions, atom, decimals, &output)
      if let labels { output.append(" \(labels[Int(codes[atom])])") }
      if let velocities = structure.velocities { append(velocities.flat, atom, nil, &output) }
      if let forces = structure.forces { append(forces.flat, atom, nil, &output) }
      for values in [structure.charges, structure.masses, structure.occupancies] {
        guard let values else { continue }
        output.space()
        output.append(shortest: values[atom])
      }
      if let identifiers = structure.identifiers { output.append(" \(identifiers[atom])") }
      if let fixed = structure.fixedAxes {
        for axis in 0..<masksPerAtom { output.append(fixed[atom][axis] ? " F" : " T") }
      }
      output.newline()
    }
  }

  @inline(__always)
  private func append(
    _ flat: [Double], _ atom: Int, _ decimals: Int?, _ output: inout TextBuffer
  ) {
    for index in 3 * atom..<3 * atom + 3 {
      output.space()
      if let decimals {
        output.append(flat[index], decimals: decimals)
      } else {
        output.append(shortest: flat[index])
      }
    }
  }
}
