import ArgumentParser
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The one map from what went wrong to the exit code scripts can rely on.
enum ExitStatus: Int32 {
  case unforeseen = 1
  case unreadableInput = 2
  case inconsistent = 3
  case loss = 4
  case ioFailure = 5
  case usage = 64
  case missingProgram = 69
  case brokenPipe = 141

  init(_ error: any Error) {
    switch error {
    case let error as FileError: self.init(error.kind)
    case is ParseError: self = .unreadableInput
    case let error as StoreError: self.init(error.kind)
    case let error as any BuilderError: self.init(error.fault)
    case is TrajectoryError, is WriteError, is SymmetryError, is AnalysisError, is NeighborError:
      self = .inconsistent
    case is SelectionError, is ValidationError: self = .usage
    case is SettingsMismatch: self = .inconsistent
    case let error as EnergeticsError: self.init(error.kind)
    case let error as LedgerError: self.init(error.kind)
    case let error as FigureError: self.init(error)
    case is DeckError: self = .inconsistent
    case let error as RunError: self.init(error.kind)
    case let refusal as Refusal: self = refusal.status
    case let exit as QuietExit: self = exit.status
    default: self = .unforeseen
    }
  }

  private init(_ fault: BuilderFault) {
    switch fault {
    case .parameter: self = .usage
    case .refused: self = .inconsistent
    }
  }

  private init(_ error: FigureError) {
    switch error {
    case .gnuplotMissing: self = .missingProgram
    case .gnuplotFailed, .system: self = .ioFailure
    case .unknownEnding, .badName, .exists: self = .usage
    case .badData: self = .inconsistent
    }
  }

  private init(_ kind: RunError.Kind) {
    switch kind {
    case .noDeck: self = .unreadableInput
    case .programMissing: self = .missingProgram
    case .failed: self = .unforeseen
    case .conditionNotMet, .busy: self = .inconsistent
    }
  }

  private init(_ kind: EnergeticsError.Kind) {
    switch kind {
    case .usage: self = .usage
    case .unknown: self = .unreadableInput
    case .inconsistent: self = .inconsistent
    }
  }

  private init(_ kind: LedgerError.Kind) {
    switch kind {
    case .notFound, .unreadable: self = .unreadableInput
    case .exists: self = .usage
    case .failed: self = .ioFailure
    case .inconsistent: self = .inconsistent
    }
  }

  private init(_ kind: StoreError.Kind) {
    switch kind {
    case .diskFull, .inputOutput: self = .ioFailure
    case .notAStore, .unfinished, .corrupt, .unsupported: self = .unreadableInput
    case .exists: self = .usage
    case .invalidInput: self = .inconsistent
    }
  }

  private init(_ kind: FileError.Kind) {
    switch kind {
    case .unreadable, .badCompression: self = .unreadableInput
    case .exists: self = .usage
    case .failed: self = .ioFailure
    case .brokenPipe: self = .brokenPipe
    }
  }
}

/// A message for the person, with the exit code it means.
struct Refusal: Error, CustomStringConvertible {
  let status: ExitStatus
  let description: String

  init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }
}

/// Ends with an exit code after everything has been said.
struct QuietExit: Error {
  let status: ExitStatus

  init(_ status: ExitStatus) { self.status = status }
}

@main
enum Main {
  static func main() {
    Interruption.install()
    var command = parsed()
    do {
      try command.run()
    } catch let error where QuenchCommand.exitCode(for: error) == .success {
      QuenchCommand.exit(withError: error)  // --help and --version
    } catch let error as QuietExit {
      exit(error.status.rawValue)
    } catch {
      Terminal.complain("error: \(error)")
      exit(ExitStatus(error).rawValue)
    }
  }

  /// The command asked for; shows help, or what is wrong with the command line, and exits.
  private static func parsed() -> any ParsableCommand {
    do {
      return try QuenchCommand.parseAsRoot()
    } catch {
      QuenchCommand.exit(withError: error)
    }
  }
}
