import QuenchModel

/// The element behind an atom name of a GRO file, which names none.
///
/// Nothing is read where two elements are possible. In this order:
/// 1. what the user says (`--species OS=O`);
/// 2. a residue of one name with its atom is an ion or an atom of a crystal: `LI`/`LI`, `CA`/`CA`,
///    `NA+`/`NA` (and CHARMM's `SOD`, `CLA`, `POT`, `LIT`, `CAL`, `CES`, `RUB`);
/// 3. in the 20 amino acids the first letter (`CA` is carbon), virtual sites apart;
/// 4. a symbol in its own mixed case: `Li`, `Ti1`;
/// 5. one letter of H B C N O F P S I K, with or without digits: `C1`, `H10'`;
/// 6. two or more letters: a symbol that begins with none of the organic letters H B C N O F P S
///    (`LI`, `ZN1`), or CL, BR, SI, FE; else the organic first letter where the first two are no symbol up
///    to plutonium (`OW`, `HW1`, `CT`, `OBT`).
/// `CA`, `CD`, `HG`, `NA`, `OS`, `SE` inside a molecule, `MW` and dummies get no element.
enum GROElements {
  /// Throws nothing, asks nothing: nil where the rule is silent.
  static func element(atom: String, residue: String) -> Element? {
    let name = letters(of: atom.drop { $0.isNumber })
    guard !name.isEmpty else { return nil }
    if let ion = ion(atom: atom, residue: residue) { return ion }
    if aminoAcids.contains(residue.uppercased()) {
      return "HCNOS".contains(name.uppercased().prefix(1)) ? Element(symbol: name.prefix(1)) : nil
    }
    if name.count == 2, let element = Element(symbol: name), element.symbol == name {
      return element
    }
    return name.count == 1 ? oneLetter(name) : manyLetters(name.uppercased())
  }

  private static func ion(atom: String, residue: String) -> Element? {
    let (name, residueName) = (letters(of: atom[...]), letters(of: residue[...]))
    guard name.uppercased() == residueName.uppercased() else { return nil }
    if let symbol = charmmIons[name.uppercased()] { return Element(symbol: symbol) }
    return name.count <= 2 ? realElement(name) : nil
  }

  private static func oneLetter(_ name: String) -> Element? {
    "HBCNOFPSIK".contains(name) ? Element(symbol: name) : nil
  }

  private static func manyLetters(_ name: String) -> Element? {
    let (first, two) = (name.prefix(1), name.prefix(2))
    let asTwo = realElement(two)
    if ["CL", "BR", "SI", "FE"].contains(two) { return asTwo }
    guard "HBCNOFPS".contains(first) else { return name.count == 2 ? asTwo : nil }
    return asTwo == nil && first != "B" ? Element(symbol: first) : nil
  }

  /// Nobody simulates the elements beyond plutonium; their symbols (CF, CM, NO, SG) are organic names.
  private static func realElement(_ symbol: some StringProtocol) -> Element? {
    guard symbol.uppercased() != "D", symbol.uppercased() != "T" else { return nil }
    return Element(symbol: symbol).flatMap { $0.atomicNumber <= 94 ? $0 : nil }
  }

  private static func letters(of name: Substring) -> String {
    String(name.prefix { $0.isASCII && $0.isLetter })
  }

  private static let charmmIons = [
    "SOD": "Na", "CLA": "Cl", "POT": "K", "LIT": "Li", "CAL": "Ca", "CES": "Cs", "RUB": "Rb",
  ]

  private static let aminoAcids: Set<String> = [
    "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "HID", "HIE", "HIP", "ILE",
    "LEU",
    "LYS", "MET", "PHE", "PRO", "SER", "THR", "TRP", "TYR", "VAL", "ACE", "NME",
  ]
}
