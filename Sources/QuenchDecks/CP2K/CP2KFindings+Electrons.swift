import QuenchFormats
import QuenchModel

/// Electrons: their number, potentials against the functional, cut-offs.
extension CP2KFindings {
  /// Gaussians and plane waves, not a semi-empirical method or a force field.
  var isGPW: Bool {
    let method = input.value("DFT/QS", "METHOD")?.uppercased() ?? "GPW"
    let kind = input.value("FORCE_EVAL", "METHOD")?.uppercased() ?? "QS"
    return ["GPW", "GAPW", "GAPW_XC"].contains(method) && ["QS", "QUICKSTEP"].contains(kind)
      && input.has("FORCE_EVAL/DFT")
  }

  /// A &KIND with its words.
  private struct Kind {
    let name: String
    let head: CP2KInput.Entry
    var basis: CP2KInput.Entry?
    var potential: CP2KInput.Entry?

    /// `GTH-PBE-q6` says 6.
    var valence: Int? { potential.flatMap { Self.charge($0.value) } }

    static func charge(_ name: String) -> Int? {
      guard let mark = name.ranges(of: "-q").last?.upperBound else { return nil }
      return Int(name[mark...].prefix { $0.isNumber })
    }
  }

  private var kindList: [Kind] {
    var kinds: [Kind] = []
    for entry in input.entries where entry.path.hasSuffix("SUBSYS/KIND") {
      if entry.keyword == "_" { kinds.append(Kind(name: entry.value.uppercased(), head: entry)) }
      guard !kinds.isEmpty else { continue }
      let last = kinds.count - 1
      if entry.keyword == "BASIS_SET", kinds[last].basis == nil { kinds[last].basis = entry }
      if ["POTENTIAL", "POT"].contains(entry.keyword) { kinds[last].potential = entry }
    }
    return kinds
  }

  var electrons: [Finding] {
    guard isGPW else { return [] }
    return exchange + kindWords + potentialFamilies + cutoff + smearing
  }

  private var exchange: [Finding] {
    guard entry("DFT/XC", "_") == nil, !hasIncludes else { return [] }
    return [
      finding(.error, "XC", "there is no &XC with a functional", entry("FORCE_EVAL/DFT", "_"))
    ]
  }

  private var kindWords: [Finding] {
    // A subsection may bring the numbers themselves, and ghosts have no potential.
    kindList.flatMap { kind -> [Finding] in
      let sections = input.entries.filter {
        $0.path.hasSuffix("KIND/BASIS") || $0.path.hasSuffix("KIND/POTENTIAL")
      }
      let isGhost = input.entries.contains {
        $0.path.hasSuffix("SUBSYS/KIND") && $0.keyword == "GHOST"
      }
      guard sections.isEmpty, !isGhost, !kind.head.value.contains("$") else { return [] }
      var findings: [Finding] = []
      if kind.basis == nil {
        findings.append(
          finding(.error, "KIND", "&KIND \(kind.head.value) has no BASIS_SET", kind.head))
      }
      if kind.potential == nil {
        findings.append(
          finding(.error, "KIND", "&KIND \(kind.head.value) has no POTENTIAL", kind.head))
      }
      if let valence = kind.valence, let basis = kind.basis,
        let other = Kind.charge(basis.value), other != valence
      {
        findings.append(
          finding(
            .error, "VALENCE",
            "\(basis.value) is for \(other) valence electrons, and \(kind.potential?.value ?? "") has "
              + "\(valence)", basis))
      }
      return findings
    }
  }

  /// `GTH-PADE-q6` says PADE.
  private static func family(_ potential: String) -> String? {
    let words = potential.uppercased().split(separator: "-").map(String.init)
    guard words.first == "GTH", words.count > 1 else { return nil }
    return words[1] == "LDA" ? "PADE" : words[1]
  }

