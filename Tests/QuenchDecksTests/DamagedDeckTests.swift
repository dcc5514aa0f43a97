import QuenchModel
import Testing

@testable import QuenchDecks

/// Checks read anything: cut off anywhere, with bytes exchanged, they speak and never trap.
@Suite struct DamagedDeckTests {
  /// Directories of decks, as their files.
  private static func folders() throws -> [[String: [UInt8]]] {
    let wanted = [
      ("heterophase", "vasp", "01-melt/"), ("exchange", "vasp", "01-neb/"),
      ("tight-binding", "cp2k", "02-melt/"), ("slab", "qe", "01-relax/"),
      ("exchange", "qe", "01-neb/"), ("car-parrinello", "qe", "01-md/00-electrons/"),
    ]
    var folders = try wanted.map { plan, engine, directory in
      var files: [String: [UInt8]] = [:]
      for file in try Rendering.deck(plan, engine).files where file.path.hasPrefix(directory) {
        files[String(file.path.dropFirst(directory.count))] = file.bytes
      }
      #expect(!files.isEmpty, "\(directory) of \(plan)")
      return files
    }
    folders[0]["POTCAR"] = Array(FirstPrinciplesCheckTests.potcar(["V", "O"]).utf8)
    return folders
  }

  @Test func cutFilesNeverTrap() throws {
    for files in try Self.folders() {
      for (name, bytes) in files {
        for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
          var damaged = files
          damaged[name] = Array(bytes[..<end])
          _ = DeckChecker.check([DeckFolder(files: damaged)])
        }
      }
    }
  }

  @Test func exchangedBytesNeverTrap() throws {
    var generator = SeededGenerator(seed: 4)
    let bad = Array("-9e*&=;\\\n\0'\u{ff}".utf8)
    for files in try Self.folders() {
      for (name, bytes) in files where !bytes.isEmpty {
        for _ in 0..<60 {
          var damaged = bytes
          for _ in 0..<4 {
            let place = Int.random(in: 0..<damaged.count, using: &generator)
            damaged[place] = bad[Int.random(in: 0..<bad.count, using: &generator)]
          }
          var folder = files
          folder[name] = damaged
          _ = DeckChecker.check([DeckFolder(files: folder)])
        }
      }
    }
  }

  /// Numbers nobody means.
  @Test(arguments: ["nan", "inf", "1e400", "-1", "9223372036854775808", "99999999*3", "1e-320"])
  func absurdNumbersNeverTrap(number: String) throws {
    for files in try Self.folders() {
      for (name, bytes) in files {
        let text = String(decoding: bytes, as: UTF8.self)
        for digits in ["1", "0.5", "3", "18"] {
          var folder = files
          folder[name] = Array(text.replacing(digits, with: number, maxReplacements: 6).utf8)
          _ = DeckChecker.check([DeckFolder(files: folder)])
        }
      }
    }
  }
}
