/// Why a figure could not be drawn.
public enum FigureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// gnuplot is not on PATH.
  case gnuplotMissing
  /// Its exit status and what it said.
  case gnuplotFailed(status: Int32, message: String)
  /// The file name ends in none of the known endings.
  case unknownEnding(String)
  /// A name with control characters, or none at all.
  case badName(String)
  case exists(String)
  /// Nothing to draw, or arrays of different length.
  case badData(String)
  /// A file operation, the path, and the system's reason.
  case system(operation: String, path: String, reason: String)

  public var description: String {
    switch self {
    case .gnuplotMissing:
      "gnuplot is needed to draw figures and is not on PATH; install it (Debian: apt-get install"
        + " gnuplot-nox) or write the script and data only, with a name ending in .gp"
    case .gnuplotFailed(let status, let message):
      "gnuplot failed (status \(status)): \(printable(message))"
    case .unknownEnding(let name):
      "'\(printable(name))': a figure's name ends in .svg, .pdf, .png, or .gp for the script alone"
    case .badName(let name): "'\(printable(name))' is no name for a figure"
    case .exists(let path): "'\(printable(path))' exists"
    case .badData(let message): message
    case .system(let operation, let path, let reason):
      "cannot \(operation) '\(printable(path))': \(reason)"
    }
  }
}
