public import QuenchModel

/// GROMACS index files (.ndx): groups of atom numbers from 1 (reference manual, file formats, ndx).
public enum IndexFile {
  /// Fifteen numbers per line, as GROMACS's own tools write.
  ///
  /// Throws `WriteError` where a name is empty or holds blanks or brackets.
  public static func text(_ groups: AtomGroups) throws(WriteError) -> String {
    var text = ""
    for group in groups.groups {
      let isPlain = group.name.utf8.allSatisfy {
        $0 > 0x20 && $0 < 0x7F && $0 != 0x5B && $0 != 0x5D
      }
      guard isPlain, !group.name.isEmpty else {
        throw WriteError("'\(group.name)' is no name for a group of an index file")
      }
      text += "[ \(group.name) ]\n"
      for start in stride(from: 0, to: group.atoms.count, by: 15) {
        let line = group.atoms[start..<min(start + 15, group.atoms.count)]
        text += line.map { String($0 + 1) }.joined(separator: " ") + "\n"
      }
    }
    return text
  }
}
