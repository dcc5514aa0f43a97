import QuenchModel

/// What every renderer for a first-principles engine takes from a job.
struct FirstPrinciplesJob {
  let job: DeckJob
  let groups: ElementGroups
  let vacuum: VacuumAxes
  let holds: CartesianHolds
  let dft: DFTSettings
  let mesh: KPointMesh
  let moments: StartingMoments

  init(_ job: DeckJob) throws(DeckError) {
    self.job = job
    groups = try ElementGroups(job.structure)
    vacuum = VacuumAxes(groups.structure)
    holds = CartesianHolds(groups.structure)
    dft = job.plan.dft ?? DFTSettings()
    moments = StartingMoments(groups, dft)
    mesh = try KPointMesh(dft.kpoints, lattice: groups.lattice, vacuum: vacuum)
  }
}

protocol FirstPrinciplesRenderer {
  var shared: FirstPrinciplesJob { get }
}

extension FirstPrinciplesRenderer {
  var job: DeckJob { shared.job }
  var groups: ElementGroups { shared.groups }
  var vacuum: VacuumAxes { shared.vacuum }
  var holds: CartesianHolds { shared.holds }
  var dft: DFTSettings { shared.dft }
  var mesh: KPointMesh { shared.mesh }
  var moments: StartingMoments { shared.moments }
}
