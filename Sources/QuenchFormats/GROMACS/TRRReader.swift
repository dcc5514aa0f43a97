import QuenchModel
import QuenchUnits

/// GROMACS TRR: positions, velocities and forces as floats or doubles, each in some frames only.
struct TRRReader: FrameReader {
  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    guard !bytes.isEmpty else { return .end }
    if let head = try TRRFrameHead(bytes, place), head.length <= bytes.count {
      return .frame(length: head.length, lines: 0)
    }
    return isComplete
      ? .truncated(
        "frame \(place.index + 1) of \(place.source), at byte \(place.offset), is cut off")
      : .needsMore
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, place: FramePlace, into frame: inout Frame
  ) throws(ParseError) {
    guard let head = try TRRFrameHead(bytes, place), head.length <= bytes.count else {
      throw .binary(place, bytes.count, .endOfFile(expected: "the rest of a TRR frame"))
    }
    guard head.positionsLength > 0 || head.count == 0 else {
      throw .binary(
        place, 0, .unsupported("frame \(place.index + 1) holds no positions"),
        advice: "keep frames with positions: gmx trjconv -dt")
    }
    let values = TRRValues(bytes, head, place)
    frame.structure.setNameless(count: head.count)
    var positions = Coordinates()
    swap(&positions, &frame.structure.positions)
    try values.read(
      head.positionsOffset, head.positionsLength, Factor.angstromPerNanometre, &positions)
    swap(&positions, &frame.structure.positions)
    frame.structure.velocities = try values.optional(
      head.velocitiesOffset, head.velocitiesLength,
      Factor.angstromPerFemtosecondPerNanometrePerPicosecond)
    frame.structure.forces = try values.optional(
      head.forcesOffset, head.forcesLength,
      Factor.electronvoltPerAngstromPerKilojoulePerMolePerNanometre)
    frame.structure.lattice = try values.lattice()
    frame.structure.periodicity = frame.structure.lattice == nil ? .none : .all
    (frame.step, frame.time, frame.resolution) = (head.step, head.time, nil)
  }
}

/// The arrays of one frame.
private struct TRRValues {
  private let bytes: UnsafeRawBufferPointer
  private let head: TRRFrameHead
  private let place: FramePlace

  init(_ bytes: UnsafeRawBufferPointer, _ head: TRRFrameHead, _ place: FramePlace) {
    (self.bytes, self.head, self.place) = (bytes, head, place)
  }

  func lattice() throws(ParseError) -> Lattice? {
    guard head.boxLength > 0 else { return nil }
    var cursor = XDRCursor(bytes, at: head.boxOffset)
    let box = (0..<9).compactMap { _ in
      head.width == 8 ? cursor.double() : cursor.float().map(Double.init)
    }
    guard box.count == 9 else { return nil }
    return try Lattice.fromNanometres(box, place, offset: head.boxOffset)
  }

  func optional(
    _ offset: Int, _ length: Int, _ factor: Double
  ) throws(ParseError) -> Coordinates? {
    guard length > 0 else { return nil }
    var vectors = Coordinates()
    try read(offset, length, factor, &vectors)
    return vectors
  }

  func read(
    _ offset: Int, _ length: Int, _ factor: Double, _ target: inout Coordinates
  ) throws(ParseError) {
    let data = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
    if head.width == 4 {
      try target.setFloats(data, count: head.count, place, offset, factor: factor)
    } else {
      try target.setDoubles(data, count: head.count, place, offset, factor: factor)
    }
  }
}

extension Coordinates {
  /// From big-endian doubles times a factor.
  mutating func setDoubles(
    _ data: UnsafeRawBufferPointer, count: Int, _ place: FramePlace, _ offset: Int, factor: Double
  ) throws(ParseError) {
    resize(to: count)
    let firstBad = withUnsafeMutableFlat { target -> Int? in
      var firstBad: Int?
      for index in 0..<Swift.min(target.count, data.count / 8) {
        let bits = data.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
        let value = Double(bitPattern: UInt64(bigEndian: bits)) * factor
        if !value.isFinite, firstBad == nil { firstBad = index }
        target[index] = value
      }
      return firstBad
    }
    if let firstBad {
      throw .binary(
        place, offset + 8 * firstBad, .notFinite("coordinate \(firstBad % 3 + 1) of an atom"))
    }
  }
}
