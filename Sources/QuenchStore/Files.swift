import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The few system calls beside HDF5.
enum Files {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func remove(_ path: String) throws(StoreError) {
    if unlink(path) != 0, errno != ENOENT {
      throw .system(Context(path, "remove the old file"))
    }
  }

  static func redirectToNull(_ descriptor: Int32) {
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard null >= 0 else { return }
    dup2(null, descriptor)
    close(null)
  }

  /// The file behind an HDF5 identifier; nil where it has none.
  static func descriptor(of file: hid_t) -> Int32? {
    var pointer: UnsafeMutableRawPointer?
    guard file >= 0, H5Fget_vfd_handle(file, quench_h5p_default(), &pointer) >= 0 else {
      return nil
    }
    return pointer?.load(as: Int32.self)
  }

  /// Passes an opened file on, after children that this process starts can no longer inherit it: an
  /// engine would keep the lock of a store whose writer has gone.
  static func keptFromChildren(_ file: hid_t) -> hid_t {
    if let descriptor = descriptor(of: file) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return file
  }

  static func size(_ path: String) throws(StoreError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .system(Context(path, "open")) }
    return Int(status.st_size)
  }

  /// Gives a finished file its name: data, then name, then directory reach the disk.
  static func publish(
    _ partial: String, as path: String, overwrite: Bool
  ) throws(StoreError) {
    try SyncedFile(partial).synchronizeAll()
    if !overwrite, exists(path) { throw StoreError(.exists, path: path, "the file exists") }
    guard rename(partial, path) == 0 else { throw .system(Context(path, "rename \(partial)")) }
    try SyncedFile(directory(of: path)).synchronizeAll()
  }

  /// Copies a file's bytes; shares them where the file system can.
  static func copy(_ source: String, to target: String) throws(StoreError) {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw .system(Context(source, "open")) }
    defer { close(input) }
    try remove(target)
    let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard output >= 0 else { throw .system(Context(target, "create")) }
    defer { close(output) }
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(input, &block, block.count)
      guard count >= 0 else { throw .system(Context(source, "read")) }
      if count == 0 { return }
      var done = 0
      while done < count {
        let rest = block[done..<count]
        let written = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        guard written > 0 else { throw .system(Context(target, "write")) }
        done += written
      }
    }
  }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// A second descriptor of a file, through which what the library wrote is brought to disk.
final class SyncedFile {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws(StoreError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(Context(path, "open")) }
  }

  deinit { close(descriptor) }

  func synchronize() throws(StoreError) {
    #if canImport(Glibc)
      let result = fdatasync(descriptor)
    #else
      let result = fsync(descriptor)
    #endif
    guard result == 0 else { throw .system(Context(path, "bring to disk")) }
  }

  func synchronizeAll() throws(StoreError) {
    // Some file systems know no fsync of a directory.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .system(Context(path, "bring to disk"))
    }
  }
}

enum MonotonicClock {
  /// Since some fixed moment.
  static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func sleep(_ seconds: Double) {
    var time = timespec(
      tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
    nanosleep(&time, nil)
  }
}
