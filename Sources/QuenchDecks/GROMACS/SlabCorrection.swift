import QuenchModel

/// Two-dimensional electrostatics of a cell between electrodes.
///
/// Sums over all periodic images see the images of charged layers through the empty space and lose part
/// of the field between them. Yeh and Berkowitz' correction (J. Chem. Phys. 111 (1999) 3155, doi
/// 10.1063/1.479595) removes that; GROMACS takes it between two walls (manual, mdp options,
/// ewald-geometry = 3dc), which here exert no force: electrodes are held, and hold the liquid.
struct SlabCorrection {
  /// Why it is not written; nil where it is.
  let obstacle: String?
  private static let wall = "QWALL"
  /// Height of the cell of the Ewald sum over that of the box (the manual's default; at least 2).
  private static let heights = 3

  /// Nil where there are no electrodes.
  init?(_ blocks: MoleculeBlocks, _ plan: RunProtocol, isHeld: Bool) {
    guard blocks.parts.contains(where: { $0 == .electrodeBottom || $0 == .electrodeTop }) else {
      return nil
    }
    obstacle = Self.obstacle(blocks.structure, plan, isHeld: isHeld)
  }

  private static func obstacle(
    _ structure: Structure, _ plan: RunProtocol, isHeld: Bool
  ) -> String? {
    guard isHeld else { return "its walls need held electrodes that keep the liquid off them" }
    let isBreathing = plan.stages.contains { stage in
      if case .dynamics(let run) = stage.task { run.ensemble == .npt } else { false }
    }
    guard !isBreathing else { return "between walls the cell cannot breathe (NPT)" }
    guard let lattice = structure.lattice, lattice.c.x == 0, lattice.c.y == 0 else {
      return "its walls need c along z"
    }
    let margin = 1.0
    let isInside = structure.positions.allSatisfy {
      $0.z > margin && $0.z < lattice.c.z - margin
    }
    return isInside ? nil : "atoms lie across the boundary along z, where its walls would stand"
  }

  /// Options of the mdp in place of `pbc = xyz`.
  var options: [(key: String, value: String)] {
    [
      ("pbc", "xy"), ("nwall", "2"), ("wall-type", "12-6"),
      ("wall-atomtype", "\(Self.wall) \(Self.wall)"), ("wall-r-linpot", "-1"),
      ("ewald-geometry", "3dc"), ("wall-ewald-zfac", "\(Self.heights)"),
    ]
  }

  /// The line of `[ atomtypes ]`: a wall without Lennard-Jones forces.
  var atomType: String { "\(Self.wall) 0 1.0 0.0 A 0.1 0.0 ; walls that exert no force" }

  /// For the report of the deck.
  var statement: String {
    "slab correction: ewald-geometry 3dc between two walls that exert no force (pbc xy); the Ewald sum's "
      + "cell is \(Self.heights) times as high as the box"
  }
}
