import QuenchDecks
import QuenchFormats
import Testing

@Suite struct RunProtocolTests {
  static let paper = """
    structure: heterophase.vasp
    dft: {functional: PBE, dispersion: D3(zero), hubbard: {V: {l: d, U_eff: 3.25 eV, scheme: dudarev}}, kpoints: gamma, spin: collinear}
    vasp: {ENCUT: 450 eV}
    cp2k: {cutoff: 600 Ry, rel-cutoff: 60 Ry, basis: DZVP-MOLOPT-SR-GTH}
    frozen: {fraction: 0.5, axis: c}
    stages:
      - melt:   {temperature: 4000 K, duration: 6 ps, timestep: 2 fs, ensemble: NVT, thermostat: nose-hoover, until: molten}
      - quench: {from: 4000 K, to: 300 K, duration: 10 ps}
      - hold:   {temperature: 300 K, duration: 2 ps, save-every: 10}
      - relax:  {force: 0.03 eV/A}
    """

  private func read(_ text: String) throws -> RunProtocol {
    try RunProtocol.read(Array(text.utf8), source: "p.yaml")
  }

  private func dynamics(_ stages: String) throws -> [Dynamics] {
    try read("structure: a.vasp\nstages:\n" + stages).stages.compactMap {
      if case .dynamics(let run) = $0.task { run } else { nil }
    }
  }

  @Test func readsTheProtocolOfTheHeterophasePaper() throws {
    let plan = try read(Self.paper)
    #expect(plan.structure == .file("heterophase.vasp"))
    #expect(plan.frozen == .fraction(0.5, axis: 2))
    #expect(plan.dft?.hubbard == ["V": .init(orbital: "d", u: 3.25)])
    #expect(plan.dft?.dispersion == "D3(zero)")
    #expect(plan.dft?.spin == .collinear)
    #expect(plan.vasp?.cutoff == 450)
    #expect(plan.cp2k?.cutoff == 600)
    #expect(plan.stages.map(\.name) == ["melt", "quench", "hold", "relax"])
    #expect(plan.stages.map(\.line) == [7, 8, 9, 10])
    #expect(plan.stages[3].task == .relaxation(Relaxation(force: 0.03)))
  }

  /// 3700 K in 10 ps is 3.7e14 K/s; 5,000 steps of 2 fs.
  @Test func laterStagesFollowTheDynamicsBefore() throws {
    let runs = try read(Self.paper).stages.compactMap { stage -> Dynamics? in
      if case .dynamics(let run) = stage.task { run } else { nil }
    }
    #expect(runs.map(\.timestep) == [2, 2, 2])
    #expect(runs.map(\.steps) == [3000, 5000, 1000])
    #expect(runs.map(\.drawsVelocities) == [true, false, false])
    #expect(runs[0].until == .molten)
    #expect(runs[1].until == nil)
    #expect(abs(try #require(runs[1].coolingRate) / 3.7e14 - 1) < 1e-12)
    #expect(runs.allSatisfy { $0.thermostat == .noseHoover && $0.ensemble == .nvt })
  }

  /// Paper 002: 700 → 300 K in 10 ns, NPT 10 ns, NVT 50 ns with a frame every 100 fs.
  @Test func readsTheAnnealingOfTheElectrolytePaper() throws {
    let runs = try dynamics(
      """
        - anneal: {from: 700 K, to: 300 K, duration: 10 ns, timestep: 1 fs}
        - npt: {temperature: 300 K, duration: 10 ns, thermostat-time: 0.4 ps, barostat-time: 0.2 ps, pressure: 1 atm}
        - nvt: {temperature: 300 K, duration: 50 ns, save-every: 100 fs}
      """)
    #expect(runs.map(\.steps) == [10_000_000, 10_000_000, 50_000_000])
    #expect(runs.map(\.ensemble) == [.nvt, .npt, .nvt])
    #expect(runs[1].pressure == 1.01325e-4)
    #expect(runs[1].barostatTime == 200)
    #expect(runs[1].thermostatTime == 400)
    #expect(runs[2].saveEvery == 100)
    // 4e10 K/s
    #expect(abs(try #require(runs[0].coolingRate) / 4e10 - 1) < 1e-12)
  }

