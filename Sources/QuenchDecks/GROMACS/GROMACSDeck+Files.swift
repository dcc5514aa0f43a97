import QuenchFormats
import QuenchModel

extension GROMACSDeck {
  func coordinates() throws(DeckError) -> DeckFile {
    var structure = blocks.structure
    structure.title = DeckPath.comment(structure.title.isEmpty ? "quench" : structure.title)
    structure.identifiers = nil
    do throws(WriteError) {
      return DeckFile(
        "start.gro",
        bytes: try FileFormat.gro.write([Frame(structure)], options: WriteOptions(decimals: 5)))
    } catch {
      throw DeckError(.impossible("no GRO file can be written: \(error)"))
    }
  }

  var topology: String {
    var lines = [
      "; " + DeckPath.comment(job.plan.title ?? job.structure.title),
      "; " + DeckPath.comment(job.provenance),
      "; \(field.title): \(field.citation)",
      "; combination rule \(field.combinationRule) for all pairs",
    ]
    let elements = blocks.modelElements
    if !elements.isEmpty { lines += blocks.model.lines.map { "; " + DeckPath.comment($0) } }
    lines += ["; net charge \(rounded(blocks.netCharge)) e", ""]
    if field.head.isEmpty, let own = field.topology.defaults.first, own.line.file.isEmpty {
      lines.append("")
    }
    lines += field.head
    let isType = { (text: String) in text.contains("atomtypes ]") || text.contains("defaults ]") }
    lines += field.includes.filter { isType($0.text) }.map { "#include \"forcefield/\($0.name)\"" }
    if !elements.isEmpty { lines += [""] + LennardJonesModel.atomTypes(elements) }
    if let slab, slab.obstacle == nil { lines.append(slab.atomType) }
    lines += [""]
    lines += field.includes.filter { !isType($0.text) }
      .map { "#include \"forcefield/\($0.name)\"" }
    lines += [""] + blocks.modelTypes.flatMap(\.lines)
    lines += ["[ system ]", DeckPath.comment(job.plan.title ?? "quench"), "", "[ molecules ]"]
    lines += blocks.blocks.map { "\($0.name) \($0.count)" }
    return lines.joined(separator: "\n") + "\n"
  }

  func index() throws(DeckError) -> String {
    let structure = blocks.structure
    var groups = AtomGroups([AtomGroups.Group("System", 0..<structure.count)])
    if !frozen.isEmpty {
      let held = Set(frozen)
      groups.add("Frozen", frozen)
      groups.add("Mobile", (0..<structure.count).filter { !held.contains($0) })
    }
    let parts = blocks.parts
    for (name, part) in [
      ("Electrode_bottom", MoleculeBlocks.Part.electrodeBottom),
      ("Electrode_top", .electrodeTop), ("Film", .film), ("Liquid", .liquid),
    ] {
      let atoms = parts.indices.filter { parts[$0] == part }
      if !atoms.isEmpty { groups.add(name, atoms) }
    }
    for group in AtomGroups(residuesOf: structure).groups.dropFirst() {
      groups.add(group.name, group.atoms)
    }
    do throws(WriteError) { return try IndexFile.text(groups) } catch {
      throw DeckError(.impossible("no index file can be written: \(error)"))
    }
  }
}
