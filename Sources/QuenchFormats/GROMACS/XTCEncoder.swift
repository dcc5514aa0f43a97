import QuenchModel
import QuenchUnits

/// Writes GROMACS XTC frames that every reader of the format understands.
struct XTCEncoder: FrameEncoder {
  /// Decimals of nm.
  private let decimals: Int

  static let defaultDecimals = 3
  static let supportedDecimals = 0...8

  init(_ options: WriteOptions) {
    decimals = options.decimals ?? Self.defaultDecimals
  }

  mutating func encode(_ frame: Frame, into output: inout TextBuffer) throws(WriteError) {
    guard Self.supportedDecimals.contains(decimals) else {
      throw WriteError("XTC holds 0 to 8 decimals of nm, not \(decimals)")
    }
    let structure = try frame.structure.alignedForGROMACS()
    guard let count = Int32(exactly: structure.count) else {
      throw WriteError("XTC cannot hold \(structure.count) atoms")
    }
    let isLong = structure.count > XTCFrameHead.longCount
    output.append(xdr: isLong ? XTCFrameHead.longMagic : XTCFrameHead.magic)
    output.append(xdr: count)
    output.append(xdr: try frame.gromacsStep())
    output.append(xdr: Float((frame.time ?? 0) / Factor.femtosecondPerPicosecond))
    for row in structure.lattice?.rows ?? [.zero, .zero, .zero] {
      for axis in 0..<3 { output.append(xdr: Float(row[axis] / Factor.angstromPerNanometre)) }
    }
    output.append(xdr: count)
    if structure.count <= XTCFrameHead.uncompressedCount {
      for value in structure.positions.flat {
        output.append(xdr: try Self.float(value / Factor.angstromPerNanometre))
      }
    } else {
      try appendPacked(structure.positions.flat, isLong: isLong, to: &output)
    }
  }

  private static func float(_ value: Double) throws(WriteError) -> Float {
    let float = Float(value)
    guard float.isFinite else { throw WriteError("position \(value) nm does not fit a float") }
    return float
  }

  private func appendPacked(
    _ positions: [Double], isLong: Bool, to output: inout TextBuffer
  ) throws(WriteError) {
    var integers = try Self.rounded(positions, decimals: decimals)
    var packer = try XTCPacker(&integers, precision: Float(PowersOfTen.doubles[decimals]))
    packer.pack(&integers)
    let packing = packer.packing
    output.append(xdr: packing.precision)
    for axis in 0..<3 { output.append(xdr: packing.minimum[axis]) }
    for axis in 0..<3 {
      output.append(
        xdr: Int32(truncatingIfNeeded: Int(packing.minimum[axis]) + Int(packing.sizes[axis]) - 1))
    }
    output.append(xdr: Int32(packing.smallIndex))
    let bytes = packer.finish()
    if isLong {
      output.append(xdr: Int64(bytes.count))
    } else {
      guard let length = Int32(exactly: bytes.count) else {
        throw WriteError("\(bytes.count) bytes of coordinates do not fit an XTC frame")
      }
      output.append(xdr: length)
    }
    output.append(bytes: bytes)
    output.append(bytes: repeatElement(0, count: (4 - bytes.count & 3) & 3))
  }

  /// Steps of the grid, rounded half away from zero.
  private static func rounded(
    _ positions: [Double], decimals: Int
  ) throws(WriteError) -> [Int32] {
    let precision = PowersOfTen.doubles[decimals]
    // Multiplying by a whole number keeps a decimal like 12.34 Å on its grid step.
    let (factor, divisor) =
      decimals > 0
      ? (PowersOfTen.doubles[decimals - 1], 1.0)
      : (1.0, Factor.angstromPerNanometre)
    var integers = [Int32](repeating: 0, count: positions.count)
    for index in positions.indices {
      let value = positions[index] * factor / divisor
      let shifted = value + (value < 0 ? -0.5 : 0.5)
      // The format's own bound: differences of two such numbers must not overflow.
      guard shifted.magnitude < 1_073_741_823 else {
        throw WriteError(
          "position \(positions[index]) Å of atom \(index / 3 + 1) is too far away for "
            + "XTC at \(precision) steps per nm; wrap the positions or lower the precision")
      }
      integers[index] = Int32(shifted)
    }
    return integers
  }
}

extension Frame {
  /// The step as the formats' 32-bit number; 0 where there is none.
  func gromacsStep() throws(WriteError) -> Int32 {
    guard let step = Int32(exactly: self.step ?? 0) else {
      throw WriteError("step \(self.step ?? 0) does not fit the 32 bits of the format")
    }
    return step
  }
}
