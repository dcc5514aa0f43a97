import QuenchModel
import Testing

@testable import QuenchDecks

/// What holds for all members and all stages of a bundle.
@Suite struct DeckSeriesTests {
  /// 2 atoms beside 100: energies with projectors of two kinds could not be compared.
  @Test func sizeDecidesForAllMembersAlike() throws {
    let plan = try Rendering.plan("oxide")
    var job = try Rendering.job(plan)
    let incar = "01-single-point/INCAR"
    #expect(try DeckEngine.vasp.render(job).value("LREAL", in: incar) == ".FALSE.")
    job.largestMember = 100
    #expect(try DeckEngine.vasp.render(job).value("LREAL", in: incar) == "Auto")
    let small = SettingsList(plan, engine: "vasp", largestMember: 2)
    let large = SettingsList(plan, engine: "vasp", largestMember: 100)
    #expect(
      small.lines.contains("vasp.LREAL = .FALSE.") && large.lines.contains("vasp.LREAL = Auto"))
  }

  /// The same random numbers twice in a row correlate the kicks (doi 10.1021/ct8002173).
  @Test(arguments: ["vasp", "cp2k"]) func consecutiveStagesHaveOtherSeeds(engine: String) throws {
    let deck = try Rendering.rendered(
      engine,
      """
      structure: V2O3.vasp
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 400 Ry}
      stages:
        - md: {temperature: 300 K, steps: 100, timestep: 1 fs, thermostat: langevin}
        - md: {temperature: 300 K, steps: 100}
        - quench: {from: 600 K, to: 300 K, steps: 100, plateaus: 3}
      """)
    let word = engine == "vasp" ? "RANDOM_SEED" : "SEED"
    let seeds = deck.files.flatMap { file in
      String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").filter {
        $0.drop { $0 == " " }.hasPrefix(word + " ")
      }
    }
    #expect(seeds.count == (engine == "vasp" ? 3 : 5))
    #expect(Set(seeds).count == seeds.count)
  }

  @Test func settingsOfElementsNobodyHasAreWarnedOf() throws {
    var plan = try Rendering.plan("oxide")
    let structure = try Rendering.structure("oxide.vasp")
    #expect(plan.strangers(to: [structure]).isEmpty)
    plan.dft?.hubbard["Fe"] = .init(orbital: "d", u: 4)
    plan.dft?.moments["Co"] = 2
    let warnings = plan.strangers(to: [structure])
    #expect(warnings.map(\.code) == ["W-ELEMENT", "W-ELEMENT"])
    #expect(warnings[0].message.contains("dft.hubbard names Fe"))
    #expect(warnings[1].message.contains("dft.moments names Co"))
  }
}
