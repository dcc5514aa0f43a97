import QuenchModel

extension FileFormat {
  /// GROMACS GRO: fixed columns in nm, 3 or 9 box numbers, velocities, many frames.
  public static let gro = FileFormat(
    name: "gro", title: "GROMACS GRO", isTrajectory: true,
    holds: [.title, .cell, .velocities, .residues, .speciesLabels, .step, .time, .atomOrder],
    ownsName: { $0.lowercased().hasSuffix(".gro") },
    ownsContent: { GROReader.ownsContent($0) },
    makeReader: { (_, source, options) throws(ParseError) in
      try GROReader(source: source, options: options)
    },
    makeEncoder: { GROEncoder($0) })
}

extension GROReader {
  /// A number alone in line 2, and GROMACS's columns in line 3.
  static func ownsContent(_ head: UnsafeRawBufferPointer) -> Bool {
    var lines = LineSkipper(head)
    guard lines.skip(1), let count = lines.line,
      Int(String(decoding: count, as: UTF8.self).filter { $0 != " " && $0 != "\r" }) != nil,
      lines.skip(1), let first = lines.line
    else { return false }
    return GROColumns(first) != nil
  }
}

extension FileFormat {
  /// GROMACS XTC: positions on a grid (0.01 Å unless written finer), cell, step, time; no names.
  public static let xtc = FileFormat(
    name: "xtc", title: "GROMACS XTC", isTrajectory: true, isText: false,
    holds: [.cell, .step, .time, .atomOrder],
    ownsName: { $0.lowercased().hasSuffix(".xtc") },
    ownsContent: { $0.starts(with: [0, 0, 7, 0xCB]) || $0.starts(with: [0, 0, 7, 0xE7]) },
    makeReader: { (_, _, _) throws(ParseError) in XTCReader() },
    makeEncoder: { XTCEncoder($0) })
}

extension FileFormat {
  /// GROMACS TRR: positions, velocities, forces, cell, step, time; no names. Doubles are written.
  public static let trr = FileFormat(
    name: "trr", title: "GROMACS TRR", isTrajectory: true, isText: false,
    holds: [.cell, .velocities, .forces, .step, .time, .atomOrder, .precision],
    ownsName: { $0.lowercased().hasSuffix(".trr") },
    ownsContent: { $0.starts(with: [0, 0, 7, 0xC9, 0, 0, 0, 13]) },
    makeReader: { (_, _, _) throws(ParseError) in TRRReader() },
    makeEncoder: { _ in TRREncoder() })
}
