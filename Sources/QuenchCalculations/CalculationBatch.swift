import Dispatch
public import QuenchEnergetics
import Synchronization

/// Reads many outputs at once, on all cores.
public enum CalculationBatch {
  /// How many to read before they are added in one transaction, which waits for the disk once.
  public static let size = 256

  /// What one path gave.
  public struct Reading: Sendable {
    public let path: String
    public let result: Result<Calculation, any Error>
  }

  /// Readings in the order of `paths`; a damaged file spoils only its own.
  public static func read(
    _ paths: [String], from format: String? = nil, lammpsUnits: String? = nil
  ) -> [Reading] {
    let slots = Mutex([Reading?](repeating: nil, count: paths.count))
    DispatchQueue.concurrentPerform(iterations: paths.count) { index in
      let reading = Reading(
        path: paths[index],
        result: Result {
          try CalculationFile.read(paths[index], from: format, lammpsUnits: lammpsUnits)
        })
      slots.withLock { $0[index] = reading }
    }
    return slots.withLock { $0.compactMap { $0 } }
  }
}
