public import QuenchModel

/// What a person may say about a file that the file does not say itself.
public struct ReadOptions: Hashable, Sendable {
  /// Element symbols for formats that may lack them (VASP 4 POSCAR, LAMMPS types without a comment).
  public var species: [String]?
  /// LAMMPS unit style; nil takes the file's own, else `metal`.
  public var lammpsUnits: String?

  public init(species: [String]? = nil, lammpsUnits: String? = nil) {
    self.species = species
    self.lammpsUnits = lammpsUnits
  }
}

/// How a file is to be written, where the format leaves a choice.
public struct WriteOptions: Hashable, Sendable {
  /// Cartesian instead of fractional coordinates.
  public var cartesian: Bool
  /// Species grouped in the order of the species table where the format wants blocks.
  public var groupSpecies: Bool
  /// Decimals of positions in the format's own unit; nil is the format's usual number.
  public var decimals: Int?
  /// A line about where the file comes from, for formats that have room for one.
  public var provenance: String?

  public init(
    cartesian: Bool = false, groupSpecies: Bool = true, decimals: Int? = nil,
    provenance: String? = nil
  ) {
    self.cartesian = cartesian
    self.groupSpecies = groupSpecies
    self.decimals = decimals
    self.provenance = provenance
  }
}

/// One file format: its name, which files are its own, what it can hold, how it is read and written.
///
/// `FileFormat.all` is the only list of formats; nothing else may know of one.
public struct FileFormat: Sendable {
  /// As `--from` and `--to` take it, e.g. `poscar`.
  public let name: String
  /// As a person calls it, e.g. `VASP POSCAR/CONTCAR`.
  public let title: String
  /// Whether a file of this name (last path component, any compression ending removed) is one.
  public let ownsName: @Sendable (String) -> Bool
  /// Whether a file that begins with these bytes is one, where the name is silent.
  public let ownsContent: @Sendable (UnsafeRawBufferPointer) -> Bool
  /// Holds more than one frame.
  public let isTrajectory: Bool
  /// Text, so that a byte-order mark may be skipped and other encodings named.
  public let isText: Bool
  /// What a file of this format can carry beside elements and positions.
  public let holds: Set<Property>
  /// Given the head of the file (all of it where it is mapped).
  public let makeReader:
    (
      @Sendable (UnsafeRawBufferPointer, _ source: String, ReadOptions) throws(ParseError) ->
        any FrameReader
    )?
  public let makeEncoder: (@Sendable (WriteOptions) -> any FrameEncoder)?

  public init(
    name: String, title: String, isTrajectory: Bool, isText: Bool = true, holds: Set<Property>,
    ownsName: @escaping @Sendable (String) -> Bool,
    ownsContent: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool = { _ in false },
    makeReader: (
      @Sendable (UnsafeRawBufferPointer, String, ReadOptions) throws(ParseError) -> any FrameReader
    )? = nil,
    makeEncoder: (@Sendable (WriteOptions) -> any FrameEncoder)? = nil
  ) {
    self.name = name
    self.title = title
    self.isTrajectory = isTrajectory
    self.isText = isText
    self.holds = holds
    self.ownsName = ownsName
    self.ownsContent = ownsContent
    self.makeReader = makeReader
    self.makeEncoder = makeEncoder
  }
}
