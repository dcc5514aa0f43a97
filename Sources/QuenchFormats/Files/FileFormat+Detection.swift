extension FileFormat {
  /// The format of a file by its name, else by its content.
  public static func detect(
    path: String, head: UnsafeRawBufferPointer
  ) throws(ParseError) -> FileFormat {
    let name = Compression.stripped(lastComponent(path))
    if let format = all.first(where: { $0.ownsName(name) }) { return format }
    let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
    let text = UnsafeRawBufferPointer(rebasing: head[(isMarked ? 3 : 0)...])
    if let format = all.first(where: { $0.ownsContent(text) }) { return format }
    try refuseWideText(head, source: path)
    throw unknown(path: path, name: name, head: head)
  }

  private static func unknown(
    path: String, name: String, head: UnsafeRawBufferPointer
  ) -> ParseError {
    func refusal(_ reason: String, _ advice: String?) -> ParseError {
      ParseError(
        source: path, line: 1, column: 1, reason: .unsupported(reason), advice: advice)
    }
    if head.isEmpty { return refusal("the file is empty", nil) }
    if head.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      return refusal(
        "an HDF5 file cannot be read from a pipe or packed", "unpack it and name the file")
    }
    if [".h5", ".h5md", ".hdf5"].contains(where: name.lowercased().hasSuffix) {
      return refusal("this is not an HDF5 file", "it is damaged or of another format")
    }
    return refusal(
      "neither name nor content tells the format",
      "name it with --from: "
        + all.filter { $0.makeReader != nil }.map(\.name).joined(separator: ", ") + ", h5")
  }

  /// The format a file of this name is written in; nil where the name does not say.
  public static func forWriting(path: String) -> FileFormat? {
    let name = Compression.stripped(lastComponent(path))
    return all.first { $0.ownsName(name) && $0.makeEncoder != nil }
  }

  static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
