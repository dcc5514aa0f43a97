/// A host that takes up ions: A_x Host at several x, against bulk A.
///
/// E_f(x) = E(A_x H) − (1 − x/x_max) E(H) − (x/x_max) E(A_xmax H) per host formula unit; the lower hull
/// of E_f decides which steps exist; V = −[E(x₂) − E(x₁) − (x₂ − x₁) E(A)] / (z (x₂ − x₁)).
public struct InsertionSeries: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public let name: String
    /// Ions per host formula unit.
    public let x: Double
    /// eV per host formula unit.
    public let energy: Double
    /// Å³ per host formula unit; nil without a cell.
    public let volume: Double?
    /// Of the energy, eV per host formula unit; nil where none was given.
    public let uncertainty: Double?

    public init(
      name: String, x: Double, energy: Double, volume: Double? = nil, uncertainty: Double? = nil
    ) {
      self.name = name
      self.x = x
      self.energy = energy
      self.volume = volume
      self.uncertainty = uncertainty
    }

    fileprivate var sum: EnergySum { EnergySum(energy, uncertainty: uncertainty, source: name) }
  }

  /// One plateau of the voltage profile.
  public struct Step: Hashable, Sendable {
    /// Indices of points.
    public let from: Int
    public let to: Int
    /// V against A/A^z+.
    public let voltage: Double
    /// V.
    public let uncertainty: Double?
  }

  /// By rising x.
  public let points: [Point]
  /// Per host formula unit, eV, one per point.
  public let formationEnergies: [Double]
  /// Corners of the hull, by rising x: indices of points.
  public let hull: [Int]
  public let steps: [Step]
  public let ion: String
  /// The ion's charge number: 1 for Li and Na, 2 for Zn and Mg.
  public let chargeNumber: Int
  public let host: Formula
  /// eV/atom of bulk A.
  public let ionEnergy: Double
  /// eV/atom.
  public let ionUncertainty: Double?

  /// Throws `EnergeticsError` for fewer than two different x or a charge number below 1.
  public init(
    points: [Point], host: Formula, ion: String, chargeNumber: Int, ionEnergy: Double,
    ionUncertainty: Double? = nil
  ) throws(EnergeticsError) {
    let points = points.sorted { ($0.x, $0.energy) < ($1.x, $1.energy) }
    guard let first = points.first, let last = points.last, last.x - first.x > 1e-9 else {
      throw EnergeticsError(
        .inconsistent, "an insertion series needs two different contents of \(ion)")
    }
    guard chargeNumber > 0 else {
      throw EnergeticsError(.usage, "the charge number of \(ion) must be 1 or more")
    }
    guard abs(first.x) < 1e-9 else {
      throw EnergeticsError(.inconsistent, "the series has no empty host (x = 0)")
    }
    self.points = points
    self.host = host
    self.ion = ion
    self.chargeNumber = chargeNumber
    self.ionEnergy = ionEnergy
    self.ionUncertainty = ionUncertainty
    let metal = Self.metal(ionEnergy, ionUncertainty)
    let top = points.filter { $0.x == last.x }.map(\.energy).min() ?? last.energy
    formationEnergies = points.map { point in
      let part = point.x / last.x
      return point.energy - (1 - part) * first.energy - part * top
    }
    hull = LowerHull(x: points.map(\.x), y: formationEnergies).corners
    steps = zip(hull, hull.dropFirst()).map { from, to in
      let voltage = Self.voltage(points[from], points[to], metal, chargeNumber)
      return Step(from: from, to: to, voltage: voltage.value, uncertainty: voltage.uncertainty)
    }
  }

  private static func metal(_ energy: Double, _ uncertainty: Double?) -> EnergySum {
    // No calculation's name begins with a zero byte.
    EnergySum(energy, uncertainty: uncertainty, source: "\0metal")
  }

  private static func voltage(
    _ a: Point, _ b: Point, _ metal: EnergySum, _ chargeNumber: Int
  ) -> EnergySum {
    let ions = b.x - a.x
    return (a.sum - b.sum + metal * ions) / (Double(chargeNumber) * ions)
  }

  /// V over the whole range.
  public var averageVoltage: EnergySum {
    guard let first = hull.first, let last = hull.last else { return EnergySum(0) }
    return Self.voltage(
      points[first], points[last], Self.metal(ionEnergy, ionUncertainty), chargeNumber)
  }

  /// E_f per host formula unit, eV; exact at both ends by its definition.
  public func formationEnergy(_ index: Int) -> EnergySum {
    guard let first = points.first, let last = points.last else { return EnergySum(0) }
    let top = points.first { $0.x == last.x } ?? last
    let part = points[index].x / last.x
    return points[index].sum - first.sum * (1 - part) - top.sum * part
  }

  /// Above the hull per host formula unit, eV, its corners as they are without their uncertainties.
  public func distance(_ index: Int) -> EnergySum {
    let x = points[index].x
    guard !hull.contains(index), let right = hull.firstIndex(where: { points[$0].x >= x }) else {
      return EnergySum(0)
    }
    let high = points[hull[right]]
    guard right > 0, high.x > x else { return points[index].sum - high.sum }
    let low = points[hull[right - 1]]
    let part = (x - low.x) / (high.x - low.x)
    return points[index].sum - low.sum * (1 - part) - high.sum * part
  }

  /// eV above the hull per host formula unit, one per point.
  public var distances: [Double] {
    let lower = LowerHull(x: points.map(\.x), y: formationEnergies)
    return zip(points, formationEnergies).map { point, energy in
      max(0, energy - (lower.value(at: point.x) ?? energy))
    }
  }

  /// Per inserted ion against bulk A, eV; nil at x = 0. Never used for the hull.
  public func energyPerIon(_ index: Int) -> EnergySum? {
    let point = points[index]
    guard point.x > 1e-9, let empty = points.first else { return nil }
    let metal = Self.metal(ionEnergy, ionUncertainty)
    return (point.sum - empty.sum - metal * point.x) / point.x
  }

  /// On the mass of the host alone.
  public func hostCapacity(at x: Double) throws(EnergeticsError) -> Capacity {
    try Capacity(electrons: Double(chargeNumber) * x, formula: host)
  }

  /// On the mass of the host with its ions.
  public func fullCapacity(at x: Double) throws(EnergeticsError) -> (
    formula: Formula, value: Double
  ) {
    let formula = Formula([(ion, x)]).adding(host).pruned()
    let capacity = try Capacity(electrons: Double(chargeNumber) * x, formula: formula)
    return (formula, capacity.value)
  }

  /// Volume against the empty host, %; nil where a cell is unknown.
  public func volumeChange(_ index: Int) -> Double? {
    guard let own = points[index].volume, let empty = points.first?.volume, empty > 0 else {
      return nil
    }
    return (own / empty - 1) * 100
  }
}

