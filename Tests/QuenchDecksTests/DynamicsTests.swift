import QuenchDecks
import Testing

@Suite struct DynamicsTests {
  /// 4000 → 300 K in 18 ps is 3700 / 18e-12 = 2.0556e14 K/s.
  @Test func coolingRateIsPositiveWhenCooling() throws {
    let quench = Dynamics(start: 4000, end: 300, duration: 18_000, timestep: 2)
    let rate = try #require(quench.coolingRate)
    #expect(abs(rate / 2.055_555_6e14 - 1) < 1e-7)
    #expect(quench.steps == 9000)
  }

  @Test func stepsAreRoundedUp() {
    #expect(Dynamics(start: 1, end: 1, duration: 10, timestep: 3).steps == 4)
    #expect(Dynamics(start: 1, end: 1, duration: 0.3, timestep: 0.1).steps == 3)
  }
}
