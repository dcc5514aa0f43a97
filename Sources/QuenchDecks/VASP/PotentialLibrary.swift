public import QuenchFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The user's own directory of VASP potentials. It is read and never copied elsewhere than into the
/// user's decks: VASP's licence does not allow more.
public struct PotentialLibrary: Sendable {
  public let directory: String

  public init(_ directory: String) { self.directory = directory }

  /// The directory of the settings; else `PMG_VASP_PSP_DIR`, else `VASP_PP_PATH`; nil without any.
  public init?(_ settings: VASPSettings?, environment: [String: String]) {
    let named = [
      settings?.potentials, environment["PMG_VASP_PSP_DIR"], environment["VASP_PP_PATH"],
    ]
    guard let directory = named.compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return nil }
    self.init(directory)
  }

  /// Where the POTCAR of a title is looked for, in this order: a plain directory, VASP's and ASE's
  /// layout (`potpaw_PBE.54/Ti_sv/POTCAR`), pymatgen's (`POT_GGA_PAW_PBE_54/POTCAR.Ti_sv.gz`).
  public func candidates(_ title: String, functional: String) -> [String] {
    let sets = [""] + (functional == "LDA" ? Self.local : Self.gradient).map { "/" + $0 }
    let name = title.filter { $0 != "/" }
    return sets.flatMap { set in
      ["/\(name)/POTCAR", "/POTCAR.\(name)", "/POTCAR_\(name)"].flatMap { file in
        ["", ".gz", ".Z", ".bz2"].map { directory + set + file + $0 }
      }
    }
  }

  private static let gradient = [
    "potpaw_PBE.64", "potpaw_PBE.54", "potpaw_PBE.52", "potpaw_PBE", "POT_GGA_PAW_PBE_64",
    "POT_GGA_PAW_PBE_54", "POT_GGA_PAW_PBE_52", "POT_GGA_PAW_PBE",
  ]
  private static let local = [
    "potpaw_LDA.64", "potpaw_LDA.54", "potpaw_LDA.52", "potpaw", "POT_LDA_PAW_64",
    "POT_LDA_PAW_54", "POT_LDA_PAW",
  ]

  /// The file of a title; nil where the library has none.
  public func file(_ title: String, functional: String) -> String? {
    candidates(title, functional: functional).first { access($0, R_OK) == 0 }
  }

  /// The POTCAR of a title, decompressed; nil where the library has none.
  public func potential(
    _ title: String, functional: String
  ) throws(FileError) -> [UInt8]? {
    guard let file = file(title, functional: functional) else { return nil }
    return try SmallFile.bytes(of: file, limit: 64 << 20)
  }

  /// All a job needs that the library has, by the names `DeckJob.attachments` wants.
  public func attachments(_ potentials: VASPPotentials) throws(FileError) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for title in Set(potentials.titles) {
      found[VASPPotentials.attachment(title)] = try potential(
        title, functional: potentials.functional)
    }
    return found
  }
}
