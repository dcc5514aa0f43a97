import QuenchModel

/// Writes LAMMPS text dumps in metal units: `id type element x y z` and what else the structure
/// carries.
///
/// Numbers are the shortest text that reads back the same, or have the decimals asked for. Cells that
/// are not lower triangular are rotated together with all vectors.
struct LAMMPSDumpEncoder: FrameEncoder {
  let options: WriteOptions
  private var frames = 0

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    let structure = try LAMMPSOutput.oriented(frame.structure)
    guard let lattice = structure.lattice else { return }
    if frames == 0 { output.append("ITEM: UNITS\nmetal\n") }
    if let time = frame.time {
      output.append("ITEM: TIME\n")
      output.append(shortest: time / LAMMPSUnits.metal.time)
      output.newline()
    }
    output.append("ITEM: TIMESTEP\n")
    output.append(frame.step ?? frames)
    output.append("\nITEM: NUMBER OF ATOMS\n")
    output.append(structure.count)
    appendBox(lattice, structure.periodicity, into: &output)
    try appendAtoms(structure, into: &output)
    frames += 1
  }

  private func appendBox(
    _ lattice: Lattice, _ periodicity: Periodicity, into output: inout TextBuffer
  ) {
    let (xy, xz, yz) = (lattice.b.x, lattice.c.x, lattice.c.y)
    let isTilted = xy != 0 || xz != 0 || yz != 0
    output.append(isTilted ? "\nITEM: BOX BOUNDS xy xz yz" : "\nITEM: BOX BOUNDS")
    for axis in 0..<3 { output.append(periodicity[axis] ? " pp" : " ff") }
    output.newline()
    let low = [min(0, xy, xz, xy + xz), min(0, yz), 0]
    let high = [
      lattice.a.x + max(0, xy, xz, xy + xz), lattice.b.y + max(0, yz), lattice.c.z,
    ]
    for (axis, tilt) in [xy, xz, yz].enumerated() {
      output.append(shortest: low[axis])
      output.space()
      output.append(shortest: high[axis])
      if isTilted {
        output.space()
        output.append(shortest: tilt)
      }
      output.newline()
    }
  }

  private func appendAtoms(
    _ structure: Structure, into output: inout TextBuffer
  ) throws(WriteError) {
    let names = try structure.species.categories.enumerated().map {
      (index, species) throws(WriteError) in
      " \(index + 1) \(try LAMMPSOutput.word(species.name))"
    }.map { Array($0.utf8) }
    let vectors = [
      (structure.velocities?.flat, LAMMPSUnits.metal.velocity),
      (structure.forces?.flat, LAMMPSUnits.metal.force),
    ]
    let positions = structure.positions.flat
    output.append("ITEM: ATOMS \(Self.columns(of: structure))\n")
    for atom in 0..<structure.count {
      output.append(structure.identifiers?[atom] ?? atom + 1)
      output.append(bytes: names[Int(structure.species.codes[atom])])
      append(positions, atom, 1, options.decimals, &output)
      for (flat, unit) in vectors {
        if let flat { append(flat, atom, unit, nil, &output) }
      }
      for values in [structure.charges, structure.masses] {
        guard let values else { continue }
        output.space()
        output.append(shortest: values[atom])
      }
      if let image = structure.images?[atom] {
        for axis in 0..<3 {
          output.space()
          output.append(Int(image[axis]))
        }
      }
      if let residues = structure.residues {
        output.space()
        output.append(Int(residues.numbers[atom]))
      }
      output.newline()
    }
  }

  private static func columns(of structure: Structure) -> String {
    var columns = "id type element x y z"
    if structure.velocities != nil { columns += " vx vy vz" }
    if structure.forces != nil { columns += " fx fy fz" }
    if structure.charges != nil { columns += " q" }
    if structure.masses != nil { columns += " mass" }
    if structure.images != nil { columns += " ix iy iz" }
    if structure.residues != nil { columns += " mol" }
    return columns
  }

  @inline(__always)
  private func append(
    _ flat: [Double], _ atom: Int, _ unit: Double, _ decimals: Int?, _ output: inout TextBuffer
  ) {
    for index in 3 * atom..<3 * atom + 3 {
      output.space()
      if let decimals {
        output.append(flat[index], decimals: decimals)
      } else {
        output.append(shortest: flat[index] / unit)
      }
    }
  }
}

/// What both LAMMPS writers ask of a structure.
enum LAMMPSOutput {
  /// The structure turned so that its cell is lower triangular.
  static func oriented(_ structure: Structure) throws(WriteError) -> Structure {
    guard let lattice = structure.lattice else {
      throw WriteError("LAMMPS needs a box: give the structure a cell first")
    }
    guard !lattice.isLowerTriangular else { return structure }
    guard let turned = structure.alignedToLowerTriangular() else {
      throw WriteError(
        lattice.isLeftHanded
          ? "LAMMPS needs a right-handed cell, and this one is left-handed"
          : "the cell spans no volume")
    }
    return turned.structure
  }

  /// Columns are separated by blanks: a name may hold none.
  static func word(_ text: String) throws(WriteError) -> String {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x23 }) else {
      throw WriteError("the species name '\(text)' cannot be one word of a LAMMPS file")
    }
    return text
  }
}
