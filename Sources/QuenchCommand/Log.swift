import Logging

/// What `--verbose` says: time, level and message on standard error.
enum Log {
  private static let logger = Logger(label: "quench") { label in
    StreamLogHandler.standardError(label: label)
  }

  static func say(_ message: String) { logger.info("\(Terminal.inert(message))") }
}
