internal import GRDB

/// What the database refused or could not do.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// No ledger, or no name in it.
    case notFound
    /// A file that is no ledger, or one of a newer version.
    case unreadable
    /// Something is there already.
    case exists
    /// Full disk, broken device, lock that never came.
    case failed
    /// The request contradicts what the ledger holds.
    case inconsistent
  }

  public let kind: Kind
  /// What is wrong and what to do.
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// SQLite's own codes in words of the house.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(.failed, "\(path): the disk is full; nothing of this step was written")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.failed, "\(path): another process held the ledger too long; try again")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init(.unreadable, "\(path): is no ledger, or is damaged (\(error.message ?? ""))")
    case .SQLITE_CANTOPEN:
      self.init(.failed, "\(path): cannot be opened or created")
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(.failed, "\(path): may not be written")
    case .SQLITE_IOERR:
      self.init(.failed, "\(path): reading or writing failed (\(error.message ?? ""))")
    default:
      self.init(.failed, "\(path): \(error.message ?? "database error \(error.resultCode)")")
    }
  }
}
