/// A choice of atoms, written as people say it: `Ti and z 2 5`, `not residue SOL`, `1-10,15`.
///
/// | words | atoms |
/// |---|---|
/// | `O`, `O,Si`, `element O` | of these elements; a word that is no element is a label, as `Ti_pv` |
/// | `label Ti_pv` | of these labels |
/// | `1-10,15`, `index 1-10` | by number, from 1 |
/// | `z 2.0 5.0` | 2.0 ≤ z ≤ 5.0, Å; also `x`, `y` |
/// | `c 0.2 0.5` | 0.2 ≤ s ≤ 0.5, fractional; also `a`, `b`; repeats where the cell does |
/// | `layer 1-2`, `layer 1,3`, `layer -1` | of these atomic layers across c, from 1 at the bottom; −1 is the top |
/// | `fixed`, `free` | held along every axis; along none |
/// | `residue SOL`, `name OW` | of these residues; of these atom names |
/// | `all`, `none` | |
///
/// Joined by `not`, `and`, `or` (binding in this order) and parentheses.
public struct Selection: Hashable, Sendable, CustomStringConvertible {
  /// As written.
  public let description: String
  let root: Node

  indirect enum Node: Hashable, Sendable {
    case all
    case none
    case fixed
    case free
    case names([Name], kind: NameKind)
    case indices([ClosedRange<Int>], column: Int)
    case cartesian(axis: Int, from: Double, to: Double)
    case fractional(axis: Int, from: Double, to: Double, column: Int)
    case layers([LayerRange], column: Int)
    case not(Node)
    case and(Node, Node)
    case or(Node, Node)
  }

  /// From … to, each counted from 1 at the bottom or from −1 at the top.
  struct LayerRange: Hashable, Sendable {
    let from: Int
    let to: Int
  }

  struct Name: Hashable, Sendable {
    let text: String
    /// From 1.
    let column: Int
  }

  enum NameKind: String, Hashable, Sendable {
    case species, element, label, residue
    case atomName = "atom name"
  }

  /// Throws `SelectionError` with the column at fault and what may stand there.
  public init(parsing text: String) throws(SelectionError) {
    description = text
    var parser = SelectionParser(text)
    root = try parser.selection()
  }

  /// Indices from 0, ascending.
  ///
  /// Throws `SelectionError` where an index exceeds the structure or a name that is no element is
  /// not in it.
  public func atoms(in structure: Structure) throws(SelectionError) -> [Int] {
    let mask = try mask(in: structure)
    return mask.indices.filter { mask[$0] }
  }

  /// Per atom whether it is chosen.
  public func mask(in structure: Structure) throws(SelectionError) -> [Bool] {
    try SelectionEvaluator(text: description, structure: structure).mask(root)
  }
}

/// What is wrong with a selection, and where.
public struct SelectionError: Error, Hashable, Sendable, CustomStringConvertible {
  public let text: String
  /// From 1.
  public let column: Int
  public let message: String

  public var description: String { "selection '\(text)', column \(column): \(message)" }
}
