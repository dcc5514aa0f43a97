import Foundation
import Testing

@Suite struct PackingCommandTests {
  @Test func anAmorphousStartIsPackedAndReported() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "pack", "V2O3", "--atoms", "60", "--density", "4", "--distances", "V-O=1.6,O-O=2.2,V-V=2.4",
      "-o", "start.vasp", "--json")
    #expect(run.status == 0)
    let card = try run.json
    #expect(card["formula"] as? String == "V24O36" && card["seed"] as? String == "1")
    let contacts = try #require(card["contacts_A"] as? [[String: Any]])
    for contact in contacts {
      let (asked, reached) = (contact["asked/Å"] as? Double, contact["reached/Å"] as? Double)
      #expect((reached ?? 0) >= (asked ?? .infinity))
    }
    let info = try scratch.run("info", "start.vasp", "--json").json
    let shortest = try #require(info["shortest"] as? [String: Double])
    #expect((shortest["V-V"] ?? 0) >= 2.4 && (shortest["O-O"] ?? 0) >= 2.2)
  }

  @Test func aLiquidComesAsGROThatKeepsItsDistances() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "pack", "1.0molal:LiFSI", "30:DME", "--density", "1.0", "-o", "liquid.gro")
    // 30 · 90.122 g/mol of DME: 2.70 kg, so 3 of the salt.
    #expect(run.status == 0 && run.errors.contains("molal"))
    #expect(run.errors.contains("DME is DME_trans, not DME_gauche"))
    let info = try scratch.run("info", "liquid.gro", "--json").json
    #expect(info["natoms"] as? Int == 3 * 10 + 30 * 16)
  }

  @Test func anElementIsItsIonWhereNoMoleculeHasTheName() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "pack", "3:Li", "3:FSI", "30:DME", "--density", "0.9", "-o", "liquid.gro", "--json")
    let card = try run.json
    #expect(run.status == 0 && card["net_charge_e"] as? Double == 0)
    #expect((card["assumptions"] as? [String])?.contains("Li is read as the ion Li+") == true)
  }

  @Test func whatCannotBePackedIsThreeAndLeavesNothing() throws {
    let scratch = try Scratch()
    let run = try scratch.run("pack", "60:H2O", "--cell", "9", "--rounds", "2", "-o", "wet.gro")
    #expect(run.status == 3 && run.errors.contains("best reached"))
    #expect(try scratch.names.isEmpty)
    #expect(try scratch.run("pack", "60:H2O").status == 64)
    #expect(try scratch.run("pack", "V2O3", "--atoms", "7", "--density", "4").status == 3)
    #expect(try scratch.run("pack", "60:H2O", "--cell", "30", "--density", "1").status == 64)
    #expect(try scratch.run("pack", "60:NoSuchThing", "--density", "1").status == 2)
  }

  @Test func anElectrodeCellComesWithItsIndexGroups() throws {
    let scratch = try Scratch()
    try scratch.write(
      "slab.vasp",
      """
      Li(110)
      1.0
      3.5093 0 0
      0 4.9629 0
      0 0 25
      Li
      4
      Direct
      0 0 0.1
      0.5 0.5 0.1
      0 0.5 0.19926
      0.5 0 0.19926

      """)
    let words = [
      "electrode", "10:Li+", "10:FSI", "40:DME", "--electrode", "slab.vasp", "--size", "21x20",
      "--film", "10:Li2CO3", "--film-thickness", "8", "--density", "1.0", "--delta-v", "0.2",
      "--ndx", "cell.ndx", "-o", "cell.gro",
    ]
    #expect(try CommandRun(words, in: scratch.folder).status == 64)
    #expect(try scratch.names == ["slab.vasp"])
    let run = try CommandRun(words + ["--capacitance", "5"], in: scratch.folder)
    #expect(run.status == 0 && run.errors.contains("two double layers in series"))
    let index = try String(
      contentsOf: scratch.folder.appendingPathComponent("cell.ndx"), encoding: .utf8)
    for name in ["Electrode_bottom", "Layer_top", "Film", "Liquid", "LiBq", "Li2CO", "FSI"] {
      #expect(index.contains("[ \(name) ]"))
    }
  }
}
