import Foundation
import QuenchModel
import Testing

@testable import QuenchDecks

@Suite struct GROMACSCheckTests {
  /// Of every folder of a deck that is not on the disk.
  static func findings(of deck: Deck) -> [Finding] {
    findings(Dictionary(uniqueKeysWithValues: deck.files.map { ($0.path, $0.bytes) }))
  }

  static func findings(_ files: [String: [UInt8]]) -> [Finding] {
    let paths = Set(files.keys.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
    return paths.sorted().flatMap { path -> [Finding] in
      let prefix = path.isEmpty ? "" : path + "/"
      let names = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        .filter { !$0.contains("/") }.map(String.init)
      let folder = DeckFolder(path: path, names: names) { name in
        files[name.hasPrefix("../") ? String(name.dropFirst(3)) : prefix + name]
      }
      return DeckChecker.gromacs.owns(folder) ? DeckChecker.gromacs.check(folder) : []
    }
  }

  /// An electrochemical cell with everything in it, one file of it changed.
  private func mutated(
    _ path: String, _ old: String, _ new: String
  ) throws -> [String] {
    let deck = try GROMACSDeckTests.deck(GROMACSDeckTests.cell()) {
      $0.modelChargeScale = 1
      $0.modelCharges = ["LiBq": -1]
    }
    var files = Dictionary(uniqueKeysWithValues: deck.files.map { ($0.path, $0.bytes) })
    let text = try deck.text(path)
    let place = try #require(text.range(of: old), "no '\(old)' in \(path)")
    files[path] = Array(text.replacingCharacters(in: place, with: new).utf8)
    return Self.findings(files).map(\.code)
  }

  /// A line as decks have it.
  private func setting(_ key: String, _ value: String) -> String {
    key + String(repeating: " ", count: 24 - key.count) + "= \(value)"
  }

  @Test func moleculesTooManyAreCounted() throws {
    #expect(try mutated("topol.top", "\nLiTq 1\nLiT 1\n", "\nLiTq 2\nLiT 1\n") == ["E-ATOM-COUNT"])
  }

  @Test func moleculesInAnotherOrderAreNamed() throws {
    #expect(
      try mutated("topol.top", "LiB 1\nLiBq 1", "LiBq 1\nLiB 1") == ["E-ATOM-ORDER"])
  }

  @Test func unknownMoleculesAreNamed() throws {
    #expect(try mutated("topol.top", "\nLI 1\n", "\nNA 1\n") == ["E-MOLECULE"])
  }

  /// The ion's charge and the layer's cancel.
  @Test func netChargesAreSummed() throws {
    #expect(try mutated("topol.top", "[ system ]", "[ system ]") == [])
    #expect(try mutated("topol.top", "LiBq Li 1 -1.0", "LiBq Li 1 -0.9") == ["W-CHARGE"])
  }

