#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Figure {
  /// Draws the figure into a file whose ending says how: `.svg`, `.pdf` or `.png` (300 dots per
  /// inch); `.gp` writes the script and data alone.
  ///
  /// The script (`.gp`) and its data (`.dat`) are left beside the picture, so that people can edit
  /// them. All three appear complete or not at all. Returns the paths written. Throws `FigureError`;
  /// files that exist are an error unless `replacing`.
  @discardableResult
  public func write(to path: String, replacing: Bool = false) throws(FigureError) -> [String] {
    let place = try FigurePlace(path)
    try check()
    if !replacing {
      for target in place.targets where access(target, F_OK) == 0 { throw .exists(target) }
    }
    let data = try DraftFile(folder: place.folder)
    try data.write(self.data())
    let script = try DraftFile(folder: place.folder)
    try script.write(
      GnuplotScript.text(
        of: self, terminal: place.terminal ?? .pdf, dataName: place.stem + ".dat",
        pictureName: place.stem + "." + (place.terminal ?? .pdf).rawValue))
    if place.terminal != nil {
      let picture = try DraftFile(folder: place.folder)
      try GnuplotProcess.run(
        [
          "-e", "cd \(Gnuplot.folder(place.folder))",
          "-e", "data = './\(data.name)'; picture = './\(picture.name)'", "./\(script.name)",
        ])
      try picture.finish(as: place.picture)
    }
    try data.finish(as: place.data)
    try script.finish(as: place.script)
    return place.targets
  }
}

/// Where a figure's files go.
struct FigurePlace {
  let folder: String
  /// The name without folder and ending.
  let stem: String
  /// Nil where only script and data are asked for.
  let terminal: Terminal?
  private let name: String

  init(_ path: String) throws(FigureError) {
    let slash = path.lastIndex(of: "/")
    name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let parent = slash.map { String(path[..<$0]) } ?? "."
    folder = parent.isEmpty ? "/" : parent
    guard let point = name.lastIndex(of: "."), point > name.startIndex,
      printable(path) == path
    else {
      throw name.isEmpty || printable(path) != path ? .badName(path) : .unknownEnding(path)
    }
    stem = String(name[..<point])
    let ending = name[name.index(after: point)...].lowercased()
    terminal = Terminal(rawValue: ending)
    guard terminal != nil || ending == "gp" else { throw .unknownEnding(path) }
  }

  var picture: String { "\(folder)/\(name)" }
  var data: String { "\(folder)/\(stem).dat" }
  var script: String { "\(folder)/\(stem).gp" }

  var targets: [String] { terminal == nil ? [script, data] : [picture, script, data] }
}
