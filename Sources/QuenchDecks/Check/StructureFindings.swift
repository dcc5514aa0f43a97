public import QuenchModel
import QuenchNeighbors
import QuenchUnits

/// What is wrong with a structure whatever engine gets it.
public struct StructureFindings {
  /// Where cell and atoms stand in their file, lines from 1.
  public struct Lines: Hashable, Sendable {
    public var cell: Int?
    /// In the order of the atoms; empty where unknown.
    public var atoms: [Int]

    public init(cell: Int? = nil, atoms: [Int] = []) { (self.cell, self.atoms) = (cell, atoms) }

    func atom(_ index: Int) -> Int? { atoms.indices.contains(index) ? atoms[index] : nil }
  }

  private let structure: Structure
  private let file: String
  private let lines: Lines

  public init(_ structure: Structure, file: String, lines: Lines = Lines()) {
    self.structure = structure
    self.file = file
    self.lines = lines
  }

  public var all: [Finding] { handedness + contacts }

  /// Left-handed cells stop VASP and turn LAMMPS' and GROMACS' boxes inside out.
  public var handedness: [Finding] {
    guard let lattice = structure.lattice, lattice.isLeftHanded else { return [] }
    return [
      Finding(
        .error, "LEFTHANDED",
        "the cell is left-handed (negative triple product); quench convert --right-handed mends it",
        file: file, line: lines.cell)
    ]
  }

  /// Atoms nearer than half the sum of their covalent radii are an error: no force is sane there.
  public var contacts: [Finding] {
    guard structure.count > 1 || structure.lattice != nil else { return [] }
    do throws(NeighborError) {
      var findings = try coincidences()
      for pair in try structure.nearestPairs(within: 4) {
        if let finding = try contact(pair) { findings.append(finding) }
      }
      return findings
    } catch {
      return [Finding(.error, "DISTANCES", "no distances can be computed: \(error)", file: file)]
    }
  }

  /// Å; nearer atoms stand on one place, which `nearestPairs` takes for one site.
  private static let samePlace = 0.01

  private func coincidences() throws(NeighborError) -> [Finding] {
    var (first, count): ((Int, Int)?, Int) = (nil, 0)
    try structure.forEachPair(within: 2 * Self.samePlace) { pair in
      guard pair.square <= Self.samePlace * Self.samePlace, pair.i != pair.j else { return }
      count += 1
      let atoms = (min(pair.i, pair.j), max(pair.i, pair.j))
      if first.map({ atoms < $0 }) ?? true { first = atoms }
    }
    guard let (i, j) = first else { return [] }
    let others = count - 1
    let more = others > 0 ? ", and \(others) more such pair\(others == 1 ? "" : "s")" : ""
    return [
      Finding(
        .error, "CONTACT", "atoms \(i + 1) and \(j + 1) are on one place\(more)", file: file,
        line: lines.atom(j))
    ]
  }

  private func contact(_ pair: NearestPair) throws(NeighborError) -> Finding? {
    guard let distance = pair.distance, let least = pair.leastPlausible, distance < least else {
      return nil
    }
    let shown = (distance * 1000).rounded() / 1000
    let limit = (least * 1000).rounded() / 1000
    let atoms = try self.atoms(of: pair, at: distance)
    let names = atoms.map { " (atoms \($0.0 + 1) and \($0.1 + 1))" } ?? ""
    return Finding(
      .error, "CONTACT",
      "\(pair.name) come as near as \(shown) Å\(names), less than half the sum of their covalent "
        + "radii (\(limit) Å)", file: file, line: atoms.flatMap { lines.atom($0.1) })
  }

  /// The first two atoms of these kinds that far apart, ascending.
  private func atoms(
    of pair: NearestPair, at distance: Double
  ) throws(NeighborError) -> (Int, Int)? {
    var found: (Int, Int)?
    let names = structure.species.mapValues(\.name)
    try structure.forEachPair(within: distance + 1e-6) { near in
      guard abs(near.square.squareRoot() - distance) < 1e-6 else { return }
      let atoms = (min(near.i, near.j), max(near.i, near.j))
      let (a, b) = (names[atoms.0], names[atoms.1])
      guard "\(a)-\(b)" == pair.name || "\(b)-\(a)" == pair.name else { return }
      if found.map({ atoms < $0 }) ?? true { found = atoms }
    }
    return found
  }

  /// The longest time step for the lightest atom that is free, fs: a tenth of the period of its fastest
  /// vibration, taken as 3000 cm⁻¹ for hydrogen and falling with the square root of the mass.
  public static func longestTimestep(lightestMass mass: Double) -> Double {
    let stretching =
      Constant.planck / (3000 * Factor.electronvoltPerWavenumber * Constant.elementaryCharge)
    let period = stretching * Factor.femtosecondPerSecond
    return period / 10 * (mass / 1.008).squareRoot()
  }

  /// A finding where the time step is longer than the lightest free atom allows.
  public func timestep(_ timestep: Double, file: String, line: Int?) -> [Finding] {
    guard let masses = structure.atomicMasses else { return [] }
    let free = masses.indices.filter { structure.fixedAxes?[$0] != .all }
    guard let lightest = free.min(by: { masses[$0] < masses[$1] }) else { return [] }
    let longest = Self.longestTimestep(lightestMass: masses[lightest])
    guard timestep > longest else { return [] }
    let advice = (longest * 10).rounded(.down) / 10
    let name = structure.species[lightest].name
    return [
      Finding(
        timestep > 2 * longest ? .error : .warning, "TIMESTEP",
        "\(DeckNumber.text(timestep, decimals: 3)) fs is long for \(name) "
          + "(\(DeckNumber.text(masses[lightest], decimals: 3)) u): at most about \(advice) fs "
          + "keeps 10 steps to its fastest vibration",
        file: file, line: line)
    ]
  }
}
