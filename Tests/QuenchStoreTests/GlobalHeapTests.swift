import Testing

@testable import QuenchStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct GlobalHeapTests {
  private func isSound(_ content: [UInt8]) -> Bool {
    let folder = TemporaryFolder()
    write(content, to: folder / "heap")
    let descriptor = open(folder / "heap", O_RDONLY)
    defer { close(descriptor) }
    return GlobalHeap.isSound(descriptor, fileSize: content.count)
  }

  /// A heap of 4,096 bytes with one object of `length` bytes, after 100 other bytes.
  private func heap(length: UInt8, high: UInt8 = 0) -> [UInt8] {
    var bytes = [UInt8](repeating: 71, count: 100) + Array("GCOL".utf8) + [1, 0, 0, 0]
    bytes += [0, 16, 0, 0, 0, 0, 0, 0]
    bytes += [1, 0, 1, 0, 0, 0, 0, 0, length, 0, 0, 0, 0, 0, 0, high]
    return bytes + [UInt8](repeating: 0, count: 4196 - bytes.count)
  }

  @Test func anObjectMustFitIntoItsHeap() {
    #expect(isSound(heap(length: 5)))
    #expect(!isSound(heap(length: 5, high: 0xfd)))
    #expect(!isSound(Array(heap(length: 5).prefix(300))))
    #expect(isSound([1, 2, 3]))
  }
}
