/// Namelists, variables and words of pw.x, cp.x and neb.x (INPUT_PW, INPUT_CP, INPUT_NEB; versions 6 and
/// 7).
///
/// Newer versions know more: a variable that is not here and like none that is may be right.
enum PWNames {
  /// In the order in which they have to stand.
  static let namelists = [
    "path", "control", "system", "electrons", "ions", "cell", "press_ai", "wannier", "fcp", "rism",
  ]

  /// Small letters, without indices.
  static let variables: [String: Set<String>] = [
    "path": words(
      """
      string_method restart_mode nstep_path num_of_images opt_scheme CI_scheme first_last_opt
      minimum_image temp_req ds k_max k_min path_thr use_masses use_freezing lfcp fcp_mu fcp_thr
      fcp_scheme fcp_tot_charge_first fcp_tot_charge_last fcp_max_volt fcp_ndiis fcp_relax
      """),
    "control": words(
      """
      title calculation verbosity restart_mode nstep iprint isave tstress tprnfor dt ndr ndw outdir
      prefix wfcdir max_seconds ekin_conv_thr etot_conv_thr forc_conv_thr pseudo_dir disk_io tefield
      dipfield lberry gdir nppstr wf_collect lelfield nberrycyc refg tefield2 saverho tabps use_wannier
      lecrpa tqmmm lorbm lfcpopt lfcpdyn lfcp gate vdw_table_name memory point_label_type input_xml_schema_file
      lkpoint_dir adaptive_thr max_xml_steps trism twochem printwfc scradir monopole
      """),
    "system": words(
      """
      ibrav celldm a b c cosab cosac cosbc nat ntyp nbnd nelec ecutwfc ecutrho nr1 nr2 nr3 nr1s nr2s nr3s
      nr1b nr2b nr3b nosym nosym_evc noinv use_all_frac force_symmorphic starting_charge
      starting_magnetization occupations degauss nspin ecfixed qcutz q2sigma degauss_cond nbnd_cond
      nelec_cond lda_plus_u lda_plus_u_kind u_projection_type hubbard_parameters hubbard_u hubbard_j0
      hubbard_j hubbard_v hubbard_u_back hubbard_alpha hubbard_alpha_back hubbard_alpha_m hubbard_beta
      hubbard_occ hub_pot_fix orbital_resolved reserv reserv_back dmft dmft_prefix backall lback l1back
      edir emaxpos eopreg eamp smearing starting_ns_eigenvalue input_dft la2f assume_isolated nqx1 nqx2
      nqx3 ecutfock exxdiv_treatment x_gamma_extrapolation yukawa ecutvcut localization_thr scdm ace
      scdmden scdmgrd nscdm n_proj exx_fraction screening_parameter gau_parameter ref_alat noncolin
      lspinorb lforcet starting_spin_angle lambda angle1 angle2 report constrained_magnetization b_field
      fixed_magnetization sic sic_epsilon sic_alpha force_pairing sic_gamma pol_type sic_energy sci_vb
      sci_cb tot_charge tot_magnetization multiplicity nelup neldw one_atom_occupations spline_ps vdw_corr london
      london_s6 london_rcut london_c6 london_rvdw dftd3_version dftd3_threebody ts_vdw ts_vdw_isolated
      ts_vdw_econv_thr xdm xdm_a1 xdm_a2 mbd_vdw vdw_isolated vdw_econv_thr step_pen a_pen sigma_pen alpha_pen esm_bc esm_efield esm_w
      esm_nfit esm_a esm_zb esm_debug esm_debug_gpmax lgcscf gcscf_ignore_mun gcscf_mu gcscf_conv_thr
      gcscf_gk gcscf_gh gcscf_beta fcp_mu space_group uniqueb origin_choice rhombohedral zgate relaxz
      block block_1 block_2 block_height nextffield real_space use_wannier
      """),
    "electrons": words(
      """
      emass emass_cutoff orthogonalization exx_maxstep electron_maxstep scf_must_converge ortho_eps
      ortho_max electron_dynamics electron_damping electron_velocities electron_temperature ekincw fnosee
      ampre grease diis_size diis_nreset diis_hcut diis_wthr diis_delt diis_maxstep diis_rot diis_fthr
      diis_temp diis_achmix diis_g0chmix diis_g1chmix diis_nchmix diis_nrot diis_rothr diis_ethr
      diis_chguess mixing_mode mixing_beta mixing_ndim mixing_fixed_ns tqr tq_smoothing tbeta_smoothing
      diago_cg_maxiter diago_david_ndim diago_full_acc diago_rmm_ndim diago_rmm_conv diago_gs_nblock
      diago_ppcg_maxiter diagonalization startingpot startingwfc conv_thr adaptive_thr conv_thr_init
      conv_thr_multi diago_thr_init n_inner niter_cg_restart fermi_energy rotmass occmass
      rotation_damping occupation_damping rotation_dynamics occupation_dynamics tcg maxiter etresh passop
      pre_state epol efield efield_cart efield_phase epol2 efield2 real_space occupation_constraints tcpbo
      emass_emin emass_cutoff_emin electron_damping_emin dt_emin ortho_para
      """),
    "ions": words(
      """
      phase_space ion_dynamics iesr ion_radius ion_damping ion_positions ion_velocities ion_temperature
      tempw fnosep nhgrp fnhscl nhpcl nhptyp ndega tranp amprp greasp tolp ion_nstepe ion_maxstep
      refold_pos upscale delta_t pot_extrapolation wfc_extrapolation nraise remove_rigid_rot
      trust_radius_max trust_radius_min trust_radius_ini w_1 w_2 bfgs_ndim tgdiis_step fire_nmin
      fire_f_inc fire_f_dec fire_alpha_init fire_falpha fire_dtmax sic_rloc l_mplathe n_muller np_muller
      l_exit_muller fe_step fe_nstep sw_nstep eq_nstep g_amplitude
      """),
    "cell": words(
      """
      cell_parameters cell_dynamics cell_velocities press wmass cell_temperature temph fnoseh cell_dofree
      greash cell_factor cell_nstepe cell_damping press_conv_thr treinit_gvecs
      """),
  ]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() })
  }

  static let cards = [
    "K_POINTS", "ATOMIC_POSITIONS", "ATOMIC_SPECIES", "CELL_PARAMETERS", "CONSTRAINTS",
    "OCCUPATIONS", "ATOMIC_FORCES", "ATOMIC_VELOCITIES", "HUBBARD", "ADDITIONAL_K_POINTS",
    "SOLVENTS", "TOTAL_CHARGE", "CLIMBING_IMAGES", "REF_CELL_PARAMETERS", "AUTOPILOT",
    "PLOT_WANNIER",
  ]

  static let meshes = [
    "automatic", "gamma", "tpiba", "crystal", "tpiba_b", "crystal_b", "tpiba_c", "crystal_c",
  ]

  /// Words that a variable may be, small letters; it stops at others.
  static let choices: [String: [String]] = [
    "calculation": [
      "scf", "nscf", "bands", "relax", "md", "vc-relax", "vc-md", "cp", "vc-cp", "cp-wf",
      "vc-cp-wf",
      "ensemble",
    ],
    "restart_mode": ["from_scratch", "restart", "reset_counters", "auto"],
    "occupations": [
      "smearing", "tetrahedra", "tetrahedra_lin", "tetrahedra-lin", "tetrahedra_opt",
      "tetrahedra-opt", "fixed", "from_input", "ensemble",
    ],
    "smearing": [
      "gaussian", "gauss", "gaussian smearing", "methfessel-paxton", "m-p", "mp",
      "marzari-vanderbilt", "cold", "m-v", "mv", "fermi-dirac", "f-d", "fd",
    ],
    "diagonalization": ["david", "davidson", "cg", "ppcg", "paro", "rmm-davidson", "rmm-paro"],
    "mixing_mode": ["plain", "tf", "local-tf"],
  ]

  /// What moves ions in which calculation (INPUT_PW: ion_dynamics).
  static let dynamics: [String: [String]] = [
    "relax": ["bfgs", "damp", "fire"], "vc-relax": ["bfgs", "damp"],
    "md": ["verlet", "velocity-verlet", "langevin", "langevin-smc"], "vc-md": ["beeman"],
  ]

  static let numbers: Set = [
    "a", "b", "c", "celldm", "conv_thr", "degauss", "dt", "ecutrho", "ecutwfc", "etot_conv_thr",
    "forc_conv_thr", "mixing_beta", "press", "starting_magnetization", "tempw", "tot_charge",
    "tot_magnetization",
  ]
  static let wholeNumbers: Set = [
    "electron_maxstep", "ibrav", "nat", "nbnd", "nspin", "nstep", "ntyp",
  ]
  static let quoted: Set = [
    "calculation", "cell_dofree", "diagonalization", "disk_io", "input_dft", "ion_dynamics",
    "ion_temperature", "mixing_mode", "occupations", "outdir", "prefix", "pseudo_dir",
    "restart_mode",
    "smearing", "verbosity",
  ]
}
