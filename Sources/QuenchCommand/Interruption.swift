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
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        OutputFile.removeUnfinished()
        signal(number, SIG_DFL)
        raise(number)
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
}
