internal import QuenchModel
internal import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads the ionic steps of a vasprun.xml.
///
/// A step is a `<calculation>`; runs of a machine-learned force field put `<structure>`, forces, stress
/// and energies of a step side by side at the top level instead. The file's head belongs to the first
/// frame, which is always decoded first; what it says of atoms holds for all.
struct VASPRunReader: FrameReader {
  private let head = VASPRunHead()

  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    guard let step = VASPRunStepPlace(bytes) else {
      guard isComplete else { return .needsMore }
      // A head without a step is for `decode` to complain about.
      return place.index == 0 ? .frame(length: bytes.count, lines: 0) : .end
    }
    guard let end = step.end else {
      guard isComplete else { return .needsMore }
      return .truncated("step \(place.index + 1) is cut: the run was killed or goes on")
    }
    let lines = Self.lineBreaks(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    return .frame(length: end, lines: lines)
  }

  private static func lineBreaks(_ bytes: UnsafeRawBufferPointer) -> Int {
    LineScan.offset(afterLines: .max, in: bytes).found
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    let visitor = VASPRunStepVisitor(atoms: place.index == 0 ? nil : head.known)
    let reader = try XMLReader(visitor, source: place.source, firstLine: place.line)
    if place.index > 0 { try reader.take(text: "<modeling>") }
    try reader.take(bytes)
    guard visitor.isWhole else {
      throw ParseError(
        source: place.source, line: place.line + max(0, Self.lineBreaks(bytes)), column: 1,
        reason: .endOfFile(expected: "a complete <calculation>"))
    }
    if place.index == 0 { head.set(visitor.atoms) }
    let step = visitor.atoms.isLearned(visitor) ? visitor.atoms.outputInterval : 1
    frame.warnings += try visitor.fill(&frame, place)
    frame.step = (place.index + 1) * step
    frame.time = visitor.atoms.timeStep.map { Double((place.index + 1) * step) * $0 }
  }
}

/// What the head of the file says, from the decoding of the first frame on.
private final class VASPRunHead: Sendable {
  private let state = Mutex(VASPRunAtoms())

  var known: VASPRunAtoms { state.withLock { $0 } }

  func set(_ atoms: VASPRunAtoms) { state.withLock { $0 = atoms } }
}

/// Where the next step stands in bytes, found by its tags.
private struct VASPRunStepPlace {
  /// Behind the step; nil where it is cut.
  let end: Int?

  /// Nil where no step begins. Searches end at the next step, not at the end of a file of gigabytes.
  init?(_ bytes: UnsafeRawBufferPointer) {
    // The structures of the head and the last one have names.
    let structure = Self.find("<structure>", bytes, from: 0)
    let calculation = Self.find("<calculation>", bytes, from: 0, below: structure)
    if let calculation {
      let tag: StaticString = "</calculation>"
      end = Self.find(tag, bytes, from: calculation).map { $0 + tag.utf8CodeUnitCount }
    } else if let structure {
      end = Self.learnedEnd(bytes, from: structure + 1)
    } else {
      return nil
    }
  }

  /// A step of a force field ends where the next thing begins that is no part of it.
  private static func learnedEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let next = find("<structure", bytes, from: start)
    return find("<calculation>", bytes, from: start, below: next) ?? next
      ?? find("</modeling>", bytes, from: start)
  }

  private static func find(
    _ tag: StaticString, _ bytes: UnsafeRawBufferPointer, from start: Int, below end: Int? = nil
  ) -> Int? {
    let (length, end) = (tag.utf8CodeUnitCount, end ?? bytes.count)
    guard let base = bytes.baseAddress else { return nil }
    var place = start
    while end - place >= length, let hit = memchr(base + place, 0x3C, end - place - length + 1) {
      if memcmp(hit, tag.utf8Start, length) == 0 { return UnsafeRawPointer(hit) - base }
      place = UnsafeRawPointer(hit) - base + 1
    }
    return nil
  }
}
