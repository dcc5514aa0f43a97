import QuenchModel
import QuenchUnits

/// GROMACS XTC: positions rounded to a grid, packed; no names (GROMACS manual, file formats, xtc).
///
/// Positions in Å are the doubles nearest to 10 · integer / precision, as if the decimal had been
/// written out: 1234 at precision 1000 is 12.34.
struct XTCReader: FrameReader {
  func extent(
    of bytes: UnsafeRawBufferPointer, isComplete: Bool, previous: FrameExtent?, place: FramePlace
  ) throws(ParseError) -> FrameExtent {
    guard !bytes.isEmpty else { return .end }
    if let head = try XTCFrameHead(bytes, place), head.length <= bytes.count {
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
    guard let head = try XTCFrameHead(bytes, place), head.length <= bytes.count else {
      throw .binary(place, bytes.count, .endOfFile(expected: "the rest of an XTC frame"))
    }
    let data = UnsafeRawBufferPointer(
      rebasing: bytes[head.dataOffset..<head.dataOffset + head.dataLength])
    frame.structure.lattice = try head.lattice(place)
    frame.structure.periodicity = frame.structure.lattice == nil ? .none : .all
    frame.step = head.step
    frame.time = try head.femtoseconds(place)
    frame.structure.setNameless(count: head.count)
    // Taken out while it is filled: changing an observed property would copy it.
    var positions = Coordinates()
    swap(&positions, &frame.structure.positions)
    if let packing = head.packing {
      try Self.unpack(packing, data, head, place, &positions)
    } else {
      try positions.setFloats(data, count: head.count, place, head.dataOffset)
    }
    swap(&positions, &frame.structure.positions)
    frame.resolution = head.packing.map {
      Factor.angstromPerNanometre / Double($0.precision)
    }
  }

  private static func unpack(
    _ packing: XTCPacking, _ data: UnsafeRawBufferPointer, _ head: XTCFrameHead,
    _ place: FramePlace, _ positions: inout Coordinates
  ) throws(ParseError) {
    positions.resize(to: head.count)
    let grid = XTCGrid(precision: packing.precision)
    let fault = positions.withUnsafeMutableFlat { target in
      var decoder = XTCDecoder(packing, data)
      return decoder.decode(head.count) { (firstAtom, integers) in
        grid.write(integers, to: target, from: 3 * firstAtom)
      }
    }
    guard let fault else { return }
    let what =
      switch fault {
      case .range: "a packed coordinate lies outside the range its frame states"
      case .run: "a run of packed atoms goes on beyond the last atom"
      case .ended: "the packed coordinates end before the last atom"
      }
    throw .binary(
      place, head.dataOffset, .outOfRange("frame \(place.index + 1) is damaged: \(what)"))
  }
}

/// Grid steps to Å.
struct XTCGrid {
  private let scale: DecimalScale?
  private let precision: Double

  init(precision: Float) {
    self.precision = Double(precision)
    let digits = (0...DecimalScale.maximumDigits).first {
      Factor.angstromPerNanometre * PowersOfTen.doubles[$0] == Double(precision)
    }
    scale = digits.map { DecimalScale(digits: $0) }
  }

  @inline(__always)
  func write(
    _ integers: UnsafeBufferPointer<Int32>, to target: UnsafeMutableBufferPointer<Double>,
    from start: Int
  ) {
    guard let source = integers.baseAddress, let base = target.baseAddress,
      start + integers.count <= target.count
    else { return }
    let place = base + start
    if let scale {
      for index in 0..<integers.count { place[index] = scale(Double(source[index])) }
    } else {
      for index in 0..<integers.count {
        place[index] = Double(source[index]) * Factor.angstromPerNanometre / precision
      }
    }
  }
}

extension Structure {
  /// Atoms of which nothing but the number is known; what is known of as many stays.
  mutating func setNameless(count: Int) {
    guard species.count != count || species.categories.isEmpty else { return }
    species = Categorical(
      categories: [Species(label: "?", element: nil)], codes: [Int32](repeating: 0, count: count))
    residues = nil
  }
}

extension Coordinates {
  /// From big-endian floats in nm.
  mutating func setFloats(
    _ data: UnsafeRawBufferPointer, count: Int, _ place: FramePlace, _ offset: Int,
    factor: Double = Factor.angstromPerNanometre
  ) throws(ParseError) {
    resize(to: count)
    let firstBad = withUnsafeMutableFlat { target -> Int? in
      var firstBad: Int?
      for index in 0..<Swift.min(target.count, data.count / 4) {
        let bits = data.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        let value = Float(bitPattern: UInt32(bigEndian: bits))
        if !value.isFinite, firstBad == nil { firstBad = index }
        target[index] = Double(value) * factor
      }
      return firstBad
    }
    if let firstBad {
      throw .binary(
        place, offset + 4 * firstBad, .notFinite("coordinate \(firstBad % 3 + 1) of an atom"))
    }
  }
}
