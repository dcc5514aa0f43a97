import ArgumentParser
import Quench

struct Picture: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a structure as balls and sticks (SVG).",
    discussion: """
      quench picture V2O3_corundum -o V2O3.svg
      quench picture slab.vasp --view a -o slab.svg
      quench supercell TiO2_rutile 2x2x3 | quench picture - --view 25,10 > rutile.svg

      Colours are Jmol's; atoms held fixed are hatched, shared sites are pies, bonds through the \
      boundary are cut in the middle, molecules are drawn whole, and atoms on a face of the cell are \
      shown on the face opposite too. Every verb that writes a structure draws it as well with --picture FILE.svg.
      """)

  @Argument(help: "A structure file, or a crystal's name.")
  var file: String
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file; - is standard output.", valueName: "file"))
  var output = "-"
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "a, b, c, x, y, z, oblique, or azimuth,elevation in degrees (30,15).", valueName: "view"))
  var view = "oblique"
  @Flag(inversion: .prefixedNo, help: "Draw what is farther away smaller.")
  var perspective = true
  @Option(
    help: ArgumentHelp("Bonds up to this times the sum of covalent radii.", valueName: "times"))
  var bonds = 1.15
  @Flag(help: "Draw no bonds.")
  var noBonds = false
  @Option(help: ArgumentHelp("Balls of this times the covalent radius.", valueName: "times"))
  var balls = 0.4
  @Option(help: ArgumentHelp("Longer side of the drawing, pixels.", valueName: "pixels"))
  var size = 800.0
  @Option(help: ArgumentHelp("Words above the drawing instead of the formula.", valueName: "text"))
  var title: String?
  @Flag(help: "Draw no cell.")
  var noCell = false
  @Flag(help: "Draw no legend.")
  var noLegend = false
  @Flag(help: "Leave atoms where they are instead of bringing them into the cell.")
  var unwrapped = false
  @Flag(help: "Replace an existing file.")
  var force = false
  @OptionGroup var input: InputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws { _ = try PictureView(parsing: view) }

  func run() throws {
    let source = try input.open([file])
    report.warn(source.warnings)
    let drawing = try PictureFile(path: output, force: force)
    try drawing.write(picture(of: source.prototype).svg())
  }

  private func picture(of structure: Structure) throws -> StructurePicture {
    var picture = StructurePicture(structure)
    picture.view = try PictureView(parsing: view)
    picture.isPerspective = perspective
    picture.bondTolerance = noBonds ? nil : bonds
    picture.ballScale = balls
    picture.size = size
    picture.title = title
    picture.showsCell = !noCell
    picture.showsLegend = !noLegend
    picture.wraps = !unwrapped
    return picture
  }
}
