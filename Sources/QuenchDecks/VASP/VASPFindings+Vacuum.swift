import QuenchFormats
import QuenchModel

/// Slabs and molecules: dipole and charge.
extension VASPFindings {
  func vacuum(_ structure: Structure) -> [Finding] {
    let vacuum = VacuumAxes(structure)
    return direction(vacuum) + centre(vacuum) + charged(structure, vacuum) + cell(vacuum)
  }

  /// The stress along vacuum closes it.
  private func cell(_ vacuum: VacuumAxes) -> [Finding] {
    guard !vacuum.axes.isEmpty, let tag = incar["ISIF"], (tag.integer ?? 2) >= 3, motion >= 0,
      incar["IOPTCELL"] == nil, incar["LATTICE_CONSTRAINTS"] == nil
    else { return [] }
    let axes = vacuum.axes.map { "abc".letter($0) }.joined(separator: ", ")
    return [
      finding(
        .warning, "VACUUM-CELL",
        "ISIF = \(tag.value) lets the cell change, and with it the vacuum along \(axes): ISIF = 2",
        tag: tag)
    ]
  }

  private func direction(_ vacuum: VacuumAxes) -> [Finding] {
    guard let tag = incar["IDIPOL"], let number = tag.integer else {
      return absent(vacuum)
    }
    if vacuum.axes.isEmpty {
      return [finding(.warning, "DIPOLE-BULK", "IDIPOL in a cell without vacuum", tag: tag)]
    }
    guard (1...3).contains(number), vacuum.isSlab, vacuum.axes[0] != number - 1 else { return [] }
    return [
      finding(
        .error, "DIPOLE-AXIS",
        "IDIPOL = \(number) but the vacuum is along \("abc".letter(vacuum.axes[0]))", tag: tag)
    ]
  }

  private func absent(_ vacuum: VacuumAxes) -> [Finding] {
    if let tag = incar["LDIPOL"], tag.isTrue {
      return [
        finding(.warning, "DIPOLE", "LDIPOL without IDIPOL: nobody says along which axis", tag: tag)
      ]
    }
    guard vacuum.isSlab, folder.has("INCAR") else { return [] }
    return [
      finding(
        .note, "DIPOLE",
        "a slab with \(DeckNumber.text(vacuum.gaps[0], decimals: 1)) Å of vacuum along "
          + "\("abc".letter(vacuum.axes[0])) and no dipole correction (LDIPOL, IDIPOL = "
          + "\(vacuum.axes[0] + 1)); needless where both faces are equal", tag: nil)
    ]
  }

  /// The correction cuts the cell half a cell away from DIPOL: that has to be vacuum.
  private func centre(_ vacuum: VacuumAxes) -> [Finding] {
    guard let tag = incar["DIPOL"], let place = tag.numbers, place.count == 3, vacuum.isSlab else {
      return []
    }
    let axis = vacuum.axes[0]
    let off = place[axis] - vacuum.centre[axis]
    guard abs(off - off.rounded(.toNearestOrEven)) > 0.15 else { return [] }
    return [
      finding(
        .error, "DIPOLE-PLACE",
        "DIPOL \(DeckNumber.text(place[axis])) along \("abc".letter(axis)) is far from the middle of the "
          + "slab, \(DeckNumber.text(vacuum.centre[axis], decimals: 3))", tag: tag)
    ]
  }

  /// Charge from the potentials' valence electrons less NELECT, e; nil where either is unknown.
  private func charge(_ structure: Structure) -> Double? {
    guard let electrons = incar["NELECT"]?.number else { return nil }
    return valenceElectrons(structure).map { $0 - electrons }
  }

  /// Of the neutral cell, from the potentials; nil where they are not those of the structure.
  func valenceElectrons(_ structure: Structure) -> Double? {
    let runs = structure.species.runs
    let valences = potentials.compactMap(\.valence)
    guard valences.count == runs.count else { return nil }
    return zip(runs, valences).reduce(0) { $0 + Double($1.0.count) * $1.1 }
  }

  private func charged(_ structure: Structure, _ vacuum: VacuumAxes) -> [Finding] {
    guard let charge = charge(structure), abs(charge) > 1e-3, !vacuum.axes.isEmpty else {
      return []
    }
    return [
      finding(
        .error, "CHARGED-SLAB",
        "the cell has a charge of \(DeckNumber.text(charge, decimals: 3)) e and vacuum: its energy "
          + "diverges with the vacuum", tag: incar["NELECT"])
    ]
  }
}
