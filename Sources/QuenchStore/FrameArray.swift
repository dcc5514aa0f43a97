import CHDF5

/// How numbers lie in a data set, where this house converts them itself.
enum StoredNumber: Sendable {
  case float32, float64, int32, int64
  /// Anything else the library converts to Double.
  case converted

  var size: Int {
    switch self {
    case .float32, .int32: 4
    case .float64, .int64, .converted: 8
    }
  }

  fileprivate init(type id: hid_t) {
    let known: [(hid_t, StoredNumber)] = [
      (quench_h5_float32(), .float32), (quench_h5_float64(), .float64),
      (quench_h5_int32(), .int32), (quench_h5_int64(), .int64),
    ]
    self = known.first { H5Tequal(id, $0.0) > 0 }?.1 ?? .converted
  }

  fileprivate var memoryType: hid_t {
    switch self {
    case .float32: quench_h5_float32()
    case .int32: quench_h5_int32()
    case .int64: quench_h5_int64()
    case .float64, .converted: quench_h5_native_double()
    }
  }
}

/// What decoding needs to know of an array; carries no handle, so any thread may use it.
struct ArrayPlan: Sendable {
  enum Step: Sendable { case fletcher32, shuffle, deflate }

  let name: String
  let number: StoredNumber
  let width: Int
  /// Atoms per chunk where chunks hold one frame and are unpacked here; nil: the library unpacks.
  let chunkAtoms: Int?
  let steps: [Step]
  /// House unit = stored · factor.
  let factor: Double
}

/// Chunks of one frame as the file has them; memory is kept for the next frame.
struct LoadedArray: Sendable {
  struct Piece: Sendable {
    let offset: Int
    let count: Int
    let skipped: UInt32
  }

  var bytes: [UInt8] = []
  var pieces: [Piece] = []
  var used: Int { pieces.last.map { $0.offset + $0.count } ?? 0 }
}

/// One per-atom array of an open file.
final class FrameArray {
  let plan: ArrayPlan
  let handle: Handle
  private let reader: ObjectReader
  private(set) var extent: [Int]
  /// False for one array that holds for all frames.
  let isPerFrame: Bool

  /// `value` is F×N×3 (or F×N for integers); a data set of N rows holds for all frames.
  init(
    _ handle: consuming Handle, _ name: String, width: Int, factor: Double, _ reader: ObjectReader
  ) throws(StoreError) {
    guard reader.isDataset(handle) else { throw reader.corrupt("\(name) is not a data set") }
    try reader.refuseForeignStorage(handle, name)
    let extent = try reader.extent(of: handle, name)
    let rank = width == 1 ? 2 : 3
    guard extent.count == rank || (width == 1 && extent.count == 1),
      rank == 2 || extent[2] == width
    else { throw reader.corrupt("\(name) has the shape \(extent)") }
    isPerFrame = extent.count == rank
    let id = handle.id
    let here = reader.context("look at \(name)")
    let type = try Handle(closedBy: H5Tclose, here) { H5Dget_type(id) }
    let number = StoredNumber(type: type.id)
    try reader.bound(
      [extent[extent.count == 1 ? 0 : 1], width], elementSize: number.size, name)
    let storage = try Self.storage(handle, extent, width, reader, name)
    plan = ArrayPlan(
      name: name, number: number, width: width,
      chunkAtoms: number.isConverted ? nil : storage.chunkAtoms, steps: storage.steps,
      factor: factor)
    self.extent = extent
    self.reader = reader
    self.handle = consume handle
  }

  var frames: Int { extent[0] }
  var atoms: Int { extent[extent.count == 1 ? 0 : 1] }

  private static func storage(
    _ handle: borrowing Handle, _ extent: [Int], _ width: Int, _ reader: ObjectReader,
    _ name: String
  ) throws(StoreError) -> (chunkAtoms: Int?, steps: [ArrayPlan.Step]) {
    let id = handle.id
    let here = reader.context("look at \(name)")
    let list = try Handle(closedBy: H5Pclose, here) { H5Dget_create_plist(id) }
    let plist = list.id
    guard H5Pget_layout(plist) == H5D_CHUNKED, extent.count > 1 else { return (nil, []) }
    var chunk = [hsize_t](repeating: 0, count: extent.count)
    try check(here) { H5Pget_chunk(plist, Int32(chunk.count), &chunk) }
    try reader.bound(chunk.map { Int(clamping: $0) }, elementSize: 8, "a chunk of \(name)")
    guard chunk[0] == 1, chunk.count == 2 || chunk[2] == hsize_t(width),
      let steps = try steps(plist, reader, name)
    else { return (nil, []) }
    return (Int(chunk[1]), steps)
  }

