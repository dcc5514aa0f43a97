import QuenchEnergetics
import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files beside an output that a reader may ask for, and a record of those it used.
///
/// A class, because what was used and what was missing gathers while readers read.
public final class Companions {
  /// Of the output; empty for the current one.
  public let directory: String
  private(set) var used: [SourceFile] = []
  private(set) var missing: [String] = []
  private static let limit = 256 << 20

  /// Unit style of LAMMPS logs that do not echo theirs.
  public let lammpsUnits: String?

  public init(directory: String, lammpsUnits: String? = nil) {
    self.directory = directory
    self.lammpsUnits = lammpsUnits
  }

  /// Nothing beside it: a reader of bytes alone.
  public static var none: Companions { Companions(directory: "/nonexistent") }

  func path(_ name: String) -> String { directory.isEmpty ? name : directory + "/" + name }

  /// Reads the first of `names` (also compressed) that exists; records it, or that there is none.
  func read<Result>(
    _ names: [String], role: String, missing note: String? = nil,
    _ body: (UnsafeRawBufferPointer, String) throws -> Result
  ) throws -> Result? {
    for name in names where Self.isPlain(name) {
      for ending in ["", ".gz", ".xz", ".zst", ".bz2"] {
        let path = self.path(name + ending)
        guard mayExist(name + ending), access(path, R_OK) == 0 else { continue }
        return try FileBytes.with(path, maxDecompressed: Self.limit) { bytes in
          if !used.contains(where: { $0.path == path }) {
            used.append(SourceFile(path: path, sha256: SHA256.hex(bytes), role: role))
          }
          return try body(bytes, path)
        }
      }
    }
    if let note { missing.append(note) }
    return nil
  }

  /// What a look into the directory found; nil before it and where there is too much to keep.
  private var listing: Set<String>?
  private var hasLooked = false
  private static let longestListing = 256

  /// One look costs less than asking for five names with five endings each.
  private func mayExist(_ name: String) -> Bool {
    if !hasLooked {
      hasLooked = true
      listing = look()
    }
    return listing?.contains(name) ?? true
  }

  private func look() -> Set<String>? {
    guard let folder = opendir(directory.isEmpty ? "." : directory) else { return nil }
    defer { closedir(folder) }
    var names: Set<String> = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.insert(name)
      if names.count > Self.longestListing { return nil }
    }
    return names
  }

  func note(missing what: String) { missing.append(what) }

  /// A name out of a file must not lead out of the directory.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.contains("/") && !name.contains("\0") && name != "." && name != ".."
  }
}
