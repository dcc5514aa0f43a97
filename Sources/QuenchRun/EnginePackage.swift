/// Where an engine comes from, for messages.
enum EnginePackage {
  /// What to do where a program of an engine is missing.
  static func advice(engine: String, program: String) -> String {
    if program == "mpirun" { return "apt-get install openmpi-bin, or --ranks 1" }
    switch engine {
    case "lammps": return "apt-get install lammps, or name your own with lammps: {program: …}"
    case "gromacs": return "apt-get install gromacs, or name your own with gromacs: {program: …}"
    case "cp2k": return "apt-get install cp2k cp2k-data, or name your own with cp2k: {program: …}"
    case "qe": return "apt-get install quantum-espresso, or name your own with qe: {program: …}"
    case "vasp": return "VASP is licensed: put your own on PATH, or name it with vasp: {program: …}"
    default: return "install the engine"
    }
  }
}
