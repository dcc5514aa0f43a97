import QuenchFormats

/// The files of a run's directory by their plain names, whether compressed since or not.
struct RunFolder {
  let path: String
  /// Without endings of compression, ascending.
  let names: [String]
  /// As they are on the disk.
  private let actual: [String: String]

  init(_ path: String) {
    var actual: [String: String] = [:]
    for name in Directory.names(path) {
      let plain = Compression.stripped(name)
      // The plain file is the newer one.
      if actual[plain] == nil || plain == name { actual[plain] = name }
    }
    (self.path, self.actual, names) = (path, actual, actual.keys.sorted())
  }

  /// The path of a file, with the ending it has.
  func place(of name: String) -> String? { actual[name].map { "\(path)/\($0)" } }

  /// Decompressed; nil where there is no such file, or it cannot be read.
  func bytes(_ name: String) -> [UInt8]? {
    guard let place = place(of: name) else { return nil }
    guard actual[name] != name else { return Directory.contents(place) }
    do { return try SmallFile.bytes(of: place, limit: 1 << 31) } catch { return nil }
  }
}
