public import QuenchFormats
import QuenchLibrary
public import QuenchModel
import QuenchStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How an input is to be opened.
public struct OpenOptions: Sendable {
  /// Format name; nil tells it by file name, then by content.
  public var format: String?
  public var read: ReadOptions
  /// A structure file that names the atoms of a trajectory of bare coordinates, or the `.cell` file
  /// that CP2K prints beside one.
  public var topology: String?
  public var frames: FrameRange
  /// Bytes a compressed input may grow to; nil is `ByteStream`'s generous rule.
  public var maxDecompressed: Int?
  /// Wait for frames of a store that is still being written.
  public var follow: Bool

  public init(
    format: String? = nil, read: ReadOptions = ReadOptions(), topology: String? = nil,
    frames: FrameRange = .all, maxDecompressed: Int? = nil, follow: Bool = false
  ) {
    self.format = format
    self.read = read
    self.topology = topology
    self.frames = frames
    self.maxDecompressed = maxDecompressed
    self.follow = follow
  }
}

/// Opens anything that holds structures: files, stores, standard input, crystals by name.
public enum Trajectory {
  /// Opens one or more inputs as one trajectory.
  ///
  /// Throws `FileError`, `ParseError`, `StoreError` or `TrajectoryError`.
  public static func open(
    _ paths: [String], _ options: OpenOptions = OpenOptions()
  ) throws -> any FrameSource {
    guard !paths.isEmpty else { throw TrajectoryError("no input is named") }
    var source = try joined(paths, options)
    if let topology = options.topology {
      source =
        topology.hasSuffix(".cell")
        ? try CellSource(source, cells: topology)
        : try TopologySource(source, topology: structure(topology), name: topology)
    }
    return try select(options.frames, of: source) { try joined(paths, options) }
  }

  /// The first frame of an input.
  public static func structure(
    _ path: String, _ options: OpenOptions = OpenOptions()
  ) throws -> Structure {
    try openOne(path, options).prototype
  }

  private static func joined(
    _ paths: [String], _ options: OpenOptions
  ) throws -> any FrameSource {
    let parts = try paths.map { try openOne($0, options) }
    return parts.count == 1 ? parts[0] : JoinedSource(parts)
  }

  private static func select(
    _ range: FrameRange, of source: any FrameSource, reopen: () throws -> any FrameSource
  ) throws -> any FrameSource {
    guard range != .all else { return source }
    guard range.needsCount else { return SelectedSource(source, range) }
    guard let count = try source.frameCount ?? countFrames(source, reopen) else {
      throw TrajectoryError(
        "frames counted from the end need an input that can be read twice; decompress it first")
    }
    return SelectedSource(source, range.resolved(count: count))
  }

  /// Walks over a second opening of the same files.
  private static func countFrames(
    _ source: any FrameSource, _ reopen: () throws -> any FrameSource
  ) throws -> Int? {
    guard source.isRandomAccess else { return nil }
    let other = try reopen()
    var count = 0
    while try other.next() != nil { count += 1 }
    return count
  }

  private static func openOne(
    _ path: String, _ options: OpenOptions
  ) throws -> any FrameSource {
    if path != "-", access(path, F_OK) != 0 {
      if options.follow, access(path + ".partial", F_OK) == 0 {
        return try TrajectoryFollower(path: path, patience: patience)
      }
      return try builtIn(path)
    }
    if path != "-", options.format == "h5" || isStore(path) {
      return options.follow
        ? try TrajectoryFollower(path: path, patience: patience) : try TrajectoryStore(path: path)
    }
    do {
      return try openFile(path, options, options.read)
    } catch let error as ParseError {
      // A file without symbols may have its POTCAR beside it.
      guard options.read.species == nil, let potcar = POTCAR.species(beside: path) else {
        throw error
      }
      var read = options.read
      read.species = potcar.labels
      let names = potcar.labels.joined(separator: ", ")
      return NotedSource(
        try openFile(path, options, read),
        Warning("W-POS-POTCAR", "\(path): species \(names) are taken from \(potcar.file)"))
    }
  }

  /// A crystal or molecule that comes with Quench; a file of the name goes first.
  private static func builtIn(_ name: String) throws -> any FrameSource {
    let entry: BuiltIn
    do {
      entry = try BuiltIn.named(name)
    } catch {
      throw FileError(name, .unreadable, "no such file; \(error)")
    }
    let format: FileFormat = entry.kind == .cif ? .cif : .extxyz
    let (frames, warnings) = try format.read(entry.bytes, source: entry.fileName)
    return MemorySource(frames, warnings: warnings)
  }

  /// Seconds without a new frame after which the writer of a followed store is taken for dead.
  private static let patience = 600.0

  /// HDF5 files are told by their first bytes, whatever they are called.
  private static func isStore(_ path: String) -> Bool {
    // Asked by name first: opening a pipe would take its first reader's place.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var magic = [UInt8](repeating: 0, count: 8)
    return pread(descriptor, &magic, 8, 0) == 8
      && magic == [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  }

  private static func openFile(
    _ path: String, _ options: OpenOptions, _ read: ReadOptions
  ) throws -> FileSource {
    try FileSource(
      path: path, format: format(named: options.format), options: read,
      maxDecompressed: options.maxDecompressed)
  }

  private static func format(named name: String?) throws -> FileFormat? {
    guard let name else { return nil }
    if let format = FileFormat.named(name) { return format }
    let known = FileFormat.all.filter { $0.makeReader != nil }.map(\.name)
    throw TrajectoryError(
      "no format is called '\(name)'; known: \(known.joined(separator: ", ")), h5")
  }
}
