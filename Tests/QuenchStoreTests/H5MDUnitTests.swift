import QuenchUnits
import Testing

@testable import QuenchStore

@Suite struct H5MDUnitTests {
  @Test(arguments: [
    ("Angstrom", 1.0), ("nm", 10), ("ps", 1000), ("nm ps-1", 0.01), ("Angstrom/fs", 1),
    ("Angstrom fs-1", 1), ("nm+1 ps-1", 0.01), ("eV Angstrom-1", 1),
    // 1 kJ/mol = 0.010364269656262173 eV (CODATA 2018).
    ("kJ mol-1", 0.010364269656262173), ("kJ mol-1 nm-1", 0.0010364269656262173),
    // One AKMA time unit is 48.88821 fs.
    ("AKMA", 48.88821),
  ])
  func unitsBecomeHouseUnits(text: String, expected: Double) throws {
    let factor = try #require(H5MDUnit.factor(text))
    #expect(abs(factor / expected - 1) < 1e-6)
  }

  @Test func unknownUnitsAreNotGuessed() {
    for text in ["sigma", "furlong", "nm99999999999999999999", "-1", "nm-7"] {
      #expect(H5MDUnit.factor(text) == nil)
    }
  }
}
