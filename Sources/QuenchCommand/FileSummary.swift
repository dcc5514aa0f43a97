import Quench

/// What `info` says of one input.
struct FileSummary {
  let name: String
  let structure: Structure
  let frames: Int
  let timing: Timing
  let spaceGroup: SpaceGroup?
  let shortest: [NearestPair]
  let warnings: [Warning]

  /// Walks over the whole source; decodes its first, second and last frame.
  init(_ name: String, _ source: any FrameSource, tolerance: Double) throws {
    self.name = name
    let ends = try Ends(source)
    structure = ends.first.structure
    frames = ends.count
    timing = Timing(ends)
    var warnings = (source.warnings + ends.first.warnings + ends.last.warnings).unique()
    spaceGroup = Self.spaceGroup(of: structure, tolerance, &warnings)
    shortest = Self.nearest(structure, &warnings)
    self.warnings = warnings + Self.contacts(shortest)
  }

  /// Above this many atoms a space group says little and takes long.
  private static let symmetryLimit = 2000

  private static func spaceGroup(
    of structure: Structure, _ tolerance: Double, _ warnings: inout [Warning]
  ) -> SpaceGroup? {
    guard structure.lattice != nil, structure.periodicity == .all, structure.count > 0,
      structure.count <= symmetryLimit
    else { return nil }
    do {
      return try structure.spaceGroup(tolerance: tolerance)
    } catch {
      warnings.append(Warning("W-SYMMETRY", "\(error)"))
      return nil
    }
  }

  private static func nearest(
    _ structure: Structure, _ warnings: inout [Warning]
  ) -> [NearestPair] {
    do {
      return try structure.nearestPairs()
    } catch {
      warnings.append(Warning("W-DISTANCES", "no nearest distances: \(error)"))
      return []
    }
  }

  /// Atoms nearer than half the sum of their covalent radii.
  private static func contacts(_ pairs: [NearestPair]) -> [Warning] {
    pairs.compactMap { pair in
      guard let distance = pair.distance, let least = pair.leastPlausible, distance < least else {
        return nil
      }
      return Warning(
        "W-CONTACT",
        "\(pair.name) come as near as \(Numerals.fixed(distance, 3)) Å, less than half the sum of "
          + "their covalent radii")
    }
  }

  /// First, second and last frame.
  struct Ends {
    var first = Frame()
    var second: Frame?
    var last = Frame()
    var count = 0

    init(_ source: any FrameSource) throws {
      var lastTicket: FrameTicket?
      while let ticket = try source.next() {
        count += 1
        if count == 1 { try source.decode(ticket, into: &first) }
        if count == 2 {
          var frame = first
          try source.decode(ticket, into: &frame)
          second = frame
        }
        lastTicket = ticket
      }
      last = second ?? first
      if count > 2, let lastTicket { try source.decode(lastTicket, into: &last) }
      if count == 0 { throw Refusal(.unreadableInput, "there is no frame in the input") }
    }
  }

  /// Steps and times, where the file has them.
  struct Timing {
    let firstStep: Int?
    let lastStep: Int?
    let firstTime: Double?
    let lastTime: Double?
    /// fs between the first two frames.
    let interval: Double?

    init(_ ends: Ends) {
      firstStep = ends.first.step
      lastStep = ends.last.step
      firstTime = ends.first.time
      lastTime = ends.last.time
      interval = ends.second?.time.flatMap { time in ends.first.time.map { time - $0 } }
    }
  }
}
