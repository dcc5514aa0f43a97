import QuenchDecks
import QuenchFormats
import QuenchModel
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Decks of the protocols beside the tests.
enum Rendering {
  static var fixtures: String {
    "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"), "no file at \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  static func structure(_ name: String) throws -> Structure {
    let file = "\(fixtures)/Structures/\(name.split(separator: "/").last ?? "")"
    return try #require(
      FileFormat.poscar.read(try bytes(file), source: name).frames.first
    ).structure
  }

  static func plan(_ name: String) throws -> RunProtocol {
    try RunProtocol.read(
      try bytes("\(fixtures)/Protocols/\(name).yaml"), source: "\(name).yaml")
  }

  static func job(_ plan: RunProtocol, attachments: [String: [UInt8]] = [:]) throws -> DeckJob {
    guard case .file(let file) = plan.structure else { throw Missing() }
    let ready = try DeckPreparation(try structure(file), frozen: plan.frozen)
    var ends: [Int: Structure] = [:]
    for (index, stage) in plan.stages.enumerated() {
      if case .band(let band) = stage.task { ends[index] = try structure(band.end) }
    }
    return DeckJob(
      plan: plan, structure: ready.structure, seed: plan.seed, provenance: "quench deck",
      bandEnds: ends, attachments: attachments)
  }

  /// A protocol in the words of its file, its structure among the fixtures.
  static func rendered(
    _ engine: String, attachments: [String: [UInt8]] = [:], _ text: String
  ) throws -> Deck {
    let plan = try RunProtocol.read(Array(text.utf8), source: "test.yaml")
    let renderer = try #require(DeckEngine.named(engine))
    return try renderer.render(try job(plan, attachments: attachments))
  }

  struct Missing: Error {}

  static func deck(_ name: String, _ engine: String) throws -> Deck {
    let renderer = try #require(DeckEngine.named(engine))
    return try renderer.render(try job(try plan(name)))
  }
}

extension Deck {
  /// The value of a tag of an INCAR, or of a name in a namelist, whatever the columns.
  func value(_ name: String, in path: String) throws -> String? {
    for line in try text(path).split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map { part in
        part.prefix { $0 != "!" }.split(separator: " ").joined(separator: " ")
      }
      if parts.count == 2, parts[0] == name { return parts[1] }
    }
    return nil
  }

  func text(_ path: String) throws -> String {
    let file = try #require(files.first { $0.path == path }, "no \(path) in \(files.map(\.path))")
    return String(decoding: file.bytes, as: UTF8.self)
  }
}
