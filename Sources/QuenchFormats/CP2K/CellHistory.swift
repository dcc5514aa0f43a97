public import QuenchModel

/// The cells of a run by time step, as CP2K prints them beside its trajectory (`project-1.cell`;
/// CP2K manual, MOTION/PRINT/CELL): step, time in fs, nine components in Å, volume.
public struct CellHistory: Sendable {
  private let cells: [Int: Lattice]

  /// Throws `FileError` and `ParseError`; a last line cut off while the run goes on is left out.
  public init(path: String) throws {
    try self.init(try SmallFile.bytes(of: path), source: path)
  }

  init(_ bytes: [UInt8], source: String) throws(ParseError) {
    var cells: [Int: Lattice] = [:]
    let whole = bytes[...(bytes.lastIndex(of: 0x0A) ?? -1)]
    try whole.withUnsafeBufferPointer { (bytes) throws(ParseError) in
      var cursor = TextCursor(UnsafeRawBufferPointer(bytes), source: source)
      while !cursor.isAtEnd {
        if cursor.isAtLineEnd() || cursor.peek == UInt8(ascii: "#") {
          cursor.skipLine()
        } else {
          let (step, lattice) = try Self.row(&cursor)
          cells[step] = lattice
        }
      }
    }
    self.cells = cells
    lastStep = cells.keys.max()
  }

  /// Nil where the file has no line of this step.
  public subscript(step: Int) -> Lattice? { cells[step] }

  public let lastStep: Int?

  /// That of the earliest step.
  public var first: Lattice? { cells.keys.min().flatMap { cells[$0] } }

  private static func row(
    _ cursor: inout TextCursor
  ) throws(ParseError) -> (Int, Lattice) {
    let step = try cursor.integer("a time step")
    _ = try cursor.double("the time in fs")
    var rows: [Vector3] = []
    for axis in "abc" {
      let (x, y, z) = try cursor.vector("cell vector \(axis)")
      rows.append(Vector3(x, y, z))
    }
    let lattice = Lattice(a: rows[0], b: rows[1], c: rows[2])
    guard lattice.isValid else { throw cursor.error(.outOfRange("this cell has no volume")) }
    cursor.skipLine()
    return (step, lattice)
  }
}
