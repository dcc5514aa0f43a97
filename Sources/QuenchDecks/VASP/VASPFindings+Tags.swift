import QuenchFormats

/// INCAR by itself: tags that stand twice, values that are none.
extension VASPFindings {
  var repeated: [Finding] {
    var seen: [String: INCARFile.Tag] = [:]
    return incar.tags.compactMap { tag in
      guard let first = seen[tag.name] else {
        seen[tag.name] = tag
        return nil
      }
      return finding(
        .warning, "TAG-TWICE",
        "\(tag.name) stands here and in line \(first.line); VASP takes the first: \(first.value)",
        tag: tag)
    }
  }

  private static let numbers = [
    "EDIFF", "EDIFFG", "ENCUT", "NELECT", "POTIM", "PSTRESS", "SIGMA", "SMASS", "SPRING", "TEBEG",
    "TEEND",
  ]
  private static let wholeNumbers = [
    "IBRION", "IDIPOL", "IMAGES", "ISIF", "ISMEAR", "ISPIN", "ISYM", "IVDW", "KPAR", "LMAXMIX",
    "MDALGO", "NBLOCK", "NCORE", "NELM", "NELMIN", "NSW",
  ]

  /// VASP stops at the first value it cannot read.
  var unreadableValues: [Finding] {
    incar.tags.compactMap { tag in
      let isWhole = Self.wholeNumbers.contains(tag.name)
      guard isWhole && tag.integer == nil || Self.numbers.contains(tag.name) && tag.number == nil
      else { return nil }
      return finding(
        .error, "VALUE", "\(tag.name) = '\(tag.value)' is no \(isWhole ? "whole " : "")number",
        tag: tag)
    }
  }
}
