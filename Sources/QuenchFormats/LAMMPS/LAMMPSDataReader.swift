import QuenchModel

/// Reads LAMMPS data files (`read_data`, `write_data`).
///
/// Atoms are sorted by id; the box is moved to begin at zero; sections that say nothing about atoms are
/// skipped with `W-LMP-SECTION`. Masses are kept where they differ from the element's by more than
/// 0.01 u. Source: LAMMPS documentation, commands `read_data` and `write_data`.
struct LAMMPSDataReader: SingleFrameReader {
  let source: String
  let options: ReadOptions

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    var file = LAMMPSDataFile(bytes, source: source, firstLine: place.line)
    let units = try self.units(of: file)
    try file.read()
    var builder = LAMMPSDataBuilder(file: file, units: units, options: options)
    frame.structure = try builder.structure()
    frame.step = file.title.step
    frame.time = nil
    frame.observables = [:]
    if options.lammpsUnits == nil, file.title.units == nil {
      frame.warnings.append(.metalAssumed)
    }
    frame.warnings += builder.warnings
  }

  private func units(of file: LAMMPSDataFile) throws(ParseError) -> LAMMPSUnits {
    guard let name = options.lammpsUnits ?? file.title.units else { return .metal }
    return try LAMMPSUnits.named(name, source: source, line: 1)
  }
}

/// The first line, in which `write_data` leaves the time step and the unit style.
struct LAMMPSTitle {
  private(set) var text: String
  private(set) var step: Int?
  private(set) var units: String?

  init(_ line: String) {
    text = line
    while let comma = text.lastIndex(of: ",") {
      let tail = String(text[text.index(after: comma)...])
      if units == nil, let value = Self.value("units", tail) {
        units = value
      } else if step == nil, let value = Self.value("timestep", tail), let number = Int(value) {
        step = number
      } else {
        break
      }
      text = String(text[..<comma])
    }
    if units == nil { units = Self.unitsAnywhere(line) }
    text = text.trimmingBlanks()
  }

  private static func value(_ key: String, _ part: String) -> String? {
    let words = part.split(separator: " ")
    guard words.count == 3, words[0] == key, words[1] == "=" else { return nil }
    return String(words[2])
  }

  private static func unitsAnywhere(_ line: String) -> String? {
    let words = line.split { $0 == " " || $0 == "," || $0 == "\t" }
    guard let place = words.lastIndex(of: "units"), place + 2 < words.count,
      words[place + 1] == "="
    else { return nil }
    return String(words[place + 2])
  }
}
