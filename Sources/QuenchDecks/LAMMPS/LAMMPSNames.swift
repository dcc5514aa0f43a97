/// Commands and styles of LAMMPS (29 Sep 2021 and what its users add most), without the suffixes of
/// accelerators.
///
/// Other builds know more: a name that is not here and like none that is may be right.
enum LAMMPSNames {
  static let commands = words(
    """
      angle_coeff angle_style angle_write atom_modify atom_style balance bond_coeff bond_style
      bond_write boundary box change_box clear comm_modify comm_style compute compute_modify
      create_atoms create_bonds create_box delete_atoms delete_bonds dielectric dihedral_coeff
      dihedral_style dihedral_write dimension displace_atoms dump dump_modify dynamical_matrix
      echo fitpod fix fix_modify geturl group group2ndx hyper if improper_coeff improper_style
      include info jump kim kim_init kim_interactions kim_param kim_property kim_query
      kspace_modify kspace_style label labelmap lattice log mass mdi message min_modify min_style
      minimize molecule ndx2group neb neb/spin neigh_modify neighbor newton next package
      pair_coeff pair_modify pair_style pair_write partition plugin prd print processors python
      quit read_data read_dump read_restart region replicate rerun reset_atom_ids reset_atoms
      reset_ids reset_mol_ids reset_timestep restart run run_style server set shell special_bonds
      suffix tad temper temper/grem temper/npt thermo thermo_modify thermo_style third_order timer
      timestep uncompute undump unfix units variable velocity write_coeff write_data write_dump
      write_restart
    """)

  static let pairs = words(
    """
    adp aenet agni airebo airebo/morse allegro amoeba atm beck body/nparticle body/rounded/polygon
    body/rounded/polyhedron bop born born/coul/dsf born/coul/dsf/cs born/coul/long
    born/coul/long/cs born/coul/msm born/coul/wolf born/coul/wolf/cs born/gauss brownian
    brownian/poly buck buck/coul/cut buck/coul/long buck/coul/long/cs buck/coul/msm
    buck/long/coul/long buck/mdf chimes colloid comb comb3 cosine/squared coul/ctip coul/cut
    coul/cut/global coul/debye coul/diel coul/dsf coul/exclude coul/long coul/long/cs coul/msm
    coul/slater/cut coul/slater/long coul/streitz coul/wolf coul/wolf/cs deepmd dispersion/d3 dpd
    dpd/tstat drip dsmc e3b eam eam/alloy eam/cd eam/cd/old eam/fs eam/he edip edip/multi edpd eim
    exp6/rx extep flare gap gauss gauss/cut gayberne gran/hertz/history gran/hooke
    gran/hooke/history granular gw gw/zbl harmonic/cut hbond/dreiding/lj hbond/dreiding/morse
    hdnnp hippo hybrid hybrid/overlay hybrid/scaled ilp/graphene/hbn kim kolmogorov/crespi/full
    lcbop lennard/mdf line/lj list lj/charmm/coul/charmm lj/charmm/coul/charmm/implicit
    lj/charmm/coul/long lj/charmm/coul/msm lj/charmmfsw/coul/charmmfsh lj/charmmfsw/coul/long
    lj/class2 lj/class2/coul/cut lj/class2/coul/long lj/class2/coul/long/cs lj/cubic lj/cut
    lj/cut/coul/cut lj/cut/coul/debye lj/cut/coul/dsf lj/cut/coul/long lj/cut/coul/long/cs
    lj/cut/coul/msm lj/cut/coul/wolf lj/cut/dipole/cut lj/cut/dipole/long lj/cut/tip4p/cut
    lj/cut/tip4p/long lj/expand lj/expand/coul/long lj/gromacs lj/gromacs/coul/gromacs
    lj/long/coul/long lj/long/dipole/long lj/long/tip4p/long lj/mdf lj/relres lj/sdk lj/sf
    lj/sf/dipole/sf lj/smooth lj/smooth/linear lj/spica lj96/cut local/density lubricate
    lubricate/poly lubricateU lubricateU/poly m3gnet mace mdpd meam meam/spline meam/sw/spline
    mesocnt mgpt mie/cut mliap mlip momb morse morse/smooth/linear mtp multi/lucy nb3b/harmonic
    nequip nm/cut nm/cut/coul/cut nm/cut/coul/long nnp none oxdna2/excv pace pace/extrapolation
    peri/eps peri/lps peri/pmb peri/ves polymorphic python quip rann reax reax/c reaxff rebo
    rebomos resquared sevennet smtbq snap soft sph/taitwater spin/exchange srp sw sw/mod table
    table/rx tdpd tersoff tersoff/mod tersoff/mod/c tersoff/table tersoff/zbl thole tip4p/cut
    tip4p/long tracker tri/lj uf3 ufm vashishta vashishta/table wf/cut yukawa yukawa/colloid zbl
    zero
    """)

