import Testing

@testable import QuenchDecks

/// Beginners' mistakes in one parameter file and one topology; grompp 2022.5 stops at each error here.
@Suite struct GROMACSMistakeTests {
  static let base = """
    integrator = md
    dt = 0.001
    nsteps = 5000
    nstcalcenergy = 100
    nstenergy = 100
    nstxout-compressed = 100
    continuation = yes
    gen-vel = no
    tcoupl = nose-hoover
    tc-grps = System
    tau-t = 0.4
    ref-t = 300.0
    pcoupl = Parrinello-Rahman
    tau-p = 5
    ref-p = 1
    compressibility = 4.5e-5
    cutoff-scheme = Verlet
    coulombtype = PME
    rcoulomb = 1.1
    rvdw = 1.1
    DispCorr = EnerPres

    """

  static func codes(_ files: [String: String]) -> [String] {
    let folder = DeckFolder(files: files.mapValues { Array($0.utf8) })
    return DeckChecker.check([folder]).findings.map(\.code)
  }

  static let stops: [(old: String, new: String, code: String)] = [
    // compressibility must be > 0 when using pressure coupling Parrinello-Rahman
    ("compressibility = 4.5e-5\n", "", "E-COMPRESSIBILITY"),
    // Pressure coupling incorrect number of values (I need exactly 1)
    ("ref-p = 1\n", "", "E-REF-P"),
    ("ref-p = 1\n", "ref-p = 1\npcoupltype = semiisotropic\n", "E-REF-P"),
    // tau-t (0.1) should be at least 20 times larger than nsttcouple*dt (0.01)
    ("tau-t = 0.4", "tau-t = 0.1", "E-TAU-T"),
    // tau-p (0.15) should be at least 20 times larger than nstpcouple*dt (0.01)
    ("tau-p = 5", "tau-p = 0.15", "E-TAU-P"),
    // Invalid T coupling input: 2 groups, 1 ref-t values and 1 tau-t values
    ("tc-grps = System", "tc-grps = LI TFSI", "E-TC-GROUPS"),
    ("ref-t = 300.0\n", "", "E-TC-GROUPS"),
    // Unknown left-hand 'nstxout-compresed' in parameter file
    ("nstxout-compressed", "nstxout-compresed", "E-OPTION"),
    // Invalid enum 'mdd' for variable integrator
    ("integrator = md", "integrator = mdd", "E-VALUE"),
    ("coulombtype = PME", "coulombtype = Ewal", "E-VALUE"),
    ("DispCorr = EnerPres", "DispCorr = Enerpress", "E-VALUE"),
    ("continuation = yes", "continuation = ja", "E-VALUE"),
    // Right hand side '0.001ps' for parameter 'dt' in parameter file is not a real value
    ("dt = 0.001", "dt = 0.001ps", "E-VALUE"),
    ("nsteps = 5000", "nsteps = 1000.5", "E-VALUE"),
    // With Verlet lists rcoulomb!=rvdw is not supported (except for rcoulomb>rvdw with PME)
    ("rcoulomb = 1.1", "rcoulomb = 1.0", "E-CUTOFF"),
    // The group cutoff scheme has been removed since GROMACS 2020
    ("cutoff-scheme = Verlet", "cutoff-scheme = group", "E-VALUE"),
    // Malformed define option POSRES
    ("dt = 0.001", "dt = 0.001\ndefine = POSRES", "E-VALUE"),
    // Invalid Freezing input: 1 groups and 2 freeze values
    ("dt = 0.001", "dt = 0.001\nfreezegrps = A\nfreezedim = Y Y", "E-FREEZEDIM"),
    // With Verlet lists nstlist should be larger than 0
    ("dt = 0.001", "dt = 0.001\nnstlist = -5", "E-VALUE"),
    // With Verlet lists only full pbc or pbc=xy with walls is supported
    ("dt = 0.001", "dt = 0.001\npbc = xy", "E-VALUE"),
    // Choose only one of gen-vel = yes and continuation = yes
    ("gen-vel = no", "gen-vel = yes", "E-GEN-VEL"),
  ]

