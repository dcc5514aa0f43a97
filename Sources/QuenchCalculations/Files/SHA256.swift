internal import CCrypto
import QuenchFormats

/// SHA-256 (FIPS 180-4) by the system's libcrypto, hexadecimal.
public enum SHA256 {
  public static func hex(_ bytes: UnsafeRawBufferPointer) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    _ = EVP_Digest(bytes.baseAddress, bytes.count, &digest, &length, EVP_sha256(), nil)
    return hex(digest)
  }

  public static func hex(_ text: String) -> String {
    Array(text.utf8).withUnsafeBytes { hex($0) }
  }

  private static func hex(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
