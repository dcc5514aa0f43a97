import QuenchModel
import QuenchTrajectories
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct CellSourceTests {
  private func frame(_ step: Int?) -> Frame {
    let atoms = Structure(
      species: Categorical([Species(label: "Si")]), positions: Coordinates([Vector3(1, 2, 3)]))
    return Frame(atoms, step: step)
  }

  /// A cubic cell of 4 Å at step 0 and of 5 Å at step 10, as CP2K prints them.
  private func withCells(_ body: (String) throws -> Void) throws {
    var template = Array("cells-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    let rows = ["0 0.0 4 0 0 0 4 0 0 0 4 64", "10 5.0 5 0 0 0 5 0 0 0 5 125"]
    let text = rows.joined(separator: "\n") + "\n"
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    close(descriptor)
    try body(name)
  }

  @Test func eachFrameHasTheCellOfItsStep() throws {
    try withCells { name in
      let source = try CellSource(MemorySource([frame(0), frame(10)]), cells: name)
      #expect(source.prototype.lattice == .cubic(4))
      var cells: [Lattice?] = []
      try source.forEachFrame { cells.append($0.structure.lattice) }
      #expect(cells == [.cubic(4), .cubic(5)])
    }
  }

  @Test func theRepeatedEndOfAnOptimisationHasTheLastCell() throws {
    try withCells { name in
      var cell: Lattice?
      try CellSource(MemorySource([frame(10), frame(11)]), cells: name).forEachFrame {
        cell = $0.structure.lattice
      }
      #expect(cell == .cubic(5))
    }
  }

  @Test func aStepWithoutACellIsRefused() throws {
    try withCells { name in
      let source = try CellSource(MemorySource([frame(0), frame(7)]), cells: name)
      let error = #expect(throws: TrajectoryError.self) { try source.forEachFrame { _ in } }
      #expect("\(try #require(error))" == "\(name) has no cell of step 7")
    }
  }
}
