#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One runner at a time in a deck: two engines in one directory would write over one another.
///
/// Engines inherit the lock, so that one which outlives its Quench keeps the deck closed until it ends.
struct DeckLock: ~Copyable {
  static let fileName = ".quench-lock"

  private let file: Int32

  /// Throws `RunError` where another run holds the deck, or it cannot be written.
  init(_ root: String) throws(RunError) {
    let path = "\(root)/\(Self.fileName)"
    let file = open(path, O_RDWR | O_CREAT, 0o666)
    guard file >= 0 else {
      throw RunError(.failed, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = String(cString: strerror(errno))
      close(file)
      throw RunError(
        isHeld ? .busy : .failed,
        isHeld
          ? "\(root) is being run already; wait for it, or end its quench run and its engine"
          : "\(path) cannot be locked: \(reason)")
    }
    self.file = file
  }

  deinit { close(file) }
}
