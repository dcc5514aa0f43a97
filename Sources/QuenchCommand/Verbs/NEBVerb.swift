import ArgumentParser
import Quench

struct NEBVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neb",
    abstract: "Lay images between two structures: the start of a nudged elastic band.",
    discussion: """
      quench neb start.vasp end.vasp --images 5 -o neb          00/POSCAR … 06/POSCAR, for VASP
      quench neb start.vasp end.vasp --linear -o path.xyz       one file, to look at

      Both ends have the same atoms in the same order and the same cell; atoms go by their nearest \
      images. With the image-dependent pair potential (Smidstrup et al., doi 10.1063/1.4878664) \
      atoms keep apart on the way. A pairing of equal atoms that would be shorter is said.
      """)

  @Argument(help: "The first structure.")
  var start: String
  @Argument(help: "The last structure.")
  var end: String
  @Option(help: ArgumentHelp("Structures between the ends.", valueName: "n"))
  var images = 5
  @Flag(help: "Straight lines, instead of evenly changing distances between atoms.")
  var linear = false
  @Option(help: ArgumentHelp("Pairs nearer than this have a say, Å.", valueName: "Å"))
  var cutoff = 6.0
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let builder = try PathInterpolation(
      images: images, method: linear ? .linear : .idpp, cutoff: cutoff)
    let (first, last) = (try input.open([start]), try input.open([end]))
    let path = try builder.path(from: first.prototype, to: last.prototype)
    report.warn(first.warnings + last.warnings + path.report.warnings)
    let target = output.output ?? "-"
    if target == "-" || FileFormat.forWriting(path: target) != nil || output.to != nil {
      try StructureOutput(
        target, output, report, inputs: [start, end], fallback: .extxyz
      ).write(MemorySource(path.structures.map { Frame($0) }))
    } else {
      try writeFolders(path.structures, to: target)
    }
    if let middle = path.structures.dropFirst().first {
      let card = ReportCard(Built(middle, path.report))
      if report.json, target != "-" {
        try Terminal.say(card.json.rendered())
      } else if !report.quiet {
        Terminal.complain(card.text)
      }
    }
  }

  /// 00/POSCAR, 01/POSCAR, … as VASP wants them.
  private func writeFolders(_ structures: [Structure], to folder: String) throws {
    let provenance = Provenance.ofThisRun(inputs: [start, end]).summary
    let options = output.writeOptions(provenance: provenance)
    let files = try structures.enumerated().map { image, structure in
      let number = image < 10 ? "0\(image)" : "\(image)"
      return DeckFile(
        "\(number)/POSCAR", bytes: try FileFormat.poscar.write([Frame(structure)], options: options)
      )
    }
    _ = try DeckDirectory(path: folder, force: output.force).write(files)
  }
}
