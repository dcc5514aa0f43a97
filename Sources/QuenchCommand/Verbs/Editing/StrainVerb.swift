import ArgumentParser
import Quench

struct StrainVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strain",
    abstract: "Stretch, shear or scale a cell and its atoms.",
    discussion: """
      quench strain Si_diamond --axes 0,0,2 -o c+2.vasp        c longer by 2 %
      quench strain POSCAR --voigt 1,-0.3,-0.3,0,0,0           xx yy zz yz xz xy in %, γ = 2ε
      quench strain POSCAR --tensor '0,1,0; 0,0,0; 0,0,0'      any displacement gradient, %
      quench strain glass.vasp --density 2.2 -o dense.vasp     g/cm³, shape kept

      Atoms follow the cell; with --atoms-stay they keep their Cartesian places. Strains are those \
      of the directions x, y, z, except --axes, which changes the lengths of a, b, c.
      """)

  @Argument(help: "A structure or trajectory file, a crystal's name, or -.")
  var file: String
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Changes of a, b, c, %.", valueName: "a,b,c"))
  var axes: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("xx,yy,zz,yz,xz,xy in %; shears are γ = 2ε.", valueName: "six"))
  var voigt: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Nine numbers in %, rows apart by ;: where x, y, z move to, less themselves.",
      valueName: "nine"))
  var tensor: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("Change of all lengths, %.", valueName: "%"))
  var hydrostatic: Double?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The volume it shall have, Å³.", valueName: "Å³"))
  var volume: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The density it shall have, g/cm³.", valueName: "g/cm³"))
  var density: Double?
  @Flag(help: "Atoms keep their Cartesian places.")
  var atomsStay = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Largest principal strain allowed, %.", valueName: "%"))
  var limit = 50.0
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    let ways: [Bool] = [
      axes != nil, voigt != nil, tensor != nil, hydrostatic != nil, volume != nil, density != nil,
    ]
    guard ways.filter({ $0 }).count == 1 else {
      throw ValidationError(
        "say how with one of --axes, --voigt, --tensor, --hydrostatic, --volume, --density")
    }
    guard limit.isFinite, limit > 0 else { throw ValidationError("--limit takes a percentage") }
    _ = try target()
  }

  func run() throws {
    let strain = Strain(try target(), atomsFollow: !atomsStay, limit: limit / 100)
    try BuiltOutput(output: output, report: report, inputs: [file])
      .write(try input.open([file])) { try strain.build($0) }
  }

  private func target() throws -> Strain.Target {
    if let axes {
      return .axes(try NumberList.vector(axes, option: "--axes", example: "0,0,2") / 100)
    }
    if let voigt {
      let numbers = try NumberList.read(
        voigt, count: 6, option: "--voigt", example: "1,1,0,0,0,0")
      return .voigt(numbers.map { $0 / 100 })
    }
    if let tensor {
      let n = try NumberList.read(
        tensor, count: 9, option: "--tensor", example: "'1,0,0; 0,1,0; 0,0,-2'"
      ).map { $0 / 100 }
      return .deformation(
        Deformation(
          x: Vector3(1 + n[0], n[1], n[2]), y: Vector3(n[3], 1 + n[4], n[5]),
          z: Vector3(n[6], n[7], 1 + n[8])))
    }
    if let hydrostatic { return .hydrostatic(hydrostatic / 100) }
    if let volume { return .volume(volume) }
    return .density(density ?? 0)
  }
}
