#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// For what purpose a store is opened.
enum StoreAccess: Sendable {
  /// A closed file, or one of another program.
  case closed
  /// A file that its writer left behind.
  case abandoned
  /// A file that is being written.
  case followed

  var isConcurrent: Bool { self != .closed }
}

/// The first bytes of an HDF5 file, read without the library.
struct StoreHead {
  let fileSize: Int
  let isHDF5: Bool
  /// The writer has not closed the file (superblock version 3, consistency flags).
  let isOpenForWriting: Bool

  private static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

  /// HDF5 File Format Specification 3.0, §II.A: the signature stands at 0, 512, 1024, 2048 ….
  init(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(Context(path, "open")) }
    defer { close(descriptor) }
    fileSize = try Files.size(path)
    var offset = 0
    while offset + 12 <= fileSize {
      var head = [UInt8](repeating: 0, count: 12)
      guard pread(descriptor, &head, 12, off_t(offset)) == 12 else { break }
      if Array(head.prefix(8)) == Self.signature {
        isHDF5 = true
        isOpenForWriting = head[8] >= 3 && head[11] & 1 == 1
        guard GlobalHeap.isSound(descriptor, fileSize: fileSize) else {
          throw StoreError(.corrupt, path: path, "its table of texts is damaged")
        }
        return
      }
      offset = offset == 0 ? 512 : offset * 2
      if offset > 1 << 30 { break }
    }
    isHDF5 = false
    isOpenForWriting = false
  }
}
