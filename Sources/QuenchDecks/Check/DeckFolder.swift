/// A directory with input files, as checks see it: names, and bytes on demand.
///
/// The disk is behind `read`, so that a check is a pure function of a folder and tests can make one
/// up.
public struct DeckFolder: Sendable {
  /// Relative to the directory the person named; empty for that directory itself.
  public let path: String
  /// Names of the files in it, ascending, without those of subfolders.
  public let names: [String]
  /// Names of its subfolders, ascending.
  public let subfolders: [String]
  private let contents: @Sendable (String) -> [UInt8]?

  /// `read` gives the bytes of a path relative to this folder (`INCAR`, `00/POSCAR`, `../topol.top`), or
  /// nil where there is no such file or it is larger than anybody's input.
  public init(
    path: String = "", names: [String], subfolders: [String] = [],
    read: @escaping @Sendable (String) -> [UInt8]?
  ) {
    self.path = path
    self.names = names.sorted()
    self.subfolders = subfolders.sorted()
    contents = read
  }

  /// A folder of these files, for tests and for decks not yet written.
  public init(path: String = "", files: [String: [UInt8]]) {
    let (own, below) = (files.keys.filter { !$0.contains("/") }, files.keys)
    let subfolders = Set(
      below.compactMap { $0.contains("/") ? $0.split(separator: "/").first : nil })
    self.init(
      path: path, names: Array(own), subfolders: subfolders.map(String.init),
      read: { files[$0] })
  }

  public func read(_ file: String) -> [UInt8]? { contents(file) }

  /// The bytes as text; bytes that are no UTF-8 become U+FFFD.
  public func text(_ file: String) -> String? {
    read(file).map { String(decoding: $0, as: UTF8.self) }
  }

  public func has(_ name: String) -> Bool { names.contains(name) }

  /// A file of this folder as findings name it.
  public func name(_ file: String) -> String { path.isEmpty ? file : "\(path)/\(file)" }
}
