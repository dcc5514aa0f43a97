import Quench

/// Files that settings name and a renderer needs: it touches no disk itself.
struct DeckAttachments {
  private let plan: RunProtocol
  private let engine: String
  private let resolver: StructureResolver

  init(_ plan: RunProtocol, _ engine: String, _ resolver: StructureResolver) {
    (self.plan, self.engine, self.resolver) = (plan, engine, resolver)
  }

  /// By the names in the settings.
  func files(for structure: Structure) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    if engine == "lammps" {
      for name in plan.lammps?.files ?? [] {
        files[name] = try SmallFile.bytes(of: resolver.resolved(name), limit: 256 << 20)
      }
    }
    return files
  }
}
