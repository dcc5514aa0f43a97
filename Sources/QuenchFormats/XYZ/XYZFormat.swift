import QuenchModel

extension FileFormat {
  /// XYZ with or without the extended comment line (`Lattice`, `Properties`), any number of frames.
  ///
  /// Lengths Å, velocities Å/fs, forces eV/Å, energies eV; `momenta` are ASE's √(u eV). Without
  /// `Lattice` a frame is not periodic. Source: the extended XYZ specification,
  /// github.com/libAtoms/extxyz, and OVITO's manual, XYZ file reader.
  public static let extxyz = FileFormat(
    name: "extxyz", title: "XYZ and extended XYZ", isTrajectory: true,
    holds: [
      .title, .cell, .partialPeriodicity, .speciesLabels, .atomOrder, .velocities, .forces,
      .fixedAxes, .occupancies, .charges, .masses, .identifiers, .step, .time, .observables,
      .precision, .orientation,
    ],
    ownsName: { name in
      let name = name.lowercased()
      return name.hasSuffix(".xyz") || name.hasSuffix(".extxyz")
    },
    ownsContent: XYZSniffer.recognises,
    makeReader: { (_, source, options) throws(ParseError) in
      if let units = options.lammpsUnits {
        _ = try LAMMPSUnits.named(units, source: source, line: 1)
      }
      return XYZReader(source: source, options: options)
    },
    makeEncoder: { XYZEncoder(options: $0) })
}

/// Says whether unnamed bytes are an XYZ file.
enum XYZSniffer {
  /// A line with one count, a comment, and a line of a word and three numbers (or `Properties=`).
  @Sendable
  static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(16_384))
    var cursor = TextCursor(head, source: "")
    let first = cursor.words()
    guard first.count == 1, let count = Int(first[0].text), count >= 0, !cursor.isAtEnd else {
      return false
    }
    let comment = cursor.textLine()
    if comment.contains("Properties=") || comment.contains("Lattice=") { return true }
    guard count > 0 else { return false }
    let row = cursor.words()
    return row.count >= 4 && Element(symbol: row[0].text.prefix { $0.isLetter }) != nil
      && row[1...3].allSatisfy { Double($0.text) != nil }
  }
}
