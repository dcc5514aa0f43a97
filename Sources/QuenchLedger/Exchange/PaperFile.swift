public import QuenchEnergetics
internal import Yams

/// Published values in YAML, each with what the paper says it follows from.
///
/// ```yaml
/// source: Author et al., Journal 1 (2020) 1, doi 10.…
/// values:
///   - quantity: theoretical capacity
///     published: 409.75
///     unit: mAh/g
///     formula: capacity(1, M(VO2))
///     inputs: {n: 1}
///     reaction: slab+Na - slab - Na
///     note: any text
/// ```
public struct PaperFile: Hashable, Sendable {
  public let source: String
  public let values: [PublishedValue]

  /// Throws `LedgerError(.unreadable)`; files over 1 MB, aliases, and nesting deeper than 32 are
  /// refused.
  public static func read(_ text: String, name: String) throws(LedgerError) -> PaperFile {
    try refuseTraps(text, name)
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw LedgerError(.unreadable, "\(name): \(error)")
    }
    guard let mapping = root?.mapping, let source = mapping["source"]?.scalar?.string else {
      throw LedgerError(.unreadable, "\(name): 'source:' is missing")
    }
    guard let list = mapping["values"]?.sequence else {
      throw LedgerError(.unreadable, "\(name): 'values:' is missing or no list")
    }
    var values: [PublishedValue] = []
    for (index, node) in list.enumerated() {
      values.append(try value(node, "\(name): value \(index + 1)"))
    }
    return PaperFile(source: source, values: values)
  }

  private static func value(_ node: Node, _ place: String) throws(LedgerError) -> PublishedValue {
    guard let mapping = node.mapping, let quantity = mapping["quantity"]?.scalar?.string,
      let printed = mapping["published"]?.scalar?.string
    else { throw LedgerError(.unreadable, "\(place) needs quantity and published") }
    guard let value = Double(printed), value.isFinite else {
      throw LedgerError(.unreadable, "\(place): published '\(printed)' is no number")
    }
    guard let unit = mapping["unit"]?.scalar?.string else {
      throw LedgerError(.unreadable, "\(place) needs a unit")
    }
    var inputs: [String: Double] = [:]
    if let given = mapping["inputs"]?.mapping {
      for (key, node) in given {
        guard let name = key.scalar?.string, let number = node.scalar.flatMap({ Double($0.string) })
        else { throw LedgerError(.unreadable, "\(place): inputs are names with numbers") }
        inputs[name] = number
      }
    }
    let fraction =
      printed.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }.count ?? 0
    return PublishedValue(
      quantity: quantity, value: value, decimals: min(fraction, 15), unit: unit,
      formula: mapping["formula"]?.scalar?.string, inputs: inputs,
      reaction: mapping["reaction"]?.scalar?.string, note: mapping["note"]?.scalar?.string)
  }

  /// What could make a small file cost much: size, aliases, depth.
  private static func refuseTraps(_ text: String, _ name: String) throws(LedgerError) {
    guard text.utf8.count <= 1 << 20 else {
      throw LedgerError(.unreadable, "\(name): is larger than 1 MB")
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " || $0 == "-" }.count
      var depth = 0
      var deepest = 0
      for character in line {
        if character == "[" || character == "{" { depth += 1 }
        if character == "]" || character == "}" { depth -= 1 }
        deepest = max(deepest, depth)
      }
      guard indent <= 64, deepest <= 32 else {
        throw LedgerError(.unreadable, "\(name): is nested too deep")
      }
      let bare = line.drop { $0 == " " || $0 == "-" }
      let value = bare.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } } ?? ""
      if value.hasPrefix("*") || value.hasPrefix("&") || bare.hasPrefix("*") || bare.hasPrefix("&")
      {
        throw LedgerError(.unreadable, "\(name): anchors and aliases are not accepted")
      }
    }
  }
}

extension PaperFile {
  /// Energies in eV as calculations of a ledger: published values beside computed ones.
  public var calculations: [Calculation] {
    values.filter { $0.unit.hasPrefix("eV") }.map { value in
      var calculation = Calculation(
        name: value.quantity, program: Program("published"), run: .published)
      calculation.energies[.total] = value.value
      calculation.citation = source
      calculation.notes = ["published in \(value.unit)"] + (value.note.map { [$0] } ?? [])
      return calculation
    }
  }
}
