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
    throw ParseError(
      source: path, line: 1, column: 1,
      reason: .unsupported("neither name nor content tells the format"),
      advice: "name it with --from: "
        + all.filter { $0.makeReader != nil }.map(\.name).joined(separator: ", "))
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
