import QuenchModel

/// Lines of a LAMMPS input file under construction.
struct LAMMPSInput {
  private(set) var text = ""

  /// Command and arguments, the command in a column of its own.
  mutating func add(_ command: String, _ arguments: String = "") {
    let padding = String(repeating: " ", count: max(1, 16 - command.count))
    text += arguments.isEmpty ? command + "\n" : command + padding + arguments + "\n"
  }

  mutating func add(lines: [String]) { for line in lines { text += line + "\n" } }

  mutating func comment(_ words: String) { text += "# " + DeckPath.comment(words) + "\n" }

  mutating func gap() { text += "\n" }
}

extension LAMMPSInput {
  /// What all stages share: potential, groups, temperature of the free atoms.
  static func system(_ system: LAMMPSSystem, _ potential: LAMMPSPairCommands) -> LAMMPSInput {
    var input = LAMMPSInput()
    input.comment("included by every stage after its atoms are read")
    input.comment(
      "atom types: "
        + system.elements.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
    )
    input.add(lines: potential.lines)
    input.add("neighbor", "2.0 bin")
    input.add("neigh_modify", "every 1 delay 0 check yes")
    input.gap()
    for (index, element) in system.elements.enumerated() {
      input.add("group", "\(element) type \(index + 1)")
    }
    input.addHeld(system)
    return input
  }

  /// Held atoms are not integrated and feel no force; the temperature counts the others alone.
  private mutating func addHeld(_ system: LAMMPSSystem) {
    addGroup("frozen", system.frozen)
    if system.frozen.isEmpty {
      add("group", "mobile union all")
    } else {
      add("group", "mobile subtract all frozen")
      add("velocity", "frozen set 0.0 0.0 0.0")
      add("fix", "frozen frozen setforce 0.0 0.0 0.0")
    }
    for axis in 0..<3 where !system.held(along: axis).isEmpty {
      let name = "held" + ["X", "Y", "Z"][axis]
      addGroup(name, system.held(along: axis))
      add("fix", "\(name) \(name) setforce \(Self.triple(axis))")
    }
    add("compute", "mobileT mobile temp")
    for element in system.elements {
      add("group", "mobile\(element) intersect mobile \(element)")
      add("compute", "T\(element) mobile\(element) temp")
      add("compute_modify", "T\(element) extra/dof 0")
    }
  }

  mutating func zeroHeldVelocities(_ system: LAMMPSSystem) {
    for axis in 0..<3 where !system.held(along: axis).isEmpty {
      add("velocity", "held" + ["X", "Y", "Z"][axis] + " set \(Self.triple(axis)) units box")
    }
  }

  private static func triple(_ axis: Int) -> String {
    (0..<3).map { $0 == axis ? "0.0" : "NULL" }.joined(separator: " ")
  }

  /// A long list in several lines: `group` adds to a group that exists.
  private mutating func addGroup(_ name: String, _ atoms: [Int]) {
    let words = LAMMPSSystem.ranges(atoms).split(separator: " ")
    var start = 0
    while start < words.count {
      let end = min(start + 20, words.count)
      add("group", "\(name) id " + words[start..<end].joined(separator: " "))
      start = end
    }
  }
}
