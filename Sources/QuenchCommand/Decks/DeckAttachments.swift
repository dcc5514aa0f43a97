import FoundationEssentials
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
    if engine == "vasp" { files = try potentials(for: structure) }
    if engine == "gromacs", let name = plan.gromacs?.forceField, !Self.builtIn.contains(name) {
      try addTopologies(in: name, to: &files)
    }
    return files
  }

  /// POTCARs of the user's library, as far as it has them; none without a library.
  private func potentials(for structure: Structure) throws -> [String: [UInt8]] {
    var settings = plan.vasp ?? VASPSettings()
    settings.potentials = settings.potentials.map(resolver.resolved)
    if let named = settings.potentials, !named.isEmpty,
      !FileManager.default.fileExists(atPath: named)
    {
      throw Refusal(.unreadableInput, "vasp.potentials: there is no directory '\(named)'")
    }
    let environment = ProcessInfo.processInfo.environment
    guard let library = PotentialLibrary(settings, environment: environment) else { return [:] }
    let job = DeckJob(plan: plan, structure: structure, seed: plan.seed, provenance: "")
    return try library.attachments(try VASPPotentials(job))
  }

  private static let builtIn = GROMACSSettings.builtInForceFields

  /// The itp files of a directory.
  private func addTopologies(in name: String, to files: inout [String: [UInt8]]) throws {
    let folder = resolver.resolved(name)
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw Refusal(
        .unreadableInput,
        "gromacs.force-field: '\(name)' is none of \(Self.builtIn.joined(separator: ", ")), "
          + "and no directory with itp files")
    }
    let root = name.hasSuffix("/") ? name : name + "/"
    for file in names.sorted() where file.hasSuffix(".itp") {
      files[root + file] = try SmallFile.bytes(of: "\(folder)/\(file)", limit: 64 << 20)
    }
  }
}
