import QuenchModel

/// Writes LAMMPS data files in metal units, atom style atomic, charge, molecular or full as the
/// structure demands.
///
/// Types are the species in the order of the species table, so that a `pair_coeff` line lists
/// them alike. Cells that are not lower triangular are rotated together with all vectors.
struct LAMMPSDataEncoder: FrameEncoder {
  let options: WriteOptions
  private var isWritten = false

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard !isWritten else {
      throw WriteError("a LAMMPS data file holds one structure; write a dump for more frames")
    }
    isWritten = true
    let structure = try LAMMPSOutput.oriented(frame.structure)
    guard let lattice = structure.lattice else { return }
    appendHeader(frame, structure, lattice, into: &output)
    try appendMasses(structure, into: &output)
    appendAtoms(structure, into: &output)
    appendVelocities(structure, into: &output)
  }

  private func appendHeader(
    _ frame: Frame, _ structure: Structure, _ lattice: Lattice, into output: inout TextBuffer
  ) {
    output.append(Self.oneLine(structure.title.isEmpty ? "LAMMPS data file" : structure.title))
    if let step = frame.step { output.append(", timestep = \(step)") }
    output.append(", units = metal\n")
    if let provenance = options.provenance { output.append("# \(Self.oneLine(provenance))\n") }
    output.append("\n\(structure.count) atoms\n")
    output.append("\(structure.species.categories.count) atom types\n\n")
    for (edge, names) in [
      (lattice.a.x, "xlo xhi"), (lattice.b.y, "ylo yhi"), (lattice.c.z, "zlo zhi"),
    ] {
      output.append("0 ")
      output.append(shortest: edge)
      output.append(" \(names)\n")
    }
    let tilts = [lattice.b.x, lattice.c.x, lattice.c.y]
    guard tilts.contains(where: { $0 != 0 }) else { return }
    for tilt in tilts {
      output.append(shortest: tilt)
      output.space()
    }
    output.append("xy xz yz\n")
  }

  private func appendMasses(
    _ structure: Structure, into output: inout TextBuffer
  ) throws(WriteError) {
    var masses: [Double?] = structure.species.categories.map { $0.element?.mass }
    if let own = structure.masses {
      var isKnown = masses.map { _ in false }
      for (code, mass) in zip(structure.species.codes, own) {
        let code = Int(code)
        if isKnown[code], masses[code] != mass {
          throw WriteError(
            "atoms of species \(structure.species.categories[code]) have different masses, and LAMMPS "
              + "has one mass per type; give them labels of their own")
        }
        (masses[code], isKnown[code]) = (mass, true)
      }
    }
    output.append("\nMasses\n\n")
    for (index, species) in structure.species.categories.enumerated() {
      guard let mass = masses[index] else {
        throw WriteError("species \(species.label) has no element and so no mass for LAMMPS")
      }
      output.append("\(index + 1) ")
      output.append(shortest: mass)
      let isSpeaking = Species(label: species.label).element == species.element
      output.append(" # \(try LAMMPSOutput.word(isSpeaking ? species.label : species.name))\n")
    }
  }

  private func appendAtoms(_ structure: Structure, into output: inout TextBuffer) {
    let molecules = structure.residues?.numbers
    let charges = structure.charges
    let style =
      molecules != nil
      ? (charges != nil ? "full" : "molecular")
      : (charges != nil ? "charge" : "atomic")
    output.append("\nAtoms # \(style)\n\n")
    let positions = structure.positions.flat
    for atom in 0..<structure.count {
      output.append(structure.identifiers?[atom] ?? atom + 1)
      if let molecules {
        output.space()
        output.append(Int(molecules[atom]))
      }
      output.space()
      output.append(Int(structure.species.codes[atom]) + 1)
      if let charges {
        output.space()
        output.append(shortest: charges[atom])
      }
      for value in positions[3 * atom..<3 * atom + 3] {
        output.space()
        if let decimals = options.decimals {
          output.append(value, decimals: decimals)
        } else {
          output.append(shortest: value)
        }
      }
      if let image = structure.images?[atom] {
        output.append(" \(image.x) \(image.y) \(image.z)")
      }
      output.newline()
    }
  }

  private func appendVelocities(_ structure: Structure, into output: inout TextBuffer) {
    guard let velocities = structure.velocities?.flat else { return }
    output.append("\nVelocities\n\n")
    for atom in 0..<structure.count {
      output.append(structure.identifiers?[atom] ?? atom + 1)
      for value in velocities[3 * atom..<3 * atom + 3] {
        output.space()
        output.append(shortest: value / LAMMPSUnits.metal.velocity)
      }
      output.newline()
    }
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }).trimmingBlanks()
  }
}
