import ArgumentParser
import Quench

/// The solid parts of an electrochemical cell.
struct ElectrodeOptions: ParsableArguments {
  // In a protocol the verb's own name is taken: structure: {electrode: [10:Li+], slab: Li_bcc}.
  @Option(
    name: [.customLong("electrode"), .customLong("slab")],
    help: ArgumentHelp(
      "A slab with its surface cell; a crystal with --hkl.", valueName: "file"))
  var electrode: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Cut the crystal along this plane: 110.", valueName: "plane"))
  var hkl: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Atomic layers of the cut.", valueName: "n"))
  var layers: Int?

  @Option(help: ArgumentHelp("Termination of the cut (quench slab --list).", valueName: "id"))
  var termination: String?

  @Option(help: ArgumentHelp("Another slab as the upper electrode.", valueName: "file"))
  var top: String?

  @Option(help: ArgumentHelp("About this wide, Å: 50x50.", valueName: "Å"))
  var size: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Atoms of the lower electrode, in the squarest cell.", valueName: "n"))
  var electrodeAtoms: Int?

  @Option(help: ArgumentHelp("Surface cells of the electrode: 17x12.", valueName: "n"))
  var `repeat`: String?

  @Flag(help: "Strain the electrode too, so that --size is met exactly.")
  var stretch = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Largest strain of any part, %.", valueName: "%"))
  var maxStrain = 5.0

  @Option(
    help: ArgumentHelp(
      "A film on the lower electrode, thrown together: 150:Li2O; repeat for a mixture.",
      valueName: "amount"))
  var film: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Outermost nuclei of the packed film apart, Å.", valueName: "Å"))
  var filmThickness = 10.0

  @Option(help: ArgumentHelp("A crystal's slab as the film.", valueName: "file"))
  var filmSlab: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Give the film its formal charges times this (1, or 0.8 as in scaled-charge models).",
      valueName: "scale"))
  var filmCharges: Double?

  @Flag(help: "Hold the electrodes' atoms in the structure.")
  var hold = false

  func validate() throws {
    guard film.isEmpty || filmSlab == nil else {
      throw ValidationError("the film is thrown together (--film) or a crystal (--film-slab)")
    }
    guard (hkl == nil) == (layers == nil), hkl != nil || termination == nil else {
      throw ValidationError("a cut needs --hkl and --layers; --termination belongs to it")
    }
    guard !stretch || size != nil else { throw ValidationError("--stretch needs --size") }
  }

  /// The slab as it is, or cut from a crystal.
  func bottom(_ input: InputOptions) throws -> Structure {
    let structure = try input.open([electrode]).prototype
    guard let hkl, let layers else { return structure }
    var slab = Slab(plane: try MillerPlane(parsing: hkl))
    slab.size = .layers(layers)
    slab.termination = termination
    return try slab.build(structure).structure
  }

  func lateral() throws -> LateralSize {
    if let text = `repeat` {
      guard size == nil, electrodeAtoms == nil else { throw Self.choose }
      let numbers = Self.pair(text).compactMap { Int(exactly: $0) }
      guard numbers.count == 2 else {
        throw ValidationError("--repeat takes two whole numbers, e.g. 17x12")
      }
      return .repeats(SIMD2(numbers[0], numbers[1]))
    }
    let wide = try size.map { text in
      let numbers = Self.pair(text)
      guard numbers.count == 2 else {
        throw ValidationError("--size takes two lengths in Å, e.g. 50x50")
      }
      return SIMD2(numbers[0], numbers[1])
    }
    switch (wide, electrodeAtoms) {
    case (let wide?, let atoms?): return .sizeAndAtoms(wide, atoms)
    case (let wide?, nil): return .size(wide)
    case (nil, let atoms?): return .atoms(atoms)
    default: throw Self.choose
    }
  }

  private static let choose = ValidationError(
    "say how wide: --size, --electrode-atoms, or --repeat")

  private static func pair(_ text: String) -> [Double] {
    let words = text.split { $0 == "x" || $0 == "," || $0 == " " }
    let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
    return numbers.count == words.count ? numbers : []
  }

  func fill(
    _ cell: inout ElectrodeCell, _ input: InputOptions,
    _ components: ([String]) throws -> [PackingComponent]
  ) throws {
    cell.top = try top.map { try input.open([$0]).prototype }
    cell.stretchesToSize = stretch
    cell.largestStrain = maxStrain
    cell.holdsElectrodes = hold
    cell.filmChargeScale = filmCharges
    if let filmSlab { cell.film = .slab(try input.open([filmSlab]).prototype) }
    if !film.isEmpty { cell.film = .packed(try components(film), thickness: filmThickness) }
  }
}

/// `DME=0.868,DOL=1.06`, g/cm³.
enum SolventDensities {
  static func parse(_ texts: [String]) throws -> [String: Double] {
    var found: [String: Double] = [:]
    for text in texts.flatMap({ $0.split(separator: ",") }) {
      let parts = text.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]), value > 0, value < 30 else {
        throw ValidationError("--solvent-density takes NAME=g/cm³; '\(text)' is none")
      }
      found[String(parts[0])] = value
    }
    return found
  }
}
