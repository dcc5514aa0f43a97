import QuenchModel
import Testing

@Suite struct LayerStackTests {
  private func slab(_ heights: [Double], c: Double = 20, shift: Double = 0) -> Structure {
    Structure(
      lattice: Lattice(orthorhombic: Vector3(3, 3, c)),
      species: Categorical(heights.map { _ in Species(label: "Li") }),
      positions: Coordinates(heights.map { Vector3(0, 0, $0 + shift) }))
  }

  @Test func layersBeginWhereHeightsPart() {
    let stack = slab([5, 1, 1.1, 3, 5.2]).layers()
    #expect(stack.layers.map(\.atoms) == [[1, 2], [3], [0, 4]])
    #expect(abs(stack.thickness - 4.2) < 1e-12)
    #expect(abs(stack.vacuum - 15.8) < 1e-12)
  }

  @Test(arguments: [0.0, 4.0, 9.0, 17.5, 18.5, -3.0])
  func aSlabAcrossTheBoundaryIsOneSlab(shift: Double) {
    let stack = slab([1, 3, 5], shift: shift).layers()
    #expect(stack.layers.map(\.atoms) == [[0], [1], [2]])
    #expect(abs(stack.vacuum - 16) < 1e-9)
    #expect(abs(stack.thickness - 4) < 1e-9)
  }

  @Test func heightsAreAlongTheNormalNotAlongC() {
    let lattice = Lattice(a: Vector3(4, 0, 0), b: Vector3(0, 4, 0), c: Vector3(3, 0, 10))
    let structure = Structure(
      lattice: lattice, species: Categorical([Species(label: "Li"), Species(label: "Li")]),
      fractional: Coordinates([Vector3(0, 0, 0), Vector3(0, 0, 0.5)]))
    let stack = structure.layers()
    #expect(abs(stack.layers[1].height - stack.layers[0].height - 5) < 1e-12)
    #expect(lattice.height(2) == 10)
    #expect(lattice.area(2) == 16)
  }

  @Test func withoutALatticeThereAreNone() {
    #expect(Structure().layers().layers.isEmpty)
  }
}
