import Dispatch
import QuenchEnergetics
import QuenchLedger
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Several that begin with the same new file at once, as jobs of a cluster do.
@Suite struct LedgerRaceTests {
  @Test func allWhoBeginAtOnceUseOneLedger() throws {
    var template = Array("/tmp/quench-ledger-XXXXXX".utf8CString)
    let folder = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
    let path = folder + "/quench.ledger"
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 6) { number in
      do {
        let ledger = try Ledger(path: path, create: true)
        for step in 0..<5 {
          var calculation = Calculation(
            name: "\(number)-\(step)", program: Program("VASP"),
            composition: Formula([("Li", 1)]))
          calculation.energies = [.total: -1]
          _ = try ledger.add([calculation], by: Signature(user: "tester", version: "0"))
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let ledger = try Ledger(path: path)
    #expect(try ledger.entries().count == 30)
    #expect(try ledger.integrityProblems() == [])
  }
}
