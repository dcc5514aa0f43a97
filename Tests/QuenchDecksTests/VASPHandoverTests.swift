import QuenchFormats
import QuenchModel
import Testing

@testable import QuenchDecks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct VASPHandoverTests {
  /// As VASP 6 writes it after dynamics: velocities in Å/fs, then the predictor-corrector block.
  static let header = """
    Li, held and free
       1.00000000000000
         3.4400000000000000    0.0000000000000000    0.0000000000000000
         0.0000000000000000    3.4400000000000000    0.0000000000000000
         0.0000000000000000    0.0000000000000000    3.4400000000000000
       Li
         2
    Selective dynamics
    Direct
      0.0000000000000000  0.0000000000000000  0.0000000000000000   F   F   F
      0.4991234567890123  0.5008765432109877  0.5000000000000000   T   T   T
    """
  static let latticeVelocities = """
    Lattice velocities and vectors
      1
      0.00000000E+00  0.00000000E+00  0.00000000E+00
      0.00000000E+00  0.00000000E+00  0.00000000E+00
      0.00000000E+00  0.00000000E+00  0.00000000E+00
      0.34400000E+01  0.00000000E+00  0.00000000E+00
      0.00000000E+00  0.34400000E+01  0.00000000E+00
      0.00000000E+00  0.00000000E+00  0.34400000E+01
    """
  static let velocities = """

      0.00000000E+00  0.00000000E+00  0.00000000E+00
      0.12345678E-02 -0.98765432E-03  0.50000000E-03
    """
  static let tail = """

               1
     0.20000000000000E+01
      0.00000000E+00  0.00000000E+00  0.00000000E+00  0.00000000E+00
      0.00000000E+00  0.00000000E+00  0.00000000E+00
      0.49900000E+00  0.50080000E+00  0.50000000E+00
    """

  /// What the shell lines make of a CONTCAR; nil where they fail.
  private func hand(_ text: String, _ change: (inout VASPHandover) -> Void) throws -> String? {
    var template = Array("/tmp/quench-handover-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    defer { _ = system("rm -rf '\(folder)'") }
    mkdir("\(folder)/a", 0o755)
    mkdir("\(folder)/b", 0o755)
    let file = try #require(fopen("\(folder)/a/CONTCAR", "wb"))
    fputs(text, file)
    fclose(file)
    var handover = VASPHandover(from: "../a", atoms: 2)
    change(&handover)
    let script = ["set -e", "cd '\(folder)/b'"] + handover.commands
    guard system("( " + script.joined(separator: "\n") + "\n) 2>/dev/null") == 0 else {
      #expect(access("\(folder)/b/POSCAR", R_OK) != 0)
      return nil
    }
    return String(decoding: try Rendering.bytes("\(folder)/b/POSCAR"), as: UTF8.self)
  }

  private func whole(_ parts: [String]) -> String { parts.joined(separator: "\n") + "\n" }

  @Test func tailIsDroppedAndVelocitiesKept() throws {
    let text = whole([Self.header, Self.velocities, Self.tail])
    #expect(try hand(text) { _ in } == whole([Self.header, Self.velocities]))
  }

  @Test func everythingIsKeptWhereNothingChanges() throws {
    let text = whole([Self.header, Self.velocities, Self.tail])
    #expect(try hand(text) { $0.keepsTail = true } == text)
  }

  @Test func velocitiesAreDroppedBeforeARelaxation() throws {
    let text = whole([Self.header, Self.velocities, Self.tail])
    #expect(try hand(text) { $0.keepsVelocities = false } == whole([Self.header]))
  }

  @Test func latticeVelocitiesGoWithTheBarostat() throws {
    let text = whole([Self.header, Self.latticeVelocities, Self.velocities, Self.tail])
    #expect(try hand(text) { _ in } == whole([Self.header, Self.velocities]))
    #expect(
      try hand(text) { $0.keepsLattice = true }
        == whole([Self.header, Self.latticeVelocities, Self.velocities]))
  }

  @Test func theNewVolumeIsANegativeScale() throws {
    let text = whole([Self.header, Self.velocities])
    let scaled = try #require(try hand(text) { $0.volume = 50 })
    #expect(scaled.split(separator: "\n")[1] == " -50.0000000000")
    let structure = try FileFormat.poscar.read(Array(scaled.utf8), source: "t").frames[0].structure
    #expect(abs((structure.lattice?.volume ?? 0) - 50) < 1e-9)
  }

  @Test func aCutFileFailsAndLeavesNothing() throws {
    let text = whole([Self.header, Self.velocities])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for count in [3, 9, 10, 13] {
      #expect(
        try hand(lines.prefix(count).joined(separator: "\n")) { _ in } == nil, "\(count) lines")
    }
  }

  @Test func carriageReturnsGo() throws {
    let text = whole([Self.header, Self.velocities])
    #expect(try hand(text.replacing("\n", with: "\r\n")) { _ in } == text)
  }
}
