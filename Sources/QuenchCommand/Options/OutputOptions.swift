import ArgumentParser
import Quench

/// How structures are written.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file; - is standard output.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Write this format instead of the one the name says.", valueName: "format"))
  var to: String?

  @Flag(help: "Replace an existing file.")
  var force = false

  @Flag(help: "Treat anything the target format cannot hold as an error (exit 4).")
  var strict = false

  @Flag(help: "Cartesian instead of fractional coordinates where the format has both.")
  var cartesian = false

  @Option(
    help: ArgumentHelp("Decimals of positions in the format's own unit (GRO, XTC).", valueName: "n")
  )
  var decimals: Int?

  @Flag(help: "Keep the order of atoms even where a format is usually written grouped by species.")
  var keepOrder = false

  @Option(
    help: ArgumentHelp(
      "Draw the (first) structure written too, as balls and sticks (SVG).", valueName: "file"))
  var picture: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "From where --picture looks: a, b, c, x, y, z, oblique, or azimuth,elevation.",
      valueName: "view"))
  var view = "oblique"

  func validate() throws {
    _ = try PictureView(parsing: view)
    if let decimals, !(1...16).contains(decimals) {
      throw ValidationError("--decimals takes 1 to 16")
    }
  }

  func writeOptions(provenance: String?) -> WriteOptions {
    WriteOptions(
      cartesian: cartesian, groupSpecies: !keepOrder, decimals: decimals, provenance: provenance)
  }

  /// The drawing asked for, if any, waiting for its structure.
  func pictureFile() throws -> PictureFile? {
    try picture.map { try PictureFile(path: $0, force: force) }
  }

  func drawing(of structure: Structure) throws -> StructurePicture {
    var drawing = StructurePicture(structure)
    drawing.view = try PictureView(parsing: view)
    return drawing
  }

  /// The format to write to `path` (`fallback` for standard output).
  func format(for path: String, fallback: FileFormat?) throws -> FileFormat {
    if let to {
      if let format = FileFormat.named(to) { return format }
      if Self.isStoreName("." + to) { throw Self.useStore(path) }
      throw ValidationError("no format is called '\(to)'; known: \(FileFormat.writableNames)")
    }
    if let format = FileFormat.forWriting(path: path) { return format }
    if Self.isStoreName(path) { throw Self.useStore(path) }
    if let fallback { return fallback }
    throw ValidationError(
      "the name '\(path)' tells no format; give --to: \(FileFormat.writableNames)")
  }

  private static func isStoreName(_ path: String) -> Bool {
    [".h5", ".h5md", ".hdf5"].contains(where: path.lowercased().hasSuffix)
  }

  private static func useStore(_ path: String) -> ValidationError {
    ValidationError("HDF5 is written by quench store: quench store INPUT --output \(path)")
  }
}

extension FileFormat {
  static var writableNames: String {
    all.filter { $0.makeEncoder != nil }.map(\.name).joined(separator: ", ")
  }
}
