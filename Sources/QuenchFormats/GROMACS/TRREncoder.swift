import QuenchModel
import QuenchUnits

/// Writes GROMACS TRR frames in double precision, so that nothing is rounded but by the units.
struct TRREncoder: FrameEncoder {
  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    let structure = try frame.structure.alignedForGROMACS()
    let lengths = try Lengths(structure)
    output.append(xdr: TRRFrameHead.magic)
    // The name's length as C counts it, with its closing zero, then as XDR does.
    output.append(xdr: Int32(TRRFrameHead.name.utf8.count + 1))
    output.append(xdr: Int32(TRRFrameHead.name.utf8.count))
    output.append(TRRFrameHead.name)
    let box: Int32 = structure.lattice == nil ? 0 : 72
    for length in [0, 0, box, 0, 0, 0, 0] { output.append(xdr: Int32(length)) }
    for length in [lengths.vectors, lengths.velocities, lengths.forces, lengths.count] {
      output.append(xdr: length)
    }
    output.append(xdr: try frame.gromacsStep())
    output.append(xdr: Int32(0))
    output.append(xdr: (frame.time ?? 0) / Factor.femtosecondPerPicosecond)
    output.append(xdr: 0.0)
    for row in structure.lattice?.rows ?? [] {
      for axis in 0..<3 { output.append(xdr: row[axis] / Factor.angstromPerNanometre) }
    }
    append(structure.positions, dividedBy: Factor.angstromPerNanometre, to: &output)
    append(
      structure.velocities, dividedBy: Factor.angstromPerFemtosecondPerNanometrePerPicosecond,
      to: &output)
    append(
      structure.forces,
      dividedBy: Factor.electronvoltPerAngstromPerKilojoulePerMolePerNanometre, to: &output)
  }

  private func append(
    _ vectors: Coordinates?, dividedBy factor: Double, to output: inout TextBuffer
  ) {
    guard let vectors else { return }
    var words: [UInt64] = []
    words.reserveCapacity(vectors.flat.count)
    for value in vectors.flat { words.append((value / factor).bitPattern.bigEndian) }
    words.withUnsafeBytes { output.append(bytes: $0) }
  }

  /// Bytes of the arrays, which a frame states in 32 bits.
  private struct Lengths {
    let count: Int32
    let vectors: Int32
    let velocities: Int32
    let forces: Int32

    init(_ structure: Structure) throws(WriteError) {
      guard let vectors = Int32(exactly: 24 * structure.count) else {
        throw WriteError("\(structure.count) atoms are too many for a TRR frame")
      }
      self.vectors = vectors
      count = Int32(structure.count)
      velocities = structure.velocities == nil ? 0 : vectors
      forces = structure.forces == nil ? 0 : vectors
    }
  }
}
