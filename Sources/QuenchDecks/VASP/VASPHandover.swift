/// What one VASP run takes from the one before it: CONTCAR becomes POSCAR.
struct VASPHandover {
  /// Relative to the new run's directory.
  let from: String
  let atoms: Int
  var keepsVelocities = true
  /// The lattice velocities of an NpT run.
  var keepsLattice = false
  /// Predictor-corrector coordinates are multiples of the old time step and belong to the old
  /// thermostat: kept only where neither changes.
  var keepsTail = false
  /// Å³; the new cell's volume, written as the negative scale of the second line.
  var volume: Double?

  /// Shell lines; the last one fails, and leaves no POSCAR, where CONTCAR is cut off.
  var commands: [String] {
    let flags =
      "-v atoms=\(atoms) -v velocities=\(keepsVelocities ? 1 : 0) -v lattice=\(keepsLattice ? 1 : 0) "
      + "-v tail=\(keepsTail ? 1 : 0)"
      + (volume.map { " -v volume=" + DeckNumber.text($0, decimals: 10) } ?? "")
    return [
      "# CONTCAR of \(from) becomes POSCAR: " + summary,
      "awk \(flags) '\(Self.program)' '\(from)/CONTCAR' > POSCAR.new && mv POSCAR.new POSCAR",
    ]
  }

  private var summary: String {
    var parts = [keepsVelocities ? "velocities kept" : "velocities dropped"]
    if keepsLattice { parts.append("lattice velocities kept") }
    parts.append("predictor-corrector tail " + (keepsTail ? "kept" : "dropped"))
    if let volume { parts.append("scaled to \(DeckNumber.text(volume, decimals: 3)) Å³") }
    return parts.joined(separator: ", ")
  }

  /// Walks CONTCAR in the order of its parts: seven lines of header, "Selective dynamics" or not, the
  /// mode, the positions, lattice velocities (title, state, six vectors) or not, a mode line and the
  /// velocities, the rest.
  static let program = #"""
    { sub(/\r$/, "") }
    NR == 2 && volume > 0 { printf " -%.10f\n", volume; next }
    NR <= 7 { print; next }
    !mode { print; if ($0 !~ /^[ \t]*[Ss]/) mode = 1; next }
    p < atoms { if (NF < 3) exit 1; print; p++; next }
    !v && !h && /^[ \t]*[Ll]attice/ { cell = 8 }
    cell > 0 { cell--; if (lattice) print; next }
    !velocities { exit }
    !h { h = 1; line = $0; next }
    v < atoms { if (NF < 3) exit 1; if (!v) print line; print; v++; next }
    tail { print; next }
    { exit }
    END { if (p < atoms || (v > 0 && v < atoms)) {
      print "CONTCAR is cut off: " p " of " atoms " positions, " v " velocities" > "/dev/stderr"
      exit 1 } }
    """#
}
