import QuenchModel
import Testing

@testable import QuenchStore

@Suite struct StoreEditorTests {
  private func store(_ folder: TemporaryFolder, frames: Int = 4) throws -> String {
    let path = folder / "t.h5"
    let writer = try TrajectoryWriter(path: path)
    for index in 0..<frames {
      try writer.write(Frame.random(atoms: 6, index: index, velocities: true))
    }
    try writer.finish()
    return path
  }

  private var analysis: StoredAnalysis {
    StoredAnalysis(
      name: "rdf",
      arrays: [
        "counts": .counts([0, 1, .max, 3, 4, 5], shape: [1, 2, 3]),
        "edges": .numbers([0, 0.5, 1], unit: "Angstrom"), "pairs": .texts(["Si-O", "O–O", ""]),
        "peaks": .table(columns: ["r", "g"], rows: [[1.6, 20], [2.6, 4.5]]),
        "none": .counts([], shape: [0, 5]),
        "signed": StoredArray(.integers([-1, 2]), shape: [2]),
      ],
      attributes: [
        "cutoff": .number(12.5), "frames": .integer(4), "command": .text("quench rdf"),
        "species": .texts(["Si", "O"]),
      ])
  }

  private var series: StoredSeries {
    StoredSeries(
      name: "coordination_Si-O", atoms: 6, values: (0..<24).map { $0 - 1 },
      attributes: ["cutoff": .number(2.2)])
  }

  @Test func analysesAndSeriesComeBack() throws {
    let folder = TemporaryFolder()
    let path = try store(folder)
    let before = try readAll(path).map(\.structure)
    let editor = try StoreEditor(path: path)
    try editor.add(StoredAnalysis(name: "rdf"))
    try editor.add(analysis)
    try editor.add(series)
    try editor.finish()
    let store = try TrajectoryStore(path: path)
    #expect(try store.analysisNames() == ["rdf"])
    #expect(try store.analysis("rdf") == analysis)
    #expect(try store.series("coordination_Si-O") == series)
    #expect(try readAll(path).map(\.structure) == before)
  }

  @Test func anEditThatDoesNotFinishChangesNothing() throws {
    let folder = TemporaryFolder()
    let path = try store(folder)
    let before = bytes(of: path)
    do {
      let editor = try StoreEditor(path: path)
      try editor.add(analysis)
    }
    #expect(bytes(of: path) == before)
    #expect(!Files.exists(path + ".edit"))
  }

  @Test(arguments: [true, false]) func repackingKeepsEverything(compress: Bool) throws {
    let folder = TemporaryFolder()
    let path = try store(folder, frames: 300)
    let editor = try StoreEditor(path: path)
    try editor.add(analysis)
    try editor.add(
      StoredSeries(name: "cn", atoms: 6, values: [Int32](repeating: 4, count: 1800)))
    try editor.finish()
    let count = try StoreRepack.repack(from: path, to: folder / "r.h5", compress: compress)
    #expect(count == 300)
    let repacked = try TrajectoryStore(path: folder / "r.h5")
    #expect(try repacked.analysis("rdf") == analysis)
    #expect(try repacked.series("cn").values.count == 1800)
    for (a, b) in zip(try readAll(folder / "r.h5"), try readAll(path)) {
      #expect(a.structure.positions == b.structure.positions)
      #expect(a.structure.velocities == b.structure.velocities)
      #expect(a.structure.species == b.structure.species)
      #expect(a.step == b.step && a.time == b.time && a.observables == b.observables)
    }
  }
}
