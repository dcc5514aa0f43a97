/// A commented protocol to start from.
public struct ProtocolTemplate: Hashable, Sendable {
  /// The word of the command line.
  public let name: String
  public let summary: String
  /// YAML, ending in a line break.
  public let text: String

  public static func named(_ name: String) -> ProtocolTemplate? { all.first { $0.name == name } }

  /// In the order of the help.
  public static let all = [meltquench, heterophase, electrolyte, relax, neb, singlePoint]

  static let meltquench = ProtocolTemplate(
    name: "meltquench", summary: "a glass from a crystal: melt, quench, hold",
    text: """
      # A glass from a crystal: melt, quench, hold, and the same with another seed.
      # Check it with:   quench protocol check glass.yaml
      # Render it with:  quench deck glass.yaml --engine lammps
      # Engines: lammps (BKS: minutes on one core), or vasp, cp2k, qe (days on many). Not gromacs, which
      # needs molecules with a force field.

      title: a-SiO2 from alpha quartz
      # A file beside this one, a crystal that comes with quench (quench info --list), or a builder with
      # its options as in: quench supercell SiO2_alpha_quartz 6x6x2
      structure: {supercell: SiO2_alpha_quartz 4x4x3}

      stages:
        # Every quantity carries its unit. What a stage does not say follows the stage before.
        # until: molten stops everything where the crystal has not melted: a glass made from a solid that
        # never melted has the right coordination numbers too.
        - melt: {temperature: 6000 K, duration: 20 ps, timestep: 1 fs, ensemble: NVT,
                 thermostat: nose-hoover, thermostat-time: 100 fs, save-every: 100, until: molten}
        # The cooling rate is printed by quench deck. Instead of a duration: rate: 1e13 K/s
        - quench: {from: 6000 K, to: 300 K, duration: 57 ps}
        - hold: {temperature: 300 K, duration: 5 ps}

      # Independent runs that differ by their seed alone; quench deck lists the seeds.
      replicas: 2
      seed: 1

      # What each engine needs beside that; what is not asked for is not read.
      lammps: {potential: bks}
      dft: {functional: PBE, kpoints: gamma}
      vasp: {ENCUT: 400 eV}
      cp2k: {cutoff: 500 Ry, rel-cutoff: 50 Ry, basis: DZVP-MOLOPT-SR-GTH}
      qe:
        ecutwfc: 60 Ry
        ecutrho: 480 Ry
        # Your own files; these are names of PSlibrary.
        pseudopotentials: {Si: Si.pbe-n-kjpaw_psl.1.0.0.UPF, O: O.pbe-n-kjpaw_psl.1.0.0.UPF}

      # parallel: {ranks: 8, threads: 1, slurm: {partition: normal, time: 24 h, setup: [module load lammps]}}

      """)

  static let heterophase = ProtocolTemplate(
    name: "heterophase", summary: "half of a crystal melted and quenched, the other half held",
    text: """
      # Half of a crystal melted and quenched against the other half, which is held.
      # Render it with:  quench deck heterophase.yaml --engine vasp
      # Engines: vasp, cp2k, qe. lammps where it has a potential for the elements: for TiO2_rutile add
      # lammps: {potential: matsui-akaogi}. Not gromacs, which needs molecules with a force field.

      title: V2O3, crystal and glass
      structure: {heterophase: V2O3_corundum, supercell: 2x2x1, fraction: 0.5}
      # For a structure of your own: structure: POSCAR, and which part is held (whole layers along c).
      # frozen: {fraction: 0.5, axis: c}
      # frozen: {selection: z 0 7}

      dft:
        functional: PBE
        dispersion: D3(zero)
        hubbard: {V: {l: d, U_eff: 3.25 eV, scheme: dudarev}}
        kpoints: gamma
        spin: collinear
        moments: {V: 2 muB}
        smearing: {kind: gaussian, width: 0.05 eV}
      # Cut-offs are per engine: 450 eV is no CP2K grid cut-off and no ecutwfc.
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 600 Ry, rel-cutoff: 60 Ry, basis: DZVP-MOLOPT-SR-GTH}
      qe:
        ecutwfc: 60 Ry
        ecutrho: 480 Ry
        # Your own files; these are names of PSlibrary.
        pseudopotentials: {V: V.pbe-spnl-kjpaw_psl.1.0.0.UPF, O: O.pbe-n-kjpaw_psl.1.0.0.UPF}

      stages:
        - melt: {temperature: 4000 K, duration: 6 ps, timestep: 2 fs, ensemble: NVT,
                 thermostat: nose-hoover, until: molten}
        - quench: {from: 4000 K, to: 300 K, duration: 10 ps}
        - hold: {temperature: 300 K, duration: 2 ps, save-every: 10}
        - relax: {force: 0.03 eV/A}

      # parallel: {ranks: 32, slurm: {time: 48 h, setup: [module load vasp]}}

      """)

