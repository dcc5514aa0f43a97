public import QuenchEnergetics
import QuenchFormats
import QuenchModel

/// Opens an output by name and content and reads the calculation in it: alone it touches the disk.
public enum CalculationFile {
  /// Reads one output with what lies beside it; the name is that of the file without its endings.
  ///
  /// Throws `ParseError` for a damaged file, `FileError` for one that cannot be read.
  public static func read(
    _ path: String, from format: String? = nil, lammpsUnits: String? = nil
  ) throws -> Calculation {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let file = parts.last.map(String.init) ?? path
    let directory = parts.dropLast().joined(separator: "/")
    let companions = Companions(
      directory: parts.count > 1 && directory.isEmpty ? "/" : directory, lammpsUnits: lammpsUnits)
    let chosen = try format.map(named)
    var (calculation, hash) =
      path == "-"
      ? try whole(path, chosen, companions) : try read(path, chosen ?? detected(path), companions)
    calculation.files = [SourceFile(path: path, sha256: hash, role: "output")]
    calculation.files += companions.used
    calculation.missing += companions.missing
    calculation.name = stem(file, directory)
    calculation.maximumForce = largestForce(calculation) ?? calculation.maximumForce
    return calculation
  }

  /// On atoms that may move, eV/Å: which these are is known only when all files are read. Nil without
  /// forces on each atom.
  private static func largestForce(_ calculation: Calculation) -> Double? {
    guard let forces = calculation.forces, forces.count % 3 == 0 else { return nil }
    let fixed = Set(calculation.geometry?.fixed ?? [])
    return (0..<forces.count / 3).filter { !fixed.contains($0) }.map { atom in
      Vector3(forces[3 * atom], forces[3 * atom + 1], forces[3 * atom + 2]).length
    }.max()
  }

  /// In pieces where the format allows that.
  private static func read(
    _ path: String, _ format: CalculationFormat, _ companions: Companions
  ) throws -> (Calculation, hash: String) {
    guard let stream = try format.stream?(path) else {
      return try whole(path, format, companions)
    }
    let hash = try pour(path, into: stream)
    return (try stream.finish(companions), hash)
  }

  /// All bytes at once; standard input comes only once and is told by these same bytes.
  private static func whole(
    _ path: String, _ format: CalculationFormat?, _ companions: Companions
  ) throws -> (Calculation, hash: String) {
    try FileBytes.with(path) { bytes in
      let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(headSize))
      guard let format = format ?? CalculationFormat.all.first(where: { $0.ownsContent(head) })
      else { throw unknown(path) }
      return (try format.read(bytes, path, companions), SHA256.hex(bytes))
    }
  }

  private static let headSize = 1 << 14

  /// SHA-256 of what went through, decompressed.
  private static func pour(
    _ path: String, into stream: any CalculationStream
  ) throws -> String {
    let hash = SHA256Stream()
    try FileBytes.forEachPiece(of: path) { piece in
      hash.take(piece)
      try stream.take(piece)
    }
    return hash.hex()
  }

  /// The format of a file, by name and then by content; nil for what is no calculation.
  static func format(of path: String) throws -> CalculationFormat? {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let plain = Compression.stripped(file)
    if let format = CalculationFormat.all.first(where: { $0.ownsName(plain) }) { return format }
    return try FileBytes.head(of: path, headSize).withUnsafeBytes { bytes in
      CalculationFormat.all.first { $0.ownsContent(bytes) }
    }
  }

  private static func named(_ name: String) throws -> CalculationFormat {
    if let format = CalculationFormat.named(name) { return format }
    let known = CalculationFormat.all.map(\.name).joined(separator: ", ")
    throw EnergeticsError(.usage, "no calculation format is called '\(name)'; known: \(known)")
  }

  private static func detected(_ path: String) throws -> CalculationFormat {
    if let format = try format(of: path) { return format }
    throw unknown(path)
  }

  private static func unknown(_ path: String) -> FileError {
    FileError(path, .unreadable, "is no calculation output that is known")
  }

  /// `li2o.out.gz` → `li2o`; files of one fixed name take the name of their directory.
  private static func stem(_ file: String, _ directory: String) -> String {
    let plain = Compression.stripped(file)
    if plain == "-" { return "standard-input" }
    // LAMMPS and many a script write log.NAME.
    if plain.hasPrefix("log."), plain != "log.lammps" { return String(plain.dropFirst(4)) }
    let fixedNames = ["OUTCAR", "vasprun.xml", "OSZICAR", "data-file-schema.xml", "log.lammps"]
    if fixedNames.contains(plain) {
      let folder = directory.split(separator: "/").last { $0 != "." && $0 != ".." }
      return folder.map(String.init) ?? plain
    }
    let name = plain.split(separator: ".").first.map(String.init) ?? plain
    return name.isEmpty ? plain : name
  }
}
