/// Decides per atom whether a selection holds.
struct SelectionEvaluator {
  let text: String
  let structure: Structure

  func mask(_ node: Selection.Node) throws(SelectionError) -> [Bool] {
    switch node {
    case .all: return filled(true)
    case .none: return filled(false)
    case .fixed: return held { $0 == .all }
    case .free: return held { $0.isEmpty }
    case .names(let names, let kind): return try named(names, kind)
    case .indices(let ranges, let column): return try numbered(ranges, column)
    case .cartesian(let axis, let from, let to):
      return structure.positions.map { $0[axis] >= from && $0[axis] <= to }
    case .fractional(let axis, let from, let to, let column):
      return try within(axis, from, to, column)
    case .layers(let ranges, let column): return try layered(ranges, column)
    case .not(let part): return try mask(part).map { !$0 }
    case .and(let left, let right): return zip(try mask(left), try mask(right)).map { $0 && $1 }
    case .or(let left, let right): return zip(try mask(left), try mask(right)).map { $0 || $1 }
    }
  }

  private func filled(_ value: Bool) -> [Bool] {
    [Bool](repeating: value, count: structure.count)
  }

  private func held(_ test: (FixedAxes) -> Bool) -> [Bool] {
    structure.fixedAxes.map { $0.map(test) } ?? filled(test(.none))
  }

  private func numbered(
    _ ranges: [ClosedRange<Int>], _ column: Int
  ) throws(SelectionError) -> [Bool] {
    var mask = filled(false)
    for range in ranges {
      guard range.upperBound <= structure.count else {
        throw SelectionError(
          text: text, column: column,
          message: "there is no atom \(range.upperBound); the structure has \(structure.count)")
      }
      for number in range { mask[number - 1] = true }
    }
    return mask
  }

  private func layered(
    _ ranges: [Selection.LayerRange], _ column: Int
  ) throws(SelectionError) -> [Bool] {
    let layers = structure.layers().layers
    guard !layers.isEmpty else {
      throw SelectionError(
        text: text, column: column, message: "the structure has no cell; use z in Å")
    }
    var mask = filled(false)
    for range in ranges {
      let ends = [range.from, range.to].map { $0 < 0 ? layers.count + $0 : $0 - 1 }
      for (end, wanted) in zip(ends, [range.from, range.to]) where !layers.indices.contains(end) {
        throw SelectionError(
          text: text, column: column,
          message: "there is no layer \(wanted); the structure has \(layers.count)")
      }
      guard ends[0] <= ends[1] else {
        throw SelectionError(
          text: text, column: column,
          message: "layers \(range.from) to \(range.to) run backwards; there are \(layers.count)")
      }
      for layer in layers[ends[0]...ends[1]] { for atom in layer.atoms { mask[atom] = true } }
    }
    return mask
  }

  private func within(
    _ axis: Int, _ from: Double, _ to: Double, _ column: Int
  ) throws(SelectionError) -> [Bool] {
    guard let places = structure.fractional else {
      throw SelectionError(
        text: text, column: column, message: "the structure has no cell; use x, y, z in Å")
    }
    guard structure.periodicity[axis] else {
      return places.map { $0[axis] >= from && $0[axis] <= to }
    }
    // 0.9 … 0.1 goes through the boundary; a whole cell or more is everything.
    let width = to < from ? to - from + 1 : to - from
    if width >= 1 { return filled(true) }
    return places.map { place in
      let shift = place[axis] - from
      let inside = shift - shift.rounded(.down)
      // A hair below the lower end rounds to 1.
      return inside <= width || inside >= 1
    }
  }

  private func named(
    _ names: [Selection.Name], _ kind: Selection.NameKind
  ) throws(SelectionError) -> [Bool] {
    switch kind {
    case .species, .element, .label:
      return try matching(structure.species, names, kind, name: \.label) { species, name in
        let isElement = species.element?.symbol == name
        return kind == .label ? species.label == name : isElement || species.label == name
      }
    case .residue: return try matching(structure.residues?.names, names, kind, name: \.self, ==)
    case .atomName:
      return try matching(structure.residues?.atomNames, names, kind, name: \.self, ==)
    }
  }

  private func matching<Value>(
    _ values: Categorical<Value>?, _ names: [Selection.Name], _ kind: Selection.NameKind,
    name: (Value) -> String, _ matches: (Value, String) -> Bool
  ) throws(SelectionError) -> [Bool] {
    guard let values else {
      throw SelectionError(
        text: text, column: names.first?.column ?? 1, message: "the structure has no residues")
    }
    var chosen = [Bool](repeating: false, count: values.categories.count)
    for wanted in names {
      let found = values.categories.indices.filter { matches(values.categories[$0], wanted.text) }
      if found.isEmpty { try allowAbsent(wanted, kind, among: values.categories.map(name)) }
      for category in found { chosen[category] = true }
    }
    return values.codes.map { chosen[Int($0)] }
  }

  /// An element may be absent; any other name that nothing has is a slip.
  private func allowAbsent(
    _ wanted: Selection.Name, _ kind: Selection.NameKind, among known: [String]
  ) throws(SelectionError) {
    let isElement = Element(symbol: wanted.text)?.symbol == wanted.text
    guard !isElement || kind == .label || kind == .residue || kind == .atomName else { return }
    let list = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
    let what = kind == .species ? "element or label" : kind.rawValue
    throw SelectionError(
      text: text, column: wanted.column,
      message: "no \(what) '\(wanted.text)'; there are \(known.isEmpty ? "none" : list)")
  }
}
