import QuenchModel

extension Stage {
  /// NPT whose cell vectors move one by one, where a melt would let them run away; nil otherwise.
  ///
  /// `cellIsFlexible` says that the engine knows no other NPT.
  func shearWarning(cellIsFlexible: Bool) -> Warning? {
    guard case .dynamics(let run) = task, run.ensemble == .npt,
      run.cell == .full ? isMelt : cellIsFlexible
    else { return nil }
    return Warning(
      "W-CELL-SHEAR",
      "'\(name)': every cell vector moves by itself, and a liquid has no shear modulus: its cell may flatten "
        + "without end. Take NVT at the melt's density, or hold the shape")
  }

  /// Whether the stage is meant to be liquid.
  private var isMelt: Bool {
    if case .dynamics(let run) = task, run.until == .molten { true } else { name == "melt" }
  }
}

extension RunProtocol {
  /// Stages of NPT that ask for a volume that breathes while the shape stays.
  var isotropicStages: [Stage] {
    stages.filter { stage in
      if case .dynamics(let run) = stage.task {
        run.ensemble == .npt && run.cell == .isotropic
      } else {
        false
      }
    }
  }

  /// Stages of NPT that ask for cell vectors that move one by one.
  public var flexibleStages: [Stage] {
    stages.filter { stage in
      if case .dynamics(let run) = stage.task {
        run.ensemble == .npt && run.cell == .full
      } else {
        false
      }
    }
  }
}
