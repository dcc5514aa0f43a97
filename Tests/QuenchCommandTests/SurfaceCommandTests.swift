import Foundation
import Testing

@Suite struct SurfaceCommandTests {
  @Test func aSlabIsWrittenWithItsReportCard() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "slab", "TiO2_rutile", "110", "--supercell", "2x1", "--vacuum", "22", "--json", "-o",
      "slab.vasp")
    #expect(run.status == 0)
    let card = try run.json
    #expect(card["natoms"] as? Int == 48)
    #expect(card["termination"] as? String == "O-O")
    #expect(card["equal_faces"] as? String == "yes, by symmetry")
    #expect(abs((card["vacuum_A"] as? Double ?? 0) - 22) < 1e-9)
    #expect(card["layers"] as? Int == 12)
    #expect(try scratch.names == ["slab.vasp"])
  }

  @Test func terminationsAreListed() throws {
    let run = try Scratch().run("slab", "Li2O", "111", "--list", "--json")
    let list = try #require(try run.json["terminations"] as? [[String: Any]])
    #expect(list.map { $0["id"] as? String } == ["Li-Li", "Li-O"])
    #expect(list.map { $0["polarity"] as? String } == ["2", "3"])
  }

  @Test func slabsGoThroughAPipe() throws {
    let scratch = try Scratch()
    let slab = try scratch.run("slab", "Li2O", "111", "-q")
    #expect(slab.status == 0 && slab.output.contains("Direct"))
    let loaded = try CommandRun(
      ["adsorb", "-", "FSI", "--supercell", "auto", "--json", "-o", "fsi.vasp"],
      in: scratch.folder, input: Data(slab.output.utf8))
    #expect(loaded.status == 0, "\(loaded.errors)")
    #expect(try loaded.json["added_charge_e"] as? Double == -1)
    #expect(loaded.errors.contains("W-CHARGED-CELL"))
    #expect(try scratch.names == ["fsi.vasp"])
  }

  @Test func allConfigurationsGoIntoAFolder() throws {
    let scratch = try Scratch()
    _ = try scratch.run("slab", "TiO2_rutile", "110", "--supercell", "2x1", "-o", "slab.vasp", "-q")
    let run = try scratch.run("adsorb", "slab.vasp", "H2O", "--atom", "O", "--all", "wet", "--json")
    #expect(run.status == 0, "\(run.errors)")
    let list = try #require(try run.json["configurations"] as? [[String: Any]])
    let files = try FileManager.default.contentsOfDirectory(
      atPath: scratch.folder.appendingPathComponent("wet").path)
    #expect(files.count == list.count && files.count > 3)
    #expect(files.contains("top-Ti_down_0.vasp"))
  }

  @Test(arguments: [
    (["slab", "TiO2_rutile", "000"], Int32(64), "all three indices are zero"),
    (["slab", "V2O3_corundum", "1,0,0,4"], 64, "third index would be -1"),
    (["slab", "TiO2_rutile", "1,0,-1,1"], 3, "hexagonal"),
    (["slab", "TiO2_rutile", "110", "--vacuum", "-5"], 64, "vacuum must be"),
    (["slab", "TiO2_rutile", "110", "--thickness", "-3"], 64, "thickness must be"),
    (["slab", "TiO2_rutile", "110", "--units", "-2"], 64, "number of units must be"),
    (["slab", "TiO2_rutile", "110", "--supercell", "0x1"], 64, "positive sizes"),
    (["slab", "TiO2_rutile", "110", "--supercell", "1,1;1,1"], 64, "positive sizes"),
    (["slab", "TiO2_rutile", "110", "--fix", "99"], 64, "0…12"),
    (["slab", "Unobtainium", "110"], 2, "no such file"),
    (["slab", "TiO2_rutile", "110", "--keep-bonds", "Xx-O"], 64, "pairs of elements"),
    (["slab", "TiO2_rutile", "110", "--units", "99999", "--supercell", "999x999"], 3, "at most"),
    (["slab", "TiO2_rutile", "110", "--layers", "0"], 64, "layers"),
    (["slab", "TiO2_rutile", "110", "-t", "Ti"], 64, "there are O-O, O-TiO"),
    (["slab", "TiO2_rutile", "110", "--oxidation", "Ti:4"], 64, "O is missing"),
    (["slab", "TiO2_rutile", "110", "--keep-bonds", "TiO"], 64, "pairs of elements"),
    (["slab", "TiO2_rutile", "110", "--reconstruct"], 3, "leaves a dipole"),
    (["slab", "TiO2_rutile", "110", "-t", "O-O", "--reconstruct"], 3, "no dipole"),
    (["slab", "H2O", "110"], 3, "no cell"),
    (["adsorb", "TiO2_rutile", "H2O"], 3, "no slab"),
    (["adsorb", "C_graphene_20A", "TFSI"], 3, "--supercell"),
    (["adsorb", "C_graphene_20A", "Xx"], 2, "no such file"),
    (["adsorb", "C_graphene_20A", "H2O", "--height", "-1"], 64, "height must be"),
    (["adsorb", "C_graphene_20A", "H2O", "--coverage", "0"], 64, "coverage must be"),
    (["adsorb", "C_graphene_20A", "H2O", "--over", "Xx"], 64, "no element or label"),
    (["adsorb", "C_graphene_20A", "TFSI", "--supercell", "500x500"], 3, "500000 atoms"),
    (["adsorb", "C_graphene_20A", "H2O", "--config", "x"], 64, "no configuration"),
    (["adsorb", "C_graphene_20A", "H2O", "--side", "left"], 64, "--side takes"),
    (["adsorb", "C_graphene_20A", "H2O", "--atom", "N"], 64, "not in the molecule"),
  ])
  func badRequestsWriteNothing(arguments: [String], status: Int32, message: String) throws {
    let scratch = try Scratch()
    let run = try CommandRun(arguments + ["-o", "out.vasp"], in: scratch.folder)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try scratch.names.isEmpty)
  }
}
