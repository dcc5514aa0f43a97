import QuenchModel

/// Which columns of a dump hold what, in any order.
struct LAMMPSDumpColumns {
  /// How positions are written: Cartesian or in units of the box, wrapped or not.
  enum Positions: CaseIterable {
    case wrapped, scaled, unwrapped, scaledUnwrapped

    var names: [String] {
      switch self {
      case .wrapped: ["x", "y", "z"]
      case .scaled: ["xs", "ys", "zs"]
      case .unwrapped: ["xu", "yu", "zu"]
      case .scaledUnwrapped: ["xsu", "ysu", "zsu"]
      }
    }

    var isScaled: Bool { self == .scaled || self == .scaledUnwrapped }
  }

  var table = AtomTable()
  let kind: Positions
  let positions: Int
  var velocities: Int?
  var forces: Int?
  var images: Int?
  var charges: Int?
  var masses: Int?
  var identifiers: Int?
  var molecules: Int?
  var elements: Int?
  var types: Int?
  private(set) var ignored: [String] = []

  init(
    _ header: LAMMPSDumpHeader, reusing storage: [Double], _ cursor: TextCursor
  ) throws(ParseError) {
    let names = header.columns.map(\.text)
    guard let kind = Positions.allCases.first(where: { $0.names.allSatisfy(names.contains) }) else {
      throw ParseError(
        source: cursor.source, line: max(1, cursor.line - 1), column: 1,
        reason: .expected(
          "columns x y z, xs ys zs, xu yu zu or xsu ysu zsu",
          found: names.joined(separator: " ")))
    }
    self.kind = kind
    positions = table.realSlot(reusing: storage)
    var seen: Set<String> = []
    for name in names {
      let isNew = seen.insert(name).inserted
      if !isNew || !add(name, among: names) {
        table.skip("a value of '\(name)'")
        ignored.append(name)
      }
    }
  }

  /// False for a column that has no place in a structure.
  private mutating func add(_ name: String, among names: [String]) -> Bool {
    if let axis = kind.names.firstIndex(of: name) {
      table.addReal(positions, offset: axis, stride: 3, "coordinate \(name)")
      return true
    }
    switch name {
    case "id": return addInteger(\.identifiers, name)
    case "mol": return addInteger(\.molecules, name)
    case "q": return addReal(\.charges, name)
    case "mass": return addReal(\.masses, name)
    case "element":
      elements = table.addLabel("an element")
      return true
    case "type", "typelabel":
      guard types == nil else { return false }
      types = table.addLabel("an atom type")
      return true
    default:
      return addComponent(name, ["vx", "vy", "vz"], names, \.velocities)
        || addComponent(name, ["fx", "fy", "fz"], names, \.forces)
        || addImage(name, names)
    }
  }

  private mutating func addInteger(_ slot: WritableKeyPath<Self, Int?>, _ name: String) -> Bool {
    let new = table.integerSlot()
    self[keyPath: slot] = new
    table.addInteger(new, "an integer as '\(name)'")
    return true
  }

  private mutating func addReal(_ slot: WritableKeyPath<Self, Int?>, _ name: String) -> Bool {
    let new = table.realSlot()
    self[keyPath: slot] = new
    table.addReal(new, "a number as '\(name)'")
    return true
  }

  /// One component of a vector, where all three are there.
  private mutating func addComponent(
    _ name: String, _ vector: [String], _ names: [String], _ slot: WritableKeyPath<Self, Int?>
  ) -> Bool {
    guard let axis = vector.firstIndex(of: name), vector.allSatisfy(names.contains) else {
      return false
    }
    let target = self[keyPath: slot] ?? table.realSlot()
    self[keyPath: slot] = target
    table.addReal(target, offset: axis, stride: 3, "a number as '\(name)'")
    return true
  }

  private mutating func addImage(_ name: String, _ names: [String]) -> Bool {
    let vector = ["ix", "iy", "iz"]
    guard let axis = vector.firstIndex(of: name), vector.allSatisfy(names.contains) else {
      return false
    }
    let target = images ?? table.integerSlot()
    images = target
    table.addInteger(target, offset: axis, stride: 3, "an integer as '\(name)'")
    return true
  }
}
