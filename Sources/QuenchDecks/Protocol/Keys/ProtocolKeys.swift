/// All keys of a protocol.
enum ProtocolKeys {
  static let root = Record(
    "the protocol", "What is to be done to a structure, whichever engine does it.",
    [
      Field("title", .text, "One line about the run."),
      Field(
        "structure", structure,
        "A file, a built-in crystal's name, a builder's call, or a series of structures.",
        isRequired: true),
      Field("frozen", frozen, "Atoms that are held; without it the structure's own constraints."),
      Field(
        "stages", .steps(stages), "What is done, in this order.", isRequired: true),
      Field("replicas", .integer(1...1000), "Independent runs that differ by their seed alone."),
      Field("seed", .integer(1...899_999_999), "Of the first replica; the others follow from it."),
      Field("dft", .record(dft), "What a density-functional calculation is, for every engine."),
      Field("vasp", .record(vasp), "What only VASP needs."),
      Field("cp2k", .record(cp2k), "What only CP2K needs."),
      Field("qe", .record(quantumESPRESSO), "What only Quantum ESPRESSO needs."),
      Field("lammps", .record(lammps), "What only LAMMPS needs."),
      Field("gromacs", .record(gromacs), "What only GROMACS needs."),
      Field("parallel", .record(parallel), "Cores and queues."),
    ])

  private static let structure = FieldKind.anyOf([
    .text,
    .builderCall,
  ])

  static let member = Record(
    "series", "A member of a series.",
    [
      Field("name", .text, "Names its directory."),
      Field("file", .text, "A file or a built-in crystal's name.", isRequired: true),
    ])

  /// Behind `structure: {series: …}`: files, files with names, or a mapping of names to files and
  /// builders' calls.
  static let series = FieldKind.anyOf([
    .list(.anyOf([.text, .record(member)])), .names(.anyOf([.text, .builderCall])),
  ])

  private static let frozen = FieldKind.anyOf([
    .choice(["none"]),
    .record(
      Record(
        "frozen", "Atoms that are held.",
        [
          Field(
            "fraction", .number(.above(0, to: 0.999)),
            "Share of the atoms, whole layers, the lower part of the cell."),
          Field("axis", .choice(["a", "b", "c"]), "Across the layers; c without it."),
          Field("selection", .text, "In the selection language: z 0 5, 1-60, Ti and fixed."),
        ])),
  ])

  private static let parallel = Record(
    "parallel", "Cores and queues.",
    [
      Field("ranks", .integer(1...1_000_000), "MPI ranks."),
      Field("threads", .integer(1...1024), "OpenMP threads of each rank."),
      Field(
        "slurm",
        .record(
          Record(
            "slurm", "What Slurm is told.",
            [
              Field("partition", .name, "Partition."),
              Field("account", .name, "Account."),
              Field(
                "time", .quantity(.wallTime, .above(0, to: 1e6), example: "24 h"),
                "Wall time of each job."),
              Field("nodes", .integer(1...100_000), "Nodes of each job."),
              Field(
                "setup", .list(.text),
                "Shell lines in front of the engine: module load vasp/6.4."),
            ])), "Write Slurm scripts too."),
    ])
}
