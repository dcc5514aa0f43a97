import QuenchModel
import Testing

@testable import QuenchBuild

@Suite struct ConcentrationTests {
  /// One atom that weighs what a molecule does.
  private func part(_ name: String, _ mass: Double, _ count: Int, charge: Double)
    -> PackingComponent
  {
    var molecule = PackingTests.water
    molecule.masses = [mass - 2, 1, 1]
    return PackingComponent(name, molecule: molecule, count: count, charge: charge)
  }

  /// 600 DME (90.122 g/mol, 0.868 g/cm³) and 894 DOL (74.079, 1.06) are 62,295 + 62,478 cm³ per mol
  /// of mixtures: 125 salt in 124.77 L are 1.0018 mol/L of solvents.
  private let densities = ["DME": 0.868, "DOL": 1.06]

  private func solvents() -> [(component: PackingComponent, amount: PackingAmount)] {
    [
      (part("DME", 90.122, 0, charge: 0), .count(600)),
      (part("DOL", 74.079, 0, charge: 0), .count(894)),
    ]
  }

  private func salt(_ amount: PackingAmount) -> [(
    component: PackingComponent, amount: PackingAmount
  )] {
    [(part("Li", 6.94, 0, charge: 1), amount), (part("TFSI", 280.15, 0, charge: -1), amount)]
  }

  @Test func thePapersElectrolyteIsOneMolarInItsSolvents() throws {
    let counted = try PackingAmounts(
      salt(.perLitreOfSolvent(1.002)) + solvents(), solventDensities: densities
    ).counted()
    #expect(counted.map(\.count) == [125, 125, 600, 894])
  }

  @Test func itIsLessPerLitreOfTheBox() throws {
    // 61.0465³ Å³ = 227,500 Å³ = 2.275e-22 L; 125 / (N_A · that) = 0.9124 mol/L.
    let counted = try PackingAmounts(
      salt(.perLitreOfBox(0.9124)) + solvents(), density: 1.14
    ).counted()
    #expect(counted.map(\.count) == [125, 125, 600, 894])
    let inCell = try PackingAmounts(
      salt(.perLitreOfBox(0.9124)) + solvents(), volume: 227_500
    ).counted()
    #expect(inCell[0].count == 125)
  }

  @Test func molalCountsTheKilogramsOfSolvent() throws {
    // 600 · 90.122 + 894 · 74.079 = 120,300 g: 1.039 mol/kg are 125.
    let counted = try PackingAmounts(salt(.molal(1.039)) + solvents()).counted()
    #expect(counted[0].count == 125)
  }

  @Test func aConcentrationWithoutItsBasisIsRefused() {
    func fails(_ amounts: PackingAmounts) -> Bool {
      do throws(PackingError) {
        _ = try amounts.counted()
        return false
      } catch {
        return error.fault == .parameter
      }
    }
    #expect(fails(PackingAmounts(salt(.perLitreOfSolvent(1)) + solvents())))
    #expect(fails(PackingAmounts(salt(.perLitreOfBox(1)) + solvents())))
    #expect(fails(PackingAmounts(salt(.molal(1)))))
    #expect(fails(PackingAmounts(salt(.perLitreOfBox(50)) + solvents(), density: 1)))
    #expect(fails(PackingAmounts(salt(.perLitreOfBox(1e-5)) + solvents(), volume: 1000)))
  }
}
