/// Where cell and atoms stand in a POSCAR: fixed by its format (VASP wiki: POSCAR).
enum POSCARLines {
  /// The cell from line 3; atoms behind eight lines, or nine with "Selective dynamics".
  static func of(_ bytes: [UInt8], atoms: Int) -> StructureFindings.Lines {
    var (line, place) = (1, 0)
    while line < 8, place < bytes.count {
      if bytes[place] == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
    let mode = bytes[place...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    let isSelective = mode == UInt8(ascii: "S") || mode == UInt8(ascii: "s")
    let first = isSelective ? 10 : 9
    return StructureFindings.Lines(cell: 3, atoms: Array(first..<(first + atoms)))
  }
}
