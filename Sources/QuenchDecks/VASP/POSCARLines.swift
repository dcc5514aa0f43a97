/// Where cell and atoms stand in a POSCAR: fixed by its format (VASP wiki: POSCAR).
enum POSCARLines {
  /// The cell from line 3; atoms behind eight lines, or nine with "Selective dynamics".
  static func of(_ bytes: [UInt8], atoms: Int) -> StructureFindings.Lines {
    // Files of VASP 4 lack the line of the species.
    let numbers = line(6, of: bytes).split(separator: UInt8(ascii: " "))
    let isNameless = numbers.first.map { $0.allSatisfy { (48...57).contains($0) } } ?? false
    let head = isNameless ? 7 : 8
    var (line, place) = (1, 0)
    while line < head, place < bytes.count {
      if bytes[place] == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
    let mode = bytes[place...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    let isSelective = mode == UInt8(ascii: "S") || mode == UInt8(ascii: "s")
    let first = isSelective ? head + 2 : head + 1
    return StructureFindings.Lines(cell: 3, atoms: Array(first..<(first + atoms)))
  }

  /// From 1; empty behind the end.
  private static func line(_ number: Int, of bytes: [UInt8]) -> ArraySlice<UInt8> {
    var rest = bytes[...]
    for _ in 1..<number {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
      rest = rest[(end + 1)...]
    }
    return rest.prefix { $0 != UInt8(ascii: "\n") }
  }
}
