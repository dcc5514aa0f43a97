import QuenchModel

extension FileFormat {
  /// LAMMPS text dumps (`dump atom`, `dump custom`), columns in any order, atoms sorted by id.
  ///
  /// Values are in the unit style the file or the person names, else `metal`. Written in metal units
  /// (Å, ps, eV) with a lower-triangular box. Source: LAMMPS documentation, command `dump`.
  public static let lammpsDump = FileFormat(
    name: "lammps-dump", title: "LAMMPS dump", isTrajectory: true,
    holds: [
      .cell, .partialPeriodicity, .atomOrder, .velocities, .forces, .charges, .masses, .images,
      .identifiers, .step, .time, .precision,
    ],
    ownsName: { name in
      let name = name.lowercased()
      return name.hasSuffix(".dump") || name.hasSuffix(".lammpstrj") || name.hasPrefix("dump.")
    },
    ownsContent: { bytes in bytes.starts(with: Array("ITEM: ".utf8)) },
    makeReader: { (head, source, options) throws(ParseError) in
      try LAMMPSDumpReader(head: head, source: source, options: options)
    },
    makeEncoder: { LAMMPSDumpEncoder(options: $0) })
}

extension FileFormat {
  /// LAMMPS data files: any common atom style, restricted and general triclinic boxes.
  ///
  /// Values are in the unit style the first line or the person names, else `metal`. Written with
  /// `Masses` and element comments, in metal units. Source: LAMMPS documentation, command
  /// `read_data`.
  public static let lammpsData = FileFormat(
    name: "lammps-data", title: "LAMMPS data", isTrajectory: false,
    holds: [
      .title, .cell, .speciesLabels, .atomOrder, .velocities, .charges, .masses, .images,
      .identifiers, .step, .precision,
    ],
    ownsName: { name in
      let name = name.lowercased()
      return name.hasSuffix(".data") || name.hasSuffix(".lmp") || name.hasPrefix("data.")
    },
    ownsContent: LAMMPSDataSniffer.recognises,
    makeReader: { (_, source, options) throws(ParseError) in
      LAMMPSDataReader(source: source, options: options)
    },
    makeEncoder: { LAMMPSDataEncoder(options: $0) })
}

/// Says whether unnamed bytes are a LAMMPS data file.
enum LAMMPSDataSniffer {
  /// `N atoms` on one line and `xlo xhi` (or `avec`) at the end of another, both near the top.
  @Sendable
  static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var cursor = TextCursor(UnsafeRawBufferPointer(rebasing: bytes.prefix(8192)), source: "")
    var hasCount = false
    var hasBox = false
    cursor.skipLine()
    for _ in 0..<60 where !cursor.isAtEnd {
      let words = cursor.words().map(\.text)
      let isShort = words.count == 2 || (words.count > 2 && words[2].hasPrefix("#"))
      if isShort, words[1] == "atoms", Int(words[0]) != nil { hasCount = true }
      if words.count >= 4, words[2] == "xlo", words[3] == "xhi" { hasBox = true }
      if words.count >= 4, words[3] == "avec" { hasBox = true }
    }
    return hasCount && hasBox
  }
}
