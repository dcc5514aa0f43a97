import QuenchModel

/// Oxidation states of each element, the usual ones first.
///
/// Groups apart by `|`: states of one group are about equally common, each further group is rarer.
/// Compiled from Greenwood & Earnshaw, Chemistry of the Elements, 2nd ed. (Butterworth–Heinemann
/// 1997), the tables of oxidation states of each chapter; an empty group keeps a state (peroxides)
/// from being taken while any other explanation stands. Noble gases and elements from Fm on have none.
enum OxidationTable {
  /// A state and how unusual it is: 0 for the most common.
  struct Entry: Hashable, Sendable {
    let state: Int
    let cost: Int
  }

  static let entries: [String: [Entry]] = {
    var entries: [String: [Entry]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { continue }
      let groups = words[1].split(separator: "|", omittingEmptySubsequences: false)
      entries[String(words[0])] = groups.enumerated().flatMap { cost, group in
        group.split(separator: " ").compactMap { Int($0) }.map { Entry(state: $0, cost: cost) }
      }
    }
    return entries
  }()

  /// Elements that may carry a negative state, the most electronegative (Pauling) first.
  static let anions = [
    "F", "O", "Cl", "N", "Br", "I", "S", "Se", "C", "At", "H", "P", "As", "Te", "Sb", "B", "Bi",
    "Ge", "Si", "Sn",
  ]

  /// 0 for fluorine; metals come after everything that may be an anion.
  static func electropositivity(_ symbol: String) -> Int {
    anions.firstIndex(of: symbol) ?? anions.count
  }

  private static let text = """
    H +1 | -1
    Li +1
    Be +2
    B +3 | | -1
    C +4 | -4 | +2 +3 -2 -1
    N -3 +5 | +3 | +4 +2 -1
    O -2 | | | -1
    F -1
    Na +1
    Mg +2
    Al +3
    Si +4 | -4
    P +5 | +3 -3 | +4
    S -2 +6 | +4 | +2 -1 +5
    Cl -1 | +7 +5 | +3 +1
    K +1
    Ca +2
    Sc +3
    Ti +4 | +3 | +2
    V +5 +4 +3 | +2
    Cr +3 | +6 | +2 +4 +5
    Mn +2 +4 +3 | +7 | +6 +5
    Fe +3 +2 | | | +4 +6
    Co +2 +3 | +4
    Ni +2 | +3 | +4
    Cu +2 +1 | +3
    Zn +2
    Ga +3 | | +1
    Ge +4 | +2 -4
    As +5 +3 -3
    Se -2 +4 +6 | | -1
    Br -1 | +5 | +7 +3 +1
    Rb +1
    Sr +2
    Y +3
    Zr +4 | | +3 +2
    Nb +5 | +4 | +3 +2
    Mo +6 +4 | +5 +3 | +2
    Tc +7 +4 | +5 +6 +3
    Ru +4 +3 | +6 +8 | +2 +5
    Rh +3 | +4 | +1 +2
    Pd +2 | +4
    Ag +1 | | +2 +3
    Cd +2
    In +3 | +1
    Sn +4 +2 | | -4
    Sb +5 +3 -3
    Te -2 +4 +6 | | -1
    I -1 | +5 +7 | +1 +3
    Cs +1
    Ba +2
    La +3
    Ce +4 +3
    Pr +3 | +4
    Nd +3
    Pm +3
    Sm +3 | +2
    Eu +3 +2
    Gd +3
    Tb +3 | +4
    Dy +3
    Ho +3
    Er +3
    Tm +3
    Yb +3 | +2
    Lu +3
    Hf +4
    Ta +5 | | +4 +3
    W +6 +4 | +5 | +2 +3
    Re +7 +4 | +6 +5 +3
    Os +4 +8 | +6 +3 +2
    Ir +4 +3 | +6 +5 +1
    Pt +2 +4
    Au +3 +1
    Hg +2 | +1
    Tl +1 +3
    Pb +2 +4
    Bi +3 | +5 | -3
    Po +4 +2 -2
    At -1
    Fr +1
    Ra +2
    Ac +3
    Th +4
    Pa +5 | +4
    U +6 +4 | +5 +3
    Np +5 | +4 +6 | +3 +7
    Pu +4 | +3 +6 | +5
    Am +3 | +4
    Cm +3
    Bk +3 | +4
    Cf +3
    Es +3
    """
}
