internal import QuenchModel

extension FileFormat {
  /// CP2K input and restart files: cell, atoms, velocities, held atoms, masses (CP2K manual, CELL, COORD,
  /// VELOCITY, FIXED_ATOMS, KIND).
  public static let cp2k = FileFormat(
    name: "cp2k", title: "CP2K input and restart", isTrajectory: false,
    holds: [
      .cell, .partialPeriodicity, .speciesLabels, .atomOrder, .velocities, .fixedAxes, .masses,
      .precision, .orientation,
    ],
    ownsName: { $0.lowercased().hasSuffix(".restart") },
    ownsContent: { head in
      // The first section, behind comments and preprocessor lines.
      var lines = ReportLines(UnsafeRawBufferPointer(rebasing: head.prefix(1 << 16)), source: "")
      while let line = lines.next() {
        if line.isBlank || line.begins("#") || line.begins("!") || line.begins("@") { continue }
        let word = line.words.first?.uppercased() ?? ""
        return sections.contains(word)
      }
      return false
    },
    makeReader: { _, _, _ in CP2KReader() },
    makeEncoder: { CP2KEncoder(options: $0) })

  private static let sections: Set = [
    "&GLOBAL", "&FORCE_EVAL", "&MOTION", "&EXT_RESTART", "&MULTIPLE_FORCE_EVALS",
    "&VIBRATIONAL_ANALYSIS", "&DEBUG", "&FARMING",
  ]
}

struct CP2KReader: SingleFrameReader {
  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    frame = try CP2KStructure(CP2KInput.read(bytes, source: place.source)).frame
  }
}
