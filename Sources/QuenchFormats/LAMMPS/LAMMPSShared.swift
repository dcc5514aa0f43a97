import QuenchModel

extension Warning {
  /// The cell's corner was not at zero and now is.
  static func originMoved(_ origin: Vector3, code: String) -> Warning {
    Warning(
      code,
      "the box begins at (\(origin.x), \(origin.y), \(origin.z)) Å; positions are given from there")
  }

  static func typesWithoutElement(_ types: [String], code: String) -> Warning {
    let shown = types.prefix(8).joined(separator: ", ") + (types.count > 8 ? ", …" : "")
    return Warning(
      code,
      "types \(shown) have no element: name one per type, e.g. --species Si,O for types 1 and 2")
  }
}

extension Structure {
  mutating func shift(by vector: Vector3) {
    let (x, y, z) = (vector.x, vector.y, vector.z)
    positions.withUnsafeMutableFlat { flat in
      for atom in 0..<flat.count / 3 {
        flat[3 * atom] += x
        flat[3 * atom + 1] += y
        flat[3 * atom + 2] += z
      }
    }
  }
}

extension Coordinates {
  /// Every component multiplied; nothing is done for 1.
  mutating func scale(by factor: Double) {
    guard factor != 1 else { return }
    withUnsafeMutableFlat { flat in
      for index in flat.indices { flat[index] *= factor }
    }
  }
}

extension [String] {
  /// The name of type 1, 2, …, given in order.
  func element(forType type: Int) -> String? {
    type >= 1 && type <= count ? self[type - 1] : nil
  }
}

extension [Int] {
  var countsFromOne: Bool {
    for (index, number) in enumerated() where number != index + 1 { return false }
    return true
  }

  /// The order that sorts these numbers; nil where they are sorted already.
  func sortingOrder() -> [Int]? {
    var isSorted = true
    for index in indices.dropFirst() where self[index] < self[index - 1] {
      isSorted = false
      break
    }
    if isSorted { return nil }
    return placedOrder() ?? indices.sorted { self[$0] < self[$1] }
  }

  /// The same in one pass, where numbers are dense and none occurs twice.
  private func placedOrder() -> [Int]? {
    guard let low = self.min(), let high = self.max() else { return nil }
    let (span, overflows) = high.subtractingReportingOverflow(low)
    guard !overflows, span < 4 * count else { return nil }
    var places = [Int](repeating: -1, count: span + 1)
    for (index, number) in enumerated() {
      guard places[number - low] < 0 else { return nil }
      places[number - low] = index
    }
    return places.filter { $0 >= 0 }
  }
}

extension Categorical<Species> {
  /// Categories in the order that `order` gives for `species`.
  init(_ species: [Species], codes: [Int32], order: [Int]) {
    self.init()
    var mapped = [Int32](repeating: 0, count: species.count)
    for place in order { mapped[place] = code(adding: species[place]) }
    setCodes(codes.map { mapped[Int($0)] })
  }

  /// The same values; categories in order of first appearance.
  func inOrderOfAppearance() -> Categorical {
    var seen = [Bool](repeating: false, count: categories.count)
    var order: [Int] = []
    for code in codes where !seen[Int(code)] {
      seen[Int(code)] = true
      order.append(Int(code))
    }
    for place in categories.indices where !seen[place] { order.append(place) }
    return Categorical(categories, codes: codes, order: order)
  }

  /// One species for each code; entries that are equal share a category.
  init(_ species: [Species], codes: [Int32]) {
    self.init()
    var isDistinct = true
    let mapped = species.enumerated().map { index, species in
      let code = code(adding: species)
      if code != Int32(index) { isDistinct = false }
      return code
    }
    setCodes(isDistinct ? codes : codes.map { mapped[Int($0)] })
  }
}

extension AtomTable {
  /// Takes an array out, so that its storage has one owner.
  mutating func takeReals(_ slot: Int) -> [Double] {
    var array: [Double] = []
    swap(&array, &reals[slot])
    return array
  }
}

extension [String] {
  func sortedByNumber() -> [String] {
    sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
  }
}

extension [Double] {
  func scaled(by factor: Double) -> [Double] { factor == 1 ? self : map { $0 * factor } }
}

extension [Int] {
  /// Three image flags per atom.
  func imageFlags(_ start: TextCursor) throws(ParseError) -> [SIMD3<Int32>] {
    var images: [SIMD3<Int32>] = []
    images.reserveCapacity(count / 3)
    for index in stride(from: 0, to: count - 2, by: 3) {
      guard let x = Int32(exactly: self[index]), let y = Int32(exactly: self[index + 1]),
        let z = Int32(exactly: self[index + 2])
      else { throw start.error(.outOfRange("an image flag of atom \(index / 3 + 1) is too large")) }
      images.append(SIMD3(x, y, z))
    }
    return images
  }
}

extension Residues {
  /// One residue per molecule number, named MOL; atoms are named by their species.
  init(
    molecules: [Int], species: Categorical<Species>, _ start: TextCursor
  ) throws(ParseError) {
    var numbers: [Int32] = []
    numbers.reserveCapacity(molecules.count)
    for molecule in molecules {
      guard let number = Int32(exactly: molecule) else {
        throw start.error(.outOfRange("molecule number \(molecule) is too large"))
      }
      numbers.append(number)
    }
    var names = Categorical<String>()
    names.append("MOL", count: numbers.count)
    self.init(numbers: numbers, names: names, atomNames: species.mapValues { $0.label })
  }
}
