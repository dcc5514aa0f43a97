import QuenchModel
import Testing

@testable import QuenchStore

@Suite struct HostileFileTests {
  private func small(_ folder: TemporaryFolder) throws -> [UInt8] {
    let writer = try TrajectoryWriter(path: folder / "t.h5")
    for index in 0..<3 { try writer.write(Frame.random(atoms: 4, index: index)) }
    try writer.finish()
    return bytes(of: folder / "t.h5")
  }

  /// Reads what can be read; an error is welcome, a trap is not.
  private func attempt(_ path: String) {
    do { _ = try readAll(path) } catch { _ = "\(error)" }
    do { _ = try StoreRecovery.recover(from: path, to: path + ".r", overwrite: true) } catch {}
  }

  @Test func whatIsNotHDF5IsNotAStore() throws {
    let folder = TemporaryFolder()
    for content in [[], [1, 2, 3], [UInt8](repeating: 0, count: 5000)] as [[UInt8]] {
      write(content, to: folder / "x.h5")
      do {
        _ = try TrajectoryStore(path: folder / "x.h5")
        Issue.record("it was opened")
      } catch {
        #expect(error.kind == .notAStore)
      }
    }
    #expect(throws: StoreError.self) { try TrajectoryStore(path: folder / "missing.h5") }
  }

  @Test func aFileCutAnywhereThrowsAndNeverTraps() throws {
    let folder = TemporaryFolder()
    let whole = try small(folder)
    for length in stride(from: 0, to: whole.count, by: 97) {
      write(Array(whole[..<length]), to: folder / "cut.h5")
      #expect(throws: StoreError.self) { try TrajectoryStore(path: folder / "cut.h5") }
    }
  }

  @Test func changedBytesNeverTrap() throws {
    let folder = TemporaryFolder()
    let whole = try small(folder)
    var random = SplitMix64(seed: 5)
    for _ in 0..<300 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        changed[Int.random(in: 0..<whole.count, using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      write(changed, to: folder / "changed.h5")
      attempt(folder / "changed.h5")
    }
  }
}