  @Test func theBaseIsFine() { #expect(Self.codes(["md.mdp": Self.base]) == []) }

  @Test(arguments: stops.indices)
  func whatStopsGromppIsAnError(index: Int) {
    let mistake = Self.stops[index]
    #expect(Self.base.contains(mistake.old))
    let found = Self.codes(["md.mdp": Self.base.replacing(mistake.old, with: mistake.new)])
    #expect(found.contains(mistake.code), "\(mistake.new): \(found)")
  }

  /// grompp takes each.
  @Test func otherSpellingsAreFine() {
    for (old, new) in [
      ("rvdw = 1.1", "rvdw = 1.0"), ("tau-t", "tau_t"), ("DispCorr", "dispcorr"),
      ("nose-hoover", "Nose_Hoover"), ("gen-vel = no", "constraints = hbonds"),
      ("integrator = md\n", "; nothing\n"), ("tau-t = 0.4", "tau-t = 0.1\nnsttcouple = 1"),
    ] {
      let found = Self.codes(["md.mdp": Self.base.replacing(old, with: new)])
      #expect(found.isEmpty, "\(new): \(found)")
    }
  }

  @Test func thermostatsReachEveryAtomOnce() {
    let index = "[ System ]\n1 2 3\n[ A ]\n1 2\n[ B ]\n2 3\n[ C ]\n3\n"
    func codes(_ groups: String) -> [String] {
      let text = Self.base.replacing("tc-grps = System", with: "tc-grps = \(groups)")
        .replacing("tau-t = 0.4", with: "tau-t = 0.4 0.4")
        .replacing("ref-t = 300.0", with: "ref-t = 300 300")
      return Self.codes(["md.mdp": text, "index.ndx": index])
    }
    #expect(codes("A C") == [])
    #expect(codes("A B") == ["E-TC-GROUPS"])
    #expect(codes("B C") == ["E-TC-GROUPS"])
  }

  static func topology(_ rule: Int, _ comment: String, type: String = "opls_406") -> [String:
    String]
  {
    [
      "t.top":
        "[ defaults ]\n1 \(rule) yes 0.5 0.5\n#include \"a.itp\"\n[ system ]\nx\n[ molecules ]\nLI 1\n"
        + "CL 1\n",
      "a.itp": "; \(comment)\n[ atomtypes ]\n\(type) Li 3 6.941 1.0 A 0.2 0.07\n"
        + "[ moleculetype ]\nLI 1\n[ atoms ]\n1 \(type) 1 LI LI 1 1.0 6.941\n"
        + "[ moleculetype ]\nCL 1\n[ atoms ]\n1 \(type) 1 CL CL 1 -1.0 35\n",
    ]
  }

  /// Rules that stand in comments and in the names of types.
  @Test func oneSystemHasOneRule() {
    let geometric = "sigma nm; combination rule 3, fudge 0.5"
    #expect(Self.codes(Self.topology(3, geometric)) == [])
    #expect(Self.codes(Self.topology(2, geometric, type: "CLP_F1")) == ["E-COMB-RULE"])
    #expect(Self.codes(Self.topology(2, "use comb-rule 2", type: "c3")) == [])
    #expect(Self.codes(Self.topology(3, "use comb-rule 2", type: "c3")) == ["E-COMB-RULE"])
    #expect(Self.codes(Self.topology(2, "nothing said")) == ["E-COMB-RULE"])
  }

  /// Atomtype opls_999 not found; Invalid order for directive atomtypes.
  @Test func typesAreThereAndComeFirst() {
    var files = Self.topology(3, "x")
    files["a.itp"] = files["a.itp"]?.replacing("1 opls_406 1 CL", with: "1 opls_999 1 CL")
    #expect(Self.codes(files) == ["E-ATOM-TYPE"])
    files = Self.topology(3, "x")
    files["a.itp"] = (files["a.itp"] ?? "") + "[ atomtypes ]\nX Li 3 6.941 1.0 A 0.2 0.07\n"
    #expect(Self.codes(files) == ["E-ORDER"])
  }
}
