/// A crystal or molecule that comes with Quench, as the file it was read from.
public struct BuiltIn: Hashable, Sendable {
  /// The format of `text`, which is also the ending of the file's name.
  public enum Kind: String, Hashable, Sendable { case cif, xyz }

  /// The file's name without its ending, e.g. `V2O3_corundum`.
  public let name: String
  public let kind: Kind
  /// Reduced by the formula unit where the file names one, e.g. `V2O3`.
  public let formula: String
  /// The file, word for word; its first lines name source and confidence.
  public let text: String

  public var fileName: String { "\(name).\(kind.rawValue)" }
  public var bytes: [UInt8] { Array(text.utf8) }

  /// Where the numbers come from, in one line.
  public var source: String {
    switch kind {
    case .cif: remark("# source: ") ?? ""
    case .xyz: quoted(after: "method=\"") ?? ""
    }
  }

  /// How far the numbers may be trusted (`cited`, `DFT`, `recalled`); `calculated` for molecules.
  public var confidence: String {
    kind == .cif ? remark("# confidence: ") ?? "" : "calculated"
  }

  /// All of them, sorted by name.
  public static var all: [BuiltIn] { files }

  /// The one of this name, in any letter case, with or without its ending.
  ///
  /// Throws `BuiltInError` with the nearest names where there is none.
  public static func named(_ name: String) throws(BuiltInError) -> BuiltIn {
    let wanted = name.lowercased()
    if let found = files.first(where: { wanted == $0.name.lowercased() }) { return found }
    if let found = files.first(where: { wanted == $0.fileName.lowercased() }) { return found }
    throw BuiltInError(name: name, suggestions: suggestions(for: wanted))
  }

  private func remark(_ key: String) -> String? {
    for line in text.split(separator: "\n").prefix(5) where line.hasPrefix(key) {
      return String(line.dropFirst(key.count))
    }
    return nil
  }

  private func quoted(after key: String) -> String? {
    let lines = text.split(separator: "\n", maxSplits: 2)
    guard lines.count > 1 else { return nil }
    var rest = lines[1]
    while !rest.isEmpty, !rest.hasPrefix(key) { rest = rest.dropFirst() }
    return rest.isEmpty ? nil : String(rest.dropFirst(key.count).prefix { $0 != "\"" })
  }
}

/// No built-in structure has the name asked for.
public struct BuiltInError: Error, Hashable, Sendable, CustomStringConvertible {
  public let name: String
  /// Names like it, the likeliest first; may be empty.
  public let suggestions: [String]

  public var description: String {
    let hint =
      suggestions.isEmpty ? "" : "; did you mean \(suggestions.joined(separator: " or "))?"
    return "no built-in structure is called '\(name)'\(hint)"
  }
}
