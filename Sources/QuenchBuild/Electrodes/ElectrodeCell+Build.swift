import QuenchModel

extension ElectrodeCell {
  /// Fits, stacks, packs, charges and reports.
  ///
  /// Atoms come in the order bottom electrode (layers upward), top electrode, film, liquid. Throws
  /// `ElectrodeError`; nothing is squeezed in silence: contradictory sizes, gaps and densities are
  /// refused with those that fit.
  public func build() throws(ElectrodeError) -> BuiltElectrodeCell {
    try charging?.check()
    try checkNumbers()
    let parts = try fittedParts()
    let stack = try ElectrodeStack(
      self, area: parts.bottom.area, bottom: parts.bottom.thickness,
      film: filmThickness(parts), top: parts.top.thickness)
    let electrodes = try ElectrodePair(self, parts, stack)
    var structure = electrodes.structure
    var packings: [BuildReport] = []
    let film = try addFilm(parts, stack, to: &structure, &packings)
    let liquid = structure.count
    try pack(self.liquid, "liquid", stack.liquid, seed &+ 1, into: &structure, &packings)
    structure.title = "electrochemical cell"
    let members = ElectrodeMembers(
      electrodes: electrodes, film: film, liquid: liquid..<structure.count)
    try checkCharge(structure, electrodes)
    let report = ElectrodeReport(
      cell: self, parts: parts, stack: stack, members: members, packings: packings)
    return BuiltElectrodeCell(
      built: Built(structure, report.report(structure)), groups: members.groups(of: structure))
  }

  private func checkNumbers() throws(ElectrodeError) {
    guard largestStrain.isFinite, (0...50).contains(largestStrain) else {
      throw .outOfRange(
        parameter: "the strain limit", value: "\(largestStrain) %", allowed: "0 to 50 %")
    }
    guard clearance.isFinite, (0.5...20).contains(clearance) else {
      throw .outOfRange(
        parameter: "the clearance", value: "\(clearance) Å", allowed: "0.5 to 20 Å")
    }
    guard filmChargeScale.map({ $0.isFinite && (0...2).contains($0) }) ?? true else {
      throw .outOfRange(
        parameter: "the charge scale", value: "\(filmChargeScale ?? 0)", allowed: "0 to 2")
    }
    if case .packed(_, let thickness) = film {
      guard thickness.isFinite, (0.5...1000).contains(thickness) else {
        throw .outOfRange(
          parameter: "the film's thickness", value: "\(thickness) Å", allowed: "0.5 to 1000 Å")
      }
    }
  }

  /// Electrodes and crystalline film in the common lateral cell.
  struct Parts {
    var bottom: SlabBlock
    var top: SlabBlock
    var film: SlabBlock?
    var fits: [LateralFit] = []
    var repeats: SIMD2<Int>
  }

  private func fittedParts() throws(ElectrodeError) -> Parts {
    let base = try SlabBlock(bottom, name: "bottom electrode").rectangular()
    let repeats = try lateral.repeats(of: base)
    var (a, b) = (Double(repeats.x) * base.a, Double(repeats.y) * base.b)
    // Rounding must not make a rectangular cell oblique.
    if abs(b.x) < 1e-9 * b.y { b.x = 0 }
    if stretchesToSize, let size = lateral.size {
      (a, b) = (Vector3(size.x, 0, 0), Vector3(b.x / b.y * size.y, size.y, 0))
    }
    var fits: [LateralFit] = []
    let frame = Frame(a: a, b: b, base: base, repeats: repeats)
    let first = try fit(base, "bottom electrode", frame, &fits)
    let second = try top.map { (slab) throws(ElectrodeError) in
      try fit(SlabBlock(slab, name: "top electrode").rectangular(), "top electrode", frame, &fits)
    }
    var parts = Parts(bottom: first, top: second ?? first.inverted(), fits: [], repeats: repeats)
    if case .slab(let slab) = film {
      parts.film = try fit(SlabBlock(slab, name: "film").rectangular(), "film", frame, &fits)
    }
    parts.fits = fits
    return parts
  }

  /// The common lateral cell, and the surface cell whose repeats it is.
  private struct Frame {
    let a: Vector3
    let b: Vector3
    let base: SlabBlock
    let repeats: SIMD2<Int>
  }

