import QuenchModel
import Testing

@Suite struct SeededGeneratorTests {
  /// By an independent program after the authors' C code: SplitMix64 fills the state from 1.
  @Test func giveTheNumbersOfXoshiro256StarStar() {
    var generator = SeededGenerator(seed: 1)
    let numbers = (0..<4).map { _ in generator.next() }
    #expect(
      numbers == [
        0xb3f2_af6d_0fc7_10c5, 0x853b_5596_4736_4cea, 0x92f8_9756_082a_4514,
        0x642e_1c7b_c266_a3a7,
      ])
  }

  @Test func uniformNumbersFillTheUnitIntervalEvenly() {
    var generator = SeededGenerator(seed: 7)
    let numbers = (0..<100_000).map { _ in generator.uniform() }
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
    let mean = numbers.reduce(0, +) / 100_000
    // The mean's standard error is 1/√12/√100,000 = 9.1e-4.
    #expect(abs(mean - 0.5) < 4e-3)
  }

  @Test func shufflingKeepsAllValues() {
    var generator = SeededGenerator(seed: 3)
    var values = Array(0..<100)
    generator.shuffle(&values)
    #expect(values != Array(0..<100))
    #expect(values.sorted() == Array(0..<100))
  }
}

@Suite struct RotationTests {
  @Test func aQuarterTurnAboutZTakesXToY() {
    let turned = Rotation(about: Vector3(0, 0, 2), degrees: 90).applied(to: Vector3(1, 0, 0))
    #expect((turned - Vector3(0, 1, 0)).length < 1e-15)
  }

  @Test func randomRotationsKeepLengthsAngleAndHandedness() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<100 {
      let turn = Rotation.random(using: &generator)
      let (a, b) = (turn.applied(to: Vector3(1, 2, 3)), turn.applied(to: Vector3(-2, 0.5, 1)))
      #expect(abs(dot(a, b) - dot(Vector3(1, 2, 3), Vector3(-2, 0.5, 1))) < 1e-12)
      #expect(abs(dot(cross(turn.x, turn.y), turn.z) - 1) < 1e-12)
    }
  }

  /// Of a uniform orientation the mean of a turned vector vanishes and each component's square is 1/3.
  @Test func randomRotationsPreferNoDirection() {
    var generator = SeededGenerator(seed: 5)
    let vectors = (0..<20_000).map { _ in
      Rotation.random(using: &generator).applied(to: Vector3(0, 0, 1))
    }
    let mean = vectors.reduce(Vector3.zero, +) / 20_000
    let squares = vectors.reduce(Vector3.zero) { $0 + $1 * $1 } / 20_000
    #expect(mean.length < 0.02)
    for axis in 0..<3 { #expect(abs(squares[axis] - 1.0 / 3) < 0.01) }
  }
}
