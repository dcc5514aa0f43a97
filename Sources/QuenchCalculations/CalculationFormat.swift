public import QuenchEnergetics

/// One kind of output that holds a calculation: how it is told and how it is read.
///
/// `CalculationFormat.all` is the only list of them.
public struct CalculationFormat: Sendable {
  /// As `--from` takes it.
  public let name: String
  public let title: String
  /// Whether a file of this name (compression ending removed) is one.
  public let ownsName: @Sendable (String) -> Bool
  /// Whether a file that begins with these bytes (16 KiB) is one.
  public let ownsContent: @Sendable (UnsafeRawBufferPointer) -> Bool
  /// Reads one file; what it says beside the calculation goes to the companions.
  public let read:
    @Sendable (UnsafeRawBufferPointer, _ source: String, Companions) throws -> Calculation
  /// Reads it in pieces, where the format allows that.
  var stream: (@Sendable (_ source: String) throws -> any CalculationStream)?

  public static let all: [CalculationFormat] = [
    CalculationFormat(
      name: "vasprun", title: "VASP vasprun.xml",
      ownsName: { $0.hasPrefix("vasprun") && $0.hasSuffix(".xml") },
      ownsContent: { $0.contains(text: "<modeling>") }, read: VASPRun.read,
      stream: { try VASPRunStream(source: $0) }),
    CalculationFormat(
      name: "outcar", title: "VASP OUTCAR", ownsName: { $0.hasPrefix("OUTCAR") },
      ownsContent: { $0.contains(text: " vasp.") && $0.contains(text: "executed on") },
      read: OUTCAR.read),
    CalculationFormat(
      name: "oszicar", title: "VASP OSZICAR", ownsName: { $0.hasPrefix("OSZICAR") },
      ownsContent: { $0.contains(text: "d eps       ncg     rms") }, read: OSZICAR.read),
    CalculationFormat(
      name: "pwxml", title: "Quantum ESPRESSO data-file-schema.xml",
      ownsName: { $0 == "data-file-schema.xml" },
      ownsContent: { $0.contains(text: "<qes:espresso") }, read: PWXML.read,
      stream: { try PWXMLStream(source: $0) }),
    CalculationFormat(
      name: "pw", title: "Quantum ESPRESSO pw.x output",
      ownsName: { _ in false }, ownsContent: { $0.contains(text: "Program PWSCF") },
      read: PWOutput.read),
    CalculationFormat(
      name: "cp2k", title: "CP2K output",
      ownsName: { _ in false },
      ownsContent: { $0.contains(text: "CP2K| version string") || $0.contains(text: " DBCSR| ") },
      read: CP2KOutput.read),
    CalculationFormat(
      name: "xtb", title: "xtb output", ownsName: { _ in false },
      ownsContent: { $0.contains(text: "x T B") || $0.contains(text: "xtb version") },
      read: XTBOutput.read),
    CalculationFormat(
      name: "lammps-log", title: "LAMMPS log",
      ownsName: { $0 == "log.lammps" },
      ownsContent: {
        $0.contains(text: "LAMMPS (") || $0.contains(text: "Per MPI rank memory allocation")
      }, read: LAMMPSLog.read),
    CalculationFormat(
      name: "xvg", title: "GROMACS energies (gmx energy)", ownsName: { _ in false },
      ownsContent: { $0.contains(text: "@    title \"GROMACS Energies\"") }, read: XVGEnergies.read),
    CalculationFormat(
      name: "extxyz", title: "extended XYZ with energies",
      ownsName: { $0.hasSuffix(".extxyz") },
      ownsContent: { $0.contains(text: "Properties=") && $0.contains(text: "energy=") },
      read: ExtXYZEnergies.read),
  ]

  public static func named(_ name: String) -> CalculationFormat? {
    all.first { $0.name == name.lowercased() }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes hold an ASCII text.
  func contains(text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length > 0, count >= length else { return false }
    for start in 0...(count - length) where self[start] == text.utf8Start[0] {
      var k = 1
      while k < length, self[start + k] == text.utf8Start[k] { k += 1 }
      if k == length { return true }
    }
    return false
  }
}
