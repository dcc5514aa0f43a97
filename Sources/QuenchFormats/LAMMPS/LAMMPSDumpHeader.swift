import QuenchModel

/// The items of a dump frame that stand before its atoms.
///
/// Source: LAMMPS documentation, commands `dump`, `dump_modify` and page Howto_triclinic.
struct LAMMPSDumpHeader {
  private(set) var step: Int?
  /// fs.
  private(set) var time: Double?
  private(set) var count = 0
  private(set) var box = LAMMPSBox()
  private(set) var periodicity = Periodicity.all
  /// Names of the columns with their places.
  private(set) var columns: [TextCursor.Word] = []

  init(_ cursor: inout TextCursor, units: LAMMPSUnits) throws(ParseError) {
    var hasCount = false
    var hasBox = false
    while true {
      try cursor.require("ITEM: ATOMS")
      let words = cursor.words()
      let start = words.first
      guard let start, start.text == "ITEM:", words.count > 1 else {
        throw start.map { cursor.error(at: $0, .expected("ITEM:", found: $0.text)) }
          ?? cursor.error(.expected("ITEM:", found: "an empty line"))
      }
      switch words[1].text {
      case "UNITS": cursor.skipLine()
      case "TIMESTEP":
        step = try Self.value(&cursor) { text throws(ParseError) in
          try text.integer("the time step")
        }
      case "TIME":
        time = try Self.value(&cursor) { text throws(ParseError) in
          try text.double("the time") * units.time
        }
      case "NUMBER" where words.count == 4 && words[3].text == "ATOMS":
        hasCount = true
        count = try Self.value(&cursor) { text throws(ParseError) in
          try text.count("number of atoms")
        }
      case "BOX" where words.count > 2 && words[2].text == "BOUNDS":
        hasBox = true
        try readBox(Array(words.dropFirst(3)), &cursor, units)
      case "ATOMS":
        guard hasCount, hasBox else {
          let missing = hasCount ? "ITEM: BOX BOUNDS" : "ITEM: NUMBER OF ATOMS"
          throw cursor.error(at: start, .expected("\(missing) before the atoms", found: "ATOMS"))
        }
        columns = Array(words.dropFirst(2))
        return
      default:
        let name = words.dropFirst().map(\.text).joined(separator: " ")
        throw cursor.error(
          at: words[1], .unsupported("this dump holds '\(name)', not atoms"),
          advice: "dump custom writes atoms")
      }
    }
  }

  private static func value<Value>(
    _ cursor: inout TextCursor, _ read: (inout TextCursor) throws(ParseError) -> Value
  ) throws(ParseError) -> Value {
    let value = try read(&cursor)
    cursor.skipLine()
    return value
  }

  /// Bounds of an orthogonal box, the bounding box of a tilted one, or three vectors and an origin.
  private mutating func readBox(
    _ words: [TextCursor.Word], _ cursor: inout TextCursor, _ units: LAMMPSUnits
  ) throws(ParseError) {
    let place = cursor
    let isTilted = words.first?.text == "xy"
    let isGeneral = words.first?.text == "abc"
    readBoundaries(words.dropFirst(isTilted ? 3 : isGeneral ? 2 : 0))
    var rows: [[Double]] = []
    for axis in ["x", "y", "z"] {
      var row: [Double] = []
      for _ in 0..<(isGeneral ? 4 : isTilted ? 3 : 2) {
        row.append(try cursor.double("a bound of the box along \(axis)") * units.length)
      }
      cursor.skipLine()
      rows.append(row)
    }
    box =
      if isGeneral {
        LAMMPSBox(general: rows)
      } else {
        LAMMPSBox(
          bounding: rows.map { ($0[0], $0[1]) }, tilts: rows.map { $0.count > 2 ? $0[2] : 0 })
      }
    guard box.lattice.isValid else {
      throw place.error(.outOfRange("the box spans no volume"))
    }
  }

  /// `pp` is periodic; `f`, `s` and `m` are walls.
  private mutating func readBoundaries(_ words: ArraySlice<TextCursor.Word>) {
    guard words.count == 3 else { return }
    periodicity = .none
    for (axis, word) in words.enumerated() where word.text == "pp" {
      periodicity.insert(Periodicity(rawValue: 1 << UInt8(axis)))
    }
  }
}

/// A simulation box: three vectors from a corner.
struct LAMMPSBox {
  var lattice = Lattice.cubic(1)
  var origin = Vector3.zero

  init() {}

  /// Lower and upper bounds, and the tilt factors xy, xz, yz.
  init(low: Vector3, high: Vector3, xy: Double = 0, xz: Double = 0, yz: Double = 0) {
    let edges = high - low
    lattice = Lattice(
      a: Vector3(edges.x, 0, 0), b: Vector3(xy, edges.y, 0), c: Vector3(xz, yz, edges.z))
    origin = low
  }

  /// From the bounding box that dumps of tilted boxes give instead of the bounds.
  init(bounding bounds: [(low: Double, high: Double)], tilts: [Double]) {
    let (xy, xz, yz) = (tilts[0], tilts[1], tilts[2])
    let low = Vector3(
      bounds[0].low - min(0, xy, xz, xy + xz), bounds[1].low - min(0, yz), bounds[2].low)
    let high = Vector3(
      bounds[0].high - max(0, xy, xz, xy + xz), bounds[1].high - max(0, yz), bounds[2].high)
    self.init(low: low, high: high, xy: xy, xz: xz, yz: yz)
  }

  /// Three rows of a vector and one component of the origin.
  init(general rows: [[Double]]) {
    lattice = Lattice(
      a: Vector3(rows[0][0], rows[0][1], rows[0][2]),
      b: Vector3(rows[1][0], rows[1][1], rows[1][2]),
      c: Vector3(rows[2][0], rows[2][1], rows[2][2]))
    origin = Vector3(rows[0][3], rows[1][3], rows[2][3])
  }
}
