import QuenchFormats
import QuenchUnits

/// Turns checked records into stages; what a stage does not say follows the dynamics before it.
struct StageReader {
  private let reader: ProtocolReader
  private(set) var stages: [Stage] = []
  private(set) var assumptions: [String] = []
  private var last: Dynamics?

  init(_ reader: ProtocolReader) { self.reader = reader }

  mutating func read(_ record: ProtocolRecord) throws(ParseError) {
    let task: Stage.Task
    switch record.name {
    case "single-point": task = .singlePoint
    case "relax", "minimise", "minimize": task = .relaxation(relaxation(record))
    case "neb": task = .band(band(record))
    case "rescale":
      guard last?.ensemble == .npt || last == nil else {
        throw reader.error(
          record.place, "'rescale' follows NPT dynamics, and '\(stages.last?.name ?? "")' is none")
      }
      task = .rescale(density: record.number("density") ?? 0)
    default: task = .dynamics(try dynamics(record))
    }
    stages.append(
      Stage(
        name: record.text("name") ?? record.name, task: task, line: record.place.line,
        machineLearning: record.word("ml")))
  }

  private func relaxation(_ record: ProtocolRecord) -> Relaxation {
    var task = Relaxation()
    if let force = record.number("force") { task.force = force }
    if let cell: Relaxation.Cell = record.word("cell") { task.cell = cell }
    if let steps = record.integer("max-steps") {
      (task.maximumSteps, task.choosesSteps) = (steps, true)
    }
    if let pressure = record.number("pressure") { task.pressure = pressure }
    if let mayStop = record.flag("may-stop") { task.mayStop = mayStop }
    return task
  }

  private func band(_ record: ProtocolRecord) -> NudgedBand {
    var task = NudgedBand(end: record.text("end") ?? "")
    if let images = record.integer("images") { task.images = images }
    if let way: NudgedBand.Interpolation = record.word("interpolation") { task.interpolation = way }
    if let climbing = record.flag("climbing") { task.climbing = climbing }
    if let spring = record.number("spring") { task.spring = spring }
    if let force = record.number("force") { task.force = force }
    if let steps = record.integer("max-steps") { task.maximumSteps = steps }
    return task
  }
}

// MARK: - Dynamics

extension StageReader {
  private mutating func dynamics(_ record: ProtocolRecord) throws(ParseError) -> Dynamics {
    let (start, end) = try temperatures(record)
    guard let timestep = record.number("timestep") ?? last?.timestep else {
      throw reader.error(
        record.place, "'\(record.name)' needs 'timestep', e.g. timestep: 2 fs",
        advice: "later stages take it from the stage before")
    }
    let duration = try duration(record, from: start, to: end, timestep: timestep)
    guard duration / timestep <= 2e9 else {
      throw reader.error(record.place, "'\(record.name)' would take more than 2,000,000,000 steps")
    }
    var run = Dynamics(start: start, end: end, duration: duration, timestep: timestep)
    if let last { inherit(last, &run) }
    try choose(record, &run)
    if !choosesEnsemble(record) { try inheritEnsemble(record, run) }
    try check(record, run)
    note(record, run)
    run.choosesVelocities = record["velocities"] != nil
    run.drawsVelocities = record.text("velocities").map { $0 == "draw" } ?? (last == nil)
    last = run
    return run
  }

  /// By a word, or by the kind of the stage.
  private func choosesEnsemble(_ record: ProtocolRecord) -> Bool {
    record["ensemble"] != nil || Dynamics.Ensemble(rawValue: record.name.uppercased()) != nil
  }

  /// An ensemble that follows silently the stage before is said, and refused where it would undo what the
  /// protocol asks for.
  private mutating func inheritEnsemble(
    _ record: ProtocolRecord, _ run: Dynamics
  ) throws(ParseError) {
    guard last != nil, run.ensemble != .nvt else { return }
    if run.ensemble == .nve {
      throw reader.error(
        record.place,
        "'\(record.name)' would be NVE as the dynamics before it, and ignore its temperature",
        advice: "write ensemble: NVT, or nve: {…} for constant energy")
    }
    let since = stages.reversed().prefix { if case .dynamics = $0.task { false } else { true } }
    if since.contains(where: { if case .rescale = $0.task { true } else { false } }) {
      throw reader.error(
        record.place,
        "'\(record.name)' would be NPT as the dynamics before 'rescale', and undo the density",
        advice: "write ensemble: NVT, or ensemble: NPT where that is meant")
    }
    assumptions.append("\(record.name): ensemble \(run.ensemble.rawValue), as in the stage before")
  }

  private func temperatures(_ record: ProtocolRecord) throws(ParseError) -> (Double, Double) {
    if let temperature = record.number("temperature") { return (temperature, temperature) }
    let end = record.number("to") ?? 0
    guard let start = record.number("from") ?? last?.end else {
      throw reader.error(record.place, "'\(record.name)' needs 'from', e.g. from: 4000 K")
    }
    guard start != end else {
      throw reader.error(
        record.place, "'\(record.name)' goes from \(Dimension.plain(start)) K to the same",
        advice: "hold: {temperature: …} keeps a temperature")
    }
    if record.name == "quench", start < end {
      throw reader.error(
        record.place,
        "'quench' heats: from \(Dimension.plain(start)) K to \(Dimension.plain(end)) K",
        advice: "ramp: {from: …, to: …} heats")
    }
    return (start, end)
  }

