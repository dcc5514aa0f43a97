import QuenchFormats

/// INCAR by itself: tags that VASP does not know, and lines that it skips without a word.
extension VASPFindings {
  var names: [Finding] { unknownTags + lostLines }

  private var unknownTags: [Finding] {
    incar.tags.filter { !INCARTags.knows($0.name) }.map { tag in
      guard let nearest = INCARTags.nearest(to: tag.name) else {
        return finding(
          .note, "TAG",
          "'\(tag.name)' is no tag known here: VASP skips without a word what it does not know",
          tag: tag)
      }
      return finding(
        .warning, "TAG",
        "'\(tag.name)' is no tag of VASP, which skips it without a word: did you mean \(nearest)?",
        tag: tag)
    }
  }

  /// `IBRION 2` and `= 3`: half of a setting is none.
  private var lostLines: [Finding] {
    halves.compactMap { half in
      let words = half.text.split(whereSeparator: { " \t".contains($0) })
      let place = (folder.name("INCAR"), half.line)
      if half.text.hasPrefix("=") {
        return Finding(
          .warning, "TAG", "'\(half.text)' has no tag before '='", file: place.0, line: place.1)
      }
      guard words.count > 1, INCARTags.isTag(words[0].uppercased()) else { return nil }
      return Finding(
        .error, "TAG", "'\(half.text)' has no '=', so VASP does not read it", file: place.0,
        line: place.1)
    }
  }

  /// Parts of lines, between semicolons, without a tag or without `=`.
  private var halves: [(text: String, line: Int)] {
    guard let text = folder.text("INCAR") else { return [] }
    var halves: [(text: String, line: Int)] = []
    // A backslash, a quote or a brace that is open makes the next line a part of this one.
    var (continues, isQuoted, depth) = (false, false, 0)
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, row) in rows.enumerated() {
      let bare = row.prefix { $0 != "#" && $0 != "!" }
      let isOpen = continues || isQuoted || depth > 0
      let trimmed = ReportLine.trimmed(String(bare))
      continues = trimmed.hasSuffix("\\")
      if bare.count(where: { $0 == "\"" }) % 2 == 1 { isQuoted.toggle() }
      depth += bare.count { $0 == "{" } - bare.count { $0 == "}" }
      guard !isOpen, !isQuoted, !bare.contains("{") else { continue }
      halves += bare.split(separator: ";").map { ReportLine.trimmed(String($0)) }
        .filter { !$0.isEmpty && ($0.hasPrefix("=") || !$0.contains("=")) && $0 != "\\" }
        .map { ($0, index + 1) }
    }
    return halves
  }
}