  @Test func densityCorrectRouteHasARescaleBetweenNPTAndNVT() throws {
    let plan = try read(
      """
      structure: a.vasp
      stages:
        - npt: {temperature: 4000 K, duration: 5 ps, timestep: 1 fs, until: molten}
        - rescale: {density: 2200 kg/m3}
        - quench: {to: 300 K, rate: 1e14 K/s, ensemble: NVT}
      """)
    #expect(plan.stages[1].task == .rescale(density: 2.2))
    guard case .dynamics(let quench) = plan.stages[2].task else { return #expect(Bool(false)) }
    #expect(quench.start == 4000)
    // 3700 K at 1e14 K/s take 37 ps.
    #expect(abs(quench.duration - 37_000) < 1e-6)
    #expect(quench.ensemble == .nvt)
  }

  @Test(arguments: [
    ("0.03 eV/A", 0.03), ("0.03 eV/Å", 0.03), ("0.03eV/A", 0.03), ("30 meV/A", 0.03),
    ("1 Ha/bohr", 27.211386245988 / 0.529177210903),
    ("2 Ry/bohr", 27.211386245988 / 0.529177210903),
    ("1e-2 eV/A", 0.01), ("+.5 eV/A", 0.5),
  ]) func forcesCanBeWrittenInTheUnitsPeopleHave(text: String, value: Double) throws {
    let plan = try read("structure: a\nstages: [{relax: {force: \(text)}}]")
    guard case .relaxation(let relaxation) = plan.stages[0].task else {
      return #expect(Bool(false))
    }
    #expect(abs(relaxation.force / value - 1) < 1e-12)
  }

  @Test func cutoffsAreConvertedBetweenElectronvoltAndRydberg() throws {
    let plan = try read(
      "structure: a\nstages: [relax]\nqe: {ecutwfc: 13.605693122994 eV, ecutrho: 480 Ry}\n"
        + "vasp: {ENCUT: 2 Ry}")
    #expect(abs(try #require(plan.quantumESPRESSO?.wavefunctionCutoff) - 1) < 1e-12)
    #expect(plan.quantumESPRESSO?.densityCutoff == 480)
    #expect(abs(try #require(plan.vasp?.cutoff) - 27.211386245988) < 1e-9)
  }

  @Test func builderCallsBecomeWordsOfTheCommandLine() throws {
    let plan = try read(
      "structure: {heterophase: V2O3_corundum, supercell: 2x2x1, fraction: 0.5, split-layers: true,"
        + " distances: [V-O=1.6, O-O=2.2], primitive: }\nstages: [relax]")
    #expect(
      plan.structure
        == .builder(
          verb: "heterophase",
          words: [
            "V2O3_corundum", "--supercell", "2x2x1", "--fraction", "0.5", "--split-layers",
            "--distances", "V-O=1.6", "--distances", "O-O=2.2", "--primitive",
          ]))
  }

  @Test func argumentsOfABuilderAreSplitAtBlanksUnlessListed() throws {
    let words = try read("structure: {supercell: V2O3_corundum 2x2x1}\nstages: [relax]").structure
    #expect(words == .builder(verb: "supercell", words: ["V2O3_corundum", "2x2x1"]))
    let listed = try read("structure: {supercell: ['my file', 2x2x1]}\nstages: [relax]").structure
    #expect(listed == .builder(verb: "supercell", words: ["my file", "2x2x1"]))
  }

  @Test func seriesNameTheirDirectories() throws {
    let expected: [StructureReference.Member] = [
      .init(name: "top", structure: .file("sites/top.vasp")),
      .init(name: "edge", structure: .file("b.vasp")),
    ]
    for series in [
      "[sites/top.vasp, {name: edge, file: b.vasp}]", "{top: sites/top.vasp, edge: b.vasp}",
    ] {
      #expect(
        try read("structure: {series: \(series)}\nstages: [relax]").structure == .series(expected))
    }
  }

  @Test func membersOfASeriesMayBeBuilt() throws {
    let plan = try read(
      "structure: {series: {clean: slab.vasp, wet: {adsorb: slab.vasp H2O, config: '2'}}}\n"
        + "stages: [relax]")
    #expect(
      plan.structure
        == .series([
          .init(name: "clean", structure: .file("slab.vasp")),
          .init(
            name: "wet",
            structure: .builder(verb: "adsorb", words: ["slab.vasp", "H2O", "--config", "2"])),
        ]))
    #expect(plan.structurePlace == "\(plan.source):1:12")
  }

  @Test func seedsFollowFromTheFirstAndNeverRepeat() throws {
    let plan = try read("structure: a\nstages: [relax]\nreplicas: 50\nseed: 7")
    #expect(plan.seeds.count == 50)
    #expect(plan.seeds[0] == 7)
    #expect(Set(plan.seeds).count == 50)
    #expect(plan.seeds.allSatisfy { (1...899_999_999).contains($0) })
    #expect(plan.seeds == (try read("structure: a\nstages: [relax]\nreplicas: 50\nseed: 7")).seeds)
  }

  @Test func whatTheFileDoesNotSayIsSaid() throws {
    let plan = try read(
      "structure: a\nstages: [{melt: {temperature: 300 K, duration: 1 ps, timestep: 1 fs}}]")
    #expect(plan.assumptions.contains("melt: ensemble NVT"))
    #expect(plan.assumptions.contains("melt: thermostat nose-hoover"))
  }

  @Test(arguments: ProtocolTemplate.all) func templatesRead(template: ProtocolTemplate) throws {
    let plan = try RunProtocol.read(Array(template.text.utf8), source: template.name)
    #expect(!plan.stages.isEmpty)
  }
}
