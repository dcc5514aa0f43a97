import Dispatch
import Quench

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ends cleanly on a signal: unfinished files are removed, the exit code is the signal's.
enum Interruption {
  private nonisolated(unsafe) static var sources: [any DispatchSourceSignal] = []

  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // What was started with nohup goes on.
      guard !isIgnored(number) else { continue }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        RunningEngines.terminateAll()
        OutputFile.removeUnfinished()
        DeckDirectory.removeUnfinished()
        die(of: number)
      }
      source.resume()
      sources.append(source)
    }
    signal(SIGBUS) { _ in
      // A mapped file that shrinks under its reader; nothing but a system call is safe here.
      let message: StaticString = "error: the input file became shorter while it was read\n"
      write(2, message.utf8Start, message.utf8CodeUnitCount)
      _exit(2)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1  // SIG_IGN
  }

  /// The threads of dispatch block signals, so that one raised there would wait for ever.
  private static func die(of number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
    _exit(128 + number)
  }
}
