import Foundation

/// A deck of 32 argon atoms, the lower half held, and a program called `lmp` that writes a log and a
/// dump as LAMMPS does: the free atoms fly along straight lines, as far as the test wants.
final class FakeLAMMPS {
  let scratch: Scratch
  var folder: URL { scratch.folder }

  init() throws {
    scratch = try Scratch()
    try scratch.write("argon.vasp", Self.argon)
    try scratch.write(
      "argon.yaml",
      """
      structure: argon.vasp
      frozen: {selection: 1-16}
      stages:
        - melt: {temperature: 300 K, duration: 2.5 ps, timestep: 5 fs, save-every: 10, until: molten}
        - quench: {to: 30 K, duration: 1 ps}
      lammps: {potential: file, commands: [pair_style lj/cut 5.0, pair_coeff * * 0.0104 3.4]}

      """)
    let bin = folder.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try scratch.write("bin/lmp", Self.program)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bin.appendingPathComponent("lmp").path)
    _ = try scratch.run("deck", "argon.yaml", "--engine", "lammps", "-o", "deck")
  }

  /// PATH with the program, and how it is to behave.
  func environment(_ behaviour: [String: String] = [:]) -> [String: String] {
    ["PATH": "\(folder.path)/bin:/usr/bin:/bin"].merging(behaviour) { $1 }
  }

  func run(_ words: [String], _ behaviour: [String: String] = [:]) throws -> CommandRun {
    try CommandRun(words, in: folder, environment: environment(behaviour))
  }

  func text(_ name: String) -> String {
    (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// A cubic close packing, layer by layer.
  private static let argon: String = {
    var lines: [String] = []
    for layer in 0..<4 {
      for row in 0..<4 {
        for place in 0..<2 {
          let x = Double(2 * place + (layer + row) % 2) / 4
          lines.append("\(x) \(Double(row) / 4) \(Double(layer) / 4)")
        }
      }
    }
    return """
      argon
      1.0
      10.52 0 0
      0 10.52 0
      0 0 10.52
      Ar
      32
      Direct
      \(lines.joined(separator: "\n"))

      """
  }()

  /// FAKE_SPEED: Å per frame (0.1). FAKE_WAIT: the stage in which it stops after five frames, leaves a
  /// checkpoint of the third, and waits for a signal. FAKE_PAUSE: seconds it takes before its last frame. FAKE_FAIL: ends with an error.
  private static let program = #"""
    #!/bin/sh
    here=$(basename "$PWD")
    echo "$here" >> ../starts
    steps=$(awk '$1 == "run" { print $2 }' in.lammps)
    every=$(awk '$1 == "dump" { print $5 }' in.lammps)
    if [ -n "${FAKE_FAIL:-}" ]; then
      echo "ERROR: Lost atoms: original 32 current 31 (../thermo.cpp:481)"
      exit 1
    fi
    frames() {
      awk -v first="$1" -v last="$2" -v every="$every" -v speed="${FAKE_SPEED:-0.1}" '
        /^Atoms/ { inside = 1; next }
        inside && NF >= 5 { n++; id[n] = $1; x[n] = $3; y[n] = $4; z[n] = $5 }
        END {
          for (f = first; f <= last; f++) {
            print "ITEM: TIMESTEP"; print f * every
            print "ITEM: NUMBER OF ATOMS"; print n
            print "ITEM: BOX BOUNDS pp pp pp"
            for (k = 0; k < 3; k++) print "0 10.52"
            print "ITEM: ATOMS id type element xu yu zu"
            for (i = 1; i <= n; i++) {
              far = id[i] > 16 ? speed * f : 0
              a = 2.4 * i; b = 1.7 * i
              printf "%d 1 Ar %.12g %.12g %.12g\n", id[i], x[i] + far * cos(a) * cos(b), \
                y[i] + far * sin(a) * cos(b), z[i] + far * sin(b)
            }
          }
        }' ../system.data >> trajectory.lammpstrj
    }
    {
      echo "units metal"
      echo "timestep 0.005"
      echo "   Step          Time           Temp          PotEng         KinEng         TotEng         Press          c_TAr"
      echo "0 0 301.5 -2.5 1.25 -1.25 100 301.5"
    } > log.lammps
    last=$((steps / every))
    if [ -e trajectory.lammpstrj ] && [ -e fake.checkpoint ]; then
      # As mdrun does: frames beyond the checkpoint are cut off, and made again.
      lines=$(awk '{ print 41 * ($1 + 1) }' fake.checkpoint)
      head -n "$lines" trajectory.lammpstrj > kept && mv kept trajectory.lammpstrj
      frames $(($(cat fake.checkpoint) + 1)) 4
    else
      frames 0 4
    fi
    if [ "${FAKE_WAIT:-}" = "$here" ]; then
      echo 2 > fake.checkpoint
      exec sleep 60
    fi
    frames 5 $((last - 1))
    echo "$((steps - every)) 1.2 299.5 -2.375 1.25 -1.125 100 299.5" >> log.lammps
    [ -z "${FAKE_PAUSE:-}" ] || sleep "$FAKE_PAUSE"
    frames "$last" "$last"
    echo "$steps 2.5 298.5 -2.375 1.25 -1.125 100 298.5" >> log.lammps
    echo "Loop time of 1 on 1 procs for $steps steps with 32 atoms" >> log.lammps
    : > final.data
    : > final.restart
    """#
}
