import Quench

extension RadialReport {
  /// Arrays have one value per bin; `r_edges` one more.
  func json(warnings: [Warning]) -> JSONValue {
    let said = (warnings + table.warnings).unique()
    return .object([
      .init("schema", 1),
      .init("frames", .integer(table.frameCount)),
      .init("norm", .string(table.norm == .periodic ? "periodic" : "finite")),
      .init("between_molecules", .bool(distribution.betweenMolecules)),
      .init("around", around.map { .string($0) } ?? .null),
      .init("volume_A3", .number(volume)),
      .init("bin_width_A", .number(table.bins.width)),
      .init("r_in_A", table.innerRadius.isFinite ? .number(table.innerRadius) : .null),
      .init("blocks", .integer(table.blockCount)),
      .init("r_edges_A", .numbers((0...table.bins.count).map(table.bins.edge))),
      .init("unique_fraction", .numbers(table.uniqueFraction)),
      .init("pairs", .array(curves.map(json))),
      .init("total", json(table.total)),
      .init("warnings", .array(said.map(\.json))),
      .init("provenance", provenance.json),
    ])
  }

  private func json(_ curve: RadialCurve) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("pair", .string(Self.name(curve.pair))),
      .init("g", .numbers(curve.g)),
      .init("g_err", curve.gError.map { .numbers($0) } ?? .null),
      .init("n", .numbers(curve.n)),
      .init("n_err", curve.nError.map { .numbers($0) } ?? .null),
      .init("n_reverse", .numbers(curve.nReverse)),
      .init("n_reverse_err", curve.nReverseError.map { .numbers($0) } ?? .null),
      .init("count", .integers(curve.count.map(Int.init))),
      .init("self_count", .integers(curve.selfCount.map(Int.init))),
    ]
    if distribution.betweenMolecules {
      members.append(.init("molecule_count", .integers(curve.moleculeCount.map(Int.init))))
    }
    return .object(members)
  }
}

extension Warning {
  var json: JSONValue { ["code": .string(code), "message": .string(message)] }
}

extension Provenance {
  var json: JSONValue {
    .object([
      .init("version", .string(version)),
      .init("command", .string(commandLine)),
      .init(
        "inputs",
        .array(
          inputs.map { input in
            ["name": .string(input.name), "sha256": input.sha256.map { .string($0) } ?? .null]
          })),
    ])
  }
}
