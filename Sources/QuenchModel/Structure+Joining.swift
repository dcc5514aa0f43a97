extension Structure {
  /// These atoms, then those of `other`, in this structure's cell; nothing is moved.
  ///
  /// Constraints and velocities of a part that has none are free and zero; occupancies 1. Charges,
  /// masses and forces stay where both parts know them. Residues of a part without any are one per
  /// atom, named like its element, numbered on. Image flags, atom numbers and verbatim blocks go.
  public func appending(_ other: Structure) -> Structure {
    if other.count == 0 { return self }
    var joined = Structure(
      title: title, lattice: lattice, periodicity: periodicity,
      species: Categorical(
        joining: species, other.species),
      positions: Coordinates(flat: positions.flat + other.positions.flat))
    joined.velocities = Self.join(velocities, count, other.velocities, other.count)
    joined.fixedAxes = Self.join(fixedAxes, count, other.fixedAxes, other.count, filler: .none)
    joined.occupancies = Self.join(occupancies, count, other.occupancies, other.count, filler: 1)
    joined.charges = Self.both(charges, count, other.charges)
    joined.masses = Self.both(masses, count, other.masses)
    joined.forces = Self.both(forces?.flat, count, other.forces?.flat).map(Coordinates.init(flat:))
    joined.residues = joinedResidues(other)
    return joined
  }

  private static func join<Value>(
    _ first: [Value]?, _ firstCount: Int, _ second: [Value]?, _ secondCount: Int, filler: Value
  ) -> [Value]? {
    guard first != nil || second != nil else { return nil }
    return (first ?? Array(repeating: filler, count: firstCount))
      + (second ?? Array(repeating: filler, count: secondCount))
  }

  private static func join(
    _ first: Coordinates?, _ firstCount: Int, _ second: Coordinates?, _ secondCount: Int
  ) -> Coordinates? {
    join(first?.flat, 3 * firstCount, second?.flat, 3 * secondCount, filler: 0)
      .map(Coordinates.init(flat:))
  }

  /// A part without atoms does not make the others' values unknown.
  private static func both<Value>(_ first: [Value]?, _ count: Int, _ second: [Value]?) -> [Value]? {
    guard let second else { return nil }
    if count == 0 { return second }
    return first.map { $0 + second }
  }

  private func joinedResidues(_ other: Structure) -> Residues? {
    guard residues != nil || other.residues != nil else { return nil }
    let (first, second) = (residues ?? residuePerAtom, other.residues ?? other.residuePerAtom)
    let last = first.numbers.last ?? 0
    var (numbers, next, place) = (first.numbers, last, 0)
    // Numbers of the second part go on where the first part ends, wrapping as GROMACS does.
    for start in second.starts.dropFirst() + [second.numbers.count] {
      next = (next % 99_999) + 1
      numbers += repeatElement(next, count: start - place)
      place = start
    }
    return Residues(
      numbers: numbers, names: Categorical(joining: first.names, second.names),
      atomNames: Categorical(joining: first.atomNames, second.atomNames))
  }

  /// Each atom a residue of its own, named like its element in at most five characters, as ions are.
  public var residuePerAtom: Residues {
    let names = species.mapValues { String($0.name.prefix(5)) }
    return Residues(
      numbers: (0..<count).map { Int32(truncatingIfNeeded: $0 % 99_999 + 1) }, names: names,
      atomNames: names)
  }
}

extension Categorical {
  /// The values of one, then those of another.
  public init(joining first: Categorical, _ second: Categorical) {
    self = first
    let codes = second.categories.map { self.code(adding: $0) }
    codeStorage += second.codes.map { codes[Int($0)] }
  }
}
