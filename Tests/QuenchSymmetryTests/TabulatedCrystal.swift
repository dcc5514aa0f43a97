import QuenchLibrary
import QuenchModel

/// Reads the regular files of Structures/ and nothing else: a referee of its own for these tests.
enum TabulatedCrystal {
  struct Missing: Error { let what: String }

  static func named(_ name: String) throws -> Structure {
    let lines = try BuiltIn.named(name).text.split(separator: "\n").map(String.init)
    func value(_ key: String) throws -> String {
      guard let line = lines.first(where: { $0.hasPrefix(key + " ") }) else {
        throw Missing(what: key)
      }
      return String(line.dropFirst(key.count + 1)).filter { $0 != "'" }
    }
    func number(_ key: String) throws -> Double {
      guard let number = Double(try value(key)) else { throw Missing(what: key) }
      return number
    }
    let lattice = Lattice(
      lengths: Vector3(
        try number("_cell_length_a"), try number("_cell_length_b"), try number("_cell_length_c")),
      alpha: try number("_cell_angle_alpha"), beta: try number("_cell_angle_beta"),
      gamma: try number("_cell_angle_gamma"))
    guard let lattice else { throw Missing(what: "cell") }
    let operations = lines.filter { $0.hasPrefix("'") && $0.hasSuffix("'") && $0.contains(",") }
    var crystal = Structure(title: name, lattice: lattice)
    var occupancies: [Double] = []
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count == 7 || words.count == 6,
        let x = Double(words[2]), let y = Double(words[3]), let z = Double(words[4]),
        let share = Double(words[5])
      else { continue }
      let images = orbit(of: Vector3(x, y, z), operations, lattice)
      crystal.species.append(Species(label: String(words[1])), count: images.count)
      for image in images { crystal.positions.append(lattice.cartesian(image)) }
      occupancies += Array(repeating: share, count: images.count)
    }
    if occupancies.contains(where: { $0 < 1 }) { crystal.occupancies = occupancies }
    return crystal
  }

  private static func orbit(
    of place: Vector3, _ operations: [String], _ lattice: Lattice
  ) -> [Vector3] {
    var images: [Vector3] = []
    for operation in operations {
      let parts = operation.filter { $0 != "'" && $0 != " " }.split(separator: ",")
      var image = Vector3(
        evaluate(parts[0], place), evaluate(parts[1], place), evaluate(parts[2], place))
      image -= image.rounded(.down)
      let isNew = images.allSatisfy { known in
        let step = known - image
        return lattice.cartesian(step - step.rounded(.toNearestOrEven)).length > 0.05
      }
      if isNew { images.append(image) }
    }
    return images
  }

  /// `-x+y+1/2` at a place.
  private static func evaluate(_ text: Substring, _ place: Vector3) -> Double {
    var sum = 0.0
    var term = ""
    func flush() {
      guard !term.isEmpty else { return }
      let sign = term.hasPrefix("-") ? -1.0 : 1.0
      let body = term.filter { $0 != "-" && $0 != "+" }
      switch body {
      case "x": sum += sign * place.x
      case "y": sum += sign * place.y
      case "z": sum += sign * place.z
      default:
        let parts = body.split(separator: "/").compactMap { Double($0) }
        sum += sign * (parts.count == 2 ? parts[0] / parts[1] : parts.first ?? .nan)
      }
      term = ""
    }
    for letter in text {
      if letter == "+" || letter == "-" { flush() }
      term.append(letter)
    }
    flush()
    return sum
  }
}
