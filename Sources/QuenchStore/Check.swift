import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What must happen before the first call into the library.
enum Library {
  /// The library's exit handler crashes after a full disk (1.10.8): every file is closed by its owner.
  static let ready: Bool = H5dont_atexit() >= 0
}

/// Calls into HDF5 and throws what its error stack says when the result is negative.
///
/// The automatic printer belongs to the thread, so it is silenced here, before each call.
@discardableResult
func check<Result: SignedInteger>(
  _ context: Context, _ call: () -> Result
) throws(StoreError) -> Result {
  _ = Library.ready
  H5Eset_auto2(quench_h5e_default(), nil, nil)
  let result = call()
  guard result < 0 else { return result }
  throw failure(context)
}

private func failure(_ context: Context) -> StoreError {
  var lines: [String] = []
  withUnsafeMutablePointer(to: &lines) { lines in
    _ = H5Ewalk2(
      quench_h5e_default(), H5E_WALK_DOWNWARD,
      { _, entry, lines in
        guard let entry, let lines, let text = entry.pointee.desc else { return 0 }
        lines.assumingMemoryBound(to: [String].self).pointee.append(String(cString: text))
        return 0
      }, lines)
  }
  _ = H5Eclear2(quench_h5e_default())
  let kind = kind(of: lines)
  let cause = systemMessage(lines) ?? lines.last ?? "unknown HDF5 error"
  return StoreError(kind, path: context.path, "cannot \(context.operation): \(cause)")
}

private func kind(of lines: [String]) -> StoreError.Kind {
  if let number = systemNumber(lines) { return StoreError.kind(errno: number) }
  let text = lines.joined(separator: "\n")
  if text.contains("filter") && (text.contains("not registered") || text.contains("plugin")) {
    return .unsupported
  }
  if text.contains("SWMR") && text.contains("open") { return .unfinished }
  return .corrupt
}

/// The number in "errno = 28, error message = …".
private func systemNumber(_ lines: [String]) -> Int32? {
  for line in lines {
    guard let range = line.firstRange(of: "errno = ") else { continue }
    if let number = Int32(line[range.upperBound...].prefix(while: \.isNumber)) { return number }
  }
  return nil
}

private func systemMessage(_ lines: [String]) -> String? {
  systemNumber(lines).map { String(cString: strerror($0)) }
}

extension StoreError {
  static func kind(errno number: Int32) -> Kind {
    switch number {
    case ENOSPC, EDQUOT, EFBIG: .diskFull
    default: .inputOutput
    }
  }

  /// From `errno` after a failed system call.
  static func system(_ context: Context) -> StoreError {
    let number = errno
    return StoreError(
      kind(errno: number), path: context.path,
      "cannot \(context.operation): \(String(cString: strerror(number)))")
  }
}
