import Quench
import Synchronization

/// Writes the coordination numbers of every atom of every frame into the store they are computed from:
/// `/observables/coordination_O/value`, frames × atoms, for the O neighbours of any atom.
final class CoordinationStore: Sendable {
  private let groups: [String]
  private let state: Mutex<State>

  private struct State: ~Copyable {
    nonisolated(unsafe) let editor: StoreEditor
    nonisolated(unsafe) var writers: [SeriesWriter] = []
    var next = 0
  }

  init(_ path: String, groups: [String]) throws {
    self.groups = groups
    state = Mutex(State(editor: try StoreEditor(path: path)))
  }

  /// Appends one frame; frames must come in order.
  @Sendable
  func add(_ index: Int, _ frame: Frame, _ numbers: CoordinationNumbers.Frame) throws {
    let atoms = frame.structure.count
    try state.withLock { state in
      guard index == state.next else {
        throw Refusal(.unforeseen, "frame \(index) came before frame \(state.next)")
      }
      if index == 0 {
        state.writers = try groups.map { name in
          try state.editor.beginSeries("coordination_" + name.replacingSlashes, atoms: atoms)
        }
      }
      for (group, writer) in state.writers.enumerated() {
        try writer.append((0..<atoms).map { Int32(numbers.count(around: $0, of: group)) })
      }
      state.next += 1
    }
  }

  /// Adds the table and lets the edited store take the place of the old.
  func finish(_ report: CoordinationReport) throws {
    try state.withLock { state in
      try state.editor.add(report.stored)
      state.writers = []
      try state.editor.finish()
    }
  }
}

extension String {
  fileprivate var replacingSlashes: String { String(map { $0 == "/" ? "_" : $0 }) }
}

extension CoordinationReport {
  /// The table as a store keeps it, under `/parameters/quench/analysis/cn`.
  var stored: StoredAnalysis {
    let most = table.rows.map(\.histogram.count).max() ?? 0
    let histograms = table.rows.flatMap { row in
      row.histogram + [UInt64](repeating: 0, count: most - row.histogram.count)
    }
    return StoredAnalysis(
      name: "cn",
      arrays: [
        "pairs": .texts(table.rows.map(\.pair.description)),
        "cutoff": .numbers(table.rows.map(\.cutoff), unit: "Angstrom"),
        "cutoff_err": .numbers(table.rows.map { search.error(of: $0.pair) ?? .nan }),
        "cn": .numbers(table.rows.map(\.mean)),
        "cn_err": .numbers(table.rows.map { $0.error ?? .nan }),
        "histogram": .counts(histograms, shape: [table.rows.count, most]),
      ],
      attributes: [
        "frames": .integer(Int64(table.frameCount)), "command": .text(provenance.commandLine),
        "version": .text(provenance.version),
      ])
  }
}
