import QuenchFormats
import QuenchModel
import QuenchUnits

/// Atoms in CP2K's words: Cartesian, Å.
enum CP2KCoordinates {
  static func lines(_ structure: Structure) -> [String] {
    structure.positions.indices.map { atom in
      structure.species[atom].name + " " + vector(structure.positions[atom])
    }
  }

  /// bohr per atomic unit of time.
  static func velocities(_ velocities: Coordinates) -> [String] {
    velocities.map { vector($0 / Factor.angstromPerFemtosecondPerBohrPerAtomicTime, decimals: 16) }
  }

  static func vector(_ value: Vector3, decimals: Int = 12) -> String {
    var buffer = TextBuffer()
    for axis in 0..<3 {
      if axis > 0 { buffer.space() }
      buffer.append(value[axis], decimals: decimals, width: decimals + 5)
    }
    return buffer.text
  }

  static func xyz(_ structure: Structure, _ title: String) -> String {
    "\(structure.count)\n\(DeckPath.comment(title))\n"
      + lines(structure).map { $0 + "\n" }.joined()
  }
}
