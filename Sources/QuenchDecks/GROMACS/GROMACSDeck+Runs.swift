import QuenchModel
import QuenchUnits

extension GROMACSDeck {
  func run(
    _ stage: Stage, _ number: Int, _ directory: String, _ start: String, _ mdp: MDP,
    _ previous: Chain?
  ) -> EngineRun {
    // A build with MPI has no threads that act as ranks, and refuses -ntmpi.
    let ranks = isMPI ? [] : ["-ntmpi", "{ranks}"]
    var run = EngineRun(
      name: directory, directory: directory,
      command: [settings.program, "mdrun", "-deffnm", "md"] + ranks
        + ["-ntomp", "{threads}", "-cpi", "md.cpt"], stage: number, steps: 0)
    var words = [
      settings.program, "grompp", "-f", "md.mdp", "-c", start, "-p", "../topol.top", "-n",
      "../index.ndx", "-o", "md.tpr", "-po", "mdout.mdp", "-maxwarn", "\(mdp.waived.count)",
      // A run that goes on makes the same file again.
      "-nobackup",
    ]
    if case .dynamics(let dynamics) = stage.task {
      (run.steps, run.timestep) = (dynamics.steps, dynamics.timestep)
      if let previous, previous.hasVelocities, !dynamics.drawsVelocities {
        words += ["-t", "../\(previous.directory)/md.cpt"]
      }
      run.trajectory = "md.xtc"
      run.continuation = Continuation(attempt: Self.attempt, command: run.command)
    } else if case .relaxation(let relaxation) = stage.task {
      run.steps = relaxation.maximumSteps
      run.trajectory = "md.trr"
      run.completion = relaxation.convergence(
        of: directory, "grep -q 'converged to Fmax' md.log")
    }
    run.preparation = [words.joined(separator: " ")]
    run.topology = start
    run.completion = ["[ -s md.gro ]"] + run.completion + ["touch finished"]
    run.result = "finished"
    run.output = "screen.out"
    run.usesMPI = isMPI
    return run
  }

  private var isMPI: Bool {
    settings.program.split(separator: "/").last?.hasSuffix("_mpi") ?? false
  }

  /// mdrun itself cuts its files at the checkpoint, and stops where one of them is gone.
  private static let attempt =
    "{ [ -s md.cpt ] && [ -s md.tpr ] && [ -s md.log ] && [ -s md.edr ] && [ -s md.xtc ]; } || "
    + "{ rm -f md.cpt md.xtc; false; }"

  func rescaling(
    _ stage: Stage, _ number: Int, _ directory: String, _ start: String, _ density: Double
  ) throws(DeckError) -> EngineRun {
    guard frozen.isEmpty else {
      throw DeckError(
        .impossible("rescaling the box would move the held atoms"), stage: stage.name)
    }
    var run = EngineRun(
      name: directory, directory: directory, command: ["sh", "rescale.sh"], stage: number, steps: 0)
    run.result = "md.gro"
    run.output = "screen.out"
    run.usesMPI = false
    return run
  }

  /// A script that scales the box of the last stage, which nobody knows before.
  ///
  /// `editconf -density` would take masses by the names of atoms, and knows no `LI`.
  func scaling(_ start: String, to density: Double) -> String {
    let mass = (blocks.structure.atomicMasses ?? []).reduce(0, +)
    let volume = mass * Factor.gramPerCubicCentimetrePerAtomicMassPerCubicAngstrom / density
    let side = Factor.angstromPerNanometre
    let cubicNanometres = volume / (side * side * side)
    return """
      #!/bin/sh
      # All lengths by one factor, to \(density) g/cm3: \(mass) u in \(cubicNanometres) nm3.
      set -eu
      factor=$(tail -n 1 \(start) | awk '{ printf "%.9f", (\(cubicNanometres) / ($1 * $2 * $3)) ^ (1 / 3) }')
      \(settings.program) editconf -f \(start) -o md.gro -scale "$factor" "$factor" "$factor"

      """
  }
}
