import QuenchDecks

/// Text with the few lines of a POTCAR that decks read; no potential.
enum MadeUpPotential {
  /// ENMAX 300 eV and 13 electrons for V_sv, 400 eV and 6 for O, 250 eV and 12 for the rest.
  static func text(_ title: String, set: String = "PAW_PBE") -> String {
    let element = title.prefix { $0 != "_" }
    let (enmax, valence) = ["V_sv": (300, 13), "O": (400, 6)][title] ?? (250, 12)
    return """
        \(set) \(title) 01Jan2000
         \(valence).0000000000000
       parameters from PSCTR are:
         VRHFIN =\(element): made up
         TITEL  = \(set) \(title) 01Jan2000
         POMASS =   10.000; ZVAL   =   \(valence).000    mass and valenz
         ENMAX  =  \(enmax).000; ENMIN  =  200.000 eV
       End of Dataset

      """
  }

  static func attachments(_ titles: [String]) -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: titles.map { (VASPPotentials.attachment($0), Array(text($0).utf8)) })
  }
}
