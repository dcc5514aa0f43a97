internal import QuenchModel

extension FileFormat {
  /// VASP XDATCAR, fixed and variable cell, VASP 5 and 6.
  public static let xdatcar = FileFormat(
    name: "xdatcar", title: "VASP XDATCAR", isTrajectory: true,
    holds: [.title, .cell, .speciesLabels, .step, .orientation],
    ownsName: { $0.lowercased().hasPrefix("xdatcar") || $0.lowercased().hasSuffix(".xdatcar") },
    ownsContent: { VASPSignature(head: $0) == .xdatcar },
    makeReader: { (head, source, options) throws(ParseError) in
      try XDATCARReader(head, source: source, options: options)
    },
    makeEncoder: { XDATCAREncoder(options: $0) })
}

/// Writes XDATCAR. The header stands once at the head and, from the first change of the cell on, before
/// every frame: readers which expect it nowhere or everywhere then agree.
struct XDATCAREncoder: FrameEncoder {
  let options: WriteOptions
  private var frames = 0
  private var lattice: Lattice?
  private var species = Categorical<Species>()
  /// In the order in which the last header named them.
  private var written = Categorical<Species>()
  private var order: Permutation?
  private var repeatsHeader = false

  init(options: WriteOptions) { self.options = options }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    let source = frame.structure
    if order == nil || source.species != species {
      species = source.species
      order = POSCAR.order(of: source, groupSpecies: options.groupSpecies)
    }
    let structure = order.map { source.reordered(by: $0) } ?? source
    guard let cell = structure.lattice else {
      throw WriteError("an XDATCAR needs a cell and frame \(frames + 1) has none")
    }
    guard structure.count > 0 else { throw WriteError("an XDATCAR needs at least one atom") }
    // A header names the species of all positions below it.
    if frames > 0, cell != lattice || structure.species != written { repeatsHeader = true }
    if frames == 0 || repeatsHeader {
      try VASPHeader.write(structure, cell, provenance: options.provenance, into: &output)
    }
    lattice = cell
    written = structure.species
    frames += 1
    output.append("Direct configuration=" as StaticString)
    output.append(frame.step ?? frames, width: 6)
    output.newline()
    try positions(structure, into: &output)
  }

  private func positions(
    _ structure: Structure, into output: inout TextBuffer
  ) throws(WriteError) {
    let decimals = options.decimals ?? 8
    let flat = (structure.fractional ?? []).flat
    guard flat.allSatisfy({ $0.isFinite }) else { throw WriteError("a position is not finite") }
    output.reserve(structure.count * 40)
    flat.withUnsafeBufferPointer { flat in
      for k in stride(from: 0, to: flat.count - 2, by: 3) {
        output.append(
          line: flat[k], flat[k + 1], flat[k + 2], decimals: decimals, width: decimals + 3)
      }
    }
  }
}
