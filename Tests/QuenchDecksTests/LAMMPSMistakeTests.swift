import Testing

@testable import QuenchDecks

/// Beginners' mistakes in one input of LAMMPS; the comments are what its version of 29 Sep 2021 says.
@Suite struct LAMMPSMistakeTests {
  static let data = """
    rutile, two atoms of it

    3 atoms
    2 atom types
    0 20 xlo xhi
    0 20 ylo yhi
    0 20 zlo zhi

    Masses

    1 47.867
    2 15.999

    Atoms # charge

    1 1 2.196 0 0 0
    2 2 -1.098 2 0 0
    3 2 -1.098 0 2 0

    """

  static let base = """
    units metal
    atom_style charge
    boundary p p p
    read_data x.data
    pair_style buck/coul/long 8.0
    pair_coeff 1 1 31120.2 0.154 5.25
    pair_coeff 2 2 717.647 0.208 12.1
    pair_coeff 1 2 16957.5 0.194 12.59
    kspace_style pppm 1e-4
    timestep 0.001
    velocity all create 300 1
    fix 1 all nvt temp 300 300 0.1
    run 2

    """

  static func codes(_ input: String, data: String = data) -> [String] {
    let files = ["in.x": Array(input.utf8), "x.data": Array(data.utf8)]
    return DeckChecker.check([DeckFolder(files: files)]).findings.map(\.code)
  }

  static let lennardJones = [
    "buck/coul/long 8.0": "lj/cut/coul/long 8.0", "1 1 31120.2 0.154 5.25": "1 1 0.01 2",
    "2 2 717.647 0.208 12.1": "2 2 0.01 2", "1 2 16957.5 0.194 12.59": "1 2 0.01 2",
  ]

  /// LAMMPS stops at each.
  static let stops: [(old: String, new: String, code: String)] = [
    // All pair coeffs are not set
    ("pair_coeff 1 2 16957.5 0.194 12.59\n", "", "E-PAIR-MISSING"),
    ("pair_coeff 2 2 717.647 0.208 12.1\n", "", "E-PAIR-MISSING"),
    // Incorrect args for pair coefficients
    ("pair_coeff 1 2", "pair_coeff 2 1", "E-PAIR-ORDER"),
    // Numeric index 3 is out of bounds (1-2)
    ("kspace_style", "pair_coeff 3 3 0 1 0\nkspace_style", "E-TYPE-NUMBER"),
    // Pair style requires a KSpace style
    ("kspace_style pppm 1e-4\n", "", "E-KSPACE"),
    // KSpace style is incompatible with Pair style
    ("buck/coul/long", "buck/coul/cut", "E-KSPACE"),
    // Cannot use non-periodic boundaries with PPPM
    ("boundary p p p", "boundary p p f", "E-KSPACE"),
    // Boundary command after simulation box is defined
    ("timestep", "boundary p p p\ntimestep", "E-ORDER"),
    // Pair_coeff command before pair_style is defined
    ("pair_style buck/coul/long 8.0\n", "", "E-ORDER"),
    // Unknown command: time_step 0.001
    ("timestep", "time_step", "E-COMMAND"),
    // Unrecognized fix style 'ntv'
    ("nvt temp", "ntv temp", "E-COMMAND"),
    // Unrecognized pair style 'buck/coul/lon'
    ("coul/long", "coul/lon", "E-COMMAND"),
    // Unknown keyword 'etotall' in thermo_style custom command
    ("run 2", "thermo_style custom step temp etotall\nrun 2", "E-COMMAND"),
    // Illegal units command
    ("units metal", "units metall", "E-UNITS"),
    // Could not find fix group ID
    ("fix 1 all", "fix 1 mobile", "E-GROUP"),
    // Incorrect atom format in data file
    ("atom_style charge", "atom_style full", "E-ATOM-STYLE"),
    // Illegal velocity command
    ("create 300 1", "create 300", "E-ARGUMENTS"),
    // Illegal fix nvt/npt/nph command
    ("temp 300 300 0.1", "temp 300 300", "E-ARGUMENTS"),
    // Pressure control must be used with fix npt
    ("fix 1 all nvt", "fix 1 all npt", "E-PRESSURE"),
  ]

  @Test func theBaseIsFine() { #expect(Self.codes(Self.base) == []) }

  @Test(arguments: stops.indices)
  func whatStopsTheRunIsAnError(index: Int) {
    let mistake = Self.stops[index]
    #expect(Self.base.contains(mistake.old))
    var text = Self.base.replacing(mistake.old, with: mistake.new)
    if mistake.code == "E-ORDER", mistake.new.isEmpty {
      text = text.replacing("kspace_style", with: mistake.old + "kspace_style")
    }
    #expect(Self.codes(text).contains(mistake.code), "\(mistake.new): \(Self.codes(text))")
  }

  /// Lennard-Jones makes unlike pairs of like ones, Buckingham does not.
  @Test func someStylesMix() {
    let text = Self.lennardJones.reduce(Self.base) { $0.replacing($1.key, with: $1.value) }
    #expect(Self.codes(text) == [])
    #expect(Self.codes(text.replacing("pair_coeff 1 2 0.01 2\n", with: "")) == [])
    #expect(
      Self.codes(text.replacing("pair_coeff 2 2 0.01 2\n", with: "")) == ["E-PAIR-MISSING"])
  }

  /// LAMMPS runs on: warnings of ours, and of its own where it has one.
  @Test func whatRunsIsNamedToo() {
    func codes(_ old: String, _ new: String) -> [String] {
      Self.codes(Self.base.replacing(old, with: new))
    }
    // No fixes defined, atoms won't move
    #expect(codes("fix 1 all nvt temp 300 300 0.1\n", "") == ["W-INTEGRATOR"])
    // A thermostat alone moves nothing
    #expect(codes("nvt temp 300 300 0.1", "langevin 300 300 0.1 1") == ["W-INTEGRATOR"])
    // One or more atoms are time integrated more than once
    #expect(codes("run 2", "fix 2 all nve\nrun 2") == ["E-INTEGRATOR"])
    #expect(codes("run 2", "unfix 1\nfix 2 all nve\nrun 2") == [])
    #expect(codes("300 300 0.1", "300 300 100") == ["W-DAMPING"])
    #expect(codes("units metal", "units real").contains("W-TIMESTEP"))
    #expect(codes("temp 300 300", "temp ${T} 300") == ["W-VARIABLE"])
    #expect(codes("units metal", "variable T index 300\nunits metal") == [])
    #expect(
      Self.codes(Self.base, data: Self.data.replacing("2.196", with: "2.296")) == ["W-CHARGE"])
    // Not all per-type masses are set
    let bare = Self.data.replacing("Masses\n\n1 47.867\n2 15.999\n\n", with: "")
    #expect(Self.codes(Self.base, data: bare).contains("E-MASS"))
    let told = Self.base.replacing("timestep", with: "mass 1 47.867\nmass 2 15.999\ntimestep")
    #expect(Self.codes(told, data: bare) == [])
  }

  @Test func aTypeThatIsNotThereIsNamedOnce() {
    let text = Self.base.replacing("kspace_style", with: "pair_coeff 3 3 0 1 0\nkspace_style")
    #expect(Self.codes(text) == ["E-TYPE-NUMBER"])
  }
}
