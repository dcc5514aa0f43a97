import FoundationEssentials
import Quench

/// A directory and what lies below it, as checks of decks see it.
struct DeckTree {
  /// The directory itself first, then its subfolders in ascending order of path.
  let folders: [DeckFolder]

  /// Files larger than this are no input of anybody's: trajectories, charge densities.
  static let largestInput = 256 << 20
  static let deepest = 4

  init(_ root: String) throws {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isDirectory), isDirectory
    else {
      throw Refusal(.unreadableInput, "\(root): no such directory")
    }
    folders = try Self.folders(root: root, path: "", depth: 0)
  }

  private static func folders(root: String, path: String, depth: Int) throws -> [DeckFolder] {
    let place = path.isEmpty ? root : "\(root)/\(path)"
    let entries = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    var (names, below): ([String], [String]) = ([], [])
    for entry in entries {
      var isDirectory = false
      guard FileManager.default.fileExists(atPath: "\(place)/\(entry)", isDirectory: &isDirectory)
      else { continue }
      if isDirectory { below.append(entry) } else { names.append(entry) }
    }
    let own = DeckFolder(path: path, names: names, subfolders: below) { file in
      contents("\(place)/\(file)")
    }
    guard depth < deepest else { return [own] }
    return try [own]
      + below.flatMap { folder in
        try folders(
          root: root, path: path.isEmpty ? folder : "\(path)/\(folder)", depth: depth + 1)
      }
  }

  /// Regular files alone: a pipe would wait for ever.
  static func contents(_ path: String) -> [UInt8]? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular
        || attributes[.type] as? FileAttributeType == .typeSymbolicLink,
      let size = attributes[.size] as? Int ?? (attributes[.size] as? UInt64).map(Int.init),
      size <= largestInput, let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return Array(data)
  }
}
