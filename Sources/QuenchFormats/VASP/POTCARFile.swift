internal import QuenchModel

/// POTCAR: what it says of each potential. Its text is never kept.
///
/// For readers in other modules of this package.
package enum POTCARFile {
  package struct Block: Sendable {
    /// `PAW_PBE Ti_pv 07Sep2000`.
    package var title = ""
    /// Symbol.
    package var element = ""
    /// eV.
    package var enmax: Double?
    package var valence: Double?
    /// As the file says; nil in files of VASP 5.
    package var hash: String?
    /// Of the block's bytes in the file.
    package var range: Range<Int> = 0..<0
    /// Of TITEL, from 1.
    package var line = 0
  }

  package static func read(_ bytes: UnsafeRawBufferPointer, source: String) -> [Block] {
    var blocks: [Block] = []
    var block = Block()
    var start = 0
    var lines = ReportLines(bytes, source: source)
    while let line = lines.next() {
      if line.begins("TITEL") {
        block.title = line.text(after: "=") ?? ""
        block.line = line.number
      }
      if line.begins("VRHFIN") {
        let name = line.text(after: "=").map { $0.prefix { $0 != ":" }.filter { $0 != " " } } ?? ""
        block.element = Species(label: String(name)).name
      }
      if line.begins("ENMAX") { block.enmax = line.number(after: "=") }
      if line.contains("ZVAL") { block.valence = block.valence ?? line.number(after: "ZVAL   =") }
      if line.begins("SHA256"), line.words.count > 2 { block.hash = line.words[2] }
      guard line.begins("End of Dataset"), let base = bytes.baseAddress,
        let place = line.bytes.baseAddress
      else { continue }
      let end = UnsafeRawPointer(place) - base + line.bytes.count
      block.range = start..<max(start, end)
      if !block.element.isEmpty { blocks.append(block) }
      block = Block()
      start = min(end + 1, bytes.count)
    }
    return blocks
  }
}
