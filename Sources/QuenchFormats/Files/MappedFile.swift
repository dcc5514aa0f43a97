#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file mapped into memory, read-only.
///
/// Pages that lie behind are given back, so that the resident size does not grow with the file.
final class MappedFile: Sendable {
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let descriptor: Int32

  /// Takes ownership of an open descriptor of a regular file of `size` bytes.
  init(descriptor: Int32, size: Int, path: String) throws(FileError) {
    self.descriptor = descriptor
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      let error = FileError.system(path, .failed, "cannot map the file")
      close(descriptor)
      throw error
    }
    posix_madvise(address, size, POSIX_MADV_SEQUENTIAL)
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  deinit {
    if let base = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
    }
    close(descriptor)
  }

  /// Gives the pages wholly inside `range` back to the system; touching them again reads them anew.
  func release(_ range: Range<Int>) {
    guard let base = bytes.baseAddress else { return }
    let page = Int(getpagesize())
    let first = (range.lowerBound + page - 1) / page * page
    let last = min(range.upperBound, bytes.count) / page * page
    guard first < last else { return }
    madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
  }
}
