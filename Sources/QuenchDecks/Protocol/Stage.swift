import QuenchUnits

/// One step of a protocol, in the order they are run.
public struct Stage: Hashable, Sendable {
  /// As in the file: `melt`, `quench`, `hold`, `relax`…; names the directory, with its number.
  public var name: String
  public var task: Task
  /// Where the stage stands in the file, from 1; 0 where it was not read from one.
  public var line: Int
  /// What VASP's machine-learned force field does in this stage; nil follows the deck's setting.
  public var machineLearning: MachineLearning?

  public enum MachineLearning: String, Hashable, Sendable, CaseIterable {
    case train, refit, run, none
  }

  public enum Task: Hashable, Sendable {
    case singlePoint
    case relaxation(Relaxation)
    case dynamics(Dynamics)
    case band(NudgedBand)
    /// The cell is scaled to this density, g/cm³, between two runs.
    case rescale(density: Double)
  }

  public init(
    name: String, task: Task, line: Int = 0, machineLearning: MachineLearning? = nil
  ) {
    self.name = name
    self.task = task
    self.line = line
    self.machineLearning = machineLearning
  }
}

/// Ions, or ions and cell, to a minimum of the energy.
public struct Relaxation: Hashable, Sendable {
  /// Largest force left, eV/Å.
  public var force: Double
  public var cell: Cell
  /// Steps after which it gives up.
  public var maximumSteps: Int
  /// GPa.
  public var pressure: Double
  /// Whether the next stage may start from where it gave up.
  public var mayStop: Bool
  /// Whether the protocol says itself after how many steps it gives up.
  public var choosesSteps = false

  public enum Cell: String, Hashable, Sendable, CaseIterable {
    case fixed, shape, volume
    case all = "full"
  }

  public init(
    force: Double = 0.03, cell: Cell = .fixed, maximumSteps: Int = 200, pressure: Double = 0,
    mayStop: Bool = false
  ) {
    self.force = force
    self.cell = cell
    self.maximumSteps = maximumSteps
    self.pressure = pressure
    self.mayStop = mayStop
  }

  /// Shell lines that end a run whose `test` fails, since it stopped before it converged.
  func convergence(of directory: String, _ test: String) -> [String] {
    guard !mayStop else { return [] }
    return [
      "\(test) || { echo '\(directory): the relaxation did not converge' >&2; exit 1; }"
    ]
  }
}

/// Molecular dynamics at a temperature, or along a ramp.
public struct Dynamics: Hashable, Sendable {
  /// K, at the start and at the end; equal but in ramps.
  public var start: Double
  public var end: Double
  /// fs.
  public var duration: Double
  /// fs.
  public var timestep: Double
  public var ensemble: Ensemble
  public var thermostat: Thermostat
  /// Period or relaxation time, fs.
  public var thermostatTime: Double
  public var barostat: Barostat
  /// fs.
  public var barostatTime: Double
  /// GPa.
  public var pressure: Double
  /// Of NPT: the volume alone breathes, or every cell vector by itself.
  public var cell: Cell = .isotropic
  /// Steps between frames kept.
  public var saveEvery: Int
  /// What ends the stage before its time, or proves that it did its work.
  public var until: Condition?
  /// A ramp as so many equal plateaus; nil where the engine can do it smoothly.
  public var staircase: Int?
  /// New velocities are drawn at the start temperature (the first dynamics of a run), or kept.
  public var drawsVelocities: Bool
  /// Whether the protocol says so itself, and does not leave it to what the structure has.
  public var choosesVelocities = false

  public enum Ensemble: String, Hashable, Sendable, CaseIterable {
    case nve = "NVE"
    case nvt = "NVT"
    case npt = "NPT"
  }

  public enum Thermostat: String, Hashable, Sendable, CaseIterable {
    case noseHoover = "nose-hoover"
    case csvr
    case langevin
    case andersen
    case berendsen
  }

  public enum Barostat: String, Hashable, Sendable, CaseIterable {
    case parrinelloRahman = "parrinello-rahman"
    case cRescale = "c-rescale"
    case berendsen
  }

  public enum Cell: String, Hashable, Sendable, CaseIterable {
    case isotropic, full
  }

  public enum Condition: String, Hashable, Sendable, CaseIterable {
    case molten
  }

  /// Steps, rounded up.
  public var steps: Int { Int(exactly: (duration / timestep - 1e-9).rounded(.up)) ?? 0 }

  public var isRamp: Bool { start != end }

  /// K/s, positive when cooling; nil at constant temperature.
  public var coolingRate: Double? {
    isRamp && duration > 0 ? (start - end) / duration * Factor.femtosecondPerSecond : nil
  }

  public init(
    start: Double, end: Double, duration: Double, timestep: Double, ensemble: Ensemble = .nvt,
    thermostat: Thermostat = .noseHoover, thermostatTime: Double = 100,
    barostat: Barostat = .parrinelloRahman, barostatTime: Double = 2000, pressure: Double = 0,
    saveEvery: Int = 10, until: Condition? = nil, staircase: Int? = nil,
    drawsVelocities: Bool = false
  ) {
    (self.start, self.end, self.duration, self.timestep) = (start, end, duration, timestep)
    (self.ensemble, self.thermostat, self.thermostatTime) = (ensemble, thermostat, thermostatTime)
    (self.barostat, self.barostatTime, self.pressure) = (barostat, barostatTime, pressure)
    (self.saveEvery, self.until, self.staircase) = (saveEvery, until, staircase)
    self.drawsVelocities = drawsVelocities
  }
}

/// A path of lowest energy between two structures of the same atoms in the same order.
public struct NudgedBand: Hashable, Sendable {
  /// The other end, a file; the protocol's structure is the first.
  public var end: String
  /// Between the ends.
  public var images: Int
  public var interpolation: Interpolation
  public var climbing: Bool
  /// eV/Å².
  public var spring: Double
  /// eV/Å.
  public var force: Double
  public var maximumSteps: Int

  public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    case linear, idpp
  }

  public init(
    end: String, images: Int = 5, interpolation: Interpolation = .idpp, climbing: Bool = true,
    spring: Double = 5, force: Double = 0.05, maximumSteps: Int = 300
  ) {
    (self.end, self.images, self.interpolation) = (end, images, interpolation)
    (self.climbing, self.spring, self.force) = (climbing, spring, force)
    self.maximumSteps = maximumSteps
  }
}
