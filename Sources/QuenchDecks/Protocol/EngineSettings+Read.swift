import QuenchFormats

extension ProtocolReader {
  func dft(_ record: ProtocolRecord) throws(ParseError) -> DFTSettings {
    var dft = DFTSettings()
    if let functional = record.text("functional") { dft.functional = functional }
    if let dispersion = record.text("dispersion"), dispersion != "none" {
      dft.dispersion = dispersion
    }
    for member in record.record("hubbard")?.members ?? [] {
      if let entry = member.value.record { dft.hubbard[member.key] = try hubbard(entry) }
    }
    if let points = record["kpoints"] { dft.kpoints = try kpoints(points) }
    if let spin: DFTSettings.Spin = record.word("spin") { dft.spin = spin }
    dft.moments = record.table("moments", \.number)
    if let charge = record.number("charge") { dft.charge = charge }
    dft.electronicTolerance = record.number("electronic-tolerance")
    if let smearing = record.record("smearing"),
      let kind: DFTSettings.Smearing.Kind = smearing.word("kind")
    {
      dft.smearing = DFTSettings.Smearing(kind, width: smearing.number("width") ?? 0)
    }
    if dft.spin == .none, let moments = record["moments"] {
      throw error(moments.place, "'moments' need spin: collinear")
    }
    return dft
  }

  private func hubbard(_ record: ProtocolRecord) throws(ParseError) -> DFTSettings.Hubbard {
    let scheme: DFTSettings.Hubbard.Scheme = record.word("scheme") ?? .dudarev
    let needed = scheme == .dudarev ? ["U_eff"] : ["U", "J"]
    let foreign = scheme == .dudarev ? ["U", "J"] : ["U_eff"]
    for key in foreign {
      guard let value = record[key] else { continue }
      throw error(
        value.place, "'\(key)' has no meaning in the \(scheme.rawValue) scheme",
        advice: scheme == .dudarev
          ? "write U_eff = U − J, or scheme: liechtenstein" : "write U and J")
    }
    for key in needed where record[key] == nil {
      throw error(
        record.place,
        "'\(record.name)' needs '\(key)' in the \(scheme.rawValue) scheme, "
          + "e.g. \(key): 3.25 eV")
    }
    return DFTSettings.Hubbard(
      orbital: record.text("l") ?? "d", u: record.number("U_eff") ?? record.number("U") ?? 0,
      j: record.number("J") ?? 0, scheme: scheme)
  }

  private func kpoints(_ value: ProtocolValue) throws(ParseError) -> DFTSettings.KPoints {
    if let mesh = value.mesh { return .mesh(mesh[0], mesh[1], mesh[2], gammaCentred: true) }
    guard let record = value.record else { return .gamma }
    switch (record["mesh"]?.mesh, record.number("spacing")) {
    case (let mesh?, nil):
      return .mesh(
        mesh[0], mesh[1], mesh[2], gammaCentred: record.flag("gamma-centred") ?? true)
    case (nil, let spacing?):
      if let flag = record["gamma-centred"] {
        throw error(flag.place, "'gamma-centred' belongs to 'mesh', not to 'spacing'")
      }
      return .spacing(spacing)
    default: throw error(record.place, "'kpoints' needs one of 'mesh' and 'spacing'")
    }
  }

  func lammps(_ record: ProtocolRecord) throws(ParseError) -> LAMMPSSettings {
    let settings = LAMMPSSettings(record)
    if settings.potential == "file", settings.commands.isEmpty {
      throw error(
        record.place, "'lammps' needs 'commands' with potential: file",
        advice: "e.g. commands: [pair_style tersoff, pair_coeff * * SiC.tersoff Si C]")
    }
    if settings.potential != "file", let commands = record["commands"] {
      throw error(commands.place, "'commands' need potential: file")
    }
    return settings
  }
}

extension VASPSettings {
  init(_ record: ProtocolRecord) {
    self.init()
    cutoff = record.number("ENCUT")
    if let precision = record.text("PREC") { self.precision = precision }
    potentials = record.text("potentials")
    potentialTitles = record.table("potcar", \.text)
    machineLearning = record.text("machine-learning")
    tags = record.table("tags", \.text)
    kpar = record.integer("KPAR")
    ncore = record.integer("NCORE")
    if let program = record.text("program") { self.program = program }
  }
}

extension CP2KSettings {
  init(_ record: ProtocolRecord) {
    self.init()
    cutoff = record.number("cutoff")
    relativeCutoff = record.number("rel-cutoff")
    if let method = record.text("method") { self.method = method }
    if let basis = record.text("basis") { self.basis = basis }
    if let program = record.text("program") { self.program = program }
  }
}

extension QuantumESPRESSOSettings {
  init(_ record: ProtocolRecord) {
    self.init()
    wavefunctionCutoff = record.number("ecutwfc")
    densityCutoff = record.number("ecutrho")
    pseudopotentials = record.table("pseudopotentials", \.text)
    pseudopotentialDirectory = record.text("directory")
    if let version = record.text("version") { self.version = version }
    if let program = record.text("program") { self.program = program }
  }
}

extension LAMMPSSettings {
  init(_ record: ProtocolRecord) {
    self.init()
    potential = record.text("potential")
    commands = record.texts("commands")
    files = record.texts("files")
    if let accuracy = record.number("accuracy") { self.accuracy = accuracy }
    if let program = record.text("program") { self.program = program }
  }
}

extension GROMACSSettings {
  init(_ record: ProtocolRecord) {
    self.init()
    forceField = record.text("force-field")
    cutoff = record.number("cutoff")
    if let order = record.integer("pme-order") { pmeOrder = order }
    pmeSpacing = record.number("pme-spacing")
    asPublished = record.flag("as-published") ?? false
    modelChargeScale = record.number("charge-scale")
    modelCharges = record.table("charges", \.number)
    if let program = record.text("program") { self.program = program }
  }
}

extension ParallelSettings {
  init(_ record: ProtocolRecord) {
    self.init()
    ranks = record.integer("ranks") ?? 1
    threads = record.integer("threads") ?? 1
    slurm = record.record("slurm").map(Slurm.init)
  }
}

extension ParallelSettings.Slurm {
  init(_ record: ProtocolRecord) {
    self.init()
    partition = record.text("partition")
    account = record.text("account")
    minutes = record.number("time").flatMap { Int(exactly: $0.rounded(.up)) }
    nodes = record.integer("nodes") ?? 1
    setup = record.texts("setup")
  }
}
