import QuenchModel
import QuenchUnits

/// Heights of the parts of an electrochemical cell, Å from its floor.
struct ElectrodeStack {
  /// Area of the faces, Å².
  let area: Double
  let bottom: ClosedRange<Double>
  let film: ClosedRange<Double>?
  /// Nuclei of the liquid lie within.
  let liquid: ClosedRange<Double>
  let top: ClosedRange<Double>
  let height: Double
  /// Å a liquid of the asked density would take; nil where none is asked.
  let wanted: Double?
  /// g/cm³ of the liquid in the room it has.
  let density: Double

  /// Å between facing nuclei of the electrodes.
  var gap: Double { top.lowerBound - bottom.upperBound }
  var emptySpace: Double { height - (top.upperBound - bottom.lowerBound) }

  /// `thicknesses` of electrodes and film. Throws `ElectrodeError` where gap, density and height
  /// contradict one another.
  init(
    _ cell: ElectrodeCell, area: Double, bottom first: Double, film: Double?, top second: Double
  ) throws(ElectrodeError) {
    self.area = area
    let mass = try Self.mass(cell)
    wanted = try cell.density.map { (density) throws(ElectrodeError) in
      try Self.inRange(density, 0.0001...50, "the density", "g/cm³")
      return mass / area / density
    }
    // Electrode, clearance, (film, clearance,) liquid, clearance, electrode.
    let around = 2 * cell.clearance + (film.map { $0 + cell.clearance } ?? 0)
    let liquidHeight = try Self.liquidHeight(cell, wanted, around: around, mass / area)
    density = mass / area / liquidHeight
    let filled = first + around + liquidHeight + second
    height = try Self.height(cell, filled)
    let floor = (height - filled) / 2
    bottom = floor...(floor + first)
    var z = floor + first + cell.clearance
    self.film = film.map { z...(z + $0) }
    if let film { z += film + cell.clearance }
    liquid = z...(z + liquidHeight)
    top = (z + liquidHeight + cell.clearance)...(floor + filled)
  }

  /// g/cm³ · Å³ of the whole liquid.
  private static func mass(_ cell: ElectrodeCell) throws(ElectrodeError) -> Double {
    do throws(PackingError) {
      let mass = try PackingBox.mass(of: cell.liquid)
      guard mass > 0 else { throw PackingError.nothing }
      return mass * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom
    } catch {
      throw .packing(part: "liquid", error)
    }
  }

  private static func liquidHeight(
    _ cell: ElectrodeCell, _ wanted: Double?, around: Double, _ massPerArea: Double
  ) throws(ElectrodeError) -> Double {
    guard let gap = cell.gap else {
      guard let wanted else {
        throw .contradiction("say how far apart the electrodes are: a gap, or the liquid's density")
      }
      return wanted
    }
    try inRange(gap, 1...100_000, "the gap", "Å")
    let room = gap - around
    guard room > 0.5 else {
      throw .contradiction(
        "a gap of \(rounded(gap)) Å leaves no room for the liquid: film and clearances take"
          + " \(rounded(around)) Å")
    }
    guard let wanted, let density = cell.density, abs(room / wanted - 1) > 0.03 else { return room }
    throw .contradiction(
      "at \(rounded(density)) g/cm³ the liquid is \(rounded(wanted)) Å high on this area, for which"
        + " the gap is \(rounded(wanted + around)) Å; a gap of \(rounded(gap)) Å leaves it"
        + " \(rounded(room)) Å, which is \(rounded(massPerArea / room)) g/cm³: give one of the two")
  }

  private static func height(
    _ cell: ElectrodeCell, _ filled: Double
  ) throws(ElectrodeError) -> Double {
    guard let height = cell.height else {
      let empty = cell.emptySpace ?? 50
      try inRange(empty, 0...100_000, "the empty space", "Å")
      return filled + empty
    }
    try inRange(height, 1...100_000, "the height of the cell", "Å")
    guard cell.emptySpace == nil else {
      throw .contradiction("give the height of the cell or the empty space, not both")
    }
    guard height >= filled + cell.clearance else {
      throw .contradiction(
        "the parts are \(rounded(filled)) Å high together and do not fit a cell of"
          + " \(rounded(height)) Å with \(rounded(cell.clearance)) Å to spare")
    }
    return height
  }

  private static func inRange(
    _ value: Double, _ range: ClosedRange<Double>, _ name: String, _ unit: String
  ) throws(ElectrodeError) {
    guard value.isFinite, range.contains(value) else {
      throw .outOfRange(
        parameter: name, value: "\(value) \(unit)",
        allowed: "\(rounded(range.lowerBound)) to \(rounded(range.upperBound)) \(unit)")
    }
  }
}
