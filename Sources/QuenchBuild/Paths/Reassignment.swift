import QuenchModel

/// A pairing of equal atoms at the ends of a path that is shorter than the order of the files.
struct Reassignment {
  /// Of the moved atoms, Å²: as given and as found.
  let given: Double
  let square: Double
  /// Start and end, from 0, where they differ.
  let pairs: [(from: Int, to: Int)]

  /// Atoms that move farther than this may have been exchanged, Å.
  static let leastStep = 0.5
  static let mostAtoms = 400

  /// Nil where the order given is the shortest, or more than 400 atoms move.
  init?(_ start: Structure, _ end: Structure, steps: [Vector3], nearest: NearestPath) {
    let moved = steps.indices.filter { steps[$0].length > Self.leastStep }
    guard moved.count > 1, moved.count <= Self.mostAtoms else { return nil }
    var pairs: [(from: Int, to: Int)] = []
    var (given, square) = (0.0, 0.0)
    for group in Dictionary(grouping: moved, by: { start.species[$0].name }).values
    where group.count > 1 {
      let atoms = group.sorted()
      let costs = atoms.map { from in
        atoms.map { to -> Double in
          let step = nearest.step(end.positions[to] - start.positions[from]).vector
          return dot(step, step)
        }
      }
      let chosen = Assignment.shortest(costs)
      for (row, column) in chosen.enumerated() {
        given += costs[row][row]
        square += costs[row][column]
        if row != column { pairs.append((atoms[row], atoms[column])) }
      }
    }
    guard !pairs.isEmpty, square < given - 1e-6 else { return nil }
    (self.given, self.square) = (given, square)
    self.pairs = pairs.sorted { $0.from < $1.from }
  }

  /// `5 → 7, 7 → 5`, the first four.
  var shown: String {
    let shown = pairs.prefix(4).map { "\($0.from + 1) → \($0.to + 1)" }.joined(separator: ", ")
    return pairs.count > 4 ? shown + ", …" : shown
  }
}

/// The assignment of rows to columns of least cost.
enum Assignment {
  /// The column of each row of a square matrix (Kuhn 1955 in the form of Jonker & Volgenant,
  /// Computing 38 (1987) 325, doi 10.1007/BF02278710): shortest augmenting paths, O(n³).
  static func shortest(_ costs: [[Double]]) -> [Int] {
    let n = costs.count
    // Place 0 stands for "none"; rows and columns count from 1.
    var (u, v) = ([Double](repeating: 0, count: n + 1), [Double](repeating: 0, count: n + 1))
    var rowOf = [Int](repeating: 0, count: n + 1)
    for row in stride(from: 1, through: n, by: 1) {
      rowOf[0] = row
      let way = search(costs, &u, &v, &rowOf)
      var column = way.end
      while column != 0 {
        rowOf[column] = rowOf[way.before[column]]
        column = way.before[column]
      }
    }
    var columns = [Int](repeating: 0, count: n)
    for column in stride(from: 1, through: n, by: 1) { columns[rowOf[column] - 1] = column - 1 }
    return columns
  }

  /// The cheapest way from the row at place 0 to a free column.
  private static func search(
    _ costs: [[Double]], _ u: inout [Double], _ v: inout [Double], _ rowOf: inout [Int]
  ) -> (end: Int, before: [Int]) {
    let n = costs.count
    var least = [Double](repeating: .infinity, count: n + 1)
    var before = [Int](repeating: 0, count: n + 1)
    var isUsed = [Bool](repeating: false, count: n + 1)
    var column = 0
    repeat {
      isUsed[column] = true
      let row = rowOf[column]
      var (step, next) = (Double.infinity, 0)
      for other in 1...n where !isUsed[other] {
        let cost = costs[row - 1][other - 1] - u[row] - v[other]
        if cost < least[other] { (least[other], before[other]) = (cost, column) }
        if least[other] < step { (step, next) = (least[other], other) }
      }
      for other in 0...n {
        if isUsed[other] {
          u[rowOf[other]] += step
          v[other] -= step
        } else {
          least[other] -= step
        }
      }
      column = next
    } while rowOf[column] != 0
    return (column, before)
  }
}
