import QuenchModel

/// Which of VASP's PAW potentials its makers recommend for each element (VASP wiki: Available
/// pseudopotentials, standard PBE set 54; bold entries).
enum RecommendedPotentials {
  static let version = "potpaw_PBE.54"

  /// `Ti_sv`; an element without an entry stands under its own symbol.
  static func title(_ element: Element) -> String {
    element.symbol + (suffixes[element.symbol] ?? "")
  }

  private static let suffixes: [String: String] = [
    "Li": "_sv", "Na": "_pv", "K": "_sv", "Ca": "_sv", "Sc": "_sv", "Ti": "_sv", "V": "_sv",
    "Cr": "_pv", "Mn": "_pv", "Ga": "_d", "Ge": "_d", "Rb": "_sv", "Sr": "_sv", "Y": "_sv",
    "Zr": "_sv", "Nb": "_sv", "Mo": "_sv", "Tc": "_pv", "Ru": "_pv", "Rh": "_pv", "In": "_d",
    "Sn": "_d", "Cs": "_sv", "Ba": "_sv", "Pr": "_3", "Nd": "_3", "Pm": "_3", "Sm": "_3",
    "Eu": "_2", "Gd": "_3", "Tb": "_3", "Dy": "_3", "Ho": "_3", "Er": "_3", "Tm": "_3",
    "Yb": "_2", "Lu": "_3", "Hf": "_pv", "Ta": "_pv", "W": "_sv", "Tl": "_d", "Pb": "_d",
    "Bi": "_d", "Po": "_d", "Fr": "_sv", "Ra": "_sv",
  ]
}
