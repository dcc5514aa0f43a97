import Foundation
import Testing

@Suite struct CommandTests {
  @Test func infoHasItsStableNames() throws {
    let run = try Scratch().run("info", "V2O3_corundum", "--json")
    #expect(run.status == 0)
    let info = try run.json
    #expect(info["schema"] as? Int == 1)
    #expect(info["formula"] as? String == "V12O18")
    #expect(info["natoms"] as? Int == 30)
    #expect((info["species"] as? [String: Int])?["V"] == 12)
    #expect(info["frames"] as? Int == 1)
    let group = try #require(info["spacegroup"] as? [String: Any])
    #expect(group["number"] as? Int == 167)
    #expect(group["symbol"] as? String == "R-3c")
    let cell = try #require(info["cell"] as? [[Double]])
    #expect(cell[2] == [0, 0, 14.002])
    // CHECKS of the structure: 5.022 g/cm³, V–O 1.9631 Å, V–V 2.6968 Å, O–O 2.7018 Å.
    let density = try #require(info["density_g_cm3"] as? Double)
    #expect(abs(density - 5.022) < 1e-3)
    let shortest = try #require(info["shortest"] as? [String: Double])
    #expect(abs(try #require(shortest["V-O"]) - 1.9631) < 1e-4)
    #expect(abs(try #require(shortest["V-V"]) - 2.6968) < 1e-4)
    #expect((info["warnings"] as? [Any])?.isEmpty == true)
  }

  @Test func everyVerbHasHelp() throws {
    let verbs = [
      "info", "convert", "supercell", "wrap", "rdf", "cn", "store", "recover", "repack",
    ]
    let overview = try CommandRun(["--help"])
    #expect(overview.status == 0)
    for verb in verbs {
      #expect(overview.output.contains(verb))
      let help = try CommandRun([verb, "--help"])
      #expect(help.status == 0)
      #expect(help.output.contains("USAGE: quench \(verb)"))
    }
  }

  /// Counts of an independent program in double precision, bin by bin, r to 12 Å past half the cell.
  @Test func pairCountsOfRealSilicaEqualTheReference() throws {
    let run = try Scratch().run(
      "rdf", Scratch.silica + "/traj_prod_every10.lammpstrj.gz", "--rmax", "12", "--csv", "-q")
    #expect(run.status == 0)
    let reference = try String(
      contentsOfFile: Scratch.silica + "/sio2_every10_counts.csv", encoding: .utf8)
    let lines = reference.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let header = lines[0].split(separator: ",").map(String.init)
    let wanted = lines.dropFirst().map { line in
      Dictionary(uniqueKeysWithValues: zip(header, line.split(separator: ",").map { Int($0) ?? 0 }))
    }
    for pair in ["Si-Si", "Si-O", "O-O"] {
      let rows = run.rows.filter { $0["pair"] == pair }
      #expect(rows.count == wanted.count)
      for (row, bin) in zip(rows, wanted) {
        let own = try #require(Int(row["self_count"] ?? ""))
        let all = try #require(Int(row["count"] ?? ""))
        #expect(all - own == bin[pair] && own == bin[pair + ":self"] ?? 0)
      }
    }
  }

  @Test func resultsDoNotDependOnThreads() throws {
    let file = Scratch.silica + "/traj_meltquench.lammpstrj.gz"
    let runs = try ["1", "2", "3"].map { threads in
      try Scratch().run("rdf", file, "--csv", "-q", "--threads", threads).output
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
    #expect(!runs[0].isEmpty)
  }

  @Test func aStoreGivesTheSameNumbersAsItsSource() throws {
    let scratch = try Scratch()
    let file = Scratch.silica + "/traj_prod_every10.lammpstrj.gz"
    #expect(try scratch.run("store", file, "-o", "a.h5", "-q").status == 0)
    #expect(try scratch.run("repack", "a.h5", "-o", "b.h5", "--compress").status == 0)
    let direct = try scratch.run("rdf", file, "--csv", "-q").output
    #expect(try scratch.run("rdf", "a.h5", "--csv", "-q").output == direct)
    #expect(try scratch.run("rdf", "b.h5", "--csv", "-q").output == direct)
    #expect(try scratch.names == ["a.h5", "b.h5"])
  }

  @Test func coordinationOfCorundumIsSixAndFour() throws {
    let run = try Scratch().run("cn", "V2O3_corundum", "--cutoff", "V-O=2.5", "--csv", "-q")
    #expect(run.status == 0)
    let numbers = Dictionary(
      uniqueKeysWithValues: run.rows.map { ($0["pair"] ?? "", $0["cn"] ?? "") })
    #expect(numbers == ["V-O": "6", "O-V": "4"])
    #expect(run.output.contains("pair,n,atoms,share"))
  }

  @Test func verbsComposeThroughPipes() throws {
    let made = try Scratch().run("supercell", "V2O3_corundum", "2x2x1", "-q")
    #expect(made.status == 0)
    let read = try CommandRun(["info", "-", "--json"], input: Data(made.output.utf8))
    #expect(try read.json["natoms"] as? Int == 120)
    #expect(try read.json["formula"] as? String == "V48O72")
  }

  @Test func framesAreChosenFromBothEnds() throws {
    let scratch = try Scratch()
    let file = Scratch.silica + "/traj_prod.xtc"
    let named = ["--topology", Scratch.silica + "/glass_300K.data.gz", "-q"]
    for (range, count) in [("100:200:10", 10), ("-5:", 5), ("-1", 1), ("0", 1), (":", 201)] {
      let output = "\(count).extxyz"
      let made = try CommandRun(
        ["convert", file, output, "--frames", range, "--force"] + named, in: scratch.folder)
      #expect(made.status == 0)
      #expect(try scratch.run("info", output, "--json").json["frames"] as? Int == count)
    }
  }
}
