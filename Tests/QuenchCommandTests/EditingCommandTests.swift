import Foundation
import Testing

@Suite struct EditingCommandTests {
  /// One verb after the other, each reading what the one before wrote.
  private func pipeline(_ verbs: [[String]], in scratch: Scratch) throws -> CommandRun {
    var run = try CommandRun(verbs[0], in: scratch.folder)
    for verb in verbs.dropFirst() {
      #expect(run.status == 0, "\(run.errors)")
      run = try CommandRun(verb, in: scratch.folder, input: Data(run.output.utf8))
    }
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  /// Ti4O8 slab, its upper half turned by 90° and grouped: 6 of 12 atoms, a cell 6.4965 × 2.9581 Å.
  @Test func slabsAreSelectedTurnedAndSortedThroughPipes() throws {
    let scratch = try Scratch()
    let run = try pipeline(
      [
        ["slab", "TiO2_rutile", "110", "--units", "2", "-q"],
        ["select", "-", "c 0.5 1", "-q"],
        ["rotate", "-", "--angle", "90", "-q"],
        ["sort", "-", "--order", "O,Ti", "--json", "-o", "half.vasp"],
      ], in: scratch)
    #expect(try run.json["natoms"] as? Int == 6)
    #expect(try scratch.names == ["half.vasp"])
    let text = try String(
      contentsOf: scratch.folder.appendingPathComponent("half.vasp"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines[5].split(separator: " ") == ["O", "Ti"])
    #expect(lines[6].split(separator: " ") == ["4", "2"])
  }

  /// c of rocksalt longer by 2 %, 25 Å of vacuum, centred, two layers held, one Na replaced.
  @Test func aSlabIsStrainedWidenedCentredHeldAndDoped() throws {
    let scratch = try Scratch()
    _ = try pipeline(
      [
        ["slab", "NaCl_halite", "001", "--units", "3", "--bottom", "-q"],
        ["strain", "-", "--axes", "2,0,0", "-q"],
        ["vacuum", "-", "25", "-q"],
        ["shift", "-", "--centre", "c", "-q"],
        ["fix", "-", "layer 1-2", "-q"],
        ["swap", "-", "Na:K", "--count", "1", "--seed", "2", "-q", "-o", "doped.vasp"],
      ], in: scratch)
    let info = try scratch.run("info", "doped.vasp", "--json")
    #expect(info.status == 0, "\(info.errors)")
    let text = try String(
      contentsOf: scratch.folder.appendingPathComponent("doped.vasp"), encoding: .utf8)
    #expect(text.contains("Selective"))
    let lines = text.split(separator: "\n")
    let counts = Dictionary(
      uniqueKeysWithValues: zip(
        lines[5].split(separator: " "), lines[6].split(separator: " ").compactMap { Int($0) }))
    #expect(counts["K"] == 1 && (counts["Na"] ?? 0) + 1 == counts["Cl"])
    #expect(lines.count { $0.split(separator: " ").suffix(3) == ["F", "F", "F"] } == 4)
  }

  /// Charges and residues go through a pipe where the format has them.
  @Test func chargesGoThroughAPipeOfExtendedXYZ() throws {
    let scratch = try Scratch()
    try scratch.write(
      "ions.extxyz",
      """
      3
      Lattice="10 0 0 0 10 0 0 0 10" Properties=species:S:1:pos:R:3:initial_charges:R:1 pbc="T T T"
      Li 1 1 1 1.0
      F 3 1 1 -1.0
      Li 5 5 5 1.0

      """)
    let run = try pipeline(
      [
        ["select", "ions.extxyz", "1-2", "--to", "extxyz", "-q"],
        ["rotate", "-", "--angle", "90", "--from", "extxyz", "--to", "extxyz", "-q"],
        ["strain", "-", "--axes", "1,1,1", "--from", "extxyz", "--to", "extxyz", "-q"],
        ["sort", "-", "--order", "F,Li", "--from", "extxyz", "--to", "extxyz", "-q"],
      ], in: scratch)
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == 4, "\(run.output)")
    #expect(lines[2].first == "F" && lines[2].contains { Double($0) == -1 })
    #expect(lines[3].first == "Li" && lines[3].contains { Double($0) == 1 })
  }

  @Test func aParticleIsEmbeddedThroughAPipe() throws {
    let scratch = try Scratch()
    let particle = try scratch.run("nanoparticle", "Li_bcc", "--atoms", "15", "-q")
    #expect(particle.status == 0, "\(particle.errors)")
    let run = try CommandRun(
      ["embed", "-", "NaCl_halite", "--supercell", "3x3x3", "--json", "-o", "both.vasp"],
      in: scratch.folder, input: Data(particle.output.utf8))
    #expect(run.status == 0, "\(run.errors)")
    #expect((try run.json["natoms"] as? Int ?? 0) > 100)
  }

  @Test(arguments: [
    (["nanoparticle", "TiO2_rutile", "--radius", "0"], Int32(64), "radius must be"),
    (["nanoparticle", "TiO2_rutile", "--radius", "-3"], 64, "radius must be"),
    (["nanoparticle", "TiO2_rutile", "--atoms", "-3"], 64, "number of atoms must be"),
    (["nanoparticle", "TiO2_rutile", "--radius", "8", "--facet", "000=1"], 64, "no plane"),
    (["nanoparticle", "TiO2_rutile", "--radius", "8", "--facet", "001=1"], 3, "do not enclose"),
    (["nanoparticle", "TiO2_rutile", "--radius", "8", "--vacuum", "-2"], 64, "vacuum must be"),
    (["nanoparticle", "H2O", "--radius", "8"], 3, "no cell"),
    (["nanoparticle", "Unobtainium", "--radius", "8"], 2, "no such file"),
    (["embed", "TiO2_rutile", "TiO2_rutile"], 3, "supercell of the matrix"),
    (["embed", "H2O", "TiO2_rutile", "--gap", "-1"], 64, "gap"),
    (["embed", "H2O", "TiO2_rutile", "--supercell", "0x1x1"], 64, "size along a must be"),
    (["select", "TiO2_rutile", "Xx"], 64, "no element or label 'Xx'"),
    (["select", "TiO2_rutile", "z 90 95"], 3, "chooses no atom"),
    (["select", "TiO2_rutile", "99"], 64, "no atom 99"),
    (["cut", "TiO2_rutile", "sphere -1"], 64, "radius must be positive"),
    (["cut", "TiO2_rutile", "plane 0 0 0 1"], 64, "not all zero"),
    (["cut", "TiO2_rutile", "torus 1"], 64, "is not sphere"),
    (["sort", "TiO2_rutile", "--by", "colour"], 64, "'colour' is none"),
    (["sort", "TiO2_rutile", "--order", "Xx"], 64, "no 'Xx'"),
    (["swap", "TiO2_rutile", "Ti:Xx"], 64, "'Xx' is no element"),
    (["swap", "TiO2_rutile", "Ti:V", "--count", "99"], 3, "the choice has 2"),
    (["swap", "TiO2_rutile", "Ti:V", "--count", "-1"], 64, "at least 1"),
    (["strain", "TiO2_rutile", "--axes", "90,0,0"], 64, "beyond the limit of 50"),
    (["strain", "TiO2_rutile", "--density", "-1"], 64, "density must be positive"),
    (["strain", "H2O", "--axes", "1,1,1"], 3, "no cell"),
    (["rotate", "TiO2_rutile", "--about", "0,0,0", "--angle", "3"], 64, "takes a direction"),
    (["shift", "TiO2_rutile", "--by", "nan,0,0"], 64, "3 numbers"),
    (["shift", "TiO2_rutile"], 64, "say where"),
    (["vacuum", "TiO2_rutile", "0"], 64, "vacuum must be 0.1"),
    (["vacuum", "TiO2_rutile", "10", "--axis", "q"], 64, "'q' is none"),
    (["merge", "TiO2_rutile", "TiO2_rutile"], 3, "0.000 Å apart"),
    (["merge", "TiO2_rutile"], 64, "2 or more"),
    (["fix", "TiO2_rutile", "layer 99"], 64, "no layer 99"),
    (["fix", "TiO2_rutile", "all", "--axes", "q"], 64, "'q' is none"),
  ])
  func badRequestsWriteNothing(arguments: [String], status: Int32, message: String) throws {
    let scratch = try Scratch()
    let run = try CommandRun(arguments + ["-o", "out.vasp"], in: scratch.folder)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try scratch.names.isEmpty)
  }
}
