/// A table of one atom per line, whose columns a header has named.
///
/// Columns go to slots: arrays of reals, integers or label codes that the caller hands in for reuse and
/// takes out again. Three neighbouring reals of one vector are read in one step.
struct AtomTable {
  enum Kind: UInt8 { case skip, real, vector, integer, label }

  struct Column {
    var kind: Kind
    var slot = 0
    /// Values per atom in the slot's array, and this column's place among them.
    var stride = 1
    var offset = 0
    /// For messages, e.g. `coordinate x`.
    var expected: String
    /// The same of a vector's second and third column.
    var others: [String] = []
  }

  /// What may stand behind the last column.
  enum LineEnd { case nothing, comment, anything }

  private(set) var columns: [Column] = []
  var reals: [[Double]] = []
  var integers: [[Int]] = []
  private(set) var codes: [[Int32]] = []
  private(set) var tables: [LabelTable] = []
  var lineEnd = LineEnd.nothing

  mutating func skip(_ expected: String) {
    columns.append(Column(kind: .skip, expected: expected))
  }

  mutating func addReal(_ slot: Int, offset: Int = 0, stride: Int = 1, _ expected: String) {
    columns.append(
      Column(kind: .real, slot: slot, stride: stride, offset: offset, expected: expected))
    mergeVector()
  }

  mutating func addInteger(_ slot: Int, offset: Int = 0, stride: Int = 1, _ expected: String) {
    columns.append(
      Column(kind: .integer, slot: slot, stride: stride, offset: offset, expected: expected))
  }

  /// A column of words; returns its slot among `codes` and `tables`.
  mutating func addLabel(_ expected: String) -> Int {
    columns.append(Column(kind: .label, slot: tables.count, expected: expected))
    tables.append(LabelTable())
    codes.append([])
    return tables.count - 1
  }

  /// A slot for reals, which reuses the storage of `array`.
  mutating func realSlot(reusing array: [Double] = []) -> Int {
    reals.append(array)
    return reals.count - 1
  }

  mutating func integerSlot() -> Int {
    integers.append([])
    return integers.count - 1
  }

  /// The last three columns become one vector where they are x, y, z of one slot.
  private mutating func mergeVector() {
    let last = columns.suffix(3)
    guard last.count == 3, let first = last.first, first.kind == .real, first.stride == 3,
      last.map(\.offset) == [0, 1, 2],
      last.allSatisfy({ $0.kind == .real && $0.slot == first.slot && $0.stride == 3 })
    else { return }
    let others = last.dropFirst().map(\.expected)
    columns.removeLast(2)
    columns[columns.count - 1].kind = .vector
    columns[columns.count - 1].others = others
  }
}

// MARK: - Reading

extension AtomTable {
  private struct Step {
    let kind: Kind
    let stride: Int
    let slot: Int
    var reals: UnsafeMutablePointer<Double>?
    var integers: UnsafeMutablePointer<Int>?
    var codes: UnsafeMutablePointer<Int32>?
    var cache: UnsafeMutablePointer<LabelCache>?
  }

  /// Reads `count` lines. The caller has made sure that `count` is not beyond what the bytes can hold.
  mutating func read(_ count: Int, _ cursor: inout TextCursor) throws(ParseError) {
    let steps = columns.map { Step(kind: $0.kind, stride: $0.stride, slot: $0.slot) }
    for slot in reals.indices { reals[slot].resize(to: count * stride(.real, slot)) }
    for slot in integers.indices { integers[slot].resize(to: count * stride(.integer, slot)) }
    for slot in codes.indices { codes[slot].resize(to: count) }
    try withReals(0, steps, count, &cursor)
  }

  private func stride(_ kind: Kind, _ slot: Int) -> Int {
    let isReal = kind == .real
    let match = columns.first {
      $0.slot == slot
        && (isReal ? $0.kind == .real || $0.kind == .vector : $0.kind == kind)
    }
    return match?.stride ?? 0
  }

  /// Opens the arrays of reals one inside the other, then the others, then reads.
  private mutating func withReals(
    _ slot: Int, _ steps: [Step], _ count: Int, _ cursor: inout TextCursor
  ) throws(ParseError) {
    guard slot < reals.count else { return try withIntegers(0, steps, count, &cursor) }
    var array: [Double] = []
    swap(&array, &reals[slot])
    defer { swap(&array, &reals[slot]) }
    try array.withUnsafeMutableBufferPointer { (buffer) throws(ParseError) in
      var steps = steps
      for index in steps.indices where steps[index].slot == slot {
        guard columns[index].kind == .real || columns[index].kind == .vector else { continue }
        steps[index].reals = buffer.baseAddress.map { $0 + columns[index].offset }
      }
      try withReals(slot + 1, steps, count, &cursor)
    }
  }

  private mutating func withIntegers(
    _ slot: Int, _ steps: [Step], _ count: Int, _ cursor: inout TextCursor
  ) throws(ParseError) {
    guard slot < integers.count else { return try withCodes(0, steps, count, &cursor) }
    var array: [Int] = []
    swap(&array, &integers[slot])
    defer { swap(&array, &integers[slot]) }
    try array.withUnsafeMutableBufferPointer { (buffer) throws(ParseError) in
      var steps = steps
      for index in steps.indices
      where columns[index].kind == .integer && steps[index].slot == slot {
        steps[index].integers = buffer.baseAddress.map { $0 + columns[index].offset }
      }
      try withIntegers(slot + 1, steps, count, &cursor)
    }
  }

