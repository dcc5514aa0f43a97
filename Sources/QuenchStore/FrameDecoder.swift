import QuenchModel

/// What a frame has beside its per-atom arrays, read while the file was locked.
struct FrameHead: Sendable {
  let atoms: Int
  let step: Int?
  let time: Double?
  let lattice: Lattice?
  let observables: [String: Double]
  /// Arrays of which this frame has bytes.
  let present: Set<PerAtomArray>
  /// Another program pads frames with fewer atoms at the end.
  let mayBePadded: Bool
}

extension StoreFile {
  /// Reads a frame's bytes without unpacking them.
  func load(_ frame: Int, _ buffers: inout [LoadedArray]) throws(StoreError) -> FrameHead {
    let atoms = try atoms(frame)
    var present: Set<PerAtomArray> = []
    for (array, stored) in arrays where stored.isPerFrame {
      if frame >= stored.frames, array != .position { continue }
      if try stored.load(frame, atoms: min(atoms, stored.atoms), into: &buffers[array.rawValue]),
        stored.atoms >= atoms
      {
        present.insert(array)
      }
    }
    guard present.contains(.position) || atoms == 0 else {
      throw reader.corrupt("frame \(frame) has no positions")
    }
    let step = try stepNumber(frame)
    return FrameHead(
      atoms: atoms, step: step, time: try timeValue(frame),
      lattice: try box.lattice(frame, step: step), observables: try observableValues(frame),
      present: present, mayBePadded: !isOurs && atomCounts == nil)
  }
}

/// Unpacks one frame; needs no lock.
struct FrameDecoder: Sendable {
  let plans: [ArrayPlan?]
  let species: StoredSpecies
  let periodicity: Periodicity
  /// What is true of the atoms in all frames that have as many.
  let template: Structure

  typealias SpeciesSource = (
    [[UInt8]], () throws(ArrayPlan.Damage) -> Categorical<Species>
  ) throws(ArrayPlan.Damage) -> Categorical<Species>

  /// `species` may answer from memory instead of unpacking again.
  func decode(
    _ head: FrameHead, _ loaded: [LoadedArray], species source: SpeciesSource,
    into frame: inout Frame
  ) throws(ArrayPlan.Damage) {
    frame.warnings = []
    frame.step = head.step
    frame.time = head.time
    frame.observables = head.observables
    frame.structure.lattice = head.lattice
    frame.structure.periodicity = head.lattice == nil ? .none : periodicity
    let kinds = try decodeSpecies(head, loaded, source)
    let atoms = kinds.count
    if atoms != frame.structure.count { frame.structure.takeTables(of: template, atoms: atoms) }
    frame.structure.species = kinds
    try decode(.position, head, loaded, atoms, into: &frame.structure.positions)
    try decodeOptional(.velocity, head, loaded, atoms, into: &frame.structure.velocities)
    try decodeOptional(.force, head, loaded, atoms, into: &frame.structure.forces)
    frame.structure.images = try decodeImages(head, loaded, atoms)
  }

  private func decode(
    _ array: PerAtomArray, _ head: FrameHead, _ loaded: [LoadedArray], _ atoms: Int,
    into target: inout Coordinates
  ) throws(ArrayPlan.Damage) {
    target.resize(to: atoms)
    guard let plan = plans[array.rawValue], atoms > 0 else { return }
    try target.withUnsafeMutableFlat { (flat) throws(ArrayPlan.Damage) in
      try plan.decode(loaded[array.rawValue], into: flat)
    }
  }

  private func decodeOptional(
    _ array: PerAtomArray, _ head: FrameHead, _ loaded: [LoadedArray], _ atoms: Int,
    into target: inout Coordinates?
  ) throws(ArrayPlan.Damage) {
    guard head.present.contains(array) else {
      target = nil
      return
    }
    // Taken out while it is filled, so that its storage is not copied.
    var values = target.take() ?? Coordinates()
    try decode(array, head, loaded, atoms, into: &values)
    // In chunks of many frames a frame without the array is one of fill values.
    let isFill = atoms > 0 && values[0].x.isNaN && values.flat.allSatisfy(\.isNaN)
    target = isFill ? nil : values
  }

  private func decodeImages(
    _ head: FrameHead, _ loaded: [LoadedArray], _ atoms: Int
  ) throws(ArrayPlan.Damage) -> [SIMD3<Int32>]? {
    guard head.present.contains(.image), let plan = plans[PerAtomArray.image.rawValue] else {
      return nil
    }
    let flat = try plan.decodeIntegers(loaded[PerAtomArray.image.rawValue], count: 3 * atoms)
    return (0..<atoms).map { SIMD3(flat[3 * $0], flat[3 * $0 + 1], flat[3 * $0 + 2]) }
  }

  private func decodeSpecies(
    _ head: FrameHead, _ loaded: [LoadedArray], _ source: SpeciesSource
  ) throws(ArrayPlan.Damage) -> Categorical<Species> {
    let place = PerAtomArray.species.rawValue
    guard species.isPerFrame, head.present.contains(.species), let plan = plans[place] else {
      return species.base.count == head.atoms
        ? species.base : species.categorical([Int32](repeating: 0, count: head.atoms))
    }
    let kindPlace = PerAtomArray.kind.rawValue
    let kindPlan = head.present.contains(.kind) ? plans[kindPlace] : nil
    let bytes = [place] + (kindPlan == nil ? [] : [kindPlace])
    // One frame may have fewer atoms than another whose bytes are the same.
    let key = bytes.map { Array(loaded[$0].bytes.prefix(loaded[$0].used)) } + [keyBytes(head.atoms)]
    return try source(key) { () throws(ArrayPlan.Damage) in
      var numbers = try plan.decodeIntegers(loaded[place], count: head.atoms)
      if head.mayBePadded { while numbers.last == -1 { numbers.removeLast() } }
      guard let kindPlan else { return species.categorical(numbers) }
      let kinds = try kindPlan.decodeIntegers(loaded[kindPlace], count: head.atoms)
      return species.categorical(kinds: kinds, numbers: numbers)
    }
  }

  private func keyBytes(_ atoms: Int) -> [UInt8] {
    withUnsafeBytes(of: Int64(atoms)) { Array($0) }
  }
}

extension Structure {
  /// Tables made for another number of atoms go; those of the template come where they fit.
  fileprivate mutating func takeTables(of template: Structure, atoms: Int) {
    let fits = template.count == atoms
    title = template.title
    verbatim = fits ? template.verbatim : [:]
    masses = fits ? template.masses : nil
    charges = fits ? template.charges : nil
    occupancies = fits ? template.occupancies : nil
    identifiers = fits ? template.identifiers : nil
    fixedAxes = fits ? template.fixedAxes : nil
    residues = fits ? template.residues : nil
  }
}
