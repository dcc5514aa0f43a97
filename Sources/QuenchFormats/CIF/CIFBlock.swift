/// One data block: single items and loops, by tag.
struct CIFBlock: Sendable {
  var name: String
  var line: Int
  var items: [String: CIFToken] = [:]
  var loops: [Loop] = []

  struct Loop: Sendable {
    var tags: [String] = []
    var values: [CIFToken] = []

    var rows: Int { tags.isEmpty ? 0 : values.count / tags.count }

    /// The column of the first of these tags that is present.
    func column(_ names: String...) -> Int? {
      for name in names {
        if let column = tags.firstIndex(of: name) { return column }
      }
      return nil
    }

    subscript(row: Int, column: Int) -> CIFToken { values[row * tags.count + column] }
  }

  /// The single value of the first of these tags that is known.
  func value(_ names: String...) -> CIFToken? {
    for name in names {
      if let token = items[name] ?? single(name), token.known != nil { return token }
    }
    return nil
  }

  /// A loop of one row may hold what is usually a single item.
  private func single(_ name: String) -> CIFToken? {
    for loop in loops where loop.rows == 1 {
      if let column = loop.tags.firstIndex(of: name) { return loop[0, column] }
    }
    return nil
  }

  /// All values of the first of these tags, from a loop or a single item.
  func list(_ names: String...) -> [CIFToken]? {
    for name in names {
      if let item = items[name] { return [item] }
      for loop in loops {
        guard let column = loop.tags.firstIndex(of: name) else { continue }
        return (0..<loop.rows).map { loop[$0, column] }
      }
    }
    return nil
  }

  func loop(with names: String...) -> Loop? {
    loops.first { loop in names.contains { loop.tags.contains($0) } }
  }

  func has(prefix: String) -> Bool {
    items.keys.contains { $0.hasPrefix(prefix) }
      || loops.contains { $0.tags.contains { $0.hasPrefix(prefix) } }
  }
}

// MARK: - Parsing

/// The data blocks of a CIF file.
struct CIFDocument {
  private(set) var blocks: [CIFBlock] = []
  private let source: String

  init(
    _ bytes: UnsafeRawBufferPointer, source: String, firstLine: Int = 1
  ) throws(ParseError) {
    self.source = source
    var tokenizer = CIFTokenizer(bytes, source: source, firstLine: firstLine)
    var next = try tokenizer.next()
    while let token = next {
      switch token.kind {
      case .data:
        blocks.append(CIFBlock(name: token.text, line: token.line))
        next = try tokenizer.next()
      // A save frame only appears in dictionaries; its items are read as the block's own.
      case .save: next = try tokenizer.next()
      case .tag: next = try item(token, &tokenizer)
      case .loop: next = try loop(token, &tokenizer)
      case .value, .quoted:
        throw error(token, .expected("a tag, 'loop_' or 'data_'", found: excerpt(token.text)))
      }
    }
    if blocks.isEmpty {
      throw ParseError(
        source: source, line: 1, column: 1, reason: .endOfFile(expected: "'data_'"),
        advice: "a CIF begins with a data block")
    }
  }

  private mutating func item(
    _ tag: CIFToken, _ tokenizer: inout CIFTokenizer
  ) throws(ParseError) -> CIFToken? {
    guard !blocks.isEmpty else {
      throw error(tag, .expected("'data_' before the first tag", found: excerpt(tag.text)))
    }
    guard let value = try tokenizer.next() else {
      throw error(tag, .endOfFile(expected: "the value of \(excerpt(tag.text))"))
    }
    guard value.kind == .value || value.kind == .quoted else {
      throw error(value, .expected("the value of \(excerpt(tag.text))", found: shown(value)))
    }
    blocks[blocks.count - 1].items[tag.text] = value
    return try tokenizer.next()
  }

  private mutating func loop(
    _ start: CIFToken, _ tokenizer: inout CIFTokenizer
  ) throws(ParseError) -> CIFToken? {
    guard !blocks.isEmpty else {
      throw error(start, .expected("'data_' before the first loop", found: "loop_"))
    }
    var loop = CIFBlock.Loop()
    var next = try tokenizer.next()
    while let tag = next, tag.kind == .tag {
      loop.tags.append(tag.text)
      next = try tokenizer.next()
    }
    while let value = next, value.kind == .value || value.kind == .quoted {
      loop.values.append(value)
      next = try tokenizer.next()
    }
    guard !loop.tags.isEmpty else {
      throw error(start, .expected("tags after 'loop_'", found: next.map(shown) ?? "nothing"))
    }
    let extra = loop.values.count % loop.tags.count
    guard extra == 0 else {
      throw error(
        loop.values[loop.values.count - extra],
        .countMismatch(
          what: "values in the last row of the loop", expected: loop.tags.count, found: extra))
    }
    blocks[blocks.count - 1].loops.append(loop)
    return next
  }

  private func shown(_ token: CIFToken) -> String {
    switch token.kind {
    case .loop: "loop_"
    case .data: "data_" + excerpt(token.text)
    case .save: "save_" + excerpt(token.text)
    default: excerpt(token.text)
    }
  }

  private func excerpt(_ text: String) -> String {
    Array(text.utf8).withUnsafeBufferPointer { TextCursor.excerpt($0) }
  }

  private func error(_ token: CIFToken, _ reason: ParseError.Reason) -> ParseError {
    ParseError(source: source, line: token.line, column: token.column, reason: reason)
  }
}
