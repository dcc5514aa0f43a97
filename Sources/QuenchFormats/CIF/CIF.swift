internal import QuenchModel

extension FileFormat {
  /// Crystallographic Information File, version 1.1.
  public static let cif = FileFormat(
    name: "cif", title: "CIF", isTrajectory: false,
    holds: [.title, .cell, .speciesLabels, .occupancies, .precision, .atomOrder],
    ownsName: { $0.lowercased().hasSuffix(".cif") },
    ownsContent: { head in
      // The first word that is no comment.
      var cursor = TextCursor(UnsafeRawBufferPointer(rebasing: head.prefix(1 << 16)), source: "")
      while !cursor.isAtEnd {
        guard !cursor.isAtLineEnd(), cursor.peek != UInt8(ascii: "#") else {
          cursor.skipLine()
          continue
        }
        let word = cursor.word().prefix(5).map { $0 | 0x20 }
        // '_' | 0x20 is 0x7F.
        return word.elementsEqual([0x64, 0x61, 0x74, 0x61, 0x7F])
      }
      return false
    },
    makeReader: { _, _, _ in CIFReader() },
    makeEncoder: { CIFEncoder(options: $0) })
}

/// Reads the first data block that has atoms, and applies its symmetry.
struct CIFReader: SingleFrameReader {
  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    let document = try CIFDocument(bytes, source: place.source, firstLine: place.line)
    let blocks = document.blocks
    guard let block = blocks.first(where: { $0.loop(with: CIFCrystal.fractX) != nil })
    else {
      throw Self.noAtoms(blocks, place.source)
    }
    var crystal = try CIFCrystal(block, source: place.source)
    let others = blocks.filter { $0.loop(with: CIFCrystal.fractX) != nil }.count - 1
    if others > 0 {
      crystal.warnings.append(
        Warning(
          "W-CIF-BLOCKS", "data block '\(block.name)' is read; \(others) more with atoms are not"))
    }
    frame = Frame(try crystal.structure())
    frame.warnings = crystal.warnings
  }

  private static func noAtoms(_ blocks: [CIFBlock], _ source: String) -> ParseError {
    let line = blocks.first?.line ?? 1
    if blocks.contains(where: { $0.has(prefix: "_atom_site_cartn") }) {
      return ParseError(
        source: source, line: line, column: 1,
        reason: .unsupported("the atoms have Cartesian coordinates only, as in mmCIF"),
        advice: "mmCIF of macromolecules is not read; fractional coordinates are needed")
    }
    return ParseError(
      source: source, line: line, column: 1,
      reason: .expected("a loop with _atom_site_fract_x", found: "none in any data block"))
  }
}
