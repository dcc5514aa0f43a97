public import QuenchEnergetics
import QuenchFormats
import QuenchModel

/// An extended XYZ file with energies, as ASE writes it: its last frame.
///
/// `energy` and `free_energy` in eV, forces in eV/Å. What computed them is not in the file.
public enum ExtXYZEnergies {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    guard let format = FileFormat.named("extxyz") else {
      throw ParseError(source: source, line: 1, column: 1, reason: .unsupported("extended XYZ"))
    }
    let frames = try format.read(bytes, source: source).frames
    guard let frame = frames.last(where: { $0.observables["energy"] != nil }),
      let energy = frame.observables["energy"]
    else {
      throw ParseError(
        source: source, line: 2, column: 1,
        reason: .expected("an 'energy' in the comment line", found: "none"))
    }
    var calculation = Calculation(name: "", program: Program("extended XYZ"))
    calculation.energies[.total] = frame.observables["free_energy"] ?? energy
    if frame.observables["free_energy"] != nil { calculation.energies[.sigmaToZero] = energy }
    calculation.composition = Formula(atoms: frame.structure.species.map(\.name))
    calculation.geometry = Geometry(frame.structure)
    calculation.forces = frame.structure.forces?.flat
    calculation.maximumForce = frame.structure.forces?.map(\.length).max()
    calculation.convergence.ionicSteps = frames.count
    companions.note(missing: "code, functional and cut-off (an extended XYZ has none)")
    return calculation
  }
}
