/// Why a store could not be written or read.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The disk, the quota or the size limit of the process is exhausted.
    case diskFull
    /// The operating system refused an operation.
    case inputOutput
    /// Not HDF5, or HDF5 without `/particles`.
    case notAStore
    /// The writer never closed it: `quench recover FILE`.
    case unfinished
    /// Damaged, or made to deceive.
    case corrupt
    /// Valid HDF5 that needs what this build lacks, such as a plug-in filter.
    case unsupported
    /// The output exists and was not to be replaced.
    case exists
    /// What was handed in cannot be stored.
    case invalidInput
  }

  public let kind: Kind
  /// File name as the user gave it.
  public let path: String
  /// What went wrong, in words.
  public let message: String
  /// Frames known to be on disk, where a writer failed.
  public var framesSafe: Int?

  public init(_ kind: Kind, path: String, _ message: String, framesSafe: Int? = nil) {
    self.kind = kind
    self.path = path
    self.message = message
    self.framesSafe = framesSafe
  }

  public var description: String {
    let safe = framesSafe.map { "; \($0) frames are safe" } ?? ""
    return "\(path): \(message)\(safe)" + (advice.map { "; \($0)" } ?? "")
  }

  private var advice: String? {
    switch kind {
    case .unfinished: "copy its frames with: quench recover \(path)"
    case .diskFull where framesSafe == 0: "make room and start again"
    case .diskFull: "make room, then copy the safe frames with: quench recover \(path)"
    case .exists: "use --force to replace it"
    default: nil
    }
  }

  func with(framesSafe count: Int, path: String? = nil) -> StoreError {
    StoreError(kind, path: path ?? self.path, message, framesSafe: count)
  }
}
