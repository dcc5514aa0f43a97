import Foundation
import QuenchModel
import Testing

@testable import QuenchDecks

/// Scripts are run by the shell with programs that only note how they were called.
@Suite struct RunScriptTests {
  private static let engine = DeckEngine(name: "fake", title: "Fake") { job throws(DeckError) in
    Deck(engine: "fake", cost: DeckCost(job.plan, job.structure))
  }

  /// Two runs of a program that writes its result; names as hostile as files can make them.
  private func bundle(
    members: [String] = [""], until: Dynamics.Condition? = nil, slurm: Bool = false
  ) throws -> DeckBundle {
    let melt = Dynamics(start: 4000, end: 4000, duration: 10, timestep: 1, until: until)
    var plan = RunProtocol(
      structure: .file("a"),
      stages: [
        Stage(name: "melt", task: .dynamics(melt)), Stage(name: "relax", task: .singlePoint),
      ])
    if slurm {
      var queue = ParallelSettings.Slurm()
      (queue.partition, queue.minutes, queue.setup) = ("long", 90, ["module load fake/1"])
      plan.parallel.slurm = queue
      (plan.parallel.ranks, plan.parallel.threads) = (8, 2)
    }
    let structure = Structure(
      lattice: .cubic(5), species: Categorical([Species(label: "Ar")]),
      positions: Coordinates([.zero]))
    return DeckBundle(
      plan: plan, engine: Self.engine,
      members: members.map { name in
        var deck = Deck(engine: "fake", cost: DeckCost(plan, structure))
        for (stage, directory) in ["01-melt", "02-relax"].enumerated() {
          var run = EngineRun(
            name: directory, directory: directory,
            command: ["fake-engine", "it's $(touch broken) `x`", "-n{ranks}", "{threads}"],
            stage: stage, steps: 10)
          (run.input, run.output, run.result) = ("in put", "out", "result")
          if stage == 1 { run.preparation = ["cp ../01-melt/result start"] }
          deck.runs.append(run)
          deck.files.append(DeckFile("\(directory)/in put", "input of \(directory)\n"))
        }
        return DeckBundle.Member(directory: name, seed: 1, deck: deck)
      }, fingerprint: "0", provenance: "quench 0\n; touch broken", protocolBytes: [])
  }

  private func scratch(_ bundle: DeckBundle) throws -> Scratch {
    let scratch = try Scratch()
    for file in bundle.files {
      try scratch.write(
        file.path, String(decoding: file.bytes, as: UTF8.self), isExecutable: file.isExecutable)
    }
    try scratch.write(
      "bin/fake-engine",
      "#!/bin/sh\nprintf '%s|' \"$@\"\ncat\necho ran >> ../log\n[ -e ../fail ] || : > result\n",
      isExecutable: true)
    return scratch
  }

