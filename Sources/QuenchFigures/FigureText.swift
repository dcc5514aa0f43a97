/// Text on a figure. What comes from files and people goes in as plain text and is drawn letter for
/// letter; only the pieces made by name here are set in italics, above or below the line.
public struct FigureText: Hashable, Sendable, ExpressibleByStringLiteral {
  enum Piece: Hashable, Sendable {
    case plain(String)
    case italic(String)
    case lowered(String)
    case raised(String)
  }

  var pieces: [Piece]

  public init(_ plain: String) { pieces = [.plain(plain)] }
  public init(stringLiteral value: String) { self.init(value) }
  private init(_ piece: Piece) { pieces = [piece] }

  /// A quantity's symbol.
  public static func italic(_ text: String) -> FigureText { FigureText(.italic(text)) }
  public static func lowered(_ text: String) -> FigureText { FigureText(.lowered(text)) }
  public static func raised(_ text: String) -> FigureText { FigureText(.raised(text)) }

  public static func + (left: FigureText, right: FigureText) -> FigureText {
    var sum = left
    sum.pieces += right.pieces
    return sum
  }

  /// Without any setting, for comments and files of numbers.
  public var plain: String {
    pieces.map { piece in
      switch piece {
      case .plain(let text), .italic(let text), .lowered(let text), .raised(let text): text
      }
    }.joined()
  }
}