  private mutating func withCodes(
    _ slot: Int, _ steps: [Step], _ count: Int, _ cursor: inout TextCursor
  ) throws(ParseError) {
    guard slot < codes.count else { return try readRows(steps, count, &cursor) }
    var array: [Int32] = []
    swap(&array, &codes[slot])
    defer { swap(&array, &codes[slot]) }
    try array.withUnsafeMutableBufferPointer { (buffer) throws(ParseError) in
      var steps = steps
      for index in steps.indices where columns[index].kind == .label && steps[index].slot == slot {
        steps[index].codes = buffer.baseAddress
      }
      try withCodes(slot + 1, steps, count, &cursor)
    }
  }

  private mutating func readRows(
    _ steps: [Step], _ count: Int, _ cursor: inout TextCursor
  ) throws(ParseError) {
    var steps = steps
    let slots = tables.count
    var text = cursor
    defer { cursor = text }
    try withUnsafeTemporaryAllocation(of: LabelCache.self, capacity: slots * LabelCache.size) {
      (caches) throws(ParseError) in
      caches.initialize(repeating: LabelCache())
      for index in steps.indices where steps[index].kind == .label {
        steps[index].cache = caches.baseAddress.map { $0 + steps[index].slot * LabelCache.size }
      }
      var row = 0
      while row < count {
        let (next, place) = steps.withUnsafeBufferPointer {
          Self.plainRows(row..<count, text.position, text.end, $0)
        }
        text.begin(at: place, below: next - row)
        row = next
        if row < count { try readRow(row, steps, &text) }
        row += 1
      }
    }
  }

  /// Reads lines as long as they have their usual form; returns the first row that has not and its place.
  private static func plainRows(
    _ rows: Range<Int>, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ steps: UnsafeBufferPointer<Step>
  ) -> (row: Int, place: UnsafePointer<UInt8>) {
    guard end - start > PlainText.reach else { return (rows.lowerBound, start) }
    var text = PlainText()
    var place = start
    for row in rows {
      guard let next = plainRow(row, place, end - PlainText.reach, steps, &text) else {
        return (row, place)
      }
      place = next
    }
    return (rows.upperBound, place)
  }

  /// Reads a line whose values all have their usual form and returns the start of the next; nil where one
  /// has not, or where the bytes end nearby.
  @inline(__always)
  private static func plainRow(
    _ row: Int, _ start: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>,
    _ steps: UnsafeBufferPointer<Step>,
    _ text: inout PlainText
  ) -> UnsafePointer<UInt8>? {
    var place = start
    for step in steps {
      guard text.skipBlanks(&place, upTo: last) else { return nil }
      switch step.kind {
      case .vector:
        guard let target = step.reals else { return nil }
        for axis in 0..<3 {
          guard text.skipBlanks(&place, upTo: last),
            let value = text.decimal(&place)
          else { return nil }
          target[3 &* row &+ axis] = value
        }
      case .label:
        guard let cache = step.cache, let codes = step.codes else { return nil }
        let key = text.label(&place)
        let entry = cache[LabelCache.place(of: key)]
        guard key != 0, entry.key == key else { return nil }
        codes[row] = entry.code
      case .integer:
        guard let target = step.integers, let value = text.integer(&place) else { return nil }
        target[step.stride &* row] = value
      case .real:
        guard let target = step.reals,
          let value = text.decimal(&place)
        else { return nil }
        target[step.stride &* row] = value
      case .skip: guard text.skipWord(&place) else { return nil }
      }
    }
    guard text.skipBlanks(&place, upTo: last) else { return nil }
    if place.pointee == 0x0D { place += 1 }
    return place.pointee == 0x0A ? place + 1 : nil
  }

  /// Reads a line of any form, or says what is wrong with it.
  @inline(never)
  private mutating func readRow(
    _ row: Int, _ steps: [Step], _ text: inout TextCursor
  ) throws(ParseError) {
    for (index, step) in steps.enumerated() {
      let expected = columns[index].expected
      switch step.kind {
      case .vector:
        for (axis, name) in ([expected] + columns[index].others).enumerated() {
          step.reals?[3 &* row &+ axis] = try text.double(name)
        }
      case .label:
        text.skipBlanks()
        var place = text.position
        let key = text.remaining >= PlainText.reach ? PlainText().label(&place) : 0
        let code = try tables[step.slot].code(&text, expected)
        step.codes?[row] = code
        if key != 0 {
          step.cache?[LabelCache.place(of: key)] = LabelCache(key: key, code: code)
        }
      case .integer: step.integers?[step.stride &* row] = try text.integer(expected)
      case .real: step.reals?[step.stride &* row] = try text.double(expected)
      case .skip: if text.word().isEmpty { throw text.missing(expected) }
      }
    }
    try Self.finishLine(&text, lineEnd)
  }

  @inline(__always)
  private static func finishLine(
    _ text: inout TextCursor, _ lineEnd: LineEnd
  ) throws(ParseError) {
    if text.peek != 0x0A, lineEnd != .anything, !text.isAtLineEnd() {
      guard lineEnd == .comment, text.peek == UInt8(ascii: "#") else {
        throw text.error(
          .expected("the end of the line", found: TextCursor.excerpt(text.word())))
      }
    }
    text.skipLine()
  }
}

extension Array where Element: ExpressibleByIntegerLiteral {
  /// Makes room for exactly `count` values and keeps the storage where it can.
  mutating func resize(to count: Int) {
    if count < self.count { removeLast(self.count - count) }
    if count > self.count {
      append(contentsOf: repeatElement(0, count: count - self.count))
    }
  }
}
