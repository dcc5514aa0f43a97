public import QuenchEnergetics
import QuenchFormats
import QuenchModel
import QuenchUnits

/// VASP's OUTCAR (versions 4.6 to 6), with INCAR, KPOINTS, POTCAR, OSZICAR and CONTCAR beside it.
///
/// Energies are those of the last ionic step. The mesh and the fixed atoms are not in an OUTCAR and
/// come from KPOINTS and CONTCAR.
public enum OUTCAR {
  public static func read(
    _ bytes: UnsafeRawBufferPointer, source: String, companions: Companions
  ) throws -> Calculation {
    var calculation = try scan(bytes, source: source)
    try VASPInputs.complete(&calculation, companions)
    return calculation
  }

  /// The OUTCAR alone.
  static func scan(_ bytes: UnsafeRawBufferPointer, source: String) throws -> Calculation {
    var parser = OUTCARParser(source: source)
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() { parser.take(line, &lines) }
    return try parser.finish(bytes)
  }
}

struct OUTCARParser {
  private let source: String
  private var calculation = Calculation(name: "", program: Program("VASP"))
  /// Where the last tables of their kind begin; they are read once, at the end.
  private var lattice: Int?
  private var forces: Int?
  /// Lines of which only the last one counts.
  private var moment: ReportLine?
  private var change: ReportLine?
  private var stress: ReportLine?
  private var titles: [String] = []
  private var elements: [String] = []
  private var hashes: [String] = []
  private var enmax: [Double] = []
  private var valences: [Double] = []
  private var counts: [Int] = []
  private var hubbard: (l: [Double], u: [Double], j: [Double]) = ([], [], [])
  private var smearing: (ismear: Double?, sigma: Double?) = (nil, nil)
  private var convergence = VASPConvergence()
  private var gga: String?
  private var potentialFunctional: String?
  private var metaGGA: String?
  private var isHybrid = false
  private var ivdw: Int?
  private var dipole: (on: Bool, axis: Int) = (false, 0)
  private var isNoncollinear = false
  private var sawVASP = false
  private var wavenumbers: [Double] = []
  private var lastLine = 1

  init(source: String) { self.source = source }

