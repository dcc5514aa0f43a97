import Foundation
import Testing

@Suite struct ExitCodeTests {
  @Test func unreadableInputIsTwoAndNamesThePlace() throws {
    let scratch = try Scratch()
    #expect(try scratch.run("info", "nothing.vasp").status == 2)
    try scratch.write("POSCAR", "x\n1.0\n1 0 0\n0 1 z\n0 0 1\nO\n1\nDirect\n0 0 0\n")
    let broken = try scratch.run("info", "POSCAR")
    #expect(broken.status == 2)
    #expect(broken.errors.contains("POSCAR:4:5:"))
    #expect(broken.output.isEmpty)
  }

  @Test func inconsistencyIsThree() throws {
    let scratch = try Scratch()
    // Argon far apart: g(r) has no minimum in range.
    try scratch.write("far.xyz", "1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nAr 0 0 0\n")
    let run = try scratch.run("cn", "far.xyz", "--rmax", "5")
    #expect(run.status == 3)
    #expect(run.errors.contains("Ar-Ar"))
  }

  @Test func lossUnderStrictIsFourAndWritesNothing() throws {
    let scratch = try Scratch()
    let file = Scratch.silica + "/traj_prod_every10.lammpstrj.gz"
    let run = try scratch.run("convert", file, "a.xtc", "--strict", "-q")
    #expect(run.status == 4)
    #expect(try scratch.names.isEmpty)
    #expect(try scratch.run("convert", file, "a.xtc").errors.contains("W-LOSS"))
  }

  @Test func regroupingAtomsIsReported() throws {
    let scratch = try Scratch()
    let cell = "Lattice=\"9 0 0 0 9 0 0 0 9\""
    try scratch.write("mixed.xyz", "4\n\(cell)\nO 0 0 0\nTi 2 0 0\nO 4 0 0\nTi 6 0 0\n")
    let made = try scratch.run("convert", "mixed.xyz", "a.vasp", "--json")
    #expect(try made.json["order"] as? [Int] == [1, 3, 2, 4])
    #expect(made.errors.contains("W-LOSS"))
    #expect(try scratch.run("convert", "mixed.xyz", "b.vasp", "--strict").status == 4)
    let kept = try scratch.run("convert", "mixed.xyz", "c.vasp", "--strict", "--keep-order")
    #expect(kept.status == 0)
  }

  @Test func wrongUsageIs64() throws {
    let scratch = try Scratch()
    #expect(try scratch.run("rdf").status == 64)
    #expect(try scratch.run("info", "V2O3_corundum", "--frames", "a:b").status == 64)
    #expect(try scratch.run("rdf", "V2O3_corundum", "--rmax", "-1").status == 64)
    #expect(try scratch.run("nonsense").status == 64)
  }

  @Test func nothingIsOverwrittenWithoutForce() throws {
    let scratch = try Scratch()
    try scratch.write("a.vasp", "mine")
    #expect(try scratch.run("convert", "V2O3_corundum", "a.vasp").status == 64)
    let path = scratch.folder.appendingPathComponent("a.vasp").path
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try scratch.run("convert", "V2O3_corundum", "a.vasp", "--force").status == 0)
  }

  @Test func anUnwritablePlaceIsFive() throws {
    let run = try Scratch().run("convert", "V2O3_corundum", "/proc/none/a.vasp")
    #expect(run.status == 5)
  }
}
