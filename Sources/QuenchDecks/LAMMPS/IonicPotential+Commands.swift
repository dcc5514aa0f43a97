#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Pair commands of a potential for a list of elements, and the files they read.
struct LAMMPSPairCommands {
  /// For the file that every stage includes.
  var lines: [String]
  /// Relative to the deck's directory.
  var files: [DeckFile] = []
  /// Å, the longest cut-off; nil where only the person's own commands know.
  var cutoff: Double?
}

extension IonicPotential {
  /// `elements` in the order of atom types; a relative force accuracy of the mesh.
  func commands(elements: [String], accuracy: Double) -> LAMMPSPairCommands {
    let isTabulated = pairs.contains { pair in
      if case .morse = pair.form { true } else { false }
    }
    var commands =
      isTabulated ? tabulated(elements) : buckingham(elements)
    commands.lines.insert(contentsOf: header, at: 0)
    commands.lines += [
      "pair_modify     shift yes",
      "# relative accuracy of the forces beyond \(coulombCutoff) Angstrom",
      "kspace_style    pppm \(accuracy)",
    ]
    commands.cutoff = coulombCutoff
    return commands
  }

  private var header: [String] {
    ["# \(title): \(citation)"] + (remark.map { ["# \($0)"] } ?? [])
      + [
        "# cut-offs: short range \(shortRangeCutoff) Angstrom, shifted to zero; "
          + "Coulomb \(coulombCutoff) Angstrom, then mesh"
      ]
      + (pairs.contains { $0.core != nil }
        ? ["# the core ends at \(Core.cutoff) Angstrom, where it is below 1e-5 eV"] : [])
  }

  private func eachPair(
    _ elements: [String], _ body: (_ types: String, _ pair: Pair, _ name: String) -> Void
  ) {
    for (i, a) in elements.enumerated() {
      for (j, b) in elements.enumerated().dropFirst(i) {
        guard let pair = pair(a, b) else { continue }
        body("\(i + 1) \(j + 1)", pair, "\(a)-\(b)")
      }
    }
  }

  private func buckingham(_ elements: [String]) -> LAMMPSPairCommands {
    let hasCore = pairs.contains { $0.core != nil }
    let style = "buck/coul/long \(shortRangeCutoff) \(coulombCutoff)"
    let word = hasCore ? "buck/coul/long " : ""
    var lines = [
      "pair_style      " + (hasCore ? "hybrid/overlay \(style) nm/cut \(Core.cutoff)" : style),
      "pair_coeff      * * \(word)0.0 1.0 0.0",
    ]
    eachPair(elements) { types, pair, name in
      guard case .buckingham(let a, let rho, let c) = pair.form else { return }
      lines.append("pair_coeff      \(types) \(word)\(a) \(rho) \(c)  # \(name)")
      guard let core = pair.core else { return }
      lines.append(
        "pair_coeff      \(types) nm/cut \(core.depth) \(core.minimum) 30 6  # \(name) core")
    }
    return LAMMPSPairCommands(lines: lines)
  }

  /// LAMMPS of 2021 has no C/r¹² beside a Morse form, so that both go into one table.
  private func tabulated(_ elements: [String]) -> LAMMPSPairCommands {
    let file = "\(name).table"
    var lines = [
      "pair_style      hybrid/overlay coul/long \(coulombCutoff) table spline \(Table.rows)",
      "pair_coeff      * * coul/long",
    ]
    var tables: [String] = []
    eachPair(elements) { types, pair, name in
      lines.append("pair_coeff      \(types) table ../\(file) \(name) \(shortRangeCutoff)")
      tables.append(Table(pair.form, cutoff: shortRangeCutoff).text(name))
    }
    // hybrid styles want every pair of types assigned, which coul/long above does.
    let header = "# \(title): \(citation)\n# columns: index, r/A, E/eV, F/(eV/A)\n\n"
    var commands = LAMMPSPairCommands(lines: lines)
    commands.files = [DeckFile(file, header + tables.joined(separator: "\n"))]
    return commands
  }
}

extension IonicPotential.Core {
  /// E₀ of `nm/cut`: the depth of 4ε[(σ/r)³⁰ − (σ/r)⁶].
  var depth: Double { 4 * epsilon * (pow(5, -0.25) - pow(5, -1.25)) }
  /// r₀ of `nm/cut`: the minimum of it, Å.
  var minimum: Double { sigma * pow(5, 1 / 24.0) }
}

extension IonicPotential.Form {
  /// eV.
  func energy(at r: Double) -> Double {
    switch self {
    case .buckingham(let a, let rho, let c): return a * exp(-r / rho) - c / pow(r, 6)
    case .morse(let depth, let steepness, let r0, let c):
      let bond = 1 - exp(-steepness * (r - r0))
      return depth * (bond * bond - 1) + c / pow(r, 12)
    }
  }

  /// −dE/dr, eV/Å.
  func force(at r: Double) -> Double {
    switch self {
    case .buckingham(let a, let rho, let c): return a / rho * exp(-r / rho) - 6 * c / pow(r, 7)
    case .morse(let depth, let steepness, let r0, let c):
      let decay = exp(-steepness * (r - r0))
      return -2 * depth * steepness * decay * (1 - decay) + 12 * c / pow(r, 13)
    }
  }
}

/// A pair table of LAMMPS, dense enough that its splines are exact to about 1e-8 eV.
private struct Table {
  static let rows = 6000
  static let start = 0.5

  let form: IonicPotential.Form
  let cutoff: Double

  init(_ form: IonicPotential.Form, cutoff: Double) {
    self.form = form
    self.cutoff = cutoff
  }

  func text(_ name: String) -> String {
    var text = "\(name)\nN \(Self.rows) R \(Self.start) \(cutoff)\n\n"
    let shift = form.energy(at: cutoff)
    for row in 0..<Self.rows {
      let r = Self.start + (cutoff - Self.start) * Double(row) / Double(Self.rows - 1)
      text += "\(row + 1) \(r) \(form.energy(at: r) - shift) \(form.force(at: r))\n"
    }
    return text
  }
}
