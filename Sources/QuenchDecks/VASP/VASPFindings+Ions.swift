import QuenchFormats
import QuenchModel

/// Steps of the ions: how many, which way, until when.
extension VASPFindings {
  /// IBRION, or what VASP takes for it: −1 without steps, 0 with them (VASP wiki: IBRION).
  var motion: Int {
    if let tag = incar["IBRION"] { return tag.integer ?? -1 }
    return (incar["NSW"]?.integer ?? 0) > 1 ? 0 : -1
  }

  private var stepCount: Int { incar["NSW"]?.integer ?? 0 }

  var steps: [Finding] {
    guard let tag = incar["IBRION"] ?? incar["NSW"] else { return [] }
    var findings = forces
    switch motion {
    case 0 where stepCount <= 0:
      findings.append(
        finding(.error, "NSW", "IBRION = 0 needs NSW, the number of time steps", tag: tag))
    case 1...3 where stepCount <= 0 && incar["IOPT"] == nil:
      findings.append(
        finding(
          .warning, "NSW", "IBRION = \(motion) and NSW = 0, the default: no atom moves", tag: tag))
    case -1 where stepCount > 1:
      findings.append(
        finding(
          .warning, "NSW", "IBRION = −1 moves no atom: NSW = \(stepCount) repeats one calculation",
          tag: incar["NSW"]))
    default: break
    }
    return findings
  }

  /// Forces are as good as the electrons are converged.
  private var forces: [Finding] {
    guard (1...3).contains(motion), stepCount > 0, let tag = incar["EDIFF"],
      let electrons = tag.number
    else { return [] }
    if electrons > 1.01e-3 {
      return [
        finding(
          .warning, "EDIFF",
          "EDIFF = \(tag.value) eV leaves the forces unconverged, and ions move by them: 1E-5 or less",
          tag: tag)
      ]
    }
    guard let end = incar["EDIFFG"], let ions = end.number, ions > 0, ions <= electrons else {
      return []
    }
    return [
      finding(
        .warning, "EDIFFG",
        "EDIFFG = \(end.value) eV is not above EDIFF = \(tag.value) eV: the noise ends or never ends "
          + "the relaxation; a negative EDIFFG is a force in eV/Å", tag: end)
    ]
  }

  /// What a band's images can be moved by (VASP wiki: IMAGES; VTST tools: optimizers).
  var optimiser: [Finding] {
    guard let images = incar["IMAGES"], (images.integer ?? 0) > 0 else { return [] }
    if let tag = incar["IBRION"], tag.integer == 2 {
      return [
        finding(
          .warning, "NEB-OPTIMISER",
          "IBRION = 2 needs an energy to go down, and a band's forces have none: 1 or 3", tag: tag)
      ]
    }
    if let tag = incar["IOPT"], (tag.integer ?? 0) > 0,
      motion != 3 || incar["POTIM"]?.number != 0
    {
      return [
        finding(
          .warning, "NEB-OPTIMISER",
          "IOPT works with IBRION = 3 and POTIM = 0, which leave the steps to it", tag: tag)
      ]
    }
    return []
  }

  func held(_ structure: Structure) -> [Finding] {
    guard motion >= 0, stepCount > 0, let axes = structure.fixedAxes, !axes.isEmpty,
      axes.allSatisfy({ $0 == .all })
    else { return [] }
    return [
      Finding(
        .error, "ALL-FIXED", "no atom may move (F F F for all), and NSW = \(stepCount)",
        file: folder.name(structureFile), line: 8)
    ]
  }
}
