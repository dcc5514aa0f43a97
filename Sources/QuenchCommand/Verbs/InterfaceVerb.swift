import ArgumentParser
import Quench

struct InterfaceVerb: BuildingVerb {
  static let configuration = CommandConfiguration(
    commandName: "interface",
    abstract: "Match two surfaces and put one slab on the other.",
    discussion: """
      quench interface VO2_B:001 C_graphene_20A --max-strain 3 --list
      quench interface VO2_B:001 C_graphene_20A --match 3 --gap 2.8 --strain both -o vg.vasp
      quench interface film.vasp substrate.vasp --shifts 3x3 -o shifts.xyz
      quench interface glass.vasp Li_bcc:110 --amorphous film --strain substrate -o stack.vasp

      Film first, then substrate: slab files whose a and b span the surface, or CRYSTAL:hkl. All \
      superlattices up to the area are compared (Zur and McGill); matches that symmetry makes equal \
      are one, and they are ranked by strain × area. The strain is the largest principal one that \
      would lay the film on the substrate; --strain says which side bears it.
      """)

  @Argument(help: "The slab that is laid on top: a file, CRYSTAL:hkl or CRYSTAL:hkl:termination.")
  var film: String
  @Argument(help: "The slab below.")
  var substrate: String
  @Flag(help: "List the matches instead of building one.")
  var list = false
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Build this one of the list.", valueName: "id"))
  var match = 1
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Largest principal strain, %.", valueName: "%"))
  var maxStrain = 5.0
  @Option(parsing: .unconditional, help: ArgumentHelp("Largest area, Å².", valueName: "Å²"))
  var maxArea: Double?
  @Flag(help: "List matches that repeat a smaller one too.")
  var multiples = false
  @Option(
    help: ArgumentHelp(
      "Who bears the strain: film, substrate, both (halves), or the film's share 0…1.",
      valueName: "side"))
  var strain = "film"
  @Option(
    help: ArgumentHelp(
      "Has no lattice to match and is taken as it is: film or substrate.", valueName: "side"))
  var amorphous: Side?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Between the nuclei that face one another, Å.", valueName: "Å"))
  var gap = 2.5
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shift of the film in parts of the smallest cell of distinct shifts.", valueName: "u,v"))
  var shift = "0,0"
  @Option(
    help: ArgumentHelp("A grid of shifts, one frame each: 3x3.", valueName: "n×m"))
  var shifts: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Above the film, Å; 0 for a second interface there.", valueName: "Å"))
  var vacuum = 20.0
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Of slabs that are cut here, Å at least.", valueName: "Å"))
  var thickness = 6.0
  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var report: ReportOptions

  enum Side: String, ExpressibleByArgument, CaseIterable {
    case film, substrate
  }

  func validate() throws {
    guard film != "-" || substrate != "-" else {
      throw ValidationError("standard input can be read only once")
    }
    guard maxStrain.isFinite, maxStrain > 0 else {
      throw ValidationError("--max-strain takes a percentage")
    }
    _ = (try filmShare(), try grid())
  }

  var inputs: [String] { [film, substrate] }
  var makesOneStructure: Bool { !list && shifts == nil }

  func run() throws {
    guard !list else { return try printMatches() }
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try frames())
  }

  func built() throws -> Built {
    guard let first = try frames().first else { throw InterfaceError.noSuchMatch(match, count: 0) }
    return first
  }

  private func printMatches() throws {
    let (upper, lower) = try surfaces()
    let found = try matches(upper, lower)
    report.warn(upper.warnings + lower.warnings)
    try MatchTable(found, upper.structure, lower.structure).print(report)
  }

  private func surfaces() throws -> (film: SurfaceInput, substrate: SurfaceInput) {
    (
      try SurfaceInput(film, input, thickness: thickness),
      try SurfaceInput(substrate, input, thickness: thickness)
    )
  }

  private func matches(
    _ upper: SurfaceInput, _ lower: SurfaceInput
  ) throws -> LatticeMatches {
    try matching(upper.structure, lower.structure)
      .atLeastOne(film: upper.structure, substrate: lower.structure)
  }

  /// One per shift; what went before is said with the first.
  private func frames() throws -> [Built] {
    let (upper, lower) = try surfaces()
    let found = try matches(upper, lower).matches
    guard found.indices.contains(match - 1) else {
      throw InterfaceError.noSuchMatch(match, count: found.count)
    }
    var frames: [Built] = []
    for shift in try grid() {
      let interface = Interface(
        found[match - 1], filmShare: try filmShare(), gap: gap, shift: shift,
        vacuum: vacuum == 0 ? nil : vacuum)
      frames.append(try interface.build(film: upper.structure, substrate: lower.structure))
    }
    guard let first = frames.first else { return [] }
    let whole = amorphous.map { "the \($0.rawValue) is not repeated: its cell sets the size" }
    frames[0] = first.after(upper.warnings + lower.warnings)
    for assumption in upper.assumptions + lower.assumptions + [whole].compactMap({ $0 }) {
      frames[0].report.assume(assumption)
    }
    return frames
  }

  private func matching(_ film: Structure, _ substrate: Structure) -> LatticeMatching {
    var matching = LatticeMatching(
      maximumArea: maxArea ?? 400, maximumStrain: maxStrain / 100, keepsMultiples: multiples)
    let whole = amorphous == .film ? film : amorphous == .substrate ? substrate : nil
    if amorphous == .film { matching.filmIndex = 1 }
    if amorphous == .substrate { matching.substrateIndex = 1 }
    if let area = whole?.lattice?.area(2), maxArea == nil {
      matching.maximumArea = max(400, 1.7 * area)
    }
    return matching
  }

  private func filmShare() throws -> Double {
    switch strain {
    case "film": return 1
    case "substrate": return 0
    case "both": return 0.5
    default:
      guard let share = Double(strain), (0...1).contains(share) else {
        throw ValidationError(
          "--strain takes film, substrate, both, or the film's share from 0 to 1; '\(strain)' is none"
        )
      }
      return share
    }
  }

  private func grid() throws -> [SIMD2<Double>] {
    guard let shifts else {
      let numbers = try NumberList.read(shift, count: 2, option: "--shift", example: "0.5,0")
      return [SIMD2(numbers[0], numbers[1])]
    }
    let sizes = shifts.split { $0 == "x" || $0 == "," }.compactMap { Int($0) }
    guard sizes.count == 2, (1...100).contains(sizes[0]), (1...100).contains(sizes[1]) else {
      throw ValidationError("--shifts takes two sizes up to 100, e.g. 3x3; '\(shifts)' is none")
    }
    return (0..<sizes[0]).flatMap { i in
      (0..<sizes[1]).map { j in SIMD2(Double(i) / Double(sizes[0]), Double(j) / Double(sizes[1])) }
    }
  }
}