  /// `lines` stands behind the line.
  mutating func take(_ line: ReportLine, _ lines: inout ReportLines) {
    lastLine = line.number
    guard !line.isBlank else { return }
    switch line.bytes[line.first] {
    case UInt8(ascii: "b"):
      if line.begins("band No.") { lines.skipNumbers() }
    case UInt8(ascii: "a")...UInt8(ascii: "z"): takeLower(line, lines.position)
    case UInt8(ascii: "-"): takeDashes(line)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      if isMode(line) { takeMode(line) }
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): takeUpper(line, lines.position)
    default: break
    }
  }

  // MARK: - Steps

  private mutating func takeLower(_ line: ReportLine, _ next: Int) {
    switch line.bytes[line.first] {
    case UInt8(ascii: "a"):
      if line.begins("angular momentum for each species LDAUL") {
        hubbard.l = list(line)
      } else if line.begins("aborting loop") {
        takeAbort(line)
      }
    case UInt8(ascii: "d"):
      if line.begins("direct lattice vectors") { lattice = next }
    case UInt8(ascii: "e"), UInt8(ascii: "f"): takeEnergy(line)
    case UInt8(ascii: "i"):
      if line.begins("in kB") {
        stress = line
      } else if line.begins("ions per type =") {
        counts = (line.text(after: "=") ?? "").split(separator: " ").compactMap { Int($0) }
      }
    case UInt8(ascii: "n"):
      if line.begins("number of electron ") { moment = line }
    case UInt8(ascii: "r"):
      if line.begins("reached required accuracy - stopping structural") {
        convergence.ionsDone = true
      }
    case UInt8(ascii: "t"):
      if line.begins("total energy-change (2. order) :") { change = line }
    case UInt8(ascii: "v"):
      if line.begins("vasp.") {
        sawVASP = true
        calculation.program.version = line.words.first.map { String($0.dropFirst(5)) }
      }
    default: break
    }
  }

  private mutating func takeEnergy(_ line: ReportLine) {
    if line.begins("free  energy   TOTEN") {
      calculation.energies[.total] = line.number(after: "=")
      convergence.lastChange = change?.number(after: ":")
      change = nil
      convergence.closeStep()
    } else if line.begins("energy  without entropy") {
      calculation.energies[.withoutEntropy] = line.number(after: "=")
      calculation.energies[.sigmaToZero] = line.number(after: "energy(sigma->0) =")
    } else if line.begins("enthalpy is  TOTEN") {
      calculation.energies[.enthalpy] = line.number(after: "=")
    }
  }

  /// `aborting loop` stands behind dashes, too. A negative number is no such line.
  private mutating func takeDashes(_ line: ReportLine) {
    guard line.begins("--") else { return }
    if line.contains("Iteration") {
      takeIteration(line)
    } else if line.contains("aborting loop") {
      takeAbort(line)
    }
  }

  private mutating func takeAbort(_ line: ReportLine) {
    if line.contains("not reached") {
      convergence.said = false
    } else if line.contains("EDIFF is reached") {
      convergence.said = true
    }
  }

  private mutating func takeIteration(_ line: ReportLine) {
    // ---- Iteration   12(   5)  ----: Fortran glues wide numbers to their brackets.
    guard let place = line.end(of: "(") else { return }
    var count = 0
    for byte in line.bytes[place...] where byte != 0x20 {
      guard byte >= 0x30, byte <= 0x39, count < 100_000 else { break }
      count = 10 * count + Int(byte - 0x30)
    }
    convergence.iterations = count
  }

  private mutating func settleStress() {
    let numbers = stress?.text(after: "in kB").map { text in
      text.split(separator: " ").compactMap { ReportLine.number($0) }
    }
    guard let numbers, numbers.count == 6 else { return }
    calculation.maximumStress =
      (numbers.map(abs).max() ?? 0) * Factor.gigapascalPerKilobar
  }

  /// `  12 f  =   11.2 THz …`; most lines that begin with a digit are bands.
  private func isMode(_ line: ReportLine) -> Bool {
    var k = line.first
    while k < line.bytes.count, line.bytes[k] >= 0x30, line.bytes[k] <= 0x39 { k += 1 }
    guard k + 1 < line.bytes.count, line.bytes[k] == 0x20 else { return false }
    return line.bytes[k + 1] == UInt8(ascii: "f")
  }

  private mutating func takeMode(_ line: ReportLine) {
    let words = line.words
    guard let unit = words.firstIndex(of: "cm-1"), unit > 0,
      let value = ReportLine.number(words[unit - 1])
    else { return }
    wavenumbers.append(line.contains("f/i=") ? -value : value)
  }

  // MARK: - Settings

  private mutating func takeUpper(_ line: ReportLine, _ next: Int) {
    switch line.bytes[line.first] {
    case UInt8(ascii: "P"), UInt8(ascii: "V"), UInt8(ascii: "T"), UInt8(ascii: "Z"):
      takePotential(line, next)
    case UInt8(ascii: "E"): takeE(line)
    case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "N"): takeSwitch(line)
    case UInt8(ascii: "G"): takeG(line)
    case UInt8(ascii: "S"):
      if line.begins("SHA256 =") { hashes.append(line.words.count > 2 ? line.words[2] : "") }
    case UInt8(ascii: "U"):
      if line.begins("U (eV)           for each") { hubbard.u = list(line) }
    case UInt8(ascii: "J"):
      if line.begins("J (eV)           for each") { hubbard.j = list(line) }
    case UInt8(ascii: "D"):
      if line.begins("DFTD3 V") { ivdw = ivdw ?? 11 }
    case UInt8(ascii: "M"):
      if line.begins("METAGGA") { metaGGA = line.words.count > 1 ? line.words.last : nil }
    default: break
    }
  }

  private mutating func takePotential(_ line: ReportLine, _ next: Int) {
    if line.begins("TITEL  =") {
      titles.append(line.text(after: "=") ?? "")
    } else if line.begins("VRHFIN =") {
      let name = line.text(after: "=").map { $0.prefix { $0 != ":" } } ?? ""
      elements.append(Species(label: String(name.filter { $0 != " " })).name)
    } else if line.begins("PREC   =") {
      let word = line.words.count > 2 ? line.words[2] : ""
      calculation.settings.precision = VASPInputs.precision(word)
    } else if line.begins("POSITION   ") && line.contains("TOTAL-FORCE") {
      forces = next
    } else if line.begins("POMASS =") {
      if let valence = line.number(after: "ZVAL   =") { valences.append(valence) }
    }
  }

  private mutating func takeE(_ line: ReportLine) {
    if line.begins("ENCUT  =") {
      calculation.settings.cutoff = line.number(after: "=")
    } else if line.begins("ENMAX  =") {
      if let value = line.number(after: "=") { enmax.append(value) }
    } else if line.begins("EDIFF  =") {
      convergence.ediff = line.number(after: "=")
    } else if line.begins("Elapsed time (sec):") {
      calculation.wallTime = line.number(after: ":")
      convergence.isFinished = true
    }
  }

  private mutating func takeSwitch(_ line: ReportLine) {
    if line.begins("ISPIN  =") {
      let isPolarised = line.number(after: "=") == 2
      calculation.settings.spin = isPolarised ? .collinear : SpinTreatment.none
    } else if line.begins("ISMEAR =") {
      smearing = (line.number(after: "="), line.number(after: "SIGMA  ="))
    } else if line.begins("IBRION =") {
      convergence.ibrion = line.integer(after: "=")
    } else if line.begins("ISIF   =") {
      convergence.isif = line.integer(after: "=")
    } else if line.begins("IVDW") {
      ivdw = line.integer(after: "=")
    } else if line.begins("IDIPOL =") {
      dipole.axis = line.integer(after: "=") ?? 0
    } else if line.begins("LDIPOL =") {
      dipole.on = line.words.count > 2 && line.words[2] == "T"
    } else if line.begins("LNONCOLLINEAR =") {
      isNoncollinear = line.words.count > 2 && line.words[2] == "T"
    } else if line.begins("LHFCALC =") {
      isHybrid = line.words.count > 2 && line.words[2] == "T"
    } else if line.begins("LEXCH  =") {
      if line.words.count > 2, potentialFunctional == nil { potentialFunctional = line.words[2] }
    } else if line.begins("NELM   =") {
      convergence.nelm = line.integer(after: "=")
    } else if line.begins("NSW    =") {
      convergence.nsw = line.integer(after: "=")
    } else if line.begins("NELECT =") {
      calculation.settings.electrons = line.number(after: "=")
    } else if line.begins("NKPTS =") {
      calculation.settings.kpoints = KPoints(irreducible: line.integer(after: "="))
    } else if line.begins("NCORE =") || line.begins("NPAR =") {
      let words = line.words
      if words.count > 2 { calculation.settings.parallel[words[0]] = words[2] }
    }
  }

  private mutating func takeG(_ line: ReportLine) {
    if line.begins("GGA     =") || line.begins("GGA =") {
      gga = line.text(after: "=").map { String($0.prefix { $0 != " " }) }
    } else if line.begins("General timing and accounting") {
      convergence.isFinished = true
    }
  }

  private func list(_ line: ReportLine) -> [Double] {
    (line.text(after: "=") ?? "").split(separator: " ").compactMap { ReportLine.number($0) }
  }

  // MARK: - End

  mutating func finish(_ bytes: UnsafeRawBufferPointer) throws -> Calculation {
    guard sawVASP || !titles.isEmpty else {
      throw ParseError(
        source: source, line: 1, column: 1,
        reason: .expected("the name of a VASP version (vasp.6.3.2 …)", found: "something else"))
    }
    guard calculation.energies[.total] != nil else {
      throw ParseError(
        source: source, line: lastLine, column: 1,
        reason: .endOfFile(expected: "the energy of an ionic step ('free  energy   TOTEN')"))
    }
    let step = OUTCARStep(bytes, source: source, lattice: lattice, forces: forces)
    if let moment, moment.contains("magnetization") {
      calculation.moment = moment.number(after: "magnetization")
    }
    settleAtoms(step)
    settleStress()
    settleMethod()
    convergence.settle(&calculation)
    calculation.maximumForce = step.worstForce
    if !wavenumbers.isEmpty { calculation.wavenumbers = wavenumbers }
    return calculation
  }

  private mutating func settleAtoms(_ step: OUTCARStep) {
    // The potentials are echoed once or twice; the counts tell how many there are.
    if elements.isEmpty {
      elements = titles.map { title in
        Species(label: title.split(separator: " ").dropFirst().first.map(String.init) ?? title).name
      }
    }
    let kinds = counts.count
    let names = counts.indices.map { elements.indices.contains($0) ? elements[$0] : "?" }
    for (name, count) in zip(names, counts) where count > 0 {
      calculation.composition.add(name, Double(count))
    }
    // Atoms are listed only where as many positions were read: a count alone is not trusted.
    if calculation.composition.atoms * 3 == Double(step.positions.count), !step.positions.isEmpty {
      let species = zip(names, counts).flatMap { Array(repeating: $0, count: max(0, $1)) }
      calculation.composition = Formula(atoms: species)
      calculation.geometry = Geometry(
        cell: step.cell, species: species, positions: step.positions)
      calculation.forces = step.forces
    }
    for kind in 0..<min(kinds, elements.count) {
      guard titles.indices.contains(kind) else { continue }
      calculation.settings.potentials[elements[kind]] = Potential(
        title: titles[kind], hash: hashes.indices.contains(kind) ? hashes[kind] : nil,
        enmax: enmax.indices.contains(kind) ? enmax[kind] : nil)
      settleHubbard(kind)
    }
    settleCharge()
  }

  private mutating func settleHubbard(_ kind: Int) {
    guard hubbard.l.indices.contains(kind), hubbard.u.indices.contains(kind),
      let l = Int(exactly: hubbard.l[kind]), l >= 0
    else { return }
    let j = hubbard.j.indices.contains(kind) ? hubbard.j[kind] : 0
    guard hubbard.u[kind] != 0 || j != 0 else { return }
    calculation.settings.hubbard[elements[kind]] = Hubbard(l: l, u: hubbard.u[kind], j: j)
  }

  /// Valence electrons of the nuclei minus NELECT.
  private mutating func settleCharge() {
    guard let electrons = calculation.settings.electrons, valences.count >= counts.count,
      !counts.isEmpty
    else { return }
    let nuclei = zip(counts, valences).reduce(0) { $0 + Double($1.0) * $1.1 }
    let charge = nuclei - electrons
    calculation.charge = abs(charge) < 1e-3 ? 0 : charge
  }

  private mutating func settleMethod() {
    let code = gga == nil || gga == "--" ? potentialFunctional : gga
    calculation.settings.functional = VASPInputs.functional(
      gga: code, metaGGA: metaGGA, hybrid: isHybrid)
    calculation.settings.dispersion = VASPInputs.dispersion(ivdw)
    calculation.settings.dipole = dipole.on ? "LDIPOL, IDIPOL \(dipole.axis)" : "none"
    if isNoncollinear { calculation.settings.spin = .noncollinear }
    if let ismear = smearing.ismear {
      calculation.settings.smearing = VASPInputs.smearing(Int(exactly: ismear), smearing.sigma)
    }
    if calculation.settings.spin == SpinTreatment.none { calculation.moment = nil }
  }
}
