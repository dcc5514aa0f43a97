import QuenchFormats

/// Words that CP2K does not know where they stand: it stops at the first.
extension CP2KFindings {
  var names: [Finding] { unknown + words + numbers + repeated }

  private var unknown: [Finding] {
    // Other files may open and close sections.
    guard !hasIncludes else { return [] }
    return input.entries.compactMap { entry in
      entry.keyword == "_" ? section(entry) : keyword(entry)
    }
  }

  private func section(_ entry: CP2KInput.Entry) -> Finding? {
    let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last.map(String.init), name != "PRINT", !name.contains("$") else {
      return nil
    }
    let above = parts.dropLast().joined(separator: "/")
    let known: Set<String>
    if above.isEmpty {
      known = Set(CP2KNames.top.map { "&" + $0 })
    } else if let own = CP2KNames.sections[above] {
      known = own.filter { $0.hasPrefix("&") }
    } else {
      return nil
    }
    guard !known.contains("&" + name) else { return nil }
    let elsewhere = CP2KNames.sections.keys.sorted().first {
      CP2KNames.sections[$0]?.contains("&" + name) ?? false
    }
    return misplaced("&" + name, above, known, elsewhere, entry)
  }

  private func keyword(_ entry: CP2KInput.Entry) -> Finding? {
    let name = entry.keyword.uppercased()
    guard let own = CP2KNames.sections[entry.path], !own.contains(name), !name.contains("$"),
      name.first?.isLetter ?? false
    else { return nil }
    let elsewhere = CP2KNames.sections.keys.sorted().first {
      CP2KNames.sections[$0]?.contains(name) ?? false
    }
    return misplaced(name, entry.path, own.filter { !$0.hasPrefix("&") }, elsewhere, entry)
  }

  private func misplaced(
    _ name: String, _ section: String, _ known: Set<String>, _ elsewhere: String?,
    _ entry: CP2KInput.Entry
  ) -> Finding {
    let place = section.isEmpty ? "the input" : "&\(section.split(separator: "/").last ?? "")"
    let nearest = Suggestion.nearest(to: name, among: known.sorted())
    let advice =
      nearest.map { ": did you mean \($0)?" } ?? elsewhere.map { ": it belongs into \($0)" }
    return finding(
      advice == nil ? .warning : .error, "KEYWORD",
      "\(place) has no \(name)"
        + (advice ?? " known here, and CP2K stops at what it does not know"),
      entry)
  }

  /// Sections in which no keyword may stand twice.
  private static let single: Set = [
    "GLOBAL", "MOTION/MD", "MOTION/GEO_OPT", "FORCE_EVAL/DFT/MGRID", "FORCE_EVAL/DFT/SCF",
    "FORCE_EVAL/DFT/SCF/OT", "FORCE_EVAL/SUBSYS/CELL",
  ]

  private var repeated: [Finding] {
    var seen: Set<[String]> = []
    let sections = Dictionary(grouping: input.entries.filter { $0.keyword == "_" }, by: \.path)
    return input.entries.compactMap { entry in
      guard Self.single.contains(entry.path), entry.keyword != "_",
        sections[entry.path]?.count == 1,
        !seen.insert([entry.path, entry.keyword]).inserted
      else { return nil }
      return finding(.error, "TWICE", "\(entry.keyword) stands here again", entry)
    }
  }

  private static let numbers: [(section: String, keyword: String)] = [
    ("MOTION/MD", "STEPS"), ("MOTION/MD", "TIMESTEP"), ("MOTION/MD", "TEMPERATURE"),
    ("DFT/MGRID", "CUTOFF"), ("DFT/MGRID", "REL_CUTOFF"), ("DFT/SCF", "EPS_SCF"),
    ("DFT/SCF", "MAX_SCF"), ("MOTION/GEO_OPT", "MAX_ITER"),
  ]

  /// One number, a unit in brackets before it.
  private var numbers: [Finding] {
    Self.numbers.compactMap { name in
      guard let entry = entry(name.section, name.keyword), !entry.value.contains("$") else {
        return nil
      }
      var words = entry.value.split(separator: " ").map(String.init)
      if words.first?.hasPrefix("[") ?? false { words.removeFirst() }
      guard words.count != 1 || ReportLine.number(words[0]) == nil else { return nil }
      return finding(
        .error, "VALUE",
        "\(name.keyword) \(entry.value): one number, with its unit in brackets before it", entry)
    }
  }

  private var words: [Finding] {
    CP2KNames.choices.compactMap { choice in
      guard
        let entry = input.entries.first(where: {
          $0.path == choice.section && $0.keyword == choice.keyword
        })
      else { return nil }
      let word = entry.value.uppercased()
      guard !word.isEmpty, !word.contains("$"), !choice.words.contains(word) else { return nil }
      let nearest = Suggestion.nearest(to: word, among: choice.words)
      return finding(
        nearest == nil ? .warning : .error, "VALUE",
        "\(choice.keyword == "_" ? "XC_FUNCTIONAL" : choice.keyword) \(entry.value) is unknown"
          + (nearest.map { ": did you mean \($0)?" } ?? ""), entry)
    }
  }
}