  /// Nil where a filter is none of ours: then the library must know it.
  private static func steps(
    _ plist: hid_t, _ reader: ObjectReader, _ name: String
  ) throws(StoreError) -> [ArrayPlan.Step]? {
    let here = reader.context("look at the filters of \(name)")
    let count = try check(here) { H5Pget_nfilters(plist) }
    var steps: [ArrayPlan.Step] = []
    var isOurs = true
    for index in 0..<UInt32(max(0, count)) {
      var (flags, values, settings) = (UInt32(0), 0, UInt32(0))
      let filter = try check(here) {
        H5Pget_filter2(plist, index, &flags, &values, nil, 0, nil, &settings)
      }
      switch filter {
      case 1: steps.append(.deflate)
      case 2: steps.append(.shuffle)
      case 3: steps.append(.fletcher32)
      default:
        guard H5Zfilter_avail(filter) > 0 else {
          throw StoreError(
            .unsupported, path: reader.path,
            "\(name) is packed with filter \(filter), which this HDF5 library does not have")
        }
        isOurs = false
      }
    }
    return isOurs ? steps : nil
  }

  /// Reads the chunks of a frame without unpacking. False where the frame has none.
  func load(
    _ frame: Int, atoms: Int, into target: inout LoadedArray
  ) throws(StoreError) -> Bool {
    target.pieces.removeAll(keepingCapacity: true)
    guard frame < frames, atoms <= self.atoms else {
      throw reader.corrupt("\(plan.name) lacks frame \(frame)")
    }
    guard let chunkAtoms = plan.chunkAtoms else {
      try loadPlain(frame, atoms: atoms, into: &target)
      return true
    }
    for part in 0..<((atoms + chunkAtoms - 1) / chunkAtoms) {
      guard try loadChunk(frame, part * chunkAtoms, chunkAtoms, into: &target) else {
        if part == 0 { return false }
        throw reader.corrupt("\(plan.name) of frame \(frame) is incomplete")
      }
    }
    return true
  }

  private func loadChunk(
    _ frame: Int, _ atom: Int, _ chunkAtoms: Int, into target: inout LoadedArray
  ) throws(StoreError) -> Bool {
    let id = handle.id
    let here = reader.context("read \(plan.name) of frame \(frame)")
    let offset: [hsize_t] = [hsize_t(frame), hsize_t(atom), 0]
    var size: hsize_t = 0
    do {
      try check(here) { H5Dget_chunk_storage_size(id, offset, &size) }
    } catch  where error.message.hasSuffix("is not allocated") {
      // 1.10.8 answers so for a chunk that was never written.
      return false
    }
    guard size > 0 else { return false }
    let plain = chunkAtoms * plan.width * plan.number.size
    guard size <= hsize_t(2 * plain + 65_536) else {
      throw reader.corrupt("a chunk of \(plan.name) claims \(size) bytes")
    }
    let start = target.used
    if target.bytes.count < start + Int(size) {
      let missing = start + Int(size) - target.bytes.count
      target.bytes.append(contentsOf: repeatElement(0, count: missing))
    }
    var skipped: UInt32 = 0
    try target.bytes.withUnsafeMutableBufferPointer { (bytes) throws(StoreError) in
      guard let base = bytes.baseAddress else { return }
      try check(here) {
        H5Dread_chunk(id, quench_h5p_default(), offset, &skipped, base + start)
      }
    }
    target.pieces.append(
      LoadedArray.Piece(offset: start, count: Int(size), skipped: skipped))
    return true
  }

  /// Lets the library find, unpack and (where the type is foreign) convert.
  private func loadPlain(
    _ frame: Int, atoms: Int, into target: inout LoadedArray
  ) throws(StoreError) {
    let here = reader.context("read \(plan.name) of frame \(frame)")
    let id = handle.id
    let size = atoms * plan.width * plan.number.size
    if target.bytes.count < size {
      target.bytes = [UInt8](repeating: 0, count: size)
    }
    target.pieces = [LoadedArray.Piece(offset: 0, count: size, skipped: 0)]
    guard size > 0 else { return }
    let space = try Handle(closedBy: H5Sclose, here) { H5Dget_space(id) }
    var offset = [hsize_t](repeating: 0, count: extent.count)
    var count = extent.map { hsize_t($0) }
    count[extent.count == 1 ? 0 : 1] = hsize_t(atoms)
    if extent.count > 1 {
      offset[0] = hsize_t(frame)
      count[0] = 1
    }
    let memory = try Handle(closedBy: H5Sclose, here) {
      H5Screate_simple(Int32(count.count), count, nil)
    }
    let (file, type) = (space.id, plan.number.memoryType)
    let memoryID = memory.id
    try check(here) { H5Sselect_hyperslab(file, H5S_SELECT_SET, offset, nil, count, nil) }
    try target.bytes.withUnsafeMutableBufferPointer { (bytes) throws(StoreError) in
      let base = bytes.baseAddress
      try check(here) { H5Dread(id, type, memoryID, file, quench_h5p_default(), base) }
    }
  }

  /// Asks the file again how long the array is: another process may be writing it.
  func refresh() throws(StoreError) {
    let id = handle.id
    try check(reader.context("look again at \(plan.name)")) { H5Drefresh(id) }
    extent = try reader.extent(ofDataset: id, plan.name)
  }
}

extension StoredNumber {
  var isConverted: Bool {
    if case .converted = self { return true }
    return false
  }
}
