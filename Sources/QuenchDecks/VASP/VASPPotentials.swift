import QuenchFormats
import QuenchModel

/// The potentials a deck needs, in the order of its POSCAR.
public struct VASPPotentials: Hashable, Sendable {
  /// `Ti_sv`, `O`: names of directories of VASP's library.
  public let titles: [String]
  /// `PBE` or `LDA`.
  public let functional: String

  /// Throws where the functional or an element is unknown.
  public init(_ job: DeckJob) throws(DeckError) {
    let groups = try ElementGroups(job.structure)
    let functional = try VASPFunctional(job.plan.dft?.functional ?? "PBE")
    self.init(groups, job.plan.vasp ?? VASPSettings(), functional)
  }

  init(_ groups: ElementGroups, _ settings: VASPSettings, _ functional: VASPFunctional) {
    titles = groups.map { element in
      settings.potentialTitles[element.symbol] ?? RecommendedPotentials.title(element)
    }
    self.functional = functional.potentials
  }

  /// Under this name `DeckJob.attachments` holds the POTCAR of a title.
  public static func attachment(_ title: String) -> String { "POTCAR/\(title)" }

  /// The potentials one after the other; nil where not one is attached.
  ///
  /// `missing` names those that are not.
  func assembled(_ attachments: [String: [UInt8]]) -> (bytes: [UInt8]?, missing: [String]) {
    let parts = titles.map { attachments[Self.attachment($0)] }
    let missing = zip(titles, parts).filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else { return (nil, missing) }
    var bytes: [UInt8] = []
    for part in parts.compactMap({ $0 }) {
      bytes += part
      if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
    return (bytes, [])
  }

  /// What the attached POTCARs say, in the order of the groups; nil where one is missing.
  ///
  /// Throws `DeckError` where a file is no POTCAR, or one of another element.
  func contents(
    _ groups: ElementGroups, _ attachments: [String: [UInt8]]
  ) throws(DeckError) -> PotentialContents? {
    var blocks: [POTCARFile.Block] = []
    for (element, title) in zip(groups.elements, titles) {
      guard let bytes = attachments[Self.attachment(title)] else { return nil }
      let found = bytes.withUnsafeBytes { POTCARFile.read($0, source: title) }
      guard let block = found.first, found.count == 1 else {
        throw DeckError(
          .impossible(
            "the library's POTCAR of \(title) holds \(found.count) potentials (TITEL, VRHFIN, End of "
              + "Dataset), not one"))
      }
      guard block.element == element.symbol else {
        throw DeckError(
          .inconsistent(
            "the library's POTCAR of \(title) is one of \(block.element) (\(block.title)), not of "
              + element.symbol))
      }
      blocks.append(block)
    }
    return PotentialContents(blocks: blocks, counts: groups.counts)
  }

  /// One title a line, as other tools read it.
  var specification: String { titles.map { $0 + "\n" }.joined() }
}