  private func fit(
    _ block: SlabBlock, _ name: String, _ frame: Frame, _ fits: inout [LateralFit]
  ) throws(ElectrodeError) -> SlabBlock {
    let fit = LateralFit(block, part: name, to: frame.a, frame.b)
    guard fit.largest <= largestStrain + 1e-9 else {
      throw .strain(
        part: name, strain: fit.largest, most: largestStrain, fitting: fitting(block, frame))
    }
    fits.append(fit)
    return try fit.applied(to: block, frame.a, frame.b)
  }

  /// The size nearest to the one asked at which a part bears no more than it may.
  private func fitting(_ block: SlabBlock, _ frame: Frame) -> String? {
    guard !stretchesToSize else { return nil }
    var best: (repeats: SIMD2<Int>, fit: LateralFit, steps: Int)?
    let (x, y) = (frame.repeats.x, frame.repeats.y)
    for n in max(1, x - 20)...(x + 20) {
      for m in max(1, y - 20)...(y + 20) {
        let fit = LateralFit(
          block, part: "", to: Double(n) * frame.base.a, Double(m) * frame.base.b)
        let steps = abs(n - x) + abs(m - y)
        guard fit.largest <= largestStrain, steps < best?.steps ?? .max else { continue }
        best = (SIMD2(n, m), fit, steps)
      }
    }
    return best.map { best in
      "\(best.repeats.x) × \(best.repeats.y) surface cells,"
        + " \(LateralSize.text(LateralSize.extent(best.repeats, frame.base))) Å,"
        + " at \(rounded(best.fit.largest)) %"
    }
  }

  private func filmThickness(_ parts: Parts) -> Double? {
    switch film {
    case .packed(_, let thickness): thickness
    case .slab: parts.film?.thickness
    case nil: nil
    }
  }

  /// Atoms of the film.
  private func addFilm(
    _ parts: Parts, _ stack: ElectrodeStack, to structure: inout Structure,
    _ packings: inout [BuildReport]
  ) throws(ElectrodeError) -> Range<Int> {
    let start = structure.count
    guard let room = stack.film else { return start..<start }
    switch film {
    case .packed(let components, _):
      try pack(charged(components), "film", room, seed, into: &structure, &packings)
    case .slab:
      guard var slab = parts.film?.structure else { break }
      slab.positions = Coordinates(
        slab.positions.lazy.map { $0 + Vector3(0, 0, room.lowerBound) })
      if let filmChargeScale {
        slab.charges = OxidationStates.guessed(for: slab.composition).charges(of: slab)?
          .map { $0 * filmChargeScale }
      }
      if slab.residues == nil { slab.residues = slab.residuePerAtom }
      structure = structure.appending(slab)
    case nil: break
    }
    return start..<structure.count
  }

  /// Formula units with formal charges times the scale, where these are asked for and known.
  private func charged(_ components: [PackingComponent]) -> [PackingComponent] {
    guard let filmChargeScale else { return components }
    return components.map { part in
      var part = part
      let states = OxidationStates.guessed(
        for: part.molecule.composition, total: part.charge ?? 0)
      part.molecule.charges = states.charges(of: part.molecule)?.map { $0 * filmChargeScale }
      return part
    }
  }

  private func pack(
    _ components: [PackingComponent], _ name: String, _ room: ClosedRange<Double>, _ seed: UInt64,
    into structure: inout Structure, _ reports: inout [BuildReport]
  ) throws(ElectrodeError) {
    guard let lattice = structure.lattice else { return }
    var packing = Packing(components, in: lattice, distances: distances, seed: seed)
    packing.held = structure
    packing.regions = [.slab(low: room.lowerBound, high: room.upperBound)]
    packing.solventDensities = solventDensities
    do throws(PackingError) {
      let built = try packing.build()
      structure = built.structure
      reports.append(built.report)
    } catch {
      throw .packing(part: name, error)
    }
  }

  /// The sum of what is known must vanish.
  private func checkCharge(
    _ structure: Structure, _ electrodes: ElectrodePair
  ) throws(ElectrodeError) {
    var parts = liquid
    if case .packed(let components, _) = film { parts += components }
    let net = parts.reduce(0) { $0 + ($1.charge ?? 0) * Double($1.count) }
    let total = structure.charges?.reduce(0, +) ?? net
    guard abs(total) < 1e-6 else {
      throw .charge(
        "the cell carries a net charge of \(rounded(total)) e; ions of both signs must balance, as"
          + " the electrodes do")
    }
  }
}

extension LateralSize {
  /// Å along x and y, where asked.
  var size: SIMD2<Double>? {
    switch self {
    case .size(let size), .sizeAndAtoms(let size, _): size
    default: nil
    }
  }
}
