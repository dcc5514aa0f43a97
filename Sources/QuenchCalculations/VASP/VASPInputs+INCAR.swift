import QuenchEnergetics
import QuenchFormats

extension VASPInputs {
  /// The method that an INCAR asks for, where no output repeats it; what it leaves out has VASP's
  /// default. Potentials must be known already: cut-off and functional may come from them.
  static func settings(of incar: [String: String], _ calculation: inout Calculation) {
    func number(_ tag: String) -> Double? { incar[tag].flatMap { ReportLine.number($0) } }
    func integer(_ tag: String) -> Int? { number(tag).flatMap { Int(exactly: $0) } }
    func isTrue(_ tag: String) -> Bool {
      incar[tag]?.uppercased().drop { $0 == "." }.hasPrefix("T") == true
    }
    let potentials = calculation.settings.potentials
    let fromTitle = potentials.values.first.map { functionalCode(ofTitle: $0.title) }
    calculation.settings.functional = functional(
      gga: incar["GGA"] ?? fromTitle, metaGGA: incar["METAGGA"], hybrid: isTrue("LHFCALC"))
    calculation.settings.cutoff = number("ENCUT") ?? potentials.values.compactMap(\.enmax).max()
    calculation.settings.precision = precision(incar["PREC"] ?? "Normal")
    calculation.settings.spin =
      isTrue("LNONCOLLINEAR")
      ? .noncollinear : integer("ISPIN") == 2 ? .collinear : SpinTreatment.none
    calculation.settings.smearing = smearing(integer("ISMEAR") ?? 1, number("SIGMA") ?? 0.2)
    if calculation.settings.dispersion == nil { calculation.settings.dispersion = dispersion(nil) }
    calculation.settings.dipole =
      isTrue("LDIPOL") ? "LDIPOL, IDIPOL \(integer("IDIPOL") ?? 0)" : "none"
    calculation.settings.electrons = number("NELECT")
    if isTrue("LDAU") { hubbard(incar, &calculation) }
  }

  /// The exchange-correlation that a POTCAR was made for, by its title: VASP's own codes.
  static func functionalCode(ofTitle title: String) -> String {
    title.contains("PBE") ? "PE" : title.contains("GGA") ? "91" : "CA"
  }

  /// One value per species of the POSCAR, in its order.
  private static func hubbard(_ incar: [String: String], _ calculation: inout Calculation) {
    var kinds: [String] = []
    for name in calculation.geometry?.species ?? [] where kinds.last != name { kinds.append(name) }
    func list(_ tag: String) -> [Double] {
      (incar[tag] ?? "").split(separator: " ").compactMap { ReportLine.number($0) }
    }
    let (l, u, j) = (list("LDAUL"), list("LDAUU"), list("LDAUJ"))
    for (kind, element) in kinds.enumerated() {
      let value = u.indices.contains(kind) ? u[kind] : 0
      let exchange = j.indices.contains(kind) ? j[kind] : 0
      guard l.indices.contains(kind), let orbital = Int(exactly: l[kind]), orbital >= 0,
        value != 0 || exchange != 0
      else { continue }
      calculation.settings.hubbard[element] = Hubbard(l: orbital, u: value, j: exchange)
    }
  }
}

extension VASPConvergence {
  /// With what an INCAR says of steps, and VASP's defaults.
  init(_ incar: [String: String]) {
    func number(_ tag: String) -> Double? { incar[tag].flatMap { ReportLine.number($0) } }
    func integer(_ tag: String) -> Int? { number(tag).flatMap { Int(exactly: $0) } }
    guard !incar.isEmpty else { return }
    nelm = integer("NELM") ?? 60
    ediff = number("EDIFF") ?? 1e-4
    nsw = integer("NSW") ?? 0
    ibrion = integer("IBRION") ?? ((nsw ?? 0) > 1 ? 0 : -1)
    isif = integer("ISIF") ?? (ibrion == 0 ? 0 : 2)
  }
}
