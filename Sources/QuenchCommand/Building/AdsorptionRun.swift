import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `quench adsorb` prints and writes.
struct AdsorptionRun {
  let adsorber: Adsorber
  let output: OutputOptions
  let report: ReportOptions
  let inputs: [String]
  let assumptions: [String]
  let warnings: [Warning]

  func list() throws {
    report.warn(warnings)
    if report.json {
      try Terminal.say(json.rendered() + "\n")
    } else {
      try Terminal.say(report.csv ? table.csv() : table.rendered())
    }
  }

  /// The one asked for, or the first.
  func built(_ name: String?) throws -> Built {
    let chosen = try name.map { try adsorber.configuration(named: $0) }
    var built = try adsorber.build(chosen ?? adsorber.configurations[0])
      .after(warnings, assuming: assumptions)
    if chosen == nil {
      built.report.assume(
        "the first of \(adsorber.configurations.count) configurations (--list shows all)")
    }
    return built
  }

  func write(_ name: String?) throws {
    try BuiltOutput(output: output, report: report, inputs: inputs).write(try built(name))
  }

  /// One file per configuration; nothing is written unless all can be built.
  func writeAll(into folder: String) throws {
    let built = try adsorber.configurations.map { ($0, try adsorber.build($0)) }
    let ending = output.to.flatMap { FileFormat.named($0)?.name } ?? "vasp"
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw Refusal(
        .ioFailure, "cannot make the folder \(folder): \(String(cString: strerror(errno)))")
    }
    let paths = built.map { "\(folder)/\(Self.slug($0.0.id)).\(ending)" }
    if !output.force, let old = paths.first(where: { access($0, F_OK) == 0 }) {
      throw Refusal(.usage, "\(old) exists already; --force replaces it")
    }
    report.warn(warnings + built.flatMap(\.1.report.warnings).unique())
    var quiet = report
    quiet.quiet = true
    for (path, (_, result)) in zip(paths, built) {
      try StructureOutput(path, output, quiet, inputs: inputs, fallback: .poscar)
        .write(MemorySource([Frame(result.structure)]))
    }
    try list(paths: paths)
  }

  private func list(paths: [String]) throws {
    if report.json { return try Terminal.say(json.rendered() + "\n") }
    if !report.quiet { try Terminal.say(report.csv ? table.csv() : table.rendered()) }
    report.note("\(paths.count) files written")
  }

  /// Letters, digits, dots and dashes only: names come from files.
  private static func slug(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
  }

  private var table: Table {
    let columns = [
      Table.Column("n"), Table.Column("id"), Table.Column("site atoms"),
      Table.Column("equal sites"), Table.Column("site z", unit: "Å"),
      Table.Column("height", unit: "Å"), Table.Column("contact"),
      Table.Column("distance", unit: "Å"), Table.Column("nearest image", unit: "Å"),
    ]
    return Table(
      title:
        "\(adsorber.adsorption.molecule.name): \(adsorber.sites.count) distinct sites, "
        + "\(adsorber.configurations.count) distinct configurations",
      columns: columns,
      rows: adsorber.configurations.enumerated().map { row($0.offset + 1, $0.element) })
  }

  private func row(_ number: Int, _ c: Adsorber.Configuration) -> [Table.Cell] {
    [
      .integer(number), .text(c.id),
      .text(c.site.atoms.map { "\($0 + 1)" }.joined(separator: ",")),
      .integer(c.site.multiplicity), .fixed(c.site.height, decimals: 3),
      .fixed(c.height, decimals: 3), .text(c.contact), .fixed(c.contactDistance, decimals: 3),
      .fixed(c.imageDistance, decimals: 2),
    ]
  }

  private var json: JSONValue {
    let rows = adsorber.configurations.map { c -> JSONValue in
      [
        "id": .string(c.id), "site": .string(c.site.id), "kind": .string(c.site.kind.rawValue),
        "site_atoms": .integers(c.site.atoms.map { $0 + 1 }),
        "site_position_A": .numbers((0..<3).map { c.site.position[$0] }),
        "multiplicity": .integer(c.site.multiplicity), "pose": .string(c.pose.rawValue),
        "azimuth_degrees": .number(c.azimuth), "height_A": .number(c.height),
        "contact": .string(c.contact), "contact_A": .number(c.contactDistance),
        "nearest_image_A": .number(c.imageDistance),
      ]
    }
    return [
      "schema": 1, "molecule": .string(adsorber.adsorption.molecule.name),
      "molecule_charge_e": .number(adsorber.adsorption.molecule.charge),
      "sites": .integer(adsorber.sites.count), "configurations": .array(rows),
    ]
  }
}
