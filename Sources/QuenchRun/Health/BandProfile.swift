import QuenchFormats
import QuenchUnits

/// What a nudged elastic band came to: the energies of its images after its last step.
public struct BandProfile: Hashable, Sendable {
  public var engine: String
  /// eV, both ends included.
  public var energies: [Double]
  public var steps: Int
  /// Whether the engine wrote its closing line.
  public var isFinished = false
  /// Whether the output that would have such a line is there.
  public var hasEnding = true
  /// By the engine's own criteria; nil where its files do not say.
  public var isConverged: Bool?

  /// The image of the highest energy, from 0.
  public var highest: Int { energies.indices.max { energies[$0] < energies[$1] } ?? 0 }

  /// eV, from the first end up to the highest image.
  public var barrier: Double { (energies.max() ?? 0) - (energies.first ?? 0) }
  /// eV, from the last end.
  public var reverseBarrier: Double { (energies.max() ?? 0) - (energies.last ?? 0) }
  /// eV, the last end above the first.
  public var difference: Double { (energies.last ?? 0) - (energies.first ?? 0) }

  /// A CP2K `.ener` file of a band: step, n energies (Ha) and the n − 1 distances between images, without
  /// the heading that a file of dynamics has; nil where it is none.
  package static func cp2k(_ bytes: UnsafeRawBufferPointer, source: String) -> BandProfile? {
    var profile: BandProfile?
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("#") { return nil }
      let numbers = line.numbers
      guard numbers.count >= 6, numbers.count % 2 == 0, let step = Int(exactly: numbers[0])
      else { continue }
      let energies = numbers[1...(numbers.count / 2)].map { $0 * Factor.electronvoltPerHartree }
      // The last line of a killed run may be cut short.
      if let known = profile, known.energies.count != energies.count { continue }
      profile = BandProfile(engine: "cp2k", energies: energies, steps: step)
    }
    return profile
  }

  /// The last table of convergence in a replica's output (`CONVERGENCE_INFO`).
  package mutating func addCP2KConvergence(_ bytes: UnsafeRawBufferPointer, source: String) {
    var table: [String: Bool] = [:]
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      guard line.begins("RMS ") || line.begins("MAX ") else { continue }
      let words = line.words
      guard words.count > 3, words[2] == "=", ["FORCE", "DISPLACEMENT"].contains(words[1]) else {
        continue
      }
      table[words[0] + words[1]] = line.contains("YES")
    }
    if table.count == 4 { isConverged = !table.values.contains(false) }
  }

  /// The output of neb.x; nil where it has no table of images.
  package static func neb(_ bytes: UnsafeRawBufferPointer, source: String) -> BandProfile? {
    var profile = BandProfile(engine: "qe", energies: [], steps: 0)
    var (table, isTable) = ([Double](), false)
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      let words = isTable ? line.words : []
      if line.contains("-- iteration") {
        profile.steps += 1
      } else if line.begins("image        energy (eV)") {
        (table, isTable) = ([], true)
      } else if words.count == 4, let energy = Double(words[1]) {
        table.append(energy)
        // A table of a killed run may be cut short.
        if table.count >= profile.energies.count { profile.energies = table }
      } else if line.begins("neb: convergence achieved") {
        profile.isConverged = true
      } else if line.begins("neb: reached the maximum number of steps") {
        profile.isConverged = false
      } else if line.begins("JOB DONE") {
        profile.isFinished = true
      } else if !words.isEmpty {
        isTable = false
      }
    }
    return profile.energies.count > 2 ? profile : nil
  }
}