extension InsertionSeries {
  /// From calculations that are A_x Host with one host throughout.
  ///
  /// `host` is the formula the series is counted per; nil takes the reduced formula of the emptiest.
  public init(
    _ calculations: [Calculation], kind: EnergyKind, host: Formula? = nil, ion: String,
    chargeNumber: Int, ionEnergy: Double, ionUncertainty: Double? = nil
  ) throws(EnergeticsError) {
    let frames = calculations.map {
      Formula($0.composition.parts.filter { $0.name != ion }.map { ($0.name, $0.amount) })
    }
    guard let unit = host ?? frames.first?.reduced else {
      throw EnergeticsError(.usage, "name the calculations of the series")
    }
    var points: [Point] = []
    for (calculation, frame) in zip(calculations, frames) {
      guard let units = frame.multiples(of: unit), units > 0 else {
        throw EnergeticsError(
          .inconsistent,
          "'\(calculation.name)' is \(calculation.composition): without \(ion) no multiple of \(unit)"
        )
      }
      points.append(
        Point(
          name: calculation.name, x: calculation.composition[ion] / units,
          energy: try Reaction.energy(of: calculation, kind) / units,
          volume: calculation.volume.map { $0 / units },
          uncertainty: calculation.uncertainty.map { $0 / units }))
    }
    try self.init(
      points: points, host: unit, ion: ion, chargeNumber: chargeNumber, ionEnergy: ionEnergy,
      ionUncertainty: ionUncertainty)
  }
}
