/// How a trajectory is to be stored.
public struct StoreOptions: Sendable {
  /// Shuffle and deflate positions, velocities and forces; done by whoever calls `StoreEncoder`.
  public var compress: Bool
  /// 1…9, of deflate.
  public var compressionLevel: Int
  /// Positions are rounded to within half a unit of this decimal of an Å, so that they deflate
  /// better; nil stores them exactly.
  public var decimals: Int?
  /// Store positions, velocities and forces as 32-bit floats: for sources that hold no more.
  public var float32: Bool
  /// Flush at the latest after so many frames …
  public var flushFrames: Int
  /// … or so many seconds, whichever comes first.
  public var flushSeconds: Double
  /// Most atoms any frame has, where the input was scanned; nil lets the atom axis grow.
  public var atomCapacity: Int?
  /// Observables that may appear, where the first frame does not have them all.
  public var observables: Set<String>
  /// Replace an existing output.
  public var overwrite: Bool
  public var provenance: StoreProvenance

  public init(
    compress: Bool = false, decimals: Int? = nil, float32: Bool = false, overwrite: Bool = false,
    provenance: StoreProvenance = StoreProvenance()
  ) {
    self.compress = compress
    self.compressionLevel = 1
    self.decimals = decimals
    self.float32 = float32
    self.flushFrames = 5000
    self.flushSeconds = 1
    self.atomCapacity = nil
    self.observables = []
    self.overwrite = overwrite
    self.provenance = provenance
  }
}

/// Where a stored trajectory comes from.
public struct StoreProvenance: Hashable, Sendable {
  /// One file that was read.
  public struct Input: Hashable, Sendable {
    public var name: String
    /// 64 hexadecimal digits, or empty where it was not computed.
    public var sha256: String

    public init(name: String, sha256: String = "") {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// Program that writes, as `/h5md/creator` names it.
  public var creator: String
  public var version: String
  /// Person, as `/h5md/author` names them.
  public var author: String
  public var commandLine: [String]
  public var inputs: [Input]
  /// Text of the protocol that made the trajectory, word for word.
  public var protocolText: String?
  public var seeds: [UInt64]

  public init(
    creator: String = "quench", version: String = "0.1.0", author: String = "unknown",
    commandLine: [String] = [], inputs: [Input] = [], protocolText: String? = nil,
    seeds: [UInt64] = []
  ) {
    self.creator = creator
    self.version = version
    self.author = author
    self.commandLine = commandLine
    self.inputs = inputs
    self.protocolText = protocolText
    self.seeds = seeds
  }
}
