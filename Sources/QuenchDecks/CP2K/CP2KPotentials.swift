import QuenchModel

/// Basis sets and pseudopotentials that come with CP2K, by element.
///
/// Read off BASIS_MOLOPT (VandeVondele & Hutter, doi 10.1063/1.2770708) and GTH_POTENTIALS (Krack, doi
/// 10.1007/s00214-005-0655-y) of CP2K 2023.1.
enum CP2KPotentials {
  /// Electrons beyond the core of the GTH potential that a MOLOPT-SR basis was made for.
  static func valence(_ element: Element) -> Int? { valences[element.symbol] }

  /// The short-range MOLOPT sets know 71 elements, the others nine light ones.
  static func hasBasis(_ basis: String, _ element: Element) -> Bool {
    basis.contains("-SR-") ? valences[element.symbol] != nil : light.contains(element.symbol)
  }

  /// Families of BASIS_MOLOPT; any other name is the user's own and is written as it is.
  static let families = [
    "SZV-MOLOPT-SR-GTH", "DZVP-MOLOPT-SR-GTH", "SZV-MOLOPT-GTH", "DZVP-MOLOPT-GTH",
    "TZVP-MOLOPT-GTH", "TZV2P-MOLOPT-GTH", "TZV2PX-MOLOPT-GTH",
  ]

  private static let light: Set = ["H", "C", "N", "O", "F", "Si", "P", "S", "Cl"]

  private static let valences: [String: Int] = [
    "H": 1, "He": 2, "Li": 3, "Be": 4, "B": 3, "C": 4, "N": 5, "O": 6, "F": 7, "Ne": 8, "Na": 9,
    "Mg": 10, "Al": 3, "Si": 4, "P": 5, "S": 6, "Cl": 7, "Ar": 8, "K": 9, "Ca": 10, "Sc": 11,
    "Ti": 12, "V": 13, "Cr": 14, "Mn": 15, "Fe": 16, "Co": 17, "Ni": 18, "Cu": 11, "Zn": 12,
    "Ga": 13, "Ge": 4, "As": 5, "Se": 6, "Br": 7, "Kr": 8, "Rb": 9, "Sr": 10, "Y": 11, "Zr": 12,
    "Nb": 13, "Mo": 14, "Tc": 15, "Ru": 16, "Rh": 17, "Pd": 18, "Ag": 11, "Cd": 12, "In": 13,
    "Sn": 4, "Sb": 5, "Te": 6, "I": 7, "Xe": 8, "Cs": 9, "Ba": 10, "Hf": 12, "Ta": 13, "W": 14,
    "Re": 15, "Os": 16, "Ir": 17, "Pt": 18, "Au": 11, "Hg": 12, "Tl": 13, "Pb": 4, "Bi": 5,
    "Po": 6, "At": 7, "Rn": 8,
  ]
}
