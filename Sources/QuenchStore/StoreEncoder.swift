public import QuenchModel

/// One frame in the bytes of the file, ready to be written in its turn.
public struct EncodedFrame: Sendable {
  /// One chunk of an array; bit i of `skipped` says that filter i was not applied.
  struct Chunk: Sendable {
    let bytes: [UInt8]
    let skipped: UInt32
  }

  let atoms: Int
  let step: Int64?
  let time: Double
  let box: [Double]
  /// In the order of the layout.
  let observables: [Double]
  /// Nil where the frame lacks the array.
  let arrays: [PerAtomArray: [Chunk]]
  /// What of the frame finds no place in the file.
  let warnings: [Warning]
}

/// Turns frames into bytes: rounding, compressing, summing. Any number of threads may use one.
public struct StoreEncoder: Sendable {
  let layout: StoreLayout
  private let template: Structure
  /// Species and kinds of the first frame, which most frames repeat.
  private let templateChunks: [PerAtomArray: [EncodedFrame.Chunk]]

  init(_ layout: StoreLayout, template: Structure) {
    self.layout = layout
    self.template = template
    var chunks: [PerAtomArray: [EncodedFrame.Chunk]] = [:]
    for array in layout.arrays where array == .species || array == .kind {
      chunks[array] = Self.integerChunks(
        Self.integers(array, template, layout), array, layout)
    }
    templateChunks = chunks
  }

  public func encode(_ frame: Frame) -> EncodedFrame {
    let structure = frame.structure
    var arrays: [PerAtomArray: [EncodedFrame.Chunk]] = [:]
    for array in layout.arrays { arrays[array] = chunks(array, structure) }
    return encoded(frame, arrays)
  }

  /// A frame without its per-atom arrays.
  func head(of frame: Frame) -> EncodedFrame { encoded(frame, [:]) }

  private func encoded(
    _ frame: Frame, _ arrays: [PerAtomArray: [EncodedFrame.Chunk]]
  ) -> EncodedFrame {
    EncodedFrame(
      atoms: frame.structure.count,
      step: frame.step.map { Int64($0) },
      time: frame.time ?? Missing.value,
      box: frame.structure.lattice.map(Self.flat) ?? [Double](repeating: 0, count: 9),
      observables: layout.observables.map { frame.observables[$0] ?? Missing.value },
      arrays: arrays,
      warnings: losses(frame))
  }

  /// Integers of an array as the file has them; image flags as three per atom.
  func integers(_ array: PerAtomArray, _ structure: Structure) -> [Int32] {
    guard array == .image else { return Self.integers(array, structure, layout) }
    return (structure.images ?? []).flatMap { [$0.x, $0.y, $0.z] }
  }

  private static func flat(_ lattice: Lattice) -> [Double] {
    lattice.rows.flatMap { [$0.x, $0.y, $0.z] }
  }

  private func chunks(_ array: PerAtomArray, _ structure: Structure) -> [EncodedFrame.Chunk]? {
    switch array {
    case .position: realChunks(structure.positions, array, structure.count)
    case .velocity: structure.velocities.flatMap { realChunks($0, array, structure.count) }
    case .force: structure.forces.flatMap { realChunks($0, array, structure.count) }
    case .image:
      structure.images.flatMap { images in
        guard images.count == structure.count else { return nil }
        return Self.integerChunks(images.flatMap { [$0.x, $0.y, $0.z] }, array, layout)
      }
    case .species, .kind:
      structure.species == template.species
        ? templateChunks[array]
        : Self.integerChunks(Self.integers(array, structure, layout), array, layout)
    }
  }

  /// Atomic numbers, 0 where there is none; or places in the table of species, −1 where there is none.
  static func integers(
    _ array: PerAtomArray, _ structure: Structure, _ layout: StoreLayout
  ) -> [Int32] {
    let table = structure.species.categories.map { category in
      array == .species
        ? layout.atomicNumber(of: category)
        : layout.species.categories.firstIndex(of: category).map { Int32($0) } ?? -1
    }
    return structure.species.codes.map { table[Int($0)] }
  }

  private static func integerChunks(
    _ values: [Int32], _ array: PerAtomArray, _ layout: StoreLayout
  ) -> [EncodedFrame.Chunk] {
    let perChunk = layout.chunkAtoms * array.width
    return (0..<layout.parts(atoms: values.count / array.width)).map { part in
      let some = values[(part * perChunk)..<min(values.count, (part + 1) * perChunk)]
      let padded = Array(some) + [Int32](repeating: -1, count: perChunk - some.count)
      return packed(padded.withUnsafeBytes { Array($0) }, size: 4, level: 1)
    }
  }

