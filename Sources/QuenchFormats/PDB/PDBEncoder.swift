internal import QuenchModel

/// Writes PDB: one structure plainly, several as models. What does not fit its column is an error.
struct PDBEncoder: FrameEncoder {
  let options: WriteOptions
  /// The first frame, until it is known whether it is the only one.
  private var first: (head: TextBuffer, atoms: TextBuffer)?
  private var frames = 0

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    if let decimals = options.decimals, decimals != 3 {
      throw WriteError("PDB holds 3 decimals of an Å, not \(decimals)")
    }
    var (head, atoms) = (TextBuffer(), TextBuffer())
    let structure = try frame.structure.alignedForPDB()
    title(frame, into: &head)
    try cell(structure.lattice, into: &head)
    try PDBAtomWriter(structure).write(into: &atoms)
    frames += 1
    if frames == 1 {
      first = (head, atoms)
      return
    }
    if let first {
      model(first, 1, into: &output)
      self.first = nil
    }
    model((head, atoms), frames, into: &output)
  }

  mutating func finish(into output: inout TextBuffer) throws(WriteError) {
    // Behind models an END would be an empty frame for programs that take it for the end of one.
    guard let first else { return }
    output.append(bytes: first.head.bytes)
    output.append(bytes: first.atoms.bytes)
    output.append("END\n")
    self.first = nil
  }

  /// GROMACS puts title and cell of each frame before its MODEL.
  private func model(
    _ frame: (head: TextBuffer, atoms: TextBuffer), _ number: Int, into output: inout TextBuffer
  ) {
    output.append(bytes: frame.head.bytes)
    output.append("MODEL     ")
    output.append(number, width: 4)
    output.newline()
    output.append(bytes: frame.atoms.bytes)
    output.append("ENDMDL\n")
  }

  /// 70 columns a line, broken between words.
  private func title(_ frame: Frame, into output: inout TextBuffer) {
    var title = frame.structure.title.isEmpty ? options.provenance ?? "" : frame.structure.title
    if let time = frame.time {
      var text = TextBuffer()
      text.append(picoseconds: time)
      title += " t= \(ReportLine.trimmed(text.text))"
    }
    if let step = frame.step { title += " step= \(step)" }
    let plain = String(title.map { $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : " " })
    var line = ""
    var count = 0
    func flush() {
      guard !line.isEmpty else { return }
      count += 1
      output.append("TITLE   ")
      output.append(count > 1 ? String(count) : "", width: 2)
      output.append((count > 1 ? " " : "") + line + "\n")
      line = ""
    }
    for word in plain.split(separator: " ") {
      if line.count + word.count > 67 { flush() }
      line += (line.isEmpty ? "" : " ") + word.prefix(69)
    }
    flush()
  }

  private func cell(_ lattice: Lattice?, into output: inout TextBuffer) throws(WriteError) {
    guard let lattice else { return }
    output.append("CRYST1")
    for axis in 0..<3 {
      guard lattice.lengths[axis] < 99999.9995 else {
        throw WriteError("a cell vector of \(lattice.lengths[axis]) Å does not fit CRYST1")
      }
      output.append(lattice.lengths[axis], decimals: 3, width: 9)
    }
    for axis in 0..<3 { output.append(lattice.angles[axis], decimals: 2, width: 7) }
    output.append(" P 1           1\n")
  }
}

extension Structure {
  /// Turned so that a lies along x and b in the xy plane, which is what lengths and angles mean.
  fileprivate func alignedForPDB() throws(WriteError) -> Structure {
    guard lattice != nil else { return self }
    guard let aligned = alignedToLowerTriangular() else {
      throw WriteError(
        "the cell is left-handed or has no volume, which PDB cannot hold; "
          + "exchange two cell vectors first")
    }
    return aligned.structure
  }
}

/// The records of one structure.
private struct PDBAtomWriter {
  private let structure: Structure
  private let record: StaticString

  init(_ structure: Structure) {
    self.structure = structure
    record = structure.residues == nil ? "HETATM" : "ATOM  "
  }

  func write(into output: inout TextBuffer) throws(WriteError) {
    output.reserve(structure.count * 81)
    let symbols = structure.species.categories.map { $0.element?.symbol.uppercased() ?? "X" }
    for atom in 0..<structure.count {
      output.append(record)
      try serial(atom, into: &output)
      output.space()
      try names(atom, into: &output)
      try position(atom, into: &output)
      output.append(structure.occupancies?[atom] ?? 1, decimals: 2, width: 6)
      output.append("  0.00          ")
      output.append(symbols[Int(structure.species.codes[atom])], width: 2)
      charge(atom, into: &output)
      output.newline()
    }
  }

  private func serial(_ atom: Int, into output: inout TextBuffer) throws(WriteError) {
    let number = structure.identifiers?[atom] ?? atom + 1
    guard let text = PDBSerial.text(number, width: 5) else {
      throw WriteError("atom number \(number) does not fit five columns, not even as hybrid-36")
    }
    output.append(text, width: 5)
  }

  private func names(_ atom: Int, into output: inout TextBuffer) throws(WriteError) {
    let species = structure.species[atom]
    let name = structure.residues?.atomNames[atom] ?? species.name
    let residue = structure.residues?.names[atom] ?? "UNL"
    let number = Int(structure.residues?.numbers[atom] ?? 1)
    output.append(try Self.padded(name, species.element), width: 4, right: false)
    output.space()
    guard Self.isPlain(residue), residue.utf8.count <= 4 else {
      throw WriteError("residue name '\(residue)' does not fit columns 18-21 of PDB")
    }
    output.append(residue, width: residue.utf8.count > 3 ? 4 : 3)
    output.append(residue.utf8.count > 3 ? " " : "  ")
    guard let text = PDBSerial.text(number, width: 4) else {
      throw WriteError("residue number \(number) does not fit four columns, not even as hybrid-36")
    }
    output.append(text, width: 4)
    output.append("    ")
  }

  /// The symbol ends in the second column where the name leaves room.
  private static func padded(_ name: String, _ element: Element?) throws(WriteError) -> String {
    guard isPlain(name), name.utf8.count <= 4 else {
      throw WriteError("atom name '\(name)' does not fit columns 13-16 of PDB")
    }
    let isLong = element.map {
      $0.symbol.count == 2 && name.lowercased().hasPrefix($0.symbol.lowercased())
    }
    return name.utf8.count == 4 || isLong == true ? name : " " + name
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private func position(_ atom: Int, into output: inout TextBuffer) throws(WriteError) {
    let position = structure.positions[atom]
    for axis in 0..<3 {
      guard position[axis] > -999.9995, position[axis] < 9999.9995 else {
        throw WriteError(
          "atom \(atom + 1) lies at \(position[axis]) Å, which does not fit the eight columns of PDB; "
            + "wrap or shift it")
      }
      output.append(position[axis], decimals: 3, width: 8)
    }
  }

  /// Whole charges up to nine, as `2+`.
  private func charge(_ atom: Int, into output: inout TextBuffer) {
    guard let charge = structure.charges?[atom], charge != 0,
      let whole = Int(exactly: charge), abs(whole) <= 9
    else { return }
    output.append("\(abs(whole))\(whole > 0 ? "+" : "-")")
  }
}
