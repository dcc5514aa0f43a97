public import QuenchModel

extension Interface {
  /// Substrate below, film above; right-handed, a along x, c along z. The substrate's atoms come
  /// first, then species are grouped unless there are residues. Heights do not change with the
  /// strain. Throws `InterfaceError`.
  public func build(film: Structure, substrate: Structure) throws(InterfaceError) -> Built {
    try check()
    let atoms =
      film.count * abs(match.film.determinant)
      + substrate.count * abs(match.substrate.determinant)
    guard atoms <= Supercell.mostAtoms else { throw .tooManyAtoms(atoms) }
    let lower = try StackedSlab(substrate, match.substrate, "substrate")
    let upper = try StackedSlab(film, match.film, "film")
    let plane = commonCell(upper.cell, lower.cell).upright
    let height = lower.thickness + gap + upper.thickness + (vacuum ?? gap)
    let lattice = Lattice(
      a: Vector3(plane.u.x, plane.u.y, 0), b: Vector3(plane.v.x, plane.v.y, 0),
      c: Vector3(0, 0, height))
    let cells = InterfaceShifts(film: match.film, substrate: match.substrate)
    let move = shift.x * cells.rows.0 + shift.y * cells.rows.1
    let start = vacuum.map { $0 / 2 } ?? gap / 2
    let parts = [
      lower.placed(in: lattice, from: start, shift: .zero),
      upper.placed(in: lattice, from: start + lower.thickness + gap, shift: move),
    ]
    var joining = Joining(parts)
    var host = parts[0]
    host.title =
      "\(film.composition.reducedFormula) on \(substrate.composition.reducedFormula)"
    let all = joining.joined(into: host)
    var report = card(film: upper, substrate: lower, plane: plane, lattice: lattice, move: move)
    for name in joining.dropped {
      report.warn("W-INTERFACE-DROPPED", "\(name) are dropped: one of the slabs has none")
    }
    guard all.residues == nil else { return Built(all, report) }
    return Built(all.reordered(by: all.species.grouping()), report)
  }

  /// The film's superlattice stretched by its share of the mismatch.
  private func commonCell(_ film: PlaneCell, _ substrate: PlaneCell) -> PlaneCell {
    // The match has the same stretch in other axes: those of the film's own cell.
    let stretch = PlaneStretch(from: film, to: substrate)
    return PlaneStretch.apply(stretch.power(filmShare), to: film)
  }

  private func card(
    film: StackedSlab, substrate: StackedSlab, plane: PlaneCell, lattice: Lattice,
    move: SIMD2<Double>
  ) -> BuildReport {
    var report = BuildReport()
    report.add(
      "mismatch", key: "mismatch_percent", .number(100 * match.mismatch, unit: "%", decimals: 4))
    report.add("twist", key: "twist_degrees", .number(match.twist, unit: "°", decimals: 4))
    report.add("film cell", key: "film_matrix", .text(match.film.text))
    report.add("substrate cell", key: "substrate_matrix", .text(match.substrate.text))
    for (name, slab) in [("film", film), ("substrate", substrate)] {
      let strain = PlaneStrain(from: slab.cell, to: plane)
      report.add(
        "\(name) strain", key: "\(name)_strain_percent",
        .table(columns: ["component", "strain/%"], rows: strain.rows))
    }
    report.add("gap", key: "gap_A", .number(gap, unit: "Å", decimals: 4))
    report.add(
      "film shifted", key: "shift_fraction",
      .text("\(rounded(move.x)) \(rounded(move.y)) of the cell vectors"))
    report.assume(
      filmShare == 1
        ? "the film bears all of the strain"
        : filmShare == 0
          ? "the substrate bears all of the strain"
          : "the film bears \(rounded(100 * filmShare)) % of the strain, the substrate the rest")
    report.assume("heights along the normal are kept: no Poisson contraction")
    for (name, slab) in [("film", film), ("substrate", substrate)] where slab.gap < 3 {
      report.assume(
        "the \(name) fills its cell: it is opened at the widest gap between its nuclei along c, "
          + "\(rounded(slab.gap)) Å")
    }
    return report
  }
}

/// Strain that takes one plane cell to another, free of rotation, in the axes of the interface.
struct PlaneStrain {
  let rows: [[String]]

  init(from: PlaneCell, to: PlaneCell) {
    // In the axes of the target, where people look at it: stretch of the inverse, inverted.
    let inverse = PlaneStretch(from: to, to: from)
    let stretch = inverse.power(-1)
    rows = [("xx", stretch.x - 1), ("yy", stretch.y - 1), ("xy", stretch.z)].map { name, value in
      // Adding zero turns −0 into 0.
      [name, "\((value * 1e6).rounded() / 1e4 + 0)"]
    }
  }
}

extension PlaneCell {
  /// Turned so that u lies along x.
  var upright: PlaneCell {
    let x = u / u.length
    return PlaneCell(
      Vector2(u.length, 0), Vector2((v * x).sum(), QuenchBuild.area(x, v)))
  }
}
