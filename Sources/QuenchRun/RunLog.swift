import QuenchFormats
import QuenchTrajectories

/// Finds and reads the log of a run in its directory.
public enum RunLog {
  /// Logs larger than this are read after the run only, not for a progress bar.
  public static let largestForProgress = 32 << 20

  /// The series in a directory, by the files that are there; nil where none is.
  ///
  /// `output` names the file standard output went to. VASP's time step, NELM and EDIFF are taken from
  /// the INCAR beside the OSZICAR.
  public static func read(_ directory: String, output: String? = nil) -> RunSeries? {
    let folder = RunFolder(directory)
    if let log = folder.bytes("OSZICAR") {
      return vasp(log, incar: folder.bytes("INCAR") ?? [], outcar: folder.bytes("OUTCAR"))
    }
    if let name = folder.names.last(where: { $0.hasSuffix(".ener") }), let log = folder.bytes(name)
    {
      var series = log.withUnsafeBytes { RunSeries.cp2kEnergies($0, source: name) }
      if let text = cp2kOutput(folder, output) {
        text.withUnsafeBytes { series.addCP2KOutput($0, source: name) }
      } else {
        series.hasEnding = false
      }
      return series
    }
    let candidates = [output, "log.lammps"].compactMap { $0 } + folder.names.filter(isLog)
    for name in candidates {
      guard let log = folder.bytes(name), let series = recognised(log, name) else { continue }
      return series
    }
    return nil
  }

  /// The band that ran in a directory; nil where none did.
  public static func band(_ directory: String, output: String? = nil) -> BandProfile? {
    let folder = RunFolder(directory)
    if let name = folder.names.last(where: { $0.hasSuffix(".ener") }), let log = folder.bytes(name)
    {
      var profile = log.withUnsafeBytes { BandProfile.cp2k($0, source: name) }
      let text = String(decoding: (cp2kOutput(folder, output) ?? []).suffix(8192), as: UTF8.self)
      profile?.hasEnding = !text.isEmpty
      profile?.isFinished = text.contains("PROGRAM ENDED AT")
      // One of the replicas writes the table for all.
      for name in folder.names where profile != nil && name.contains("-BAND") && isLog(name) {
        (folder.bytes(name) ?? []).withUnsafeBytes {
          profile?.addCP2KConvergence($0, source: name)
        }
      }
      return profile
    }
    for name in [output].compactMap({ $0 }) + folder.names.filter(isLog) {
      guard let log = folder.bytes(name), head(of: log).contains("Program NEB") else { continue }
      return log.withUnsafeBytes { BandProfile.neb($0, source: name) }
    }
    return nil
  }

  private static func cp2kOutput(_ folder: RunFolder, _ output: String?) -> [UInt8]? {
    output.flatMap(folder.bytes)
      ?? folder.names.first { $0.hasSuffix(".out") && !$0.contains("-BAND") }.flatMap(folder.bytes)
  }

  private static func isLog(_ name: String) -> Bool {
    name.hasSuffix(".log") || name.hasSuffix(".out") || name.hasPrefix("log.")
  }

  private static func head(of log: [UInt8]) -> String {
    String(decoding: log.prefix(8192), as: UTF8.self)
  }

  /// By what the log says of its program; nil where it has no step.
  private static func recognised(_ log: [UInt8], _ name: String) -> RunSeries? {
    let head = head(of: log)
    let series = log.withUnsafeBytes { bytes -> RunSeries in
      if head.contains("Program PWSCF") { return .pw(bytes, source: name) }
      if head.contains("Program CP v") { return .cp(bytes, source: name) }
      if head.contains("DBCSR|") || head.contains("CP2K|") {
        return .cp2kOutput(bytes, source: name)
      }
      if head.contains("GROMACS") || head.contains("mdrun") {
        return .gromacsLog(bytes, source: name)
      }
      return .lammps(bytes, source: name)
    }
    return series.rows.isEmpty ? nil : series
  }

  private static func vasp(_ log: [UInt8], incar: [UInt8], outcar: [UInt8]?) -> RunSeries {
    let tags = incar.withUnsafeBytes { INCARFile.read($0, source: "INCAR") }
    var series = log.withUnsafeBytes {
      RunSeries.oszicar(
        $0, source: "OSZICAR", timestep: tags["POTIM"]?.number,
        nelm: tags["NELM"]?.integer ?? 60,
        ediff: tags["EDIFF"]?.number ?? 1e-4)
    }
    let tail = String(decoding: (outcar ?? []).suffix(8192), as: UTF8.self)
    series.isFinished = tail.contains("General timing and accounting")
    return series
  }
}
