extension [Finding] {
  /// Each once, by file and line; in a line the gravest first.
  public var inFileOrder: [Finding] {
    var seen: Set<Finding> = []
    let once = filter { seen.insert($0).inserted }
    return once.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      let (placeA, placeB) = ((a.file ?? "", a.line ?? 0), (b.file ?? "", b.line ?? 0))
      if placeA != placeB { return placeA < placeB }
      if a.severity != b.severity { return a.severity > b.severity }
      return left.offset < right.offset
    }.map(\.element)
  }
}
