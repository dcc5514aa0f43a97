import QuenchUnits

/// Shell commands that hand the state of one run of pw.x or cp.x over to the next.
struct PWHandover {
  /// What ran before, and in which directory.
  let before: PWRun.Predecessor
  let run: PWRun
  let atoms: Int

  var commands: [String] {
    let files = run.program == "cp.x" && before.program == "cp.x" ? [] : positions
    guard keepsState else { return files }
    return files + ["rm -rf out && cp -r '\(from)/out' out"] + freshTrajectory
  }

  /// Wave functions and velocities of the same program, which its restart file holds.
  private var keepsState: Bool {
    run.program == "cp.x" ? before.program == "cp.x" : run.continuesDynamics
  }

  private var from: String {
    let up = run.directory.split(separator: "/").map { _ in ".." }.joined(separator: "/")
    return "\(up)/\(before.directory)"
  }

  /// cp.x appends to its files; those of this run are to hold its own frames alone.
  private var freshTrajectory: [String] {
    guard run.program == "cp.x" else { return [] }
    let names = ["pos", "vel", "for", "cel", "evp"].map { "out/quench.\($0)" }
    return ["rm -f " + names.joined(separator: " ")]
  }

  /// cp.x prints bohr whatever its input is in, pw.x the unit of its input.
  private var positions: [String] {
    let scale = before.program == "cp.x" ? DeckNumber.text(Constant.bohr, decimals: 12) : "1"
    return [
      "# the last positions (and cell) of \(before.directory) replace those of \(run.input)",
      "awk -v atoms=\(atoms) -v scale=\(scale) '\(Self.replacement)' '\(from)/\(before.input)' "
        + "'\(from)/\(before.output)' \(run.input) > next.in && mv next.in \(run.input)",
    ]
  }

  /// Reads the last blocks of an input and its output and prints a second input with these in place of
  /// its own; whether an atom may move stays as that says.
  private static let replacement = #"""
    FNR == 1 { file++; want = 0 }
    file < 3 && /^ *ATOMIC_POSITIONS/ { want = atoms; p = 0; iscell = 0; next }
    file < 3 && /^ *CELL_PARAMETERS/ { want = 3; c = 0; iscell = 1; next }
    file < 3 && want > 0 && NF >= 3 {
      want--
      if (iscell) { if (file == 1 || scale == 1) cell[++c] = $0 }
      else if (file == 1 || scale == 1) position[++p] = $2 " " $3 " " $4
      else position[++p] = sprintf("%.12f %.12f %.12f", $2 * scale, $3 * scale, $4 * scale)
      next }
    file < 3 { next }
    skip > 0 { skip--; next }
    rows > 0 { rows--; print $1, position[++i] (NF >= 7 ? " " $5 " " $6 " " $7 : ""); next }
    { print }
    /^ATOMIC_POSITIONS/ { rows = atoms }
    /^CELL_PARAMETERS/ && c == 3 { for (k = 1; k <= 3; k++) print cell[k]; skip = 3 }
    END { if (p < atoms) exit 1 }
    """#
}