  /// Shuffled and deflated; filter 1 is skipped where it does not pay.
  private static func packed(_ bytes: [UInt8], size: Int, level: UInt32) -> EncodedFrame.Chunk {
    let shuffled = ChunkCodec.shuffled(bytes, size: size)
    if let deflated = ChunkCodec.deflated(shuffled, level: level) {
      return EncodedFrame.Chunk(bytes: deflated, skipped: 0)
    }
    return EncodedFrame.Chunk(bytes: shuffled, skipped: 0b10)
  }

  private func realChunks(
    _ values: Coordinates, _ array: PerAtomArray, _ count: Int
  ) -> [EncodedFrame.Chunk]? {
    guard values.count == count else { return nil }
    let flat = values.flat
    return (0..<layout.parts(atoms: count)).map { part in
      let range =
        (3 * part * layout.chunkAtoms)..<min(flat.count, 3 * (part + 1) * layout.chunkAtoms)
      return layout.real == .float32
        ? chunk(flat[range], array) { Float($0) } : chunk(flat[range], array) { $0 }
    }
  }

  private func chunk<Stored: BinaryFloatingPoint>(
    _ values: ArraySlice<Double>, _ array: PerAtomArray, as stored: (Double) -> Stored
  ) -> EncodedFrame.Chunk {
    let size = MemoryLayout<Stored>.stride
    let plain = 3 * layout.chunkAtoms * size
    let quantum = array == .position ? layout.quantum : nil
    let bytes = [UInt8](unsafeUninitializedCapacity: plain + 4) { target, filled in
      let raw = UnsafeMutableRawBufferPointer(target)
      values.withUnsafeBufferPointer { values in
        Self.convert(values, array.factor, quantum, into: raw, as: stored)
      }
      for row in values.count..<(3 * layout.chunkAtoms) {
        raw.storeBytes(of: Stored.nan, toByteOffset: row * size, as: Stored.self)
      }
      filled = plain
      guard layout.compression == nil else { return }
      let sum = Fletcher32.sum(UnsafeRawBufferPointer(rebasing: raw[..<plain]))
      raw.storeBytes(of: sum.littleEndian, toByteOffset: plain, as: UInt32.self)
      filled = plain + 4
    }
    guard let level = layout.compression else {
      return EncodedFrame.Chunk(bytes: bytes, skipped: 0)
    }
    return Self.packed(bytes, size: size, level: level)
  }

  private static func convert<Stored: BinaryFloatingPoint>(
    _ values: UnsafeBufferPointer<Double>, _ factor: Double, _ quantum: Double?,
    into target: UnsafeMutableRawBufferPointer, as stored: (Double) -> Stored
  ) {
    let size = MemoryLayout<Stored>.stride
    for k in values.indices {
      var value = factor == 1 ? values[k] : values[k] * factor
      if let quantum { value = ChunkCodec.rounded(value, to: quantum) }
      target.storeBytes(of: stored(value), toByteOffset: k * size, as: Stored.self)
    }
  }
}

extension StoreEncoder {
  /// Says once per kind what this frame carries that the file was not made for.
  private func losses(_ frame: Frame) -> [Warning] {
    let structure = frame.structure
    var lost: [Warning] = []
    func note(_ condition: Bool, _ what: String) {
      if condition {
        lost.append(Warning("W-STORE-LOST", "\(what) of later frames are not stored"))
      }
    }
    note(structure.velocities != nil && !layout.arrays.contains(.velocity), "velocities")
    note(structure.forces != nil && !layout.arrays.contains(.force), "forces")
    note(structure.images != nil && !layout.arrays.contains(.image), "image flags")
    for name in frame.observables.keys.sorted() where !layout.observables.contains(name) {
      note(true, "values of the observable '\(name)'")
    }
    note(structure.periodicity != layout.periodicity, "changed periodicities")
    note(speciesAreLost(structure.species), "labels of new species")
    note(structure.masses != template.masses, "changed masses")
    note(structure.charges != template.charges, "changed charges")
    note(structure.occupancies != template.occupancies, "changed occupancies")
    note(structure.identifiers != template.identifiers, "changed atom numbers")
    note(structure.fixedAxes != template.fixedAxes, "changed fixed axes")
    note(structure.residues != template.residues, "changed residues")
    return lost
  }

  private func speciesAreLost(_ species: Categorical<Species>) -> Bool {
    species.categories != layout.species.categories
      && species.categories.contains { category in
        !layout.species.categories.contains(category)
          && (category.element == nil || category.label != category.name)
      }
  }
}
