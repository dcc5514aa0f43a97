import QuenchFormats
import QuenchModel

extension DeckChecker {
  /// INCAR, KPOINTS, POSCAR, POTCAR (VASP wiki).
  static let vasp = DeckChecker(
    engine: "vasp",
    owns: { folder in
      folder.has("INCAR") || folder.has("POSCAR") && (folder.has("KPOINTS") || folder.has("POTCAR"))
    },
    check: { VASPFindings($0).all })
}

/// What is wrong with one directory of VASP input.
struct VASPFindings {
  let folder: DeckFolder
  let incar: INCARFile
  let structure: Structure?
  let potentials: [POTCARFile.Block]
  /// Names of the species for files that have none: those of POTCAR, or of the list beside it.
  let speciesNames: [String]
  /// Where the structure was read from.
  let structureFile: String
  private let unreadable: [Finding]

  init(_ folder: DeckFolder) {
    self.folder = folder
    incar = Self.parsed(folder, "INCAR") { INCARFile.read($0, source: "INCAR") } ?? INCARFile()
    potentials = Self.parsed(folder, "POTCAR") { POTCARFile.read($0, source: "POTCAR") } ?? []
    // A band has its structures in 00, 01, …
    structureFile = folder.has("POSCAR") ? "POSCAR" : "00/POSCAR"
    let listed = (folder.text("POTCAR.spec") ?? "").split(whereSeparator: \.isWhitespace)
    speciesNames =
      potentials.isEmpty
      ? listed.map { Species(label: String($0)).name } : potentials.map(\.element)
    var unreadable: [Finding] = []
    structure = Self.structure(folder, structureFile, named: speciesNames, &unreadable)
    self.unreadable = unreadable
  }

  static func parsed<Value>(
    _ folder: DeckFolder, _ file: String, _ read: (UnsafeRawBufferPointer) -> Value
  ) -> Value? {
    folder.read(file).map { bytes in bytes.withUnsafeBytes { read($0) } }
  }

  static func structure(
    _ folder: DeckFolder, _ file: String, named names: [String], _ findings: inout [Finding]
  ) -> Structure? {
    guard let bytes = folder.read(file) else { return nil }
    do throws(ParseError) {
      return try FileFormat.poscar.read(bytes, source: file).frames.first?.structure
    } catch {
      let place = (folder.name(file), error.line)
      guard !names.isEmpty, let structure = nameless(bytes, file, names) else {
        findings.append(
          Finding(.error, "POSCAR", "\(error.reason)", file: place.0, line: place.1))
        return nil
      }
      findings.append(
        Finding(
          .note, "POS-POTCAR",
          "no species are named (VASP 4): taken in the order of the potentials, "
            + names.joined(separator: " "), file: place.0, line: place.1))
      return structure
    }
  }

  /// A file of VASP 4, which names no species.
  private static func nameless(
    _ bytes: [UInt8], _ file: String, _ names: [String]
  ) -> Structure? {
    do throws(ParseError) {
      let options = ReadOptions(species: names)
      return try FileFormat.poscar.read(bytes, source: file, options: options).frames.first?
        .structure
    } catch { return nil }
  }

  var all: [Finding] {
    var findings = unreadable
    if !folder.has("INCAR") {
      findings.append(Finding(.error, "INCAR", "there is no INCAR", file: folder.name("INCAR")))
    }
    findings += repeated + unreadableValues + names + cutoff + hubbard + functional
    findings += steps + thermostat + restarts + optimiser
    guard let structure else { return findings + kpoints(nil) }
    let lines = POSCARLines.of(folder.read(structureFile) ?? [], atoms: structure.count)
    let general = StructureFindings(structure, file: folder.name(structureFile), lines: lines)
    findings += general.all
    findings += potentialOrder(structure) + lists(structure) + dynamics(structure, general)
    findings += shells(structure) + held(structure) + bands(structure) + smearing(structure)
    findings += vacuum(structure) + kpoints(structure) + VASPBandFindings(self, structure).all
    return findings
  }

  func finding(
    _ severity: Finding.Severity, _ subject: String, _ message: String, tag: INCARFile.Tag?
  ) -> Finding {
    Finding(severity, subject, message, file: folder.name("INCAR"), line: tag?.line)
  }
}
