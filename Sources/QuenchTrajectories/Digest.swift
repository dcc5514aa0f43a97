internal import CCrypto

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// SHA-256 of files (FIPS 180-4), by the system's libcrypto.
public enum Digest {
  /// Hexadecimal digest of a regular file; nil for what is none or cannot be read: provenance never
  /// stops a calculation.
  public static func sha256(ofFile path: String) -> String? {
    // Asked by name first: opening a pipe would wait for its writer.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return hash { buffer in
      read(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  private static func hash(_ fill: (UnsafeMutableRawBufferPointer) -> Int) -> String? {
    guard let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = block.withUnsafeMutableBytes(fill)
      guard count >= 0 else { return nil }
      if count == 0 { break }
      EVP_DigestUpdate(context, block, count)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else { return nil }
    return digest.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
