import Foundation
import Quench

/// One file per configuration of a defect, in a folder.
struct DefectFolder {
  private let writer: BuiltOutput
  private let complex: DefectComplex

  init(_ writer: BuiltOutput, _ complex: DefectComplex) {
    self.writer = writer
    self.complex = complex
  }

  /// Makes the folder where it is missing; a file that exists is an error before any is written.
  func write(_ choices: [DefectChoice]) throws {
    let folder = writer.output.output ?? "."
    let format = try writer.output.format(for: "-", fallback: .poscar)
    let ending = format.name == "poscar" ? "vasp" : format.name
    let paths = choices.map { "\(folder)/\(slug)-\($0.number).\(ending)" }
    if !writer.output.force,
      let existing = paths.first(where: { FileManager.default.fileExists(atPath: $0) })
    {
      throw FileError(existing, .exists, "exists already; --force replaces it")
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (choice, path) in zip(choices, paths) { try write(choice, path) }
    let rows = zip(choices, paths).map { choice, path -> [Table.Cell] in
      [.text(path), .integer(choice.multiplicity)] + DefectList.details(choice)
    }
    try DefectList(writer.report).say(
      Table(
        columns: [Table.Column("file"), Table.Column("equal placements")]
          + DefectList.detailColumns, rows: rows))
  }

  private func write(_ choice: DefectChoice, _ path: String) throws {
    var output = writer.output
    output.output = path
    try StructureOutput(
      path, output, writer.report, inputs: writer.inputs, fallback: .poscar
    ).write(MemorySource([Frame(choice.built.structure)]))
  }

  /// Letters, digits, and signs that mean nothing to a shell.
  private var slug: String {
    String(complex.name.map { $0.isLetter || $0.isNumber || "_+-".contains($0) ? $0 : "." })
  }
}