  static let fixes = words(
    """
    accelerate/cos acks2/reaxff adapt add/heat addforce addtorque alchemy append/atoms atom/swap
    ave/atom ave/chunk ave/correlate ave/grid ave/histo ave/histo/weight ave/spatial
    ave/spatial/sphere ave/time aveforce balance bocs bond/break bond/create bond/create/angle
    bond/react bond/swap box/relax brownian charge/regulation cmap colvars deform deform/pressure
    deposit drude drude/transform/direct drude/transform/inverse dt/reset efield efield/lepton
    ehex electrode/conp electrode/conq electrode/thermo enforce2d evaporate external ffl
    filter/corotate flow/gauss freeze gcmc gld gle gravity grem halt heat hyper/global hyper/local
    imd indent ipi langevin langevin/drude langevin/eff langevin/spin latte lb/fluid lineforce
    manifoldforce mdi/qm mdi/qmmm mol/swap momentum move mscg msst neb neb/spin nph nph/asphere
    nph/body nph/sphere nphug npt npt/asphere npt/body npt/cauchy npt/eff npt/sphere npt/uef
    numdiff numdiff/virial nve nve/asphere nve/asphere/noforce nve/body nve/dot nve/eff nve/limit
    nve/line nve/noforce nve/sphere nve/spin nve/tri nvk nvt nvt/asphere nvt/body nvt/eff
    nvt/sllod nvt/sllod/eff nvt/sphere nvt/uef orient/bcc orient/eco orient/fcc pafi pair
    pair/tracker phonon pimd pimd/langevin pimd/nvt planeforce plumed poems pour precession/spin
    press/berendsen press/langevin print propel/self property/atom python python/invoke
    python/move qbmsst qeq/comb qeq/dynamic qeq/fire qeq/point qeq/reax qeq/reaxff qeq/shielded
    qeq/slater qtb rattle reax/c/bonds reax/c/species reaxff/bonds reaxff/species recenter
    restrain rheo rhok rigid rigid/nph rigid/nph/small rigid/npt rigid/npt/small rigid/nve
    rigid/nve/small rigid/nvt rigid/nvt/small rigid/small set setforce sgcmc shake smd
    smd/integrate_tlsph sph spring spring/chunk spring/rg spring/self srd store/force store/state
    temp/berendsen temp/csld temp/csvr temp/rescale tfmc tgnpt/drude tgnvt/drude
    thermal/conductivity ti/rs ti/spring tmd ttm ttm/grid ttm/mod tune/kspace vector viscosity
    viscous viscous/sphere wall/body/polygon wall/body/polyhedron wall/colloid wall/gran
    wall/gran/region wall/harmonic wall/lj1043 wall/lj126 wall/lj93 wall/morse wall/piston
    wall/reflect wall/region wall/srd widom
    """)

  /// Of `thermo_style custom`, besides computes, fixes and variables.
  static let thermo = words(
    """
      angles atoms avecx avecy avecz bonds bvecx bvecy bvecz cella cellalpha cellb cellbeta cellc
      cellgamma cpu cpuremain cvecx cvecy cvecz density dihedrals dt eangle ebond econserve ecoul
      ecouple edihed eimp elaplong elapsed elong emol enthalpy epair etail etotal evdwl fmax fnorm
      impropers ke lx ly lz nbuild ndanger part pe press pxx pxy pxz pyy pyz pzz spcpu step temp
      time timeremain tpcpu vol xhi xlat xlo xy xz yhi ylat ylo yz zhi zlat zlo
    """)

  static let units: Set = ["lj", "real", "metal", "si", "cgs", "electron", "micro", "nano"]

  /// Pair styles that make no coefficients of unlike types by themselves (LAMMPS: pair_modify mix).
  static let unmixed = ["buck", "born", "morse", "table", "yukawa", "gauss", "nm/cut", "lebedeva"]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
