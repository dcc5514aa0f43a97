/// Names of directories and files in a deck, safe wherever they are written.
public enum DeckPath {
  /// Letters, digits, `.`, `_`, `+` and `-` as they are, everything else as `-`; never empty, never
  /// hidden, at most 64 characters.
  public static func slug(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || "._+-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    }
    let name = String(kept.drop { $0 == "." || $0 == "-" }.prefix(64))
    return name.isEmpty ? "unnamed" : name
  }

  /// `01-melt`: the directory of a stage, `number` from 0.
  public static func directory(_ number: Int, _ stage: Stage) -> String {
    let digits = String(number + 1)
    return (digits.count < 2 ? "0" : "") + digits + "-" + slug(stage.name)
  }

  /// A text without line breaks and control characters, for comments in files.
  public static func comment(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
  }
}
