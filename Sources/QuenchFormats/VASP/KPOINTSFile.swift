/// KPOINTS: automatic meshes, automatic length, and lists (VASP wiki: KPOINTS).
///
/// For readers in other modules of this package.
package struct KPOINTSFile: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case mesh([Int], isGammaCentred: Bool)
    /// The length, as written.
    case length(String)
    /// So many points, or lines of them.
    case list(Int)
    case generating
  }

  package let kind: Kind
  /// Where the numbers stand, from 1.
  package let line: Int

  /// Nil where the file is none.
  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> KPOINTSFile? {
    var lines = ReportLines(bytes, source: source)
    var rows: [[String]] = []
    while rows.count < 5, let line = lines.next() { rows.append(line.words) }
    guard rows.count >= 3, let first = rows[1].first, let count = Int(first) else { return nil }
    guard count == 0 else { return KPOINTSFile(kind: .list(count), line: 2) }
    guard rows.count >= 4 else { return nil }
    switch rows[2].first?.first.map({ Character($0.uppercased()) }) {
    case "G", "M":
      let mesh = rows[3].prefix(3).compactMap { Int($0) }
      guard mesh.count == 3, mesh.allSatisfy({ $0 > 0 && $0 < 100_000 }) else { return nil }
      let isGamma = rows[2].first?.first?.uppercased() == "G"
      return KPOINTSFile(kind: .mesh(mesh, isGammaCentred: isGamma), line: 4)
    case "A": return KPOINTSFile(kind: .length(rows[3].first ?? ""), line: 4)
    default: return KPOINTSFile(kind: .generating, line: 4)
    }
  }
}
