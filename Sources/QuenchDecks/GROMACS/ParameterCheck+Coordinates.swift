import QuenchFormats
import QuenchModel
import QuenchUnits

extension ParameterCheck {
  private var structure: (name: String, structure: Structure)? {
    let own = folder.names.filter { $0.hasSuffix(".gro") }
    let name = own.first ?? "../start.gro"
    guard let bytes = folder.read(name) else { return nil }
    do throws(ParseError) {
      return try FileFormat.gro.read(bytes, source: name).frames.first.map { (name, $0.structure) }
    } catch {
      // Whoever looks at the topology says so.
      return nil
    }
  }

  var cutoffs: [Finding] {
    guard let (name, structure) = structure, let height = structure.lattice?.faceDistances.min()
    else { return [] }
    return ["rcoulomb", "rvdw"].compactMap { key in
      guard let cutoff = parameters.number(key) else { return nil }
      let length = cutoff * Factor.angstromPerNanometre
      guard length > height / 2 else { return nil }
      return finding(
        .error, "CUTOFF",
        "\(key) \(DeckNumber.text(cutoff)) nm is more than half the box of \(name) "
          + "(\((height * 100).rounded() / 1000) nm)", at: key)
    }
  }

  var timestep: [Finding] {
    guard let step = parameters.number("dt"), var (_, structure) = structure else { return [] }
    let integrator = parameters.word("integrator") ?? "md"
    guard ["md", "mdvv", "sd", "bd"].contains(integrator) else { return [] }
    // Constrained hydrogen does not vibrate.
    let constraints = parameters.word("constraints") ?? "none"
    if constraints != "none" {
      let heavy = structure.species.indices.filter { structure.species[$0].name != "H" }
      structure = structure.selecting(Array(heavy))
    }
    return StructureFindings(structure, file: file).timestep(
      step * Factor.femtosecondPerPicosecond, file: file, line: parameters["dt"]?.line)
  }
}
