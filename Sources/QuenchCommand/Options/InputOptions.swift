import ArgumentParser
import Quench

/// What every verb that reads may be told about its input.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read as this format instead of telling it by name and content.", valueName: "format"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Element symbols for files that lack them, in the order of their species or types (Si,O).",
      valueName: "symbols"))
  var species: String?

  @Option(
    help: ArgumentHelp(
      "A structure file that names the atoms of a bare trajectory (XTC, TRR), or has the cell that "
        + "it lacks (CP2K).", valueName: "file"))
  var topology: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Frames to use: start:stop:step from 0, stop not included; negative from the end.",
      valueName: "range"))
  var frames: String?

  @Option(
    help: ArgumentHelp("LAMMPS unit style: metal (default), real, electron, …", valueName: "style"))
  var lammpsUnits: String?

  @Option(
    help: ArgumentHelp(
      "Bytes a compressed input may grow to (10G); default 256 MiB and 200 times its size.",
      valueName: "bytes"))
  var maxDecompressed: String?

  func open(_ paths: [String], follow: Bool = false) throws -> any FrameSource {
    if let from, from != "h5", FileFormat.named(from)?.makeReader == nil {
      let known = FileFormat.all.filter { $0.makeReader != nil }.map(\.name)
      throw ValidationError(
        "no format is called '\(from)'; known: \(known.joined(separator: ", ")), h5")
    }
    let source = try Trajectory.open(paths, openOptions(follow: follow))
    let names = source.prototype.species.categories.map(\.label)
    guard names == ["?"] else { return source }
    return NotedSource(
      source,
      Warning(
        "W-NAMES",
        "the input does not name its atoms; give a structure file that does with --topology"))
  }

  func openOptions(follow: Bool = false) throws -> OpenOptions {
    OpenOptions(
      format: from, read: ReadOptions(species: symbols, lammpsUnits: lammpsUnits),
      topology: topology,
      frames: try frameRange(), maxDecompressed: try byteLimit(), follow: follow)
  }

  private var symbols: [String]? {
    species.map { text in text.split { $0 == "," || $0 == " " }.map(String.init) }
  }

  private func frameRange() throws -> FrameRange {
    guard let frames else { return .all }
    guard let range = FrameRange(frames) else {
      throw ValidationError("--frames takes start:stop:step, e.g. 100:2000:10; '\(frames)' is none")
    }
    return range
  }

  private func byteLimit() throws -> Int? {
    guard let maxDecompressed else { return nil }
    let suffixes: [Character: Int] = ["k": 10, "m": 20, "g": 30, "t": 40]
    let shift = maxDecompressed.last.flatMap { suffixes[Character($0.lowercased())] }
    let digits = shift == nil ? maxDecompressed[...] : maxDecompressed.dropLast()
    guard let number = Int(digits), number > 0, number < 1 << 20 || shift == nil else {
      throw ValidationError("--max-decompressed takes a number of bytes, e.g. 10G")
    }
    return number << (shift ?? 0)
  }
}
