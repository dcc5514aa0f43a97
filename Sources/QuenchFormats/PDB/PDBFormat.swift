internal import QuenchModel

extension FileFormat {
  /// Protein Data Bank files, format 3.3, with one model or many; VMD's and GROMACS's dialects.
  ///
  /// Å in 8.3 columns. Source: wwPDB, Atomic Coordinate Entry Format 3.30; hybrid-36 after cctbx,
  /// cci.lbl.gov/hybrid_36.
  public static let pdb = FileFormat(
    name: "pdb", title: "PDB", isTrajectory: true,
    holds: [.title, .cell, .atomOrder, .occupancies, .identifiers, .residues, .step, .time],
    ownsName: { name in
      let name = name.lowercased()
      return name.hasSuffix(".pdb") || name.hasSuffix(".ent")
    },
    ownsContent: { head in
      let line = String(decoding: head.prefix(10), as: UTF8.self)
      return ["HEADER    ", "TITLE     ", "CRYST1"].contains { line.hasPrefix($0) }
        || ["ATOM  ", "HETATM", "MODEL ", "REMARK"].contains { word in
          line.hasPrefix(word)
            && line.dropFirst(6).allSatisfy { $0 == " " || $0.isASCII && $0.isHexDigit }
        }
    },
    makeReader: { (head, source, options) throws(ParseError) in
      try PDBReader(head, source: source, options: options)
    },
    makeEncoder: { PDBEncoder(options: $0) })
}
