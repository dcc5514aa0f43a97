import QuenchModel
import Testing

@testable import QuenchStore

/// Writes frames and reads them all back.
func roundTrip(
  _ frames: [Frame], _ options: StoreOptions = StoreOptions()
) throws -> [Frame] {
  let folder = TemporaryFolder()
  let writer = try TrajectoryWriter(path: folder / "t.h5", options: options)
  for frame in frames { try writer.write(frame) }
  try writer.finish()
  return try readAll(folder / "t.h5")
}

func readAll(_ path: String) throws -> [Frame] {
  let store = try TrajectoryStore(path: path)
  var frames: [Frame] = []
  while let ticket = try store.next() {
    var frame = Frame(store.prototype)
    try store.decode(ticket, into: &frame)
    frames.append(frame)
  }
  return frames
}

@Suite struct TrajectoryStoreTests {
  @Test(arguments: [0, 1, 7, 160, 50_000])
  func framesComeBackBitByBit(atoms: Int) throws {
    let frames = (0..<5).map { Frame.random(atoms: atoms, index: $0) }
    let read = try roundTrip(frames)
    #expect(read.count == 5)
    for (a, b) in zip(read, frames) {
      #expect(a.structure == b.structure)
      #expect(a.step == b.step && a.time == b.time && a.observables == b.observables)
    }
  }

  @Test func aStoreWithoutFramesIsAStore() throws {
    #expect(try roundTrip([]).isEmpty)
  }

  @Test func compressedFramesComeBackBitByBit() throws {
    let frames = (0..<20).map { Frame.random(atoms: 200, index: $0, velocities: true) }
    let read = try roundTrip(frames, StoreOptions(compress: true))
    for (a, b) in zip(read, frames) {
      #expect(a.structure.positions == b.structure.positions)
      #expect(a.structure.velocities == b.structure.velocities)
    }
  }

  @Test func allThatIsKnownOfAtomsComesBack() throws {
    var frame = Frame.random(atoms: 4, index: 0, velocities: true)
    frame.structure.species = Categorical([
      Species(label: "Ti_pv"), Species(label: "Ti"), Species(label: "X1", element: nil),
      Species(label: "O2-"),
    ])
    frame.structure.periodicity = [.a, .b]
    frame.structure.fixedAxes = [.all, .none, [.c], .none]
    frame.structure.occupancies = [1, 0.5, 1, 1]
    frame.structure.charges = [1, 2, 3, -4]
    frame.structure.masses = [47, 48, 1, 16]
    frame.structure.images = [SIMD3(1, 2, 3), .zero, SIMD3(-1, 0, 0), .zero]
    frame.structure.identifiers = [7, 8, 9, 1 << 40]
    frame.structure.residues = Residues(
      numbers: [1, 1, 2, 2], names: Categorical(["A", "A", "SOL", "SOL"]),
      atomNames: Categorical(["a", "b", "c", "äö"]))
    frame.structure.verbatim = ["vasp.x": "a\nb  \n", "": ""]
    frame.structure.title = "α-TiO₂ 'x'"
    let read = try roundTrip([frame, frame])
    #expect(read.count == 2)
    for back in read {
      var (a, b) = (back.structure, frame.structure)
      (a.forces, b.forces) = (nil, nil)
      #expect(a == b)
      for (f, g) in zip(back.structure.forces!.flat, frame.structure.forces!.flat) {
        #expect(abs(f - g) <= 2 * f.ulp)
      }
    }
  }

  @Test func theNumberOfAtomsMayChange() throws {
    let frames = [5, 3, 9, 0, 700, 9].enumerated().map {
      Frame.random(atoms: $1, index: $0, velocities: $0 != 2)
    }
    let read = try roundTrip(frames)
    for (a, b) in zip(read, frames) {
      #expect(a.structure.positions == b.structure.positions)
      #expect(a.structure.species.map(\.label) == b.structure.species.map(\.label))
      guard b.structure.count > 0 else { continue }
      #expect(a.structure.velocities == b.structure.velocities)
    }
  }

