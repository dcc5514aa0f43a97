public import QuenchModel
import QuenchNeighbors
import QuenchUnits

/// What is wrong with a structure whatever engine gets it.
public struct StructureFindings {
  private let structure: Structure
  private let file: String

  public init(_ structure: Structure, file: String) {
    self.structure = structure
    self.file = file
  }

  public var all: [Finding] { handedness + contacts }

  /// Left-handed cells stop VASP and turn LAMMPS' and GROMACS' boxes inside out.
  public var handedness: [Finding] {
    guard let lattice = structure.lattice, lattice.isLeftHanded else { return [] }
    return [
      Finding(
        .error, "LEFTHANDED",
        "the cell is left-handed (negative triple product); quench convert --right-handed mends it",
        file: file)
    ]
  }

  /// Atoms nearer than half the sum of their covalent radii are an error: no force is sane there.
  public var contacts: [Finding] {
    guard structure.count > 1 || structure.lattice != nil else { return [] }
    do throws(NeighborError) {
      return try structure.nearestPairs(within: 4).compactMap(contact)
    } catch {
      return [Finding(.error, "DISTANCES", "no distances can be computed: \(error)", file: file)]
    }
  }

  private func contact(_ pair: NearestPair) -> Finding? {
    guard let distance = pair.distance, let least = pair.leastPlausible, distance < least else {
      return nil
    }
    let shown = (distance * 1000).rounded() / 1000
    let limit = (least * 1000).rounded() / 1000
    return Finding(
      .error, "CONTACT",
      "\(pair.name) come as near as \(shown) Å, less than half the sum of their covalent radii "
        + "(\(limit) Å)", file: file)
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
        "\(timestep) fs is long for \(name) (\(masses[lightest]) u): at most about \(advice) fs "
          + "keeps 10 steps to its fastest vibration",
        file: file, line: line)
    ]
  }
}
