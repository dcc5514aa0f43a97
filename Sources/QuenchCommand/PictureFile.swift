import ArgumentParser
import Quench

/// An SVG file that appears when the drawing is complete.
struct PictureFile {
  private let file: OutputFile

  /// Refuses at once what would be refused after the work.
  init(path: String, force: Bool) throws {
    guard path == "-" || path.hasPrefix("/dev/") || path.lowercased().hasSuffix(".svg") else {
      throw ValidationError("pictures are SVG: '\(path)' must end in .svg")
    }
    file = try OutputFile(path: path, force: force)
  }

  func write(_ svg: String) throws {
    try file.write(Array(svg.utf8))
    try file.finish()
  }
}
