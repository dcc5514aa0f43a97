import QuenchFormats
import QuenchModel

extension TopologyCheck {
  /// Atoms the topology asks for; nil where a molecule is unknown.
  private var atomCount: Int? {
    var sum = 0
    for entry in topology.counts {
      guard let molecule = topology.molecule(entry.name) else { return nil }
      let (atoms, overflows) = molecule.atoms.count.multipliedReportingOverflow(by: entry.count)
      let (next, overflowsAgain) = sum.addingReportingOverflow(atoms)
      guard !overflows, !overflowsAgain else { return nil }
      sum = next
    }
    return sum
  }

  var coordinates: [Finding] {
    guard let wanted = atomCount, wanted > 0 else { return [] }
    let files = folder.names.filter { $0.hasSuffix(".gro") }
    var others: [String] = []
    for name in files {
      guard let bytes = folder.read(name) else { continue }
      do throws(ParseError) {
        guard let frame = try FileFormat.gro.read(bytes, source: folder.name(name)).frames.first
        else { continue }
        if frame.structure.count == wanted {
          return names(of: frame.structure, in: name)
            + StructureFindings(frame.structure, file: folder.name(name)).all
        }
        others.append("\(name) has \(frame.structure.count)")
      } catch {
        return [Finding(.error, "GRO", "\(error)", file: folder.name(name), line: error.line)]
      }
    }
    guard !others.isEmpty else { return [] }
    // Of several files nobody knows which is meant: molecules to be packed may lie there.
    return [
      finding(
        others.count == 1 ? .error : .warning, "ATOM-COUNT",
        "[ molecules ] asks for \(wanted) atoms, and \(others.joined(separator: ", "))",
        topology.counts.first?.line)
    ]
  }

  /// The first atom whose names differ from the topology's: molecules in another order.
  private func names(of structure: Structure, in name: String) -> [Finding] {
    guard let residues = structure.residues else { return [] }
    var atom = 0
    for entry in topology.counts {
      guard let molecule = topology.molecule(entry.name) else { return [] }
      // However many of it there are, a molecule without atoms has no names.
      guard !molecule.atoms.isEmpty else { continue }
      for _ in 0..<entry.count {
        for expected in molecule.atoms {
          let found = (residues.names[atom], residues.atomNames[atom])
          if found.1 != expected.name || found.0 != expected.residue {
            let isElsewhere = found.0 != expected.residue
            return [
              finding(
                isElsewhere ? .error : .warning, isElsewhere ? "ATOM-ORDER" : "ATOM-NAME",
                "atom \(atom + 1) of \(name) is \(found.0) \(found.1), and the topology has "
                  + "\(expected.residue) \(expected.name) there"
                  + (isElsewhere ? ": molecules in another order" : ""), entry.line)
            ]
          }
          atom += 1
        }
      }
    }
    return []
  }
}
