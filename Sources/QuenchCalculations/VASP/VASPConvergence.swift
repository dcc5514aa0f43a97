import QuenchEnergetics

/// Decides from what VASP says, and where it does not say, from its step counts.
///
/// Where the OUTCAR speaks it decides. Older versions print "EDIFF is reached" even at NELM: there the
/// last energy change against EDIFF does. A run in progress has no end.
struct VASPConvergence {
  var said: Bool?
  var iterations = 0
  var lastChange: Double?
  var ediff: Double?
  var nelm: Int?
  var nsw: Int?
  var ibrion: Int?
  var isif: Int?
  var ionsDone = false
  var isFinished = false
  private var steps = 0
  private var unconvergedSteps = 0
  private var lastStep: Bool?

  /// Called at the end of each ionic step.
  mutating func closeStep() {
    steps += 1
    let isConverged = verdict
    lastStep = isConverged
    if isConverged == false { unconvergedSteps += 1 }
    said = nil
    lastChange = nil
  }

  private var verdict: Bool? {
    if said == false { return false }
    guard let nelm, iterations >= nelm, nelm > 0 else {
      return said ?? (iterations > 0 && nelm != nil ? true : nil)
    }
    guard let lastChange, let ediff else { return said == true ? nil : false }
    return abs(lastChange) <= abs(ediff)
  }

  func settle(_ calculation: inout Calculation) {
    var result = Convergence()
    result.ionicSteps = steps
    calculation.run = run
    let isDynamics = calculation.run == .dynamics
    result.electrons = lastStep
    if isDynamics, steps > 0 {
      result.unconvergedFraction = Double(unconvergedSteps) / Double(steps)
    }
    if calculation.run == .relaxation || calculation.run == .cellRelaxation {
      result.ions = ionsDone
    }
    result.reason = reason(result)
    if !isFinished, !ionsDone { result.electrons = false }
    calculation.convergence = result
  }

  private var run: RunKind {
    let steps = nsw ?? 0
    switch ibrion ?? -1 {
    case 0 where steps > 0: return .dynamics
    case 1, 2, 3: return steps > 0 ? ((isif ?? 2) >= 3 ? .cellRelaxation : .relaxation) : .fixed
    case 5, 6, 7, 8: return .frequencies
    default: return .fixed
    }
  }

  private func reason(_ result: Convergence) -> String? {
    if !isFinished, !ionsDone {
      return "the OUTCAR ends before its timing: killed or still running"
    }
    if result.electrons == false { return "EDIFF was not reached in the last step" }
    if result.ions == false { return "the relaxation did not reach its accuracy within NSW" }
    return nil
  }
}
