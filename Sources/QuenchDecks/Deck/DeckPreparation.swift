import QuenchBuild
public import QuenchModel

/// A structure made ready for any engine: right-handed, species grouped, its held atoms decided.
public struct DeckPreparation: Sendable {
  public let structure: Structure
  /// What was done to it, one sentence each.
  public let notes: [String]

  /// `keepsOrder` leaves atoms in the order given, molecule by molecule. Throws `DeckError` where there is
  /// no cell, no atom, or nobody would be free to move though something `moves`.
  public init(
    _ given: Structure, frozen: FrozenRegion?, keepsOrder: Bool = false, moves: Bool = true
  ) throws(DeckError) {
    guard let lattice = given.lattice, lattice.isValid else {
      throw DeckError(
        .impossible("the structure has no cell: give it one, e.g. quench convert --box 20 20 20"))
    }
    guard given.count > 0 else { throw DeckError(.impossible("the structure has no atoms")) }
    var notes: [String] = []
    if lattice.isLeftHanded { notes.append("the left-handed cell was turned right-handed") }
    var ready = given
    if !keepsOrder {
      let grouping = given.species.grouping()
      if !grouping.isIdentity { notes.append("atoms were grouped by species") }
      ready = given.reordered(by: grouping)
    }
    ready = ready.rightHanded()
    if ready.verbatim.isEmpty, !given.verbatim.isEmpty {
      notes.append("what only the source's format understands was left out")
    }
    try Self.hold(frozen, in: &ready)
    guard !moves || ready.fixedAxes?.contains(where: { $0 != .all }) != false else {
      throw DeckError(.impossible("every atom is held: nothing could move"))
    }
    structure = ready
    self.notes = notes
  }

  private static func hold(
    _ region: FrozenRegion?, in structure: inout Structure
  ) throws(DeckError) {
    switch region {
    case nil: return
    case .some(.none): structure.fixedAxes = nil
    case .selection(let text):
      let mask: [Bool]
      do throws(SelectionError) {
        mask = try Selection(parsing: text).mask(in: structure)
      } catch { throw DeckError(.impossible("frozen: \(error)")) }
      guard mask.contains(true) else {
        throw DeckError(.impossible("frozen: the selection '\(text)' chooses no atom"))
      }
      structure.fixedAxes = mask.map { $0 ? .all : .none }
    case .fraction(let fraction, let axis):
      do throws(HeterophaseError) {
        let division = try Heterophase(melt: .atoms(fraction: 1 - fraction), axis: axis)
        structure.fixedAxes = try division.build(structure).structure.fixedAxes
      } catch { throw DeckError(.impossible("frozen: \(error)")) }
    }
  }
}
