extension ProtocolKeys {
  static let stages: [Record] =
    [
      steady("melt", "Dynamics that is to melt the free atoms."),
      ramp("quench", "From the melt's temperature down, at a rate that is printed."),
      steady("hold", "Dynamics at a temperature."),
      ramp("anneal", "Dynamics along a slow ramp."),
      steady("md", "Dynamics at a temperature."),
      ramp("ramp", "Dynamics along a ramp, up or down."),
      Record(
        "staircase", "A ramp as equal plateaus.",
        rampFields + [plateaus(isRequired: true)] + common(choosesEnsemble: true)),
      steady("nvt", "Dynamics at constant volume and temperature.", choosesEnsemble: false),
      steady("npt", "Dynamics at constant pressure and temperature.", choosesEnsemble: false),
      steady("nve", "Dynamics at constant energy.", choosesEnsemble: false),
      relaxation("relax", "Ions, or ions and cell, to a minimum of the energy."),
      relaxation("minimise", "Ions to a minimum of the energy of a force field."),
      relaxation("minimize", "The same as minimise."),
      Record("single-point", "Energy and forces as the structure is.", [name, learning]),
      band,
      Record(
        "rescale", "The cell is scaled to a density between two runs.",
        [
          name,
          Field(
            "density", .quantity(.density, .above(0, to: 50), example: "2.2 g/cm3"), "To reach.",
            isRequired: true),
        ]),
    ]

  private static let name = Field(
    "name", .text, "Names the directory; the stage's kind without it.")

  private static let learning = Field(
    "ml", words(Stage.MachineLearning.self),
    "VASP's machine-learned force field in this stage; vasp.machine-learning without it.")

  private static func steady(
    _ kind: String, _ summary: String, choosesEnsemble: Bool = true
  ) -> Record {
    Record(
      kind, summary,
      [Field("temperature", temperature("300 K"), "Asked for.", isRequired: true)]
        + common(choosesEnsemble: choosesEnsemble))
  }

  private static func ramp(_ kind: String, _ summary: String) -> Record {
    Record(
      kind, summary, rampFields + [plateaus(isRequired: false)] + common(choosesEnsemble: true))
  }

  private static func temperature(_ example: String) -> FieldKind {
    .quantity(.temperature, .above(0, to: 1e5), example: example)
  }

  private static let rampFields = [
    Field("from", temperature("4000 K"), "At the start; without it where the last stage ended."),
    Field("to", temperature("300 K"), "At the end.", isRequired: true),
    Field(
      "rate", .quantity(.coolingRate, .above(0, to: 1e3), example: "1e13 K/s"),
      "Instead of a duration."),
  ]

  private static func plateaus(isRequired: Bool) -> Field {
    Field(
      "plateaus", .integer(1...1000), "So many equal steps where a smooth ramp is not wanted.",
      isRequired: isRequired)
  }

  /// What all dynamics may be told; what is silent follows the last dynamics.
  private static func common(choosesEnsemble: Bool) -> [Field] {
    var fields = [
      name,
      Field("duration", .quantity(.time, .above(0, to: 1e12), example: "6 ps"), "Simulated time."),
      Field("steps", .integer(1...2_000_000_000), "Instead of a duration."),
      Field(
        "timestep", .quantity(.time, .above(0, to: 50), example: "2 fs"),
        "As in the last dynamics without it."),
      Field("thermostat", words(Dynamics.Thermostat.self), "nose-hoover without it."),
      Field(
        "thermostat-time", .quantity(.time, .above(0, to: 1e6), example: "100 fs"),
        "Period or relaxation time."),
      Field("barostat", words(Dynamics.Barostat.self), "parrinello-rahman without it."),
      Field(
        "barostat-time", .quantity(.time, .above(0, to: 1e7), example: "2 ps"),
        "Relaxation time."),
      Field(
        "pressure", .quantity(.pressure, .from(-100, to: 10_000), example: "1 bar"),
        "Of NPT; 1 bar without it."),
      Field(
        "cell", words(Dynamics.Cell.self),
        "Of NPT: isotropic (without it) lets the volume breathe, full every cell vector."),
      Field(
        "save-every",
        .anyOf([
          .integer(1...2_000_000_000), .quantity(.time, .above(0, to: 1e9), example: "100 fs"),
        ]), "Steps or time between frames kept."),
      Field("until", words(Dynamics.Condition.self), "What the stage must have reached."),
      Field(
        "velocities", .choice(["draw", "keep"]),
        "Drawn at the start temperature, or kept; the first dynamics draws."),
      learning,
    ]
    if choosesEnsemble {
      fields.insert(
        Field(
          "ensemble", words(Dynamics.Ensemble.self),
          "As in the last dynamics without it, NVT in the first."), at: 4)
    }
    return fields
  }

  private static func words<Word: CaseIterable & RawRepresentable<String>>(
    _ type: Word.Type
  ) -> FieldKind { .choice(type.allCases.map(\.rawValue)) }

  private static func relaxation(_ kind: String, _ summary: String) -> Record {
    Record(
      kind, summary,
      [
        name,
        Field(
          "force", .quantity(.force, .above(0, to: 100), example: "0.03 eV/A"),
          "Largest force left."),
        Field("cell", words(Relaxation.Cell.self), "What of the cell relaxes too."),
        Field("max-steps", .integer(1...1_000_000), "After which it gives up."),
        Field(
          "pressure", .quantity(.pressure, .from(-100, to: 10_000), example: "0 GPa"),
          "Outer pressure."),
        Field(
          "may-stop", .flag,
          "Whether the next stage may start where it gave up; without it everything ends there."),
        learning,
      ])
  }

  private static let band = Record(
    "neb", "A path of lowest energy between two structures of the same atoms in the same order.",
    [
      name,
      Field("end", .text, "The other end, a file; the structure is the first.", isRequired: true),
      Field("images", .integer(1...99), "Between the ends."),
      Field("interpolation", words(NudgedBand.Interpolation.self), "Of the first path."),
      Field("climbing", .flag, "The highest image climbs to the saddle."),
      Field("spring", .quantity(.spring, .above(0, to: 1000), example: "5 eV/A2"), "Of the band."),
      Field(
        "force", .quantity(.force, .above(0, to: 100), example: "0.05 eV/A"),
        "Largest force left."),
      Field("max-steps", .integer(1...1_000_000), "After which it gives up."),
    ])
}