  @Test func twoCombinationRulesAreAnError() throws {
    let own = "[ defaults ]\n1 2 yes 0.5 0.8333\n#include"
    let codes = try mutated("topol.top", "#include", own)
    #expect(codes.contains("E-COMB-RULE"))
    #expect(
      try mutated("topol.top", "#include", "#include \"amber99.ff/forcefield.itp\"\n#include")
        .contains("E-COMB-RULE"))
  }

  @Test func oneRuleTwiceIsAnErrorToo() throws {
    let own = "[ defaults ]\n1 3 yes 0.5 0.5\n#include"
    #expect(try mutated("topol.top", "#include", own).contains("E-DEFAULTS"))
  }

  @Test func aHeldGroupWithoutCouplingMakesGromppWarn() throws {
    let codes = try mutated(
      "01-nvt/md.mdp",
      [
        setting("tc-grps", "System"), setting("tau-t", "0.1"), setting("nsttcouple", "5"),
        setting("ref-t", "300.0"),
      ].joined(separator: "\n"),
      "tc-grps = Mobile Frozen\ntau-t = 0.1 -1\nnsttcouple = 5\nref-t = 300 0")
    #expect(codes == ["W-THERMOSTAT"])
  }

  @Test func theMomentumOfHeldAtomsIsNotRemoved() throws {
    let codes = try mutated(
      "01-nvt/md.mdp", setting("comm-mode", "none"), "comm-mode = linear")
    #expect(codes.contains("W-COMM"))
  }

  @Test func barostatsMoveHeldAtoms() throws {
    let codes = try mutated(
      "01-nvt/md.mdp", setting("pcoupl", "no"), "pcoupl = c-rescale")
    #expect(codes.contains("E-PRESSURE"))
  }

  @Test func groupsAreThoseOfTheIndex() throws {
    #expect(try mutated("01-nvt/md.mdp", "= Frozen\n", "= Frost\n").contains("E-GROUP"))
    #expect(try mutated("index.ndx", "[ Frozen ]", "[ Frost ]").contains("E-GROUP"))
  }

  @Test func cutoffsFitTheBox() throws {
    let codes = try mutated("01-nvt/md.mdp", setting("rvdw", "1.2"), "rvdw = 2.2")
    #expect(codes.contains("E-CUTOFF"))
  }

  @Test func intervalsDivide() throws {
    let codes = try mutated(
      "01-nvt/md.mdp", setting("nstcalcenergy", "100"), "nstcalcenergy = 7")
    #expect(codes.contains("E-NSTENERGY"))
  }

  @Test func theBarostatsPeriodIsCompared() {
    let mdp = """
      tcoupl = nose-hoover
      tau_t = 0.4
      pcoupl = Parrinello-Rahman
      tau_p = 0.2
      """
    #expect(Self.findings(["npt.mdp": Array(mdp.utf8)]).map(\.code).contains("W-TAU-P"))
  }

  @Test func settingsStandOnce() {
    let mdp = "dt = 0.001\nintegrator = md\nDT = 0.002 ; again\n"
    let found = Self.findings(["a.mdp": Array(mdp.utf8)])
    #expect(found.map(\.description).first?.hasPrefix("a.mdp:3: E-TWICE: 'dt'") == true)
  }

  @Test func timeStepsFollowTheLightestFreeMass() throws {
    let codes = try mutated("01-nvt/md.mdp", setting("dt", "0.001"), "dt = 0.02")
    #expect(codes.contains("E-TIMESTEP"))
  }

  @Test func filesThatAreNotThereAreNamed() {
    let top = "#include \"own.itp\"\n[ system ]\nx\n[ molecules ]\nX 1\n"
    let found = Self.findings(["a.top": Array(top.utf8)])
    #expect(
      found.map(\.description) == ["a.top:1: E-INCLUDE: there is no file 'own.itp' to include"])
  }

  /// Every file of a deck cut off anywhere, and with a character gone wild: findings, never a trap.
  @Test func damagedFilesNeverTrap() throws {
    let deck = try GROMACSDeckTests.deck(GROMACSDeckTests.cell()) {
      $0.modelChargeScale = 1
      $0.modelCharges = ["LiBq": -1]
    }
    let files = Dictionary(uniqueKeysWithValues: deck.files.map { ($0.path, $0.bytes) })
    var random = SeededGenerator(seed: 5)
    for path in ["topol.top", "index.ndx", "start.gro", "01-nvt/md.mdp"] {
      let bytes = try #require(files[path])
      for _ in 0..<60 {
        let end = Int.random(in: 0...bytes.count, using: &random)
        var damaged = files
        damaged[path] = Array(bytes[..<end])
        _ = Self.findings(damaged)
        let wild = ["-", "9999999999999999999", "\0", "[", "1e400", "#include \"topol.top\"\n"]
        let text = try #require(wild.randomElement(using: &random))
        damaged[path] = bytes[..<end] + Array(text.utf8) + bytes[end...]
        _ = Self.findings(damaged)
      }
    }
  }

  @Test func countsBeyondAllBoundsOverflowNothing() {
    let top = """
      [ defaults ]
      1 3
      [ atomtypes ]
      X C 6 12 0.0 A 0.3 0.4
      [ moleculetype ]
      A 1
      [ atoms ]
      1 X 1 A A 1 0 1
      2 X 1 A A 2 0 1
      [ system ]
      x
      [ molecules ]
      A 9223372036854775807
      A 9223372036854775807
      """
    #expect(Self.findings(["a.top": Array(top.utf8)]).isEmpty)
  }
}
