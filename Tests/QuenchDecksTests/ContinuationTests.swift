import Foundation
import QuenchModel
import Testing

@testable import QuenchDecks

/// Scripts that make interrupted runs ready to go on, with the files that engines leave.
@Suite struct ContinuationTests {
  private func scratch(_ file: DeckFile) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(file.path, String(decoding: file.bytes, as: UTF8.self))
    return scratch
  }

  /// In a folder of its own below the script, as a run is.
  private func go(_ scratch: Scratch, _ words: String = "") throws -> Int32 {
    try scratch.run(["-c", "cd run && sh ../continue.sh \(words)"]).status
  }

  // MARK: LAMMPS

  private func dump(_ steps: [Int]) -> String {
    steps.enumerated().map { place, step in
      (place == 0 ? "ITEM: UNITS\nmetal\n" : "")
        + "ITEM: TIME\n\(Double(step) / 1000)\nITEM: TIMESTEP\n\(step)\nITEM: NUMBER OF ATOMS\n1\n"
        + "ITEM: ATOMS id x\n1 0.\(step)\n"
    }.joined()
  }

  @Test func lammpsGoesOnFromTheNewestRestartFileThatIsWhole() throws {
    let scratch = try scratch(LAMMPSContinuation.file)
    let end = "LammpS RestartT\0"
    try scratch.write("run/run.restart.900", "older" + end)
    try scratch.write("run/run.restart.1000", "newest" + end)
    try scratch.write("run/run.restart.1100", end + String(repeating: "cut off ", count: 9))
    try scratch.write(
      "run/trajectory.lammpstrj", dump([900, 950, 1000, 1050]) + "ITEM: TIMESTEP\n")
    #expect(try go(scratch) == 0)
    #expect(scratch.text("run/continue.restart") == "newest" + end)
    #expect(scratch.text("run/trajectory.lammpstrj") == dump([900, 950]))
  }

  @Test func lammpsWithoutARestartFileBeginsAnew() throws {
    let scratch = try scratch(LAMMPSContinuation.file)
    try scratch.write("run/trajectory.lammpstrj", dump([0, 50]))
    #expect(try go(scratch) == 1)
    #expect(!scratch.has("run/trajectory.lammpstrj"))
  }

  /// LAMMPS of 2021 counts time from the restart file.
  @Test func lammpsTimesArePutRightAtTheEnd() throws {
    let scratch = try scratch(LAMMPSContinuation.file)
    try scratch.write("run/continue.restart", "x")
    try scratch.write("run/run.restart.1000", "x")
    try scratch.write(
      "run/trajectory.lammpstrj",
      dump([900, 950]).replacing("0.95", with: "0.05") + dump([1000]).replacing("1.0", with: "0.0"))
    #expect(try go(scratch, "finish 900 0.002") == 0)
    let times = scratch.text("run/trajectory.lammpstrj").components(separatedBy: "ITEM: TIME\n")
    #expect(times.dropFirst().map { $0.prefix { $0 != "\n" } } == ["0", "0.1", "0.2"])
    #expect(!scratch.has("run/run.restart.1000"))
    #expect(!scratch.has("run/continue.restart"))
  }

  // MARK: CP2K

  private func restart(_ step: Int, _ end: String = "&END FORCE_EVAL") -> String {
    " &MD\n   STEPS  100\n   STEP_START_VAL  \(step)\n &END MD\n \(end)\n"
  }

  @Test func cp2kGoesOnWithTheStepsThatAreLeft() throws {
    let scratch = try scratch(CP2KContinuation.file)
    try scratch.write("run/melt-1.restart", restart(80, "&KIND"))
    try scratch.write("run/melt-1.restart.bak-1", restart(60))
    let frame = { (step: Int) in
      "       1\n i =       \(step), time =       30.0, E =   -23.0\n  H  0.0 0.0 0.0\n"
    }
    try scratch.write("run/melt-pos-1.xyz", frame(56) + frame(60) + frame(64) + "       1\n")
    try scratch.write("run/melt-1.ener", "#  Step\n  59 29.5 1\n  60 30 1\n  61 30.5 1\n")
    try scratch.write(
      "run/cp2k.inp",
      "&EXT_RESTART\n  RESTART_FILE_NAME previous.restart\n&END EXT_RESTART\n&MOTION\n  &MD\n"
        + "    STEPS 100  # 0.05 ps\n    TIMESTEP [fs] 0.5\n  &END MD\n&END MOTION\n")
    #expect(try go(scratch, "melt") == 0)
    #expect(scratch.text("run/continue.restart") == restart(60))
    #expect(scratch.text("run/melt-pos-1.xyz") == frame(56) + frame(60))
    #expect(scratch.text("run/melt-1.ener") == "#  Step\n  59 29.5 1\n  60 30 1\n")
    #expect(
      scratch.text("run/continue.inp")
        == "&MOTION\n  &MD\n    STEPS 40\n    TIMESTEP [fs] 0.5\n  &END MD\n&END MOTION\n"
        + "&EXT_RESTART\n  RESTART_FILE_NAME continue.restart\n&END EXT_RESTART\n")
  }

  @Test func cp2kWithoutARestartFileBeginsAnew() throws {
    let scratch = try scratch(CP2KContinuation.file)
    try scratch.write("run/melt-pos-1.xyz", "1\n")
    #expect(try go(scratch, "melt") == 1)
    #expect(!scratch.has("run/melt-pos-1.xyz"))
  }

  // MARK: VASP

  /// A program that moves one atom by 0.001 a step, as far as `die` allows, and ends where NSW says.
  private static let vasp = #"""
    #!/bin/sh
    set -eu
    tag() { awk -v tag="$1" '$1 == tag { print $3 }' INCAR; }
    total=$(tag NSW) begin=$(tag TEBEG) end=$(tag TEEND)
    last=$total
    if [ -e ../die ]; then last=$(cat ../die); fi
    : > OUTCAR
    head -n 7 POSCAR > XDATCAR
    awk -v total="$total" -v last="$last" -v begin="$begin" -v end="$end" '
      NR <= 7 { head = head $0 "\n" }
      NR == 9 { x = $1 }
      END {
        for (n = 1; n <= last && n <= total; n++) {
          x += 0.001
          printf "%7d T= %8.2f E= 0.1 F= -1.0 E0= -1.0  EK= 0.1\n", n, begin + (end - begin) * n / total > "OSZICAR"
          printf "Direct configuration=%6d\n %.8f 0.0 0.0\n", n, x >> "XDATCAR"
        }
        printf "%sDirect\n %.8f 0.0 0.0\n\n 1.0E-2 0.0 0.0\n", head, x > "CONTCAR"
      }' POSCAR
    [ "$last" -ge "$total" ] || exit 9
    echo "General timing and accounting" >> OUTCAR
    """#

  private func vasp() throws -> Scratch {
    let hydrogen = Structure(
      lattice: .cubic(8), species: Categorical([Species(label: "H")]),
      fractional: [Vector3(0, 0, 0)])
    var plan = RunProtocol(
      structure: .file("a"),
      stages: [
        Stage(
          name: "quench",
          task: .dynamics(Dynamics(start: 1000, end: 200, duration: 20, timestep: 1, saveEvery: 1)))
      ])
    plan.vasp = VASPSettings()
    plan.vasp?.cutoff = 400
    plan.vasp?.program = "vasp"
    let deck = try DeckEngine.vasp.render(
      DeckJob(plan: plan, structure: hydrogen, seed: 1, provenance: ""))
    let bundle = DeckBundle(
      plan: plan, engine: .vasp, members: [.init(directory: "", seed: 1, deck: deck)],
      fingerprint: "0", provenance: "", protocolBytes: [])
    let scratch = try Scratch()
    for file in bundle.files {
      try scratch.write(file.path, String(decoding: file.bytes, as: UTF8.self))
    }
    try scratch.write("01-quench/POTCAR", "H")
    try scratch.write("bin/vasp", Self.vasp, isExecutable: true)
    return scratch
  }

  private func steps(_ text: String) -> [String] {
    text.split(separator: "\n").filter { $0.contains(" F= ") }.map {
      $0.split(separator: " ").prefix(3).joined(separator: " ")
    }
  }

  /// Interrupted twice, it makes the frames, the steps and the ramp of one run.
  @Test func vaspGoesOnInParts() throws {
    let whole = try vasp()
    #expect(try whole.run(["run.sh"]).status == 0)
    let scratch = try vasp()
    for place in ["7", "5"] {
      try scratch.write("die", place)
      #expect(try scratch.run(["run.sh"]).status == 9)
    }
    try scratch.write("bin/vasp", Self.vasp.replacing("../die", with: "no"), isExecutable: true)
    let (status, output) = try scratch.run(["run.sh"])
    #expect(status == 0, "\(output)")
    #expect(output.contains("01-quench: goes on where it was interrupted"))
    #expect(scratch.text("01-quench/XDATCAR") == whole.text("01-quench/XDATCAR"))
    #expect(steps(scratch.text("01-quench/OSZICAR")) == steps(whole.text("01-quench/OSZICAR")))
    #expect(steps(scratch.text("01-quench/OSZICAR")).count == 20)
    #expect(scratch.text("01-quench/CONTCAR") == whole.text("01-quench/CONTCAR"))
    for part in 1...2 {
      #expect(scratch.has("01-quench/OUTCAR.\(part)"))
      #expect(scratch.has("01-quench/XDATCAR.\(part)"))
    }
    #expect(scratch.text("01-quench/INCAR").contains("NSW = 8 "))
    #expect(scratch.text("01-quench/INCAR").contains("TEBEG = 520 "))
    #expect(scratch.text("01-quench/POSCAR").contains("1.0E-2 0.0 0.0"))
    #expect(try scratch.run(["run.sh"]).output == "01-quench: done before\n")
  }

  @Test func vaspWithACutContcarBeginsAnew() throws {
    let scratch = try vasp()
    try scratch.write("die", "7")
    #expect(try scratch.run(["run.sh"]).status == 9)
    try scratch.write("01-quench/CONTCAR", "cut\n1.0\n")
    let output = try scratch.run(["run.sh"]).output
    #expect(output.contains("CONTCAR is cut off") && !output.contains("goes on"))
    #expect(!scratch.has("01-quench/OUTCAR.1"))
    #expect(steps(scratch.text("01-quench/OSZICAR")).count == 7)
  }
}
