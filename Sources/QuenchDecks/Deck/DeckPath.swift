/// Names of directories and files that are safe in any shell and on any file system.
public enum DeckPath {
  /// Letters, digits, `_`, `.` and `-` stay, all else becomes one `-`; never empty, never hidden, at
  /// most 64 characters: `A/B melt` is `A-B-melt`.
  public static func slug(_ text: String) -> String {
    var slug = ""
    for scalar in text.unicodeScalars {
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789_.".unicodeScalars.contains(scalar))
      if isPlain {
        slug.unicodeScalars.append(scalar)
      } else if slug.last != "-" {
        slug += "-"
      }
    }
    let trimmed = slug.drop { $0 == "-" || $0 == "." }.prefix(64)
    let end = trimmed.lastIndex { $0 != "-" && $0 != "." }
    return end.map { String(trimmed[...$0]) } ?? "unnamed"
  }

  /// `01-melt`: number from 1, two digits at least.
  public static func stage(_ index: Int, _ name: String) -> String {
    let number = String(index + 1)
    return (number.count < 2 ? "0" + number : number) + "-" + slug(name)
  }

  /// A word as a POSIX shell needs it typed, so that nothing in it is obeyed.
  public static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte >= 0x80
        ? false : byte > 0x20 && byte < 0x7F && !"'\"\\$`!*?[](){}<>|&;#~=%".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
