import QuenchModel

/// What the columns of an extended XYZ frame hold, as `Properties` names them.
///
/// `Properties` is `name:type:columns` repeated, with types S (word), R (real), I (integer) and
/// L (logical). Columns of other names are stepped over.
struct XYZColumns {
  var table = AtomTable()
  var species: Int?
  var labels: Int?
  var atomicNumbers: Int?
  var identifiers: Int?
  let positions: Int
  var velocities: Int?
  var momenta: Int?
  var forces: Int?
  var charges: Int?
  var masses: Int?
  var occupancies: Int?
  /// One column of words for all axes, or three for x, y, z.
  var moveMask: [Int] = []
  private(set) var ignored: [String] = []

  private static let axes = ["x", "y", "z"]
  /// Beyond this a `Properties` entry is not one of this world.
  private static let mostColumns = 10_000

  /// `species x y z`, and whatever else a plain XYZ line may carry.
  init(plainReusing storage: [Double]) {
    positions = table.realSlot(reusing: storage)
    species = table.addLabel("an element symbol")
    addVector(positions, "coordinate")
    table.lineEnd = .anything
  }

  init(
    _ entry: XYZComment.Entry, of comment: XYZComment, reusing storage: [Double]
  ) throws(ParseError) {
    positions = table.realSlot(reusing: storage)
    let words = entry.value.split(separator: ":", omittingEmptySubsequences: false)
    guard words.count % 3 == 0, words.count > 0 else {
      throw comment.error(
        at: entry, .expected("Properties=name:type:columns:…", found: entry.value))
    }
    var seen: Set<String> = []
    var total = 0
    for index in stride(from: 0, to: words.count, by: 3) {
      let name = words[index].lowercased()
      guard let width = Int(words[index + 2]), width > 0, width <= Self.mostColumns,
        ["S", "R", "I", "L"].contains(words[index + 1].uppercased())
      else {
        let found = words[index...(index + 2)].joined(separator: ":")
        throw comment.error(at: entry, .expected("name:type:columns", found: found))
      }
      total += width
      guard total <= Self.mostColumns else {
        throw comment.error(at: entry, .outOfRange("more than \(Self.mostColumns) columns"))
      }
      let isNew = seen.insert(name).inserted
      if !isNew || !add(name, words[index + 1].uppercased(), width) {
        for _ in 0..<width { table.skip("a value of '\(words[index])'") }
        ignored.append(String(words[index]))
      }
    }
    try requireCore(seen, entry, comment)
  }

  private func requireCore(
    _ seen: Set<String>, _ entry: XYZComment.Entry, _ comment: XYZComment
  ) throws(ParseError) {
    guard table.columns.contains(where: { $0.kind == .vector && $0.slot == positions }) else {
      throw comment.error(at: entry, .expected("pos:R:3 in Properties", found: entry.value))
    }
    guard species != nil || atomicNumbers != nil else {
      throw comment.error(
        at: entry, .expected("species:S:1 or Z:I:1 in Properties", found: entry.value))
    }
  }

  /// False where the name is not known or its type and width are not those it should have.
  private mutating func add(_ name: String, _ type: String, _ width: Int) -> Bool {
    switch (name, type, width) {
    case ("species", "S", 1), ("element", "S", 1), ("symbols", "S", 1):
      guard species == nil else { return false }
      species = table.addLabel("an element symbol")
    case ("label", "S", 1): labels = table.addLabel("a label")
    case ("z", "I", 1), ("numbers", "I", 1): addInteger(\.atomicNumbers, "an atomic number")
    case ("id", "I", 1): addInteger(\.identifiers, "an atom number")
    case ("pos", "R", 3), ("positions", "R", 3): addVector(positions, "coordinate")
    case ("velo", "R", 3), ("vel", "R", 3), ("velocity", "R", 3), ("velocities", "R", 3):
      return addNewVector(\.velocities, "velocity")
    case ("momenta", "R", 3): return addNewVector(\.momenta, "momentum")
    case ("force", "R", 3), ("forces", "R", 3): return addNewVector(\.forces, "force")
    case ("charge", "R", 1), ("charges", "R", 1), ("initial_charges", "R", 1), ("q", "R", 1):
      return addNewReal(\.charges, "a charge")
    case ("mass", "R", 1), ("masses", "R", 1): return addNewReal(\.masses, "a mass")
    case ("occupancy", "R", 1): return addNewReal(\.occupancies, "an occupancy")
    case ("move_mask", _, 1), ("move_mask", _, 3):
      for _ in 0..<width { moveMask.append(table.addLabel("T or F")) }
    default: return false
    }
    return true
  }

  private mutating func addInteger(_ slot: WritableKeyPath<Self, Int?>, _ expected: String) {
    let new = table.integerSlot()
    self[keyPath: slot] = new
    table.addInteger(new, expected)
  }

  private mutating func addNewReal(
    _ slot: WritableKeyPath<Self, Int?>, _ expected: String
  ) -> Bool {
    guard self[keyPath: slot] == nil else { return false }
    let new = table.realSlot()
    self[keyPath: slot] = new
    table.addReal(new, expected)
    return true
  }

  private mutating func addNewVector(
    _ slot: WritableKeyPath<Self, Int?>, _ quantity: String
  ) -> Bool {
    guard self[keyPath: slot] == nil else { return false }
    let new = table.realSlot()
    self[keyPath: slot] = new
    addVector(new, quantity)
    return true
  }

  private mutating func addVector(_ slot: Int, _ quantity: String) {
    for (offset, axis) in Self.axes.enumerated() {
      table.addReal(slot, offset: offset, stride: 3, "\(quantity) \(axis)")
    }
  }
}
