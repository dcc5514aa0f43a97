import Foundation
import Testing

@Suite struct InterfaceCommandTests {
  /// Zur–McGill matches of VO2(B) (001) on graphene, ranked by strain × area; 399 pairs of
  /// superlattices lie within 3 % (Scripts/peers/check-interfaces counts them by force).
  @Test func matchesOnGrapheneAreRanked() throws {
    let run = try Scratch().run(
      "interface", "VO2_B:001", "C_graphene_20A", "--max-strain", "3", "--list")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("60 matches; 70 distinct"))
    #expect(run.errors.contains("of 399 pairs of superlattices laid on one another in 798 ways"))
    let csv = try Scratch().run(
      "interface", "VO2_B:001", "C_graphene_20A", "--max-strain", "3", "--list", "--csv")
    let scores = csv.rows.map { row -> Double in
      let numbers = row.filter { $0.key.hasPrefix("area") || $0.key.hasPrefix("strain") }.values
      return numbers.compactMap { Double($0) }.reduce(1, *)
    }
    #expect(scores.count == 60)
    #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 * 1.01 })
  }

  @Test func theBestMatchIsBuiltWithItsStrains() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "interface", "VO2_B:001", "C_graphene_20A", "--max-strain", "3", "--gap", "2.8", "--json",
      "-o", "vg.vasp")
    #expect(run.status == 0, "\(run.errors)")
    let card = try run.json
    #expect(abs((card["mismatch_percent"] as? Double ?? 0) - 0.4888) < 1e-3)
    #expect(abs((card["gap_A"] as? Double ?? 0) - 2.8) < 1e-9)
    #expect(card["film_strain_percent"] != nil && card["substrate_strain_percent"] != nil)
    #expect(try scratch.names == ["vg.vasp"])
  }

  @Test(arguments: [
    (["VO2_B:000", "C_graphene_20A"], Int32(64), "all three indices are zero"),
    (["VO2_B:001:zz", "C_graphene_20A"], 64, "no termination"),
    (["VO2_B:001", "C_graphene_20A", "--max-strain", "-2"], 64, "percentage"),
    (["VO2_B:001", "C_graphene_20A", "--max-strain", "60"], 64, "at most 30 %"),
    (["VO2_B:001", "C_graphene_20A", "--max-strain", "0.01"], 3, "the smallest strain is"),
    (["VO2_B:001", "C_graphene_20A", "--max-area", "0"], 64, "1 to 100000"),
    (["VO2_B:001", "C_graphene_20A", "--max-area", "20"], 64, "no such superlattice"),
    (["VO2_B:001", "C_graphene_20A", "--match", "0"], 64, "no match 0"),
    (["VO2_B:001", "C_graphene_20A", "--gap", "-1"], 64, "gap must be"),
    (["VO2_B:001", "C_graphene_20A", "--vacuum", "-1"], 64, "vacuum must be"),
    (["VO2_B:001", "C_graphene_20A", "--strain", "2"], 64, "--strain takes"),
    (["VO2_B:001", "C_graphene_20A", "--shifts", "0x1"], 64, "--shifts takes"),
    (["H2O", "C_graphene_20A"], 3, "no cell"),
    (["-", "-"], 64, "only once"),
  ])
  func badRequestsWriteNothing(arguments: [String], status: Int32, message: String) throws {
    let scratch = try Scratch()
    let run = try CommandRun(["interface"] + arguments + ["-o", "out.vasp"], in: scratch.folder)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try scratch.names.isEmpty)
  }
}
