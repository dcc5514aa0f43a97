internal import CExpat

/// Streams an XML document through a visitor; entities and document type declarations are refused.
///
/// Over expat. Memory does not grow with the document, only with its depth, which is bounded.
///
/// For readers in this and other modules of this package.
package final class XMLReader {
  private let parser: XML_Parser
  private let source: String
  private let firstLine: Int
  private unowned let visitor: any XMLVisitor
  private var failure: ParseError?
  private var depth = 0
  private var text: [UInt8] = []
  private static let deepest = 256
  private static let longestText = 1 << 20
  /// Bytes given to expat at once.
  private static let piece = 16 << 20

  /// The visitor must outlive it. `firstLine` is the line of the file in which the text begins.
  package init(
    _ visitor: any XMLVisitor, source: String, firstLine: Int = 1
  ) throws(ParseError) {
    guard let parser = XML_ParserCreate(nil) else {
      throw ParseError(
        source: source, line: 1, column: 1, reason: .unsupported("no memory for expat"))
    }
    self.parser = parser
    self.visitor = visitor
    self.source = source
    self.firstLine = firstLine
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(parser, Self.onStart, Self.onEnd)
    XML_SetCharacterDataHandler(parser, Self.onText)
    XML_SetStartDoctypeDeclHandler(parser, Self.onDoctype)
    XML_SetEntityDeclHandler(parser, Self.onEntity)
  }

  deinit { XML_ParserFree(parser) }

  /// The next bytes of the document, any number of them.
  package func take(_ bytes: UnsafeRawBufferPointer, isLast: Bool = false) throws(ParseError) {
    var place = 0
    repeat {
      let end = min(bytes.count, place + Self.piece)
      let piece = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
      try takePiece(piece, isLast: isLast && end == bytes.count)
      place = end
    } while place < bytes.count
  }

  private func takePiece(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(ParseError) {
    let start = bytes.bindMemory(to: CChar.self).baseAddress
    let status = XML_Parse(parser, start, Int32(clamping: bytes.count), isLast ? 1 : 0)
    if let failure { throw failure }
    guard status == XML_STATUS_OK else { throw error() }
  }

  /// Text that is not in the file, e.g. the tag that encloses a part of it.
  func take(text: StaticString) throws(ParseError) {
    let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    try takePiece(bytes, isLast: false)
  }

  private func error() -> ParseError {
    let code = XML_GetErrorCode(parser)
    let message = XML_ErrorString(code).map { String(cString: $0) } ?? "damaged XML"
    return place(.unsupported("damaged or cut XML (\(message))"))
  }

  private func place(_ reason: ParseError.Reason) -> ParseError {
    ParseError(
      source: source, line: firstLine - 1 + Int(XML_GetCurrentLineNumber(parser)),
      column: Int(XML_GetCurrentColumnNumber(parser)) + 1, reason: reason)
  }

  private func stop(_ reason: ParseError.Reason) {
    failure = failure ?? place(reason)
    XML_StopParser(parser, 0)
  }

  private static func reader(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
    data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private static let onStart: XML_StartElementHandler = { data, name, attributes in
    guard let reader = reader(data), let name else { return }
    reader.depth += 1
    guard reader.depth < deepest else {
      return reader.stop(.unsupported("elements are nested more than \(deepest) deep"))
    }
    reader.text.removeAll(keepingCapacity: true)
    reader.visitor.start(String(cString: name), XMLAttributes(attributes))
  }

  private static let onEnd: XML_EndElementHandler = { data, name in
    guard let reader = reader(data), let name else { return }
    reader.depth -= 1
    reader.visitor.end(String(cString: name), reader.text)
    reader.text.removeAll(keepingCapacity: true)
  }

  private static let onText: XML_CharacterDataHandler = { data, text, length in
    guard let reader = reader(data), let text, length > 0, reader.visitor.wantsText else { return }
    guard reader.text.count < longestText else { return }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
    reader.text.append(contentsOf: bytes)
  }

  private static let onDoctype: XML_StartDoctypeDeclHandler = { data, _, _, _, _ in
    reader(data)?.stop(.unsupported("a document type declaration is not accepted"))
  }

  private static let onEntity: XML_EntityDeclHandler = { data, _, _, _, _, _, _, _, _ in
    reader(data)?.stop(.unsupported("entity declarations are not accepted"))
  }
}

/// What listens to a document.
package protocol XMLVisitor: AnyObject {
  /// False where the text of the present element is of no interest.
  var wantsText: Bool { get }
  func start(_ name: String, _ attributes: XMLAttributes)
  /// `text` is what stood between the last tag and this end.
  func end(_ name: String, _ text: [UInt8])
}

/// Attributes of the element that begins; valid only during the call.
package struct XMLAttributes {
  private let list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  fileprivate init(_ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) { self.list = list }

  package subscript(name: String) -> String? {
    guard let list else { return nil }
    var k = 0
    while let key = list[k], let value = list[k + 1] {
      if String(cString: key) == name { return String(cString: value) }
      k += 2
    }
    return nil
  }
}

extension [UInt8] {
  package var xmlText: String { ReportLine.trimmed(String(decoding: self, as: UTF8.self)) }

  /// Blank-separated finite numbers; words that are none are left out.
  package var xmlNumbers: [Double] {
    withUnsafeBufferPointer { bytes in
      var numbers: [Double] = []
      var place = 0
      while place < bytes.count {
        while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
        let start = place
        while place < bytes.count, bytes[place] > 0x20 { place += 1 }
        guard place > start else { break }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<place])
        if let value = DecimalValue.parse(word), value.isFinite { numbers.append(value) }
      }
      return numbers
    }
  }

  package var xmlNumber: Double? { ReportLine.number(xmlText) }
}