  @Test func runsEveryStageInOrderWithItsInputAndOutput() throws {
    let scratch = try scratch(try bundle())
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 0, "\(output)")
    #expect(scratch.has("02-relax/result"))
    #expect(scratch.has("02-relax/start"))
    #expect(scratch.text("01-melt/out") == "it's $(touch broken) `x`|-n1|1|input of 01-melt\n")
  }

  @Test func textFromFilesIsInert() throws {
    let scratch = try scratch(try bundle())
    _ = try scratch.run(["run.sh"])
    #expect(!scratch.has("broken"))
    #expect(!scratch.has("01-melt/broken"))
  }

  /// A program that fails, and one whose end is not found in its output.
  @Test func everyFailureLeavesALine() throws {
    for (program, reason) in [
      ("exit 7", "status 7"), (": > OUTCAR", "VASP did not come to its end"),
    ] {
      let plan = try Rendering.plan("heterophase")
      let deck = try DeckEngine.vasp.render(
        try Rendering.job(plan, attachments: MadeUpPotential.attachments(["V_sv", "O"])))
      let bundle = DeckBundle(
        plan: plan, engine: .vasp, members: [.init(directory: "", seed: 1, deck: deck)],
        fingerprint: "0", provenance: "quench", protocolBytes: [])
      let scratch = try scratch(bundle)
      try scratch.write("bin/vasp_gam", "#!/bin/sh\n\(program)\n", isExecutable: true)
      let (status, output) = try scratch.run(["run.sh"])
      #expect(status != 0)
      #expect(output.contains("run.sh: 01-melt failed"), "\(output)")
      #expect(output.contains(reason), "\(output)")
    }
  }

  /// A relaxation that ran out of steps is not done.
  @Test func vaspRelaxationsMustHaveConverged() throws {
    let deck = try Rendering.deck("heterophase", "vasp")
    let relax = try #require(deck.runs.last)
    #expect(relax.completion.contains { $0.contains("reached required accuracy") })
    #expect(deck.runs[0].completion.allSatisfy { !$0.contains("reached required accuracy") })
  }

  @Test func goesOnWhereItStopped() throws {
    let scratch = try scratch(try bundle())
    try scratch.write("02-relax/result", "")
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 0)
    #expect(output.contains("02-relax: done before"))
    #expect(scratch.text("log") == "ran\n")
  }

  @Test func anInterruptedRunGoesOnByItsContinuation() throws {
    var bundle = try bundle()
    bundle.members[0].deck.runs[0].preparation = ["echo prepared >> ../log"]
    bundle.members[0].deck.runs[0].continuation = Continuation(
      attempt: "[ -s checkpoint ]", command: ["fake-engine", "again"])
    let scratch = try scratch(bundle)
    try scratch.write("fail", "")
    #expect(try scratch.run(["run.sh"]).status == 1)
    try scratch.write("01-melt/checkpoint", "state")
    try FileManager.default.removeItem(at: scratch.folder.appendingPathComponent("fail"))
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 0, "\(output)")
    #expect(output.contains("01-melt: goes on where it was interrupted"))
    #expect(scratch.text("01-melt/out").hasSuffix("input of 01-melt\nagain|input of 01-melt\n"))
    #expect(scratch.text("log") == "prepared\nran\nran\nran\n")
    #expect(scratch.text("run.sh").contains("interrupted dynamics goes on") == false)
  }

  @Test func stopsAtARunWithoutResult() throws {
    let scratch = try scratch(try bundle())
    try scratch.write("fail", "")
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 1)
    #expect(output.contains("01-melt: ended without result; see out"))
    #expect(!scratch.has("02-relax/out"))
  }

  @Test func stopsWhereTheEngineFails() throws {
    let scratch = try scratch(try bundle())
    try scratch.write("bin/fake-engine", "#!/bin/sh\nexit 7\n", isExecutable: true)
    #expect(try scratch.run(["run.sh"]).status == 7)
    #expect(!scratch.has("02-relax/out"))
  }

  @Test func severalRanksGoThroughMpirun() throws {
    let scratch = try scratch(try bundle())
    try scratch.write(
      "bin/mpirun", "#!/bin/sh\necho \"$1 $2 $OMP_NUM_THREADS\" >> ../mpi\nshift 2\nexec \"$@\"\n",
      isExecutable: true)
    #expect(try scratch.run(["run.sh"], ["RANKS": "4", "THREADS": "3"]).status == 0)
    #expect(scratch.text("mpi") == "-np 4 3\n-np 4 3\n")
    #expect(scratch.text("01-melt/out").hasPrefix("it's $(touch broken) `x`|-n4|3|"))
  }

  @Test func oneRunCanBeNamed() throws {
    let scratch = try scratch(try bundle())
    #expect(try scratch.run(["run.sh", "01-melt"]).status == 0)
    #expect(!scratch.has("02-relax/out"))
    #expect(try scratch.run(["run.sh", "--list"]).output == "01-melt\n02-relax\n")
    let (status, output) = try scratch.run(["run.sh", "03"])
    #expect(status == 1)
    #expect(output.contains("no run is called 03"))
  }

  @Test func membersRunInTheirOwnDirectories() throws {
    let scratch = try scratch(try bundle(members: ["top", "edge"]))
    #expect(try scratch.run(["run.sh"]).status == 0)
    #expect(scratch.has("top/02-relax/result"))
    #expect(scratch.has("edge/02-relax/result"))
  }

  @Test func aMeltThatNeverMeltedStopsTheRest() throws {
    let scratch = try scratch(try bundle(until: .molten))
    try scratch.write(
      "bin/quench", "#!/bin/sh\necho \"$@\" > asked\n[ -e molten ] || exit 3\n", isExecutable: true)
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 1)
    #expect(output.contains("01-melt is not molten"))
    #expect(!scratch.has("02-relax/out"))
    #expect(scratch.text("asked") == "check . --run 01-melt --until molten\n")
    try scratch.write("molten", "")
    #expect(try scratch.run(["run.sh"]).status == 0)
    #expect(scratch.has("02-relax/result"))
  }

  @Test func withoutQuenchNobodyChecksAndThatIsSaid() throws {
    let scratch = try scratch(try bundle(until: .molten))
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 0)
    #expect(output.contains("nobody checks that 01-melt is molten"))
  }

  @Test func slurmJobsWaitForOneAnotherInEachMember() throws {
    let scratch = try scratch(try bundle(members: ["top", "edge"], slurm: true))
    try scratch.write(
      "bin/sbatch",
      "#!/bin/sh\necho \"$@\" >> queue\nn=$(wc -l < queue)\necho \"10$n;cluster\"\n",
      isExecutable: true)
    let (status, output) = try scratch.run(["submit.sh"])
    #expect(status == 0, "\(output)")
    #expect(
      scratch.text("queue") == """
        --parsable slurm/top-01-melt.slurm
        --parsable --dependency=afterok:101 slurm/top-02-relax.slurm
        --parsable slurm/edge-01-melt.slurm
        --parsable --dependency=afterok:103 slurm/edge-02-relax.slurm

        """)
  }

  @Test func aSlurmJobRunsItsRunWithItsRanks() throws {
    let scratch = try scratch(try bundle(slurm: true))
    try scratch.write("bin/module", "#!/bin/sh\necho \"$@\" > modules\n", isExecutable: true)
    try scratch.write(
      "bin/srun", "#!/bin/sh\n[ \"$1\" = --cpus-per-task=2 ] || exit 5\nshift\nexec \"$@\"\n",
      isExecutable: true)
    let job = scratch.text("slurm/01-melt.slurm")
    for line in ["--ntasks=8", "--cpus-per-task=2", "--time=90", "--partition=long"] {
      #expect(job.contains("#SBATCH \(line)\n"))
    }
    let environment = ["SLURM_NTASKS": "8", "SLURM_CPUS_PER_TASK": "2"]
    #expect(try scratch.run(["slurm/01-melt.slurm"], environment).status == 0)
    #expect(scratch.text("modules") == "load fake/1\n")
    #expect(scratch.text("01-melt/out").contains("|-n8|2|"))
  }

  /// Thread-MPI is one task whose cores are ranks × threads; what has neither takes one core.
  @Test func aProgramWithoutMPIGetsTheCoresOfItsThreads() throws {
    var bundle = try bundle(slurm: true)
    bundle.plan.parallel.slurm?.nodes = 2
    for index in 0..<2 { bundle.members[0].deck.runs[index].usesMPI = false }
    bundle.members[0].deck.runs[1].command = ["fake-engine"]
    let scratch = try scratch(bundle)
    let job = scratch.text("slurm/01-melt.slurm")
    for line in ["--nodes=1", "--ntasks=1", "--cpus-per-task=16"] {
      #expect(job.contains("#SBATCH \(line)\n"))
    }
    #expect(scratch.text("slurm/02-relax.slurm").contains("#SBATCH --cpus-per-task=1\n"))
    try scratch.write("bin/module", "#!/bin/sh\n", isExecutable: true)
    let environment = ["SLURM_NTASKS": "1", "SLURM_CPUS_PER_TASK": "16"]
    #expect(try scratch.run(["slurm/01-melt.slurm"], environment).status == 0)
    #expect(scratch.text("01-melt/out").contains("|-n8|2|"))
  }

  @Test func theManifestSaysWhatTheScriptsDo() throws {
    let bundle = try bundle(members: ["top", "edge"], until: .molten)
    let read = try DeckManifest.read(Array(bundle.manifest.text.utf8), source: "m")
    #expect(read == bundle.manifest)
    #expect(
      read.members.flatMap(\.runs).map(\.name)
        == ["top/01-melt", "top/02-relax", "edge/01-melt", "edge/02-relax"])
    #expect(read.members[0].runs.map(\.until) == ["molten", nil])
    #expect(read.members[0].runs[0].temperatures == [4000, 4000])
    #expect(Set(read.files) == Set(bundle.files.map(\.path)))
  }
}
