import FoundationEssentials
import Quench
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A directory that appears under its name only when all its files are in it.
///
/// Files go to a temporary directory beside the target, which is renamed at the end. Another deck of
/// Quench is replaced under `force` alone; where runs have left results in it, it is kept under another
/// name.
struct DeckDirectory {
  let path: String
  let force: Bool

  /// Refuses before the work what would be refused after it.
  init(path: String, force: Bool) throws {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    (self.path, self.force) = (path, force)
    _ = try predecessor()
  }

  private enum Predecessor {
    case nothing
    case empty
    case deck(files: Set<String>)
  }

  private func predecessor() throws -> Predecessor {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      return .nothing
    }
    guard isDirectory else {
      throw FileError(path, .exists, "exists and is no directory; name another with -o")
    }
    if try FileManager.default.contentsOfDirectory(atPath: path).isEmpty { return .empty }
    let manifest = path + "/" + DeckManifest.fileName
    guard force else {
      throw FileError(path, .exists, "exists already; --force replaces a deck of quench")
    }
    guard access(manifest, R_OK) == 0 else {
      throw FileError(path, .exists, "holds no deck of quench, and is not replaced")
    }
    let known = try DeckManifest.read(try SmallFile.bytes(of: manifest), source: manifest)
    return .deck(files: Set(known.files))
  }

  /// Writes all files; the note says where an older deck with results went.
  func write(_ files: [DeckFile]) throws -> String? {
    let temporary = try makeTemporary()
    defer { Self.discard(temporary) }
    for file in files { try write(file, under: temporary) }
    let note = try clear()
    guard rename(temporary, path) == 0 else {
      throw FileError(path, .failed, "cannot rename the finished directory: \(Self.reason)")
    }
    return note
  }

  private func write(_ file: DeckFile, under root: String) throws {
    let target = root + "/" + file.path
    if let slash = target.lastIndex(of: "/") {
      let folder = String(target[..<slash])
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch { throw FileError(folder, .failed, "cannot create the directory") }
    }
    let output = try OutputFile(path: target)
    try output.write(file.bytes)
    try output.finish()
    if file.isExecutable {
      let mask = umask(0)
      umask(mask)
      chmod(target, 0o777 & ~mask)
    }
  }

  /// Makes the target's name free.
  private func clear() throws -> String? {
    switch try predecessor() {
    case .nothing: return nil
    case .empty:
      rmdir(path)
      return nil
    case .deck(let files):
      let aside = try freeName()
      guard rename(path, aside) == 0 else {
        throw FileError(path, .failed, "cannot move the older deck: \(Self.reason)")
      }
      if try Self.contents(aside).isSubset(of: files) {
        try? FileManager.default.removeItem(atPath: aside)
        return nil
      }
      return "the older deck had results: it is \(aside) now"
    }
  }

  private func freeName() throws -> String {
    for number in 1...999 where access("\(path).old-\(number)", F_OK) != 0 {
      return "\(path).old-\(number)"
    }
    throw FileError(path, .exists, "has 999 older decks beside it")
  }

  /// Files below a directory, relative to it.
  private static func contents(_ root: String, below path: String = "") throws -> Set<String> {
    var files: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: root + "/" + path) {
      let place = path.isEmpty ? name : path + "/" + name
      var isDirectory = false
      _ = FileManager.default.fileExists(atPath: root + "/" + place, isDirectory: &isDirectory)
      if isDirectory {
        files.formUnion(try contents(root, below: place))
      } else {
        files.insert(place)
      }
    }
    return files
  }

  private func makeTemporary() throws -> String {
    var template = Array((path + ".XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard made else {
      throw FileError(path, .failed, "cannot create a directory beside it: \(Self.reason)")
    }
    let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let mask = umask(0)
    umask(mask)
    chmod(name, 0o777 & ~mask)
    Self.unfinished.withLock { _ = $0.insert(name) }
    return name
  }

  /// Directories under way, for whoever must leave in a hurry.
  private static let unfinished = Mutex(Set<String>())

  static func removeUnfinished() { for name in unfinished.withLock({ $0 }) { discard(name) } }

  private static func discard(_ name: String) {
    if access(name, F_OK) == 0 { try? FileManager.default.removeItem(atPath: name) }
    unfinished.withLock { _ = $0.remove(name) }
  }

  private static var reason: String { strerror(errno).map { String(cString: $0) } ?? "unknown" }
}