  private func duration(
    _ record: ProtocolRecord, from start: Double, to end: Double, timestep: Double
  ) throws(ParseError) -> Double {
    let ways = ["duration", "steps", "rate"].filter { record[$0] != nil }
    let isRamp = start != end
    let allowed = isRamp ? "'duration', 'steps' or 'rate'" : "'duration' or 'steps'"
    guard let way = ways.first else {
      throw reader.error(
        record.place, "'\(record.name)' needs \(allowed), e.g. duration: 10 ps")
    }
    guard ways.count == 1 else {
      throw reader.error(
        record[ways[1]]?.place ?? record.place,
        "'\(record.name)' has '\(ways[0])' and '\(ways[1])': choose one")
    }
    switch way {
    case "steps": return Double(record.integer("steps") ?? 1) * timestep
    case "rate": return abs(start - end) / (record.number("rate") ?? 1)
    default:
      let duration = record.number("duration") ?? 0
      guard duration >= timestep else {
        throw reader.error(
          record["duration"]?.place ?? record.place,
          "'duration' (\(Dimension.plain(duration)) fs) is shorter than one time step "
            + "(\(Dimension.plain(timestep)) fs)")
      }
      return duration
    }
  }

  private func inherit(_ old: Dynamics, _ run: inout Dynamics) {
    (run.ensemble, run.thermostat, run.thermostatTime) =
      (old.ensemble, old.thermostat, old.thermostatTime)
    (run.barostat, run.barostatTime, run.pressure) = (old.barostat, old.barostatTime, old.pressure)
    (run.cell, run.saveEvery) = (old.cell, old.saveEvery)
  }

  private func choose(_ record: ProtocolRecord, _ run: inout Dynamics) throws(ParseError) {
    if let fixed = Dynamics.Ensemble(rawValue: record.name.uppercased()) { run.ensemble = fixed }
    if let ensemble: Dynamics.Ensemble = record.word("ensemble") { run.ensemble = ensemble }
    if let thermostat: Dynamics.Thermostat = record.word("thermostat") {
      run.thermostat = thermostat
    }
    if let time = record.number("thermostat-time") { run.thermostatTime = time }
    if let barostat: Dynamics.Barostat = record.word("barostat") { run.barostat = barostat }
    if let time = record.number("barostat-time") { run.barostatTime = time }
    if let pressure = record.number("pressure") { run.pressure = pressure }
    if let cell: Dynamics.Cell = record.word("cell") { run.cell = cell }
    if run.ensemble == .npt, record["pressure"] == nil, last?.ensemble != .npt {
      run.pressure = Factor.gigapascalPerBar
    }
    run.until = record.word("until")
    run.staircase = record.integer("plateaus")
    switch record["save-every"]?.content {
    case .integer(let steps): run.saveEvery = steps
    case .number(let time): run.saveEvery = try saveSteps(record, time, run.timestep)
    default: break
    }
  }

  private func saveSteps(
    _ record: ProtocolRecord, _ time: Double, _ timestep: Double
  ) throws(ParseError) -> Int {
    let steps = (time / timestep).rounded()
    guard steps >= 1, abs(steps * timestep - time) < 1e-6 * time, let count = Int(exactly: steps)
    else {
      throw reader.error(
        record["save-every"]?.place ?? record.place,
        "'save-every' (\(Dimension.plain(time)) fs) is no multiple of the time step "
          + "(\(Dimension.plain(timestep)) fs)")
    }
    return count
  }

  private func check(_ record: ProtocolRecord, _ run: Dynamics) throws(ParseError) {
    func refuse(_ key: String, _ why: String) throws(ParseError) {
      guard let value = record[key] else { return }
      throw reader.error(value.place, "'\(key)' \(why)")
    }
    if run.ensemble != .npt {
      for key in ["pressure", "barostat", "barostat-time", "cell"] {
        try refuse(key, "belongs to NPT, and '\(record.name)' is \(run.ensemble.rawValue)")
      }
    }
    if run.ensemble == .nve {
      for key in ["thermostat", "thermostat-time"] {
        try refuse(key, "belongs to NVT and NPT, and '\(record.name)' is NVE")
      }
      guard !run.isRamp else {
        throw reader.error(record.place, "NVE has no thermostat that could follow a ramp")
      }
    }
    if run.isRamp { try refuse("until", "belongs to a constant temperature, not to a ramp") }
    if run.thermostatTime < run.timestep {
      try refuse("thermostat-time", "is shorter than the time step")
    }
    if run.saveEvery > run.steps { try refuse("save-every", "is longer than the stage") }
    if let plateaus = run.staircase, plateaus > max(1, run.steps / Staircase.fewestSteps) {
      try refuse(
        "plateaus",
        "are \(plateaus) in \(run.steps) steps: at most \(max(1, run.steps / Staircase.fewestSteps)), of "
          + "\(Staircase.fewestSteps) steps each")
    }
  }

  /// What the file does not say and no earlier stage has said.
  private mutating func note(_ record: ProtocolRecord, _ run: Dynamics) {
    guard last == nil else { return }
    func assume(_ key: String, _ sentence: String) {
      if record[key] == nil { assumptions.append("\(record.name): \(sentence)") }
    }
    let names = Dynamics.Ensemble.allCases.map { $0.rawValue.lowercased() }
    if !names.contains(record.name) { assume("ensemble", "ensemble \(run.ensemble.rawValue)") }
    if run.ensemble != .nve {
      assume("thermostat", "thermostat \(run.thermostat.rawValue)")
      assume("thermostat-time", "thermostat time \(Dimension.plain(run.thermostatTime)) fs")
    }
    if run.ensemble == .npt {
      assume("pressure", "pressure 1 bar")
      assume("cell", "the volume breathes, the cell keeps its shape")
      assume("barostat", "barostat \(run.barostat.rawValue)")
      assume("barostat-time", "barostat time \(Dimension.plain(run.barostatTime)) fs")
    }
    assume("save-every", "a frame every \(run.saveEvery) steps")
  }
}