  @Test func moreAtomsThanAnnouncedAreRefused() throws {
    let folder = TemporaryFolder()
    var options = StoreOptions()
    options.atomCapacity = 4
    let writer = try TrajectoryWriter(path: folder / "t.h5", options: options)
    try writer.write(Frame.random(atoms: 3, index: 0))
    #expect(throws: StoreError.self) { try writer.write(Frame.random(atoms: 5, index: 1)) }
  }

  @Test func aMoleculeHasNoCell() throws {
    var frame = Frame.random(atoms: 3, index: 0)
    frame.structure.lattice = nil
    frame.structure.periodicity = .none
    frame.step = nil
    frame.time = nil
    let read = try roundTrip([frame])
    #expect(read[0].structure.lattice == nil)
    #expect(read[0].structure == frame.structure)
    #expect(read[0].step == nil && read[0].time == nil)
  }

  @Test func missingObservablesStayMissingAndNaNStaysNaN() throws {
    var frames = (0..<3).map { Frame.random(atoms: 1, index: $0) }
    frames[0].observables = ["energy": .nan, "a/b": 1]
    frames[1].observables = [:]
    let read = try roundTrip(frames)
    #expect(read[0].observables["energy"]?.isNaN == true)
    #expect(read[0].observables["a/b"] == 1)
    #expect(read[1].observables.isEmpty)
  }

  @Test func roundedPositionsAreWithinHalfAUnit() throws {
    let frames = (0..<3).map { Frame.random(atoms: 500, index: $0) }
    for decimals in [1, 3, 6] {
      var options = StoreOptions(compress: true, decimals: decimals)
      options.compressionLevel = 6
      let read = try roundTrip(frames, options)
      let bound = [1: 0.05, 3: 0.0005, 6: 0.000_000_5][decimals]!
      for (a, b) in zip(read, frames) {
        for (x, y) in zip(a.structure.positions.flat, b.structure.positions.flat) {
          #expect(abs(x - y) <= bound)
        }
      }
    }
  }

  @Test func float32KeepsWhatFloat32Holds() throws {
    var frame = Frame.random(atoms: 100, index: 0)
    frame.structure.positions = Coordinates(
      flat: frame.structure.positions.flat.map { Double(Float($0)) })
    #expect(try roundTrip([frame], StoreOptions(float32: true))[0].structure == frame.structure)
  }

  @Test func framesAreReadInAnyOrder() throws {
    let folder = TemporaryFolder()
    let frames = (0..<700).map { Frame.random(atoms: 3, index: $0) }
    let writer = try TrajectoryWriter(path: folder / "t.h5")
    for frame in frames { try writer.write(frame) }
    try writer.finish()
    let store = try TrajectoryStore(path: folder / "t.h5")
    #expect(store.frameCount == 700)
    var frame = Frame()
    for index in [699, 0, 256, 255, 511, 512, 3] {
      try store.decode(store.ticket(index), into: &frame)
      #expect(frame.structure == frames[index].structure)
      #expect(frame.step == 10 * index)
    }
    #expect(throws: StoreError.self) { try store.ticket(700) }
  }

  @Test func anOutputIsNotReplacedUnlessAsked() throws {
    let folder = TemporaryFolder()
    write([1, 2, 3], to: folder / "t.h5")
    do {
      _ = try TrajectoryWriter(path: folder / "t.h5")
      Issue.record("it was replaced")
    } catch {
      #expect(error.kind == .exists)
    }
    let writer = try TrajectoryWriter(path: folder / "t.h5", options: StoreOptions(overwrite: true))
    try writer.write(Frame.random(atoms: 2, index: 0))
    #expect(bytes(of: folder / "t.h5") == [1, 2, 3])
    try writer.finish()
    #expect(try readAll(folder / "t.h5").count == 1)
  }
}