  private var potentialFamilies: [Finding] {
    let potentials = kindList.compactMap(\.potential)
    let families = potentials.map { Self.family($0.value) }
    guard let first = families.first.flatMap({ $0 }) else { return [] }
    if let place = families.indices.first(where: { families[$0] != nil && families[$0] != first }) {
      return [
        finding(
          .error, "POT-MIXED",
          "\(potentials[place].value) beside \(potentials[0].value): made for different functionals",
          potentials[place])
      ]
    }
    guard let functional, functional != first, let entry = potentials.first else { return [] }
    return [
      finding(
        .warning, "POT-FUNCTIONAL",
        "\(entry.value) is made for \(first), and the functional is \(functional)", entry)
    ]
  }

  /// Of those that have potentials of their own; others are nobody's mistake.
  private var functional: String? {
    let entry = entry("DFT/XC/XC_FUNCTIONAL", "_")
    let section = input.entries.first { $0.path.hasSuffix("XC_FUNCTIONAL/PBE") }
    let word = entry?.value.uppercased() ?? ""
    let name = word.isEmpty || word == "NO_SHORTCUT" ? (section == nil ? "" : "PBE") : word
    return ["PADE": "PADE", "LDA": "PADE", "PBE": "PBE", "BLYP": "BLYP", "BP": "BP"][name]
  }

  /// Ry; below it GTH potentials are not resolved (CP2K: converging CUTOFF and REL_CUTOFF).
  private static let leastCutoff = 200.0

  private var cutoff: [Finding] {
    guard let entry = entry("DFT/MGRID", "CUTOFF"), let quantity = CP2KQuantity(entry.value),
      let factor = [nil: 1, "ry": 1, "hartree": 2, "ev": 1 / 13.605_693][quantity.unit]
    else { return [] }
    let cutoff = quantity.values[0] * factor
    guard cutoff < Self.leastCutoff else { return [] }
    return [
      finding(
        .warning, "CUTOFF",
        "CUTOFF \(DeckNumber.text(cutoff, decimals: 1)) Ry is little for GTH potentials: forces are noise "
          + "below about 200, and 300 to 600 are usual", entry)
    ]
  }

  private var smearing: [Finding] {
    guard let smear = entry("SCF/SMEAR", "_"), !smear.value.uppercased().hasPrefix("OFF"),
      !["F", ".FALSE."].contains(smear.value.uppercased()),
      entry("DFT/SCF", "ADDED_MOS") == nil
    else { return [] }
    return [
      finding(
        .error, "ADDED-MOS", "smearing fills states above the last occupied: ADDED_MOS in &SCF",
        smear)
    ]
  }

  /// An odd number needs spin (CP2K stops: "Use the LSD option").
  func electronCount(_ structure: Structure) -> [Finding] {
    guard isGPW else { return [] }
    let valences = Dictionary(kindList.map { ($0.name, $0.valence) }) { first, _ in first }
    var sum = 0
    for species in structure.species {
      let own = valences[species.label.uppercased()] ?? valences[species.name.uppercased()]
      guard let valence = own.flatMap({ $0 }) else { return [] }
      sum += valence
    }
    let charge = entry("FORCE_EVAL/DFT", "CHARGE")
    guard let removed = Int(charge?.value ?? "0") else { return [] }
    let electrons = sum - removed
    let isSpin = ["UKS", "LSD", "SPIN_POLARIZED", "UNRESTRICTED_KOHN_SHAM", "ROKS"].contains {
      input.isOn("FORCE_EVAL/DFT", $0)
    }
    if !isSpin, electrons % 2 != 0 {
      return [
        finding(
          .error, "SPIN",
          "\(electrons) electrons are an odd number, and without UKS CP2K stops",
          charge ?? entry("FORCE_EVAL/DFT", "_"))
      ]
    }
    let entry = entry("FORCE_EVAL/DFT", "MULTIPLICITY") ?? entry("FORCE_EVAL/DFT", "MULTIP")
    guard let entry, let multiplicity = Int(entry.value), multiplicity > 0,
      (electrons - multiplicity + 1) % 2 != 0
    else { return [] }
    return [
      finding(
        .error, "SPIN", "MULTIPLICITY \(multiplicity) does not go with \(electrons) electrons",
        entry)
    ]
  }
}
