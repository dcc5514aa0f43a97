/// Watches the lines of one frame for the line that begins the next.
struct PWFrameScan {
  private var reading: PWOutputHead
  private var hasHead = false
  /// The positions of the head were not used; the first block's are.
  private var awaitsBlock = false

  /// `before` is the head that holds for a frame without one.
  init(_ before: PWOutputHead) {
    reading = before
    reading.geometry.forgetPositions()
  }

  /// Of a frame that begins with one.
  var head: PWOutputHead? { hasHead ? reading : nil }

  /// All atoms of this frame have been seen.
  var hasAtoms: Bool {
    reading.geometry.isWhole && (!awaitsBlock || reading.geometry.hasPositionBlock)
  }

  /// Whether `line` belongs to the next frame.
  func ends(before line: ReportLine) -> Bool {
    guard !line.isBlank else { return false }
    let isMark =
      switch line.bytes[line.first] {
      case UInt8(ascii: "P"): line.begins("Program PWSCF v") || line.begins("Program CP v")
      case UInt8(ascii: "E"): line.begins("Entering Dynamics") && !goesOn(line)
      case UInt8(ascii: "A"): line.begins("ATOMIC_POSITIONS")
      case UInt8(ascii: "C"): line.begins("CELL_PARAMETERS")
      case UInt8(ascii: "*"): line.begins("* Physical Quantities at step")
      default: false
      }
    return isMark && hasAtoms && !reading.geometry.isFinalBlock
  }

  mutating func take(_ line: ReportLine) throws(ParseError) {
    if try reading.geometry.take(line) {
      guard line.begins("Program ") else { return }
      hasHead = true
      (reading.timestep, awaitsBlock) = (nil, false)
    } else if line.begins("Time step  ") {
      reading.timestep = PWFrameDecoder.timestep(line)
    } else if line.begins("Entering Dynamics"), goesOn(line) {
      awaitsBlock = true
    }
  }

  /// Whether dynamics go on from a restart file: the first step of this head is not number 1.
  private func goesOn(_ line: ReportLine) -> Bool {
    guard hasHead, !reading.geometry.hasPositionBlock else { return false }
    return line.integer(after: "iteration").map { $0 > 1 } ?? false
  }
}
