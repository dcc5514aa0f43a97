import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds the structures that a protocol names: files beside it, crystals by name, builders' calls.
struct StructureResolver {
  /// Where the protocol is; empty for the present directory.
  let folder: String
  /// For messages: file, line and column of the structure.
  let source: String

  init(protocolPath path: String, place: String) {
    source = place
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  struct Member {
    /// Empty where the structure is alone.
    let name: String
    let structure: Structure
    let warnings: [Warning]
    /// What the builder assumed.
    let notes: [String]
    let files: [String]
  }

  func members(_ reference: StructureReference) throws -> [Member] {
    switch reference {
    case .series(let entries): try entries.map { try member($0.name, $0.structure) }
    default: [try member("", reference)]
    }
  }

  private func member(_ name: String, _ reference: StructureReference) throws -> Member {
    switch reference {
    case .file(let file): return try member(name, file)
    case .series:
      throw Refusal(.unreadableInput, "\(source): a member of 'series' is one structure")
    case .builder(let verb, let words):
      let builder = try builder(verb, words)
      let built = try builder.built()
      return Member(
        name: name, structure: built.structure, warnings: built.report.warnings,
        notes: built.report.assumptions.map { "\(verb): \($0)" }, files: builder.inputs)
    }
  }

  /// The last frame: of a trajectory, that is where its run ended.
  private func member(_ name: String, _ file: String) throws -> Member {
    let path = resolved(file)
    let source = try Trajectory.open([path])
    var frame = Frame(source.prototype)
    var count = 0
    try source.forEachFrame {
      frame = $0
      count += 1
    }
    let notes = count > 1 ? ["\(file): the last of \(count) frames is taken"] : []
    return Member(
      name: name, structure: frame.structure, warnings: source.warnings, notes: notes,
      files: [path])
  }

  func structure(_ file: String) throws -> Structure { try member("", file).structure }

  /// A name as seen from here: beside the protocol where there is such a file.
  func resolved(_ file: String) -> String {
    guard !file.hasPrefix("/"), !file.hasPrefix("-"), !folder.isEmpty else { return file }
    return access(folder + file, F_OK) == 0 ? folder + file : file
  }

  private func builder(_ verb: String, _ words: [String]) throws -> any BuildingVerb {
    let known = QuenchCommand.builders
    guard known.contains(verb) else {
      throw Refusal(
        .unreadableInput,
        "\(source): structure: '\(verb)' is no builder; known: \(known.joined(separator: ", "))")
    }
    let line = "quench \(([verb] + words).map(DeckPath.quoted).joined(separator: " "))"
    let command: any ParsableCommand
    do {
      command = try QuenchCommand.parseAsRoot([verb] + words.map(resolved))
    } catch {
      throw Refusal(
        .unreadableInput, "\(source): structure: \(line): \(QuenchCommand.message(for: error))")
    }
    guard let builder = command as? any BuildingVerb, builder.makesOneStructure else {
      throw Refusal(.unreadableInput, "\(source): structure: \(line) makes no single structure")
    }
    guard builder.output.output == nil else {
      throw Refusal(
        .unreadableInput, "\(source): structure: \(line): the deck itself holds what is built")
    }
    return builder
  }
}
