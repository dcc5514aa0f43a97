import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a VASP POTCAR says of its species. Its potentials are never kept or copied.
enum POTCAR {
  /// Labels of the POTCAR in the directory of `path`, in order (`Ti_pv`, `O`); nil without one.
  static func species(beside path: String) -> (labels: [String], file: String)? {
    let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let file = directory.isEmpty ? "POTCAR" : directory.joined(separator: "/") + "/POTCAR"
    guard access(file, R_OK) == 0 else { return nil }
    do {
      let labels = labels(in: try SmallFile.bytes(of: file))
      return labels.isEmpty ? nil : (labels, file)
    } catch {
      return nil  // a POTCAR that cannot be read helps no more than none
    }
  }

  /// `TITEL  = PAW_PBE Ti_pv 07Sep2000` names `Ti_pv`.
  static func labels(in bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count >= 4, words[0] == "TITEL", words[1] == "=" else { return nil }
      return String(words[3])
    }
  }
}
