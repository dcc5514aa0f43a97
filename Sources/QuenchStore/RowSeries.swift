import CHDF5

/// A data set with one short row per frame, read by blocks.
final class RowSeries {
  let name: String
  let handle: Handle
  private let reader: ObjectReader
  private let isInteger: Bool
  private(set) var extent: [Int]
  let width: Int
  private var firstCached = 0
  private var numbers: [Double] = []
  private var integers: [Int64] = []
  private static let blockRows = 256

  /// False for one row that holds for all frames.
  let isPerFrame: Bool

  /// Rows of up to nine numbers.
  init(
    _ handle: consuming Handle, _ name: String, integers: Bool = false, isPerFrame: Bool = true,
    _ reader: ObjectReader
  ) throws(StoreError) {
    guard reader.isDataset(handle) else { throw reader.corrupt("\(name) is not a data set") }
    try reader.refuseForeignStorage(handle, name)
    extent = try reader.extent(of: handle, name)
    self.isPerFrame = isPerFrame && !extent.isEmpty
    width = (self.isPerFrame ? Array(extent.dropFirst()) : extent).reduce(1) {
      $0.multipliedReportingOverflow(by: $1).partialValue
    }
    self.name = name
    self.reader = reader
    isInteger = integers
    self.handle = consume handle
    guard extent.count <= 3, (1...9).contains(width) else {
      throw reader.corrupt("\(name) has the shape \(extent)")
    }
  }

  var rows: Int { isPerFrame ? extent[0] : 1 }

  func row(_ index: Int) throws(StoreError) -> [Double] {
    let start = try cached(index)
    return Array(numbers[start..<(start + width)])
  }

  func number(_ index: Int) throws(StoreError) -> Double {
    numbers[try cached(index)]
  }

  func integer(_ index: Int) throws(StoreError) -> Int64 {
    integers[try cached(index)]
  }

  /// Forgets what was read: another process may have written more.
  func refresh() throws(StoreError) {
    let id = handle.id
    try check(reader.context("look again at \(name)")) { H5Drefresh(id) }
    extent = try reader.extent(ofDataset: id, name)
    numbers = []
    integers = []
  }

  /// Place of a row in the cache, after reading its block.
  private func cached(_ index: Int) throws(StoreError) -> Int {
    let count = isInteger ? integers.count : numbers.count
    if index < firstCached || (index - firstCached) * width >= count {
      guard index >= 0, index < rows else { throw reader.corrupt("\(name) lacks row \(index)") }
      firstCached = index / Self.blockRows * Self.blockRows
      try read(min(Self.blockRows, rows - firstCached))
    }
    return (index - firstCached) * width
  }

  private func read(_ count: Int) throws(StoreError) {
    let here = reader.context("read \(name)")
    let id = handle.id
    let file = try Handle(closedBy: H5Sclose, here) { H5Dget_space(id) }
    let memory = try Handle(closedBy: H5Sclose, here) {
      H5Screate_simple(1, [hsize_t(count * width)], nil)
    }
    let ids = (file.id, memory.id)
    if isPerFrame {
      var offset = [hsize_t](repeating: 0, count: extent.count)
      var sizes = extent.map { hsize_t($0) }
      (offset[0], sizes[0]) = (hsize_t(firstCached), hsize_t(count))
      try check(here) { H5Sselect_hyperslab(ids.0, H5S_SELECT_SET, offset, nil, sizes, nil) }
    }
    numbers = [Double](repeating: 0, count: isInteger ? 0 : count * width)
    integers = [Int64](repeating: 0, count: isInteger ? count * width : 0)
    try check(here) {
      isInteger
        ? H5Dread(id, quench_h5_native_int64(), ids.1, ids.0, quench_h5p_default(), &integers)
        : H5Dread(id, quench_h5_native_double(), ids.1, ids.0, quench_h5p_default(), &numbers)
    }
  }
}
