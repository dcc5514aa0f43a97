import QuenchModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the one source of chance in these tests.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Frame {
  /// `atoms` atoms of Si and O in a triclinic cell.
  static func random(
    atoms: Int, index: Int, seed: UInt64 = 1, velocities: Bool = false
  ) -> Frame {
    var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(index))
    func vectors(_ range: ClosedRange<Double>) -> Coordinates {
      Coordinates(
        (0..<atoms).map { _ in
          Vector3(
            .random(in: range, using: &random), .random(in: range, using: &random),
            .random(in: range, using: &random))
        })
    }
    let symbols = (0..<atoms).map { Species(label: $0 % 3 == 0 ? "Si" : "O") }
    var structure = Structure(
      title: "random",
      lattice: Lattice(
        a: Vector3(12 + .random(in: 0...1, using: &random), 0, 0), b: Vector3(1.5, 11, 0),
        c: Vector3(-0.5, 2, 13)),
      species: Categorical(symbols), positions: vectors(-5...20))
    if velocities {
      structure.velocities = vectors(-0.01...0.01)
      structure.forces = vectors(-3...3)
    }
    return Frame(
      structure, step: 10 * index, time: 0.5 * Double(index),
      observables: ["energy": .random(in: -10...0, using: &random)])
  }
}

/// A folder that is gone with its owner.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/quench-store-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { unlink(self / name) }
    }
    closedir(folder)
    rmdir(path)
  }

  static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}

func bytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  var bytes = [UInt8](repeating: 0, count: ftell(file))
  rewind(file)
  _ = fread(&bytes, 1, bytes.count, file)
  return bytes
}

func write(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "wb") else { return }
  _ = fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}
