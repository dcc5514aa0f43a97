/// One Slurm job per run, each waiting for the one before it in its member.
struct SlurmScripts {
  private let bundle: DeckBundle

  init(_ bundle: DeckBundle) { self.bundle = bundle }

  var files: [DeckFile] {
    bundle.runs.map { DeckFile(Self.path($0.name), job($0.name, $0.run)) }
      + [DeckFile("submit.sh", submission, isExecutable: true)]
  }

  private static func path(_ name: String) -> String { "slurm/\(jobName(name)).slurm" }

  /// Of the queue's list: the run's path with dashes.
  private static func jobName(_ name: String) -> String { DeckPath.slug(name) }

  private func job(_ name: String, _ run: EngineRun) -> String {
    let parallel = bundle.plan.parallel
    let slurm = parallel.slurm ?? ParallelSettings.Slurm()
    var options = [
      "--job-name=\(Self.jobName(name))", "--nodes=\(run.usesMPI ? slurm.nodes : 1)",
      "--ntasks=\(run.usesMPI ? parallel.ranks : 1)", "--cpus-per-task=\(cores(run))",
      "--output=slurm/%x-%j.log",
    ]
    options += slurm.minutes.map { ["--time=\($0)"] } ?? []
    options += slurm.partition.map { ["--partition=\($0)"] } ?? []
    options += slurm.account.map { ["--account=\($0)"] } ?? []
    // A login shell knows `module`, whose scripts may use variables that are not set.
    return """
      #!/bin/bash -l
      \(options.map { "#SBATCH \($0)" }.joined(separator: "\n"))
      # \(DeckPath.comment(bundle.provenance))
      set -e
      cd -- "${SLURM_SUBMIT_DIR:-.}"
      \(slurm.setup.map { $0 + "\n" }.joined())set -u
      \(resources(run))
      export RANKS THREADS MPIRUN
      exec ./run.sh \(DeckPath.quoted(name))

      """
  }

  /// Of each task: one that is no MPI program has its ranks inside (thread-MPI), or is alone.
  private func cores(_ run: EngineRun) -> Int {
    let parallel = bundle.plan.parallel
    guard !run.usesMPI else { return parallel.threads }
    let has = { (word: String) in run.command.contains { $0.contains(word) } }
    return (has("{ranks}") ? parallel.ranks : 1) * (has("{threads}") ? parallel.threads : 1)
  }

  /// Slurm's numbers are those of an MPI program; srun takes none over from the job by itself.
  private func resources(_ run: EngineRun) -> String {
    let parallel = bundle.plan.parallel
    guard run.usesMPI else {
      return "RANKS=\(parallel.ranks)\nTHREADS=\(parallel.threads)\nMPIRUN="
    }
    return """
      RANKS=${SLURM_NTASKS:-\(parallel.ranks)}
      THREADS=${SLURM_CPUS_PER_TASK:-\(parallel.threads)}
      MPIRUN=${MPIRUN:-srun --cpus-per-task=$THREADS}
      """
  }

  private var submission: String {
    var lines: [String] = []
    for member in bundle.members {
      lines += ["", "job="]
      for run in member.deck.runs {
        let done = member.path(run.directory) + "/" + (run.result ?? DeckManifest.doneMark)
        let script = Self.path(member.path(run.name))
        lines.append("submit \(DeckPath.quoted(done)) \(DeckPath.quoted(script))")
      }
    }
    return """
      #!/bin/sh
      # \(DeckPath.comment(bundle.provenance))
      # Queues all runs that are not done, each after the one before it.
      set -eu
      CDPATH='' cd -- "$(dirname -- "$0")"

      # RESULT SCRIPT: queues a run after $job, and makes it $job.
      submit() {
        if [ -e "$1" ]; then return 0; fi
        if [ -n "$job" ]; then
          job=$(sbatch --parsable --dependency=afterok:"$job" "$2")
        else
          job=$(sbatch --parsable "$2")
        fi
        job=${job%%;*}
        echo "$job $2"
      }
      \(lines.joined(separator: "\n"))

      """
  }
}
