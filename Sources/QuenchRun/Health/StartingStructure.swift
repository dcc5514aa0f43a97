public import QuenchDecks
public import QuenchModel
import QuenchTrajectories

extension DeckManifest.Member {
  /// The structure before the first run, held atoms marked; nil where its file is not there or is not
  /// the member's.
  public func startingStructure(below root: String) -> Structure? {
    guard let start, Directory.exists("\(root)/\(start)") else { return nil }
    do {
      var structure = try Trajectory.structure("\(root)/\(start)")
      guard structure.count == atoms else { return nil }
      structure.fixedAxes = mobile.map { $0.map { $0 ? .none : .all } }
      return structure
    } catch { return nil }
  }
}
