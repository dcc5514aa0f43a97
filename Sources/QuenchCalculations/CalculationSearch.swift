import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds the outputs under files and directories, thousands of them.
public enum CalculationSearch {
  /// The outputs that `path` stands for: itself, or those in the tree below a directory.
  ///
  /// A directory with a vasprun.xml, OUTCAR or OSZICAR is one VASP calculation; elsewhere every file that is
  /// told by its content as an output counts. Links to directories are not followed below `path`.
  public static func outputs(under path: String) throws -> [String] {
    guard isDirectory(path) else { return [path] }
    var found: [String] = []
    try search(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, 0, &found)
    return found
  }

  private static let deepest = 32

  private static func search(_ folder: String, _ depth: Int, _ found: inout [String]) throws {
    guard depth < deepest else { return }
    let names = try entries(folder)
    if let vasp = vaspOutput(names) {
      found.append(folder + "/" + vasp)
    } else {
      found += names.filter(mayBeOutput).map { folder + "/" + $0 }.filter(isOutput)
    }
    for name in names where isOwnDirectory(folder + "/" + name) {
      try search(folder + "/" + name, depth + 1, &found)
    }
  }

  private static func vaspOutput(_ names: [String]) -> String? {
    for wanted in ["vasprun.xml", "OUTCAR", "OSZICAR"] {
      if let name = names.first(where: { Compression.stripped($0) == wanted }) { return name }
    }
    return nil
  }

  private static func mayBeOutput(_ name: String) -> Bool {
    let plain = Compression.stripped(name).lowercased()
    if plain == "log.lammps" || plain.hasPrefix("log.") { return true }
    return [".out", ".log", ".xml", ".xvg", ".extxyz", ".pwo"].contains { plain.hasSuffix($0) }
  }

  private static func isOutput(_ path: String) -> Bool {
    do { return try CalculationFile.format(of: path) != nil } catch { return false }
  }

  private static func entries(_ folder: String) throws(FileError) -> [String] {
    guard let directory = opendir(folder) else {
      throw FileError(folder, .unreadable, "cannot be opened as a directory")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func isOwnDirectory(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
