/// Options of parameter files, and the words some of them may be (GROMACS reference manual: mdp options;
/// 2022 and what later versions added).
enum MDPNames {
  static func knows(_ key: String) -> Bool {
    keys.contains(key) || families.contains(where: key.hasPrefix)
  }

  static func nearest(to key: String) -> String? {
    Suggestion.nearest(to: key, among: keys.sorted())
  }

  /// Options numbered or named by the person.
  private static let families = [
    "awh", "colvars-", "density-guided-simulation-", "fmm-", "imd-", "nnpot-", "pull-",
    "qmmm-cp2k-",
    "rot-", "solvent-", "split-", "swap-", "user",
  ]

  static let keys = Set(
    """
    acc-grps accelerate adress annealing annealing-npoints annealing-temp annealing-time awh
    bd-fric bonded-lambdas calc-lambda-neighbors colvars-active comm-grps comm-mode
    compressed-x-grps compressed-x-precision compressibility constraint-algorithm constraints
    continuation cos-acceleration coul-lambdas coulomb-modifier coulombtype couple-intramol
    couple-lambda0 couple-lambda1 couple-moltype cpp cutoff-scheme define deform deform-init-flow
    delta-lambda density-guided-simulation-active dh-hist-size dh-hist-spacing dhdl-derivatives
    dhdl-print-energy dihre dihre-fc dihre-tau dispcorr disre disre-fc disre-mixed disre-tau
    disre-weighting dt electric-field-x electric-field-y electric-field-z emstep emtol
    energygrp-excl energygrp-table energygrps ensemble-temperature ensemble-temperature-setting
    epsilon-r epsilon-rf epsilon-surface ewald-geometry ewald-rtol ewald-rtol-lj fcstep
    fep-lambdas fourier-nx fourier-ny fourier-nz fourierspacing free-energy freezedim freezegrps
    gb-algorithm gen-seed gen-temp gen-vel imd-group implicit-solvent include init-lambda
    init-lambda-state init-lambda-weights init-step integrator ld-seed lincs-iter lincs-order
    lincs-warnangle lj-pme-comb-rule mass-lambdas morse mts mts-level2-factor mts-level2-forces
    mts-levels nbfgscorr nh-chain-length niter nnpot-active ns-type nstcalcenergy nstcgsteep
    nstcheckpoint nstcomm nstdhdl nstdihreout nstdisreout nstenergy nsteps nstfout nstlist nstlog
    nstorireout nstpcouple nsttcouple nstvout nstxout nstxout-compressed nstxtcout nwall
    optimize-fft orire orire-fc orire-fitgrp orire-tau pbc pcoupl pcoupltype periodic-molecules
    pme-order print-nose-hoover-chain-variables pull qmmm qmmm-cp2k-active qmmm-grps rcoulomb
    rcoulomb-switch ref-p ref-t refcoord-scaling restraint-lambdas rlist rlistlong rotation rtpi
    rvdw rvdw-switch sc-alpha sc-coul sc-function sc-gapsys-scale-linpoint-lj
    sc-gapsys-scale-linpoint-q sc-gapsys-sigma-lj sc-power sc-r-power sc-sigma separate-dhdl-file
    shake-sor shake-tol sim-temp-high sim-temp-low simulated-tempering simulated-tempering-scaling
    simulation-part swapcoords table-extension tau-p tau-t tc-grps tcoupl temperature-lambdas
    tinit title unconstrained-start user1-grps user2-grps userint1 userint2 userint3 userint4
    userreal1 userreal2 userreal3 userreal4 vdw-lambdas vdw-modifier vdw-type vdwtype
    verlet-buffer-drift verlet-buffer-pressure-tolerance verlet-buffer-tolerance wall-atomtype
    wall-density wall-ewald-zfac wall-r-linpot wall-type warnings xtc-grps xtc-precision
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// As grompp compares them: without hyphens and underscores, small letters.
  static let choices: [String: [String]] = [
    "integrator": [
      "md", "mdvv", "mdvvavek", "sd", "sd1", "bd", "steep", "cg", "lbfgs", "nm", "tpi", "tpic",
      "mimic",
    ],
    "coulombtype": [
      "cutoff", "reactionfield", "generalizedreactionfield", "reactionfieldzero", "pme", "ewald",
      "p3mad", "poisson", "switch", "shift", "user", "pmeswitch", "pmeuser", "pmeuserswitch", "fmm",
    ],
    "vdwtype": ["cutoff", "switch", "shift", "user", "encadshift", "pme"],
    "coulomb-modifier": [
      "potentialshift", "none", "potentialswitch", "exactcutoff", "forceswitch",
      "potentialshiftverlet",
    ],
    "vdw-modifier": [
      "potentialshift", "none", "potentialswitch", "exactcutoff", "forceswitch",
      "potentialshiftverlet",
    ],
    "tcoupl": ["no", "berendsen", "nosehoover", "yes", "andersen", "andersenmassive", "vrescale"],
    "pcoupl": ["no", "berendsen", "parrinellorahman", "isotropic", "mttk", "crescale"],
    "pcoupltype": ["isotropic", "semiisotropic", "anisotropic", "surfacetension"],
    "constraints": ["none", "hbonds", "allbonds", "hangles", "allangles"],
    "constraint-algorithm": ["lincs", "shake"],
    "comm-mode": [
      "linear", "angular", "none",
      "linearaccelerationcorrection",
    ],
    "cutoff-scheme": ["verlet", "group"], "pbc": ["xyz", "no", "xy", "screw"],
    "dispcorr": ["no", "enerpres", "ener", "allenerpres", "allener"],
    "refcoord-scaling": ["no", "all", "com"], "continuation": ["no", "yes"],
    "gen-vel": ["no", "yes"],
    "periodic-molecules": ["no", "yes"],
  ]

  static let numbers: Set = [
    "dt", "emtol", "emstep", "ewald-rtol", "fourierspacing", "gen-temp", "rcoulomb", "rlist",
    "rvdw",
    "tau-p", "verlet-buffer-tolerance",
  ]
  static let wholeNumbers: Set = [
    "nstcalcenergy", "nstcomm", "nstenergy", "nstfout", "nstlist", "nstlog", "nstpcouple",
    "nsttcouple", "nstvout", "nstxout", "nstxout-compressed", "nsteps", "pme-order",
  ]
}
