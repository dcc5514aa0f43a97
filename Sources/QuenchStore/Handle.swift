import CHDF5

/// Owner of one HDF5 identifier, closed exactly once.
struct Handle: ~Copyable {
  typealias Close = @convention(c) (hid_t) -> herr_t

  let id: hid_t
  private let release: Close

  /// Takes what `open` returns, or throws the library's own words.
  init(
    closedBy release: @escaping Close, _ context: Context, _ open: () -> hid_t
  ) throws(StoreError) {
    id = try check(context, open)
    self.release = release
  }

  deinit { _ = release(id) }

  /// Closes now, so that a failed write is thrown instead of lost in `deinit`.
  consuming func close(_ context: Context) throws(StoreError) {
    let (id, release) = (id, release)
    discard self
    try check(context) { release(id) }
  }
}

// One task owns a file at a time; the C function pointer alone would make this Sendable.
@available(*, unavailable)
extension Handle: Sendable {}

/// Which file an operation belongs to and what it does, for messages.
struct Context {
  let path: String
  let operation: String

  init(_ path: String, _ operation: String) {
    self.path = path
    self.operation = operation
  }
}