  static let electrolyte = ProtocolTemplate(
    name: "electrolyte", summary: "a liquid between 700 and 300 K with a classical force field",
    text: """
      # A liquid electrolyte: minimised, annealed, at constant pressure, at constant volume.
      # Render it with:  quench deck electrolyte.yaml --engine gromacs
      # Engines: gromacs. vasp, cp2k and qe take such a box too, with cut-offs of theirs and durations of
      # picoseconds; lammps has no force field of molecules here.

      title: LiTFSI in DME and DOL, 1 mol/L
      # A box packed before, or packed here: quench pack 10:Li+ 10:TFSI 48:DME 72:DOL --density 1.14
      structure: {pack: ['10:Li+', '10:TFSI', '48:DME', '72:DOL'], density: 1.14}

      gromacs:
        force-field: opls-clp
        cutoff: 1.1 nm
        pme-order: 4
        pme-spacing: 0.12 nm

      stages:
        - minimise: {force: 0.1 eV/A}
        - anneal: {from: 700 K, to: 300 K, duration: 10 ns, timestep: 1 fs, ensemble: NVT,
                   thermostat: nose-hoover, thermostat-time: 0.4 ps, save-every: 1 ps}
        - npt: {temperature: 300 K, duration: 10 ns, pressure: 1 atm,
                barostat: parrinello-rahman, barostat-time: 2 ps}
        - nvt: {temperature: 300 K, duration: 50 ns, save-every: 100 fs}

      # parallel: {ranks: 1, threads: 16, slurm: {time: 24 h, setup: [module load gromacs]}}

      """)

  static let relax = ProtocolTemplate(
    name: "relax", summary: "ions and cell to a minimum of the energy",
    text: """
      # Ions and cell to a minimum of the energy, then the energy of the relaxed crystal.
      # Render it with:  quench deck relax.yaml --engine vasp
      # Engines: vasp, qe. cp2k has no DFT+U with k-points: take a supercell and kpoints: gamma. lammps
      # where it has a potential for the elements (lammps: {potential: pedone}).

      title: V2O3, relaxed
      structure: V2O3_corundum

      dft:
        functional: PBE
        hubbard: {V: {l: d, U_eff: 3.25 eV}}
        # gamma, a mesh such as 4x4x2, or the largest distance between points with 2 pi:
        # CP2K 2023 has no DFT+U with k-points: for it take a supercell and gamma.
        kpoints: {spacing: 0.25 1/A}
        spin: collinear
        moments: {V: 2 muB}
        electronic-tolerance: 1e-6 eV
        smearing: {kind: gaussian, width: 0.05 eV}
      vasp: {ENCUT: 520 eV, PREC: Accurate}
      cp2k: {cutoff: 600 Ry, rel-cutoff: 60 Ry}
      qe:
        ecutwfc: 60 Ry
        ecutrho: 480 Ry
        # Your own files; these are names of PSlibrary.
        pseudopotentials: {V: V.pbe-spnl-kjpaw_psl.1.0.0.UPF, O: O.pbe-n-kjpaw_psl.1.0.0.UPF}

      stages:
        # cell: fixed (default), shape, volume, full
        - relax: {cell: full, force: 0.01 eV/A, max-steps: 100}
        - single-point

      """)

  static let neb = ProtocolTemplate(
    name: "neb", summary: "a barrier between two structures",
    text: """
      # A barrier: images between two relaxed structures with the same atoms in the same order.
      # Look at the path first:  quench neb start.vasp end.vasp --images 5 -o path.xyz
      # Render it with:          quench deck neb.yaml --engine vasp
      # Engines: vasp (climbing needs the VTST build), cp2k, qe (neb.x). Not lammps and gromacs.

      title: Na from site to site
      structure: start.vasp

      dft: {functional: PBE, kpoints: gamma, smearing: {kind: gaussian, width: 0.05 eV}}
      vasp: {ENCUT: 450 eV}
      cp2k: {cutoff: 600 Ry, rel-cutoff: 60 Ry}
      qe: {ecutwfc: 60 Ry, ecutrho: 480 Ry}  # and pseudopotentials: {Na: …, Ti: …, O: …}

      stages:
        # idpp keeps atoms of the first path apart; linear is a straight line.
        - neb: {end: end.vasp, images: 5, interpolation: idpp, climbing: true, spring: 5 eV/A2,
                force: 0.05 eV/A}

      """)

  static let singlePoint = ProtocolTemplate(
    name: "single-point", summary: "energies of one or many structures with the same settings",
    text: """
      # Energies of several structures with the same settings: one directory per member.
      # Render it with:  quench deck energies.yaml --engine vasp
      # Engines: vasp, cp2k, qe; lammps where it has a potential for the elements, for TiO2
      # lammps: {potential: matsui-akaogi}. Not gromacs, which needs molecules with a force field.

      title: polymorphs of TiO2
      # One structure: structure: TiO2_rutile. Names in front of the files name the directories.
      structure:
        series: {rutile: TiO2_rutile, anatase: TiO2_anatase}

      dft:
        functional: PBE
        dispersion: D3(BJ)
        kpoints: {spacing: 0.25 1/A}
        electronic-tolerance: 1e-6 eV
        smearing: {kind: gaussian, width: 0.05 eV}
      vasp: {ENCUT: 520 eV, PREC: Accurate}
      cp2k: {cutoff: 600 Ry, rel-cutoff: 60 Ry}
      qe:
        ecutwfc: 60 Ry
        ecutrho: 480 Ry
        # Your own files; these are names of PSlibrary.
        pseudopotentials: {Ti: Ti.pbe-spn-kjpaw_psl.1.0.0.UPF, O: O.pbe-n-kjpaw_psl.1.0.0.UPF}

      stages:
        - single-point

      """)
}
